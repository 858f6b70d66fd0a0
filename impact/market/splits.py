"""Share splits (``data/splits.csv``): how many shares of a later day one share of an earlier day became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from impact.errors import DataError
from impact.reference.files import bundled, table


@dataclass(frozen=True, slots=True)
class Split:
    """``ratio`` new shares for one old, traded so from ``effective`` on (10.0 for ten to one, 0.1 for a reverse split)."""

    symbol: str
    effective: date
    ratio: float


def splits(symbol: str) -> tuple[Split, ...]:
    """The known splits of the symbol, oldest first; symbols that are not in the file have none that is known."""
    return _by_symbol().get(symbol, ())


def factor(symbol: str, start: date, end: date, listed: Sequence[Split] | None = None) -> float:
    """How many shares of ``end`` one share of ``start`` became (below 1 when ``end`` lies before ``start``).

    ``listed`` are the splits of a source that knows its own; without it those of the file count. A split counts from the
    session it takes effect on: a price of that day is already a price of the new shares.
    """
    if start > end:
        return 1 / factor(symbol, end, start, listed)
    product = 1.0
    for split in splits(symbol) if listed is None else listed:
        if start < split.effective <= end:
            product *= split.ratio
    return product


@cache
@bundled("splits.csv")
def _by_symbol() -> dict[str, tuple[Split, ...]]:
    found: dict[str, list[Split]] = {}
    for row in table("splits.csv"):
        try:
            new, old = float(row["new"]), float(row["old"])
            split = Split(row["symbol"], date.fromisoformat(row["effective"]), new / old)
        except (ValueError, ZeroDivisionError):
            raise DataError(
                "data/splits.csv", f"{row['symbol']} {row['effective']}: not a split", "give a date and two counts"
            ) from None
        if not (new > 0 and old > 0 and split.ratio != 1):
            raise DataError(
                "data/splits.csv", f"{split.symbol} {split.effective}: counts must be positive and differ", "correct the row"
            )
        found.setdefault(split.symbol, []).append(split)
    return {symbol: tuple(sorted(rows, key=lambda s: s.effective)) for symbol, rows in found.items()}
