"""Symbols that were given up (``data/symbol_changes.csv``): renamed, taken over or delisted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from impact.errors import DataError
from impact.reference.files import bundled, table


@dataclass(frozen=True, slots=True)
class Change:
    """``symbol`` traded for the last time on ``last_session``; ``successor`` continues its series, None when it ended."""

    symbol: str
    last_session: date
    successor: str | None
    note: str


def change(symbol: str) -> Change | None:
    """The row of a symbol that was given up, or None."""
    return _changes().get(symbol)


def current(symbol: str) -> str:
    """The symbol under which the series goes on today ("META" for "FB"); the symbol itself when it was never renamed."""
    seen = {symbol}
    while (row := change(symbol)) and row.successor and row.successor not in seen:
        symbol = row.successor
        seen.add(symbol)
    return symbol


@cache
@bundled("symbol_changes.csv")
def _changes() -> dict[str, Change]:
    found: dict[str, Change] = {}
    for row in table("symbol_changes.csv"):
        if row["symbol"] in found:
            raise DataError("data/symbol_changes.csv", f"{row['symbol']} occurs twice", "keep one row a symbol")
        try:
            last = date.fromisoformat(row["last_session"])
        except ValueError:
            raise DataError(
                "data/symbol_changes.csv", f"{row['symbol']}: '{row['last_session']}' is no date", "write YYYY-MM-DD"
            ) from None
        found[row["symbol"]] = Change(row["symbol"], last, row["successor"] or None, row["note"])
    return found
