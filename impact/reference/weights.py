"""Weights of shares in indices and funds (``data/index_weights.csv``), to take a firm out of its benchmark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from impact.errors import DataError
from impact.reference.files import bundled, table


@dataclass(frozen=True, slots=True)
class Weight:
    """The share of ``symbol`` in ``index`` (a fraction) at ``as_of``; ``basis`` says how exact it is."""

    index: str
    symbol: str
    weight: float
    as_of: date
    basis: str


def weight(index: str, symbol: str) -> float | None:
    """The fraction of ``index`` that ``symbol`` makes up, or None where it is not known."""
    row = row_of(index, symbol)
    return row.weight if row else None


def row_of(index: str, symbol: str) -> Weight | None:
    """The whole row, with its date and basis."""
    return _weights().get((index, symbol))


@cache
@bundled("index_weights.csv")
def _weights() -> dict[tuple[str, str], Weight]:
    found = {}
    for row in table("index_weights.csv"):
        try:
            one = Weight(row["index"], row["symbol"], float(row["weight"]), date.fromisoformat(row["as_of"]), row["basis"])
        except ValueError as error:
            raise DataError("data/index_weights.csv", f"{row['index']} {row['symbol']}: {error}", "correct the row") from None
        if not 0 < one.weight < 1:
            problem = f"{one.index} {one.symbol}: weight {one.weight} is no fraction"
            raise DataError("data/index_weights.csv", problem, "write 0.065 for 6.5 %")
        found[one.index, one.symbol] = one
    return found
