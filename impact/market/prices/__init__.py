"""Sources of daily bars, a file each, found with pkgutil: a module is a source when it has ``opens`` and ``source``.

``opens(choice)`` says whether it answers to that ``--prices`` choice; ``source(choice)`` opens it. Where no module answers by name,
the choice is a path, which ``files.py`` opens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

from impact.errors import InputError

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
    for info in iter_modules(__path__):
        if info.name in {"files", "series", "table", "join"}:
            continue
        module = import_module(f"{__name__}.{info.name}")
        if hasattr(module, "opens") and module.opens(choice):
            opened: Source = module.source(choice)
            return opened
    files = import_module(f"{__name__}.files")
    if files.opens(choice):
        found: Source = files.source(choice)
        return found
    remedy = "use auto, bundled, yahoo, or the path of a CSV or Parquet file"
    raise InputError(f"--prices {choice}", "neither a known source nor a file", remedy)
