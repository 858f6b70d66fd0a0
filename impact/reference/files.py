"""Where bundled data lie: ``impact/data`` in an installed wheel, ``data`` beside the package in the source tree."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from impact.errors import DataError, ImpactError

P = ParamSpec("P")
R = TypeVar("R")

_PACKAGE = Path(__file__).resolve().parent.parent


def data_path(name: str) -> Path:
    """The bundled file ``name`` ("prices.csv").

    Raises :class:`DataError` when neither the wheel nor the source tree holds it.
    """
    return _find("data", name)


def seeds_path() -> Path:
    """The folder of the founding articles.

    Raises :class:`DataError` when neither the wheel nor the source tree holds it.
    """
    return _find("seeds", "")


def bundled(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For a reader of the bundled file ``name``: a file that was damaged gives a :class:`DataError` that names it, not a traceback."""

    def guard(read: Callable[P, R]) -> Callable[P, R]:
        @wraps(read)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return read(*args, **kwargs)
            except ImpactError:
                raise
            except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, csv.Error) as error:
                problem = f"cannot be read ({type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''})"
                raise DataError(f"data/{name}", problem, "restore the file of this version; data/README.md has its columns") from None

        return guarded

    return guard


def table(name: str) -> list[dict[str, str]]:
    """The rows of the bundled CSV ``name``, by the header's names. Raises :class:`DataError` for a file that is missing or damaged."""

    @bundled(name)
    def read() -> list[dict[str, str]]:
        with data_path(name).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    return read()


def _find(folder: str, name: str) -> Path:
    # The wheel's copy first: an installed package must not read a stray folder that lies beside site-packages/impact.
    for root in (_PACKAGE / folder, _PACKAGE.parent / folder):
        path = root / name if name else root
        if path.exists():
            return path
    raise DataError(f"{folder}/{name}", "the bundled file is missing", "reinstall the package, or run from a complete source tree")
