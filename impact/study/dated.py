"""Index weights that are near enough in time to be taken out of a benchmark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from impact.reference.weights import row_of

NEAR = 366  # days: over more than a year a growing share's weight is another number (Nvidia was 1 % of the S&P 500 in 2020, 6.5 % in 2025)


def weight_near(session: date) -> Callable[[str, str], float | None]:
    """``weight(index, symbol)`` of the reference data for an event on ``session``: None where the weight is from more than a year away."""

    def weight(index: str, symbol: str) -> float | None:
        row = row_of(index, symbol)
        return row.weight if row is not None and abs((row.as_of - session).days) <= NEAR else None

    return weight
