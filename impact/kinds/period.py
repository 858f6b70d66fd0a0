"""A move over a longer time: since the start of the year, in a week, in twelve months, since a named day.

How it is measured: last close of the span over the close before the span began, less one. "Since Monday" may count
Monday's own trading or not: both are default readings. A month is the calendar month, or thirty days.
Example: "seit Jahresbeginn liegt das Papier 171 % im Plus" · "is down 8 % this week".
Source: S&P Dow Jones Indices, Index Mathematics Methodology (price return over a period, previous close as base).
"""

from __future__ import annotations

from impact.kinds.change import answer

METRIC = "price_change_pct"
JUDGED = "band"
ALONE = True
SIGNED = True

__all__ = ["ALONE", "JUDGED", "METRIC", "SIGNED", "answer"]
