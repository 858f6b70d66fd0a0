"""Sources of daily bars, a file each, found by its name: ``--prices yahoo`` opens ``yahoo.py``.

A module is a source when it has ``source(choice)``. Where no module bears the name of the choice, the choice is a path, which
``files.py`` opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from impact.market.prices.series import Series


class Source(Protocol):
    """Daily bars of many symbols."""

    name: str

    def series(self, symbol: str, first: date, last: date) -> Series | None:
        """Bars of the symbol that cover at least what the source has of ``first`` to ``last``; None when it has none.

        Raises :class:`~impact.errors.SourceError` when a remote source does not deliver.
        """

    def symbols(self) -> Sequence[str]:
        """The symbols that the source holds; empty for a remote source, which cannot be listed."""

    def describe(self) -> Mapping[str, object]:
        """Name, as-of, first and last session, how many symbols: what a report says of the source. JSON types only."""


def open_source(choice: str) -> Source:
    """The source of a ``--prices`` choice. Raises :class:`~impact.errors.InputError` when nothing opens it."""
    modules = {info.name for info in iter_modules(__path__)}
    name = choice if choice in modules else "files"
    module = import_module(f"{__name__}.{name}")
    if not hasattr(module, "source"):  # series, table … are no sources, but may be the name of a file
        module = import_module(f"{__name__}.files")
    found: Source = module.source(choice)
    return found
