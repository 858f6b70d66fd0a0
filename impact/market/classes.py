"""Shares outstanding by class (``data/share_classes.csv``): what a text counted that took one class for the company.

The counts of :mod:`impact.market.shares` are all classes together; these serve the diagnosis of a wrong number alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from impact.errors import DataError
from impact.market.shares import FRESH_YEARLY
from impact.market.splits import Split, factor
from impact.records import ShareCount
from impact.reference.files import bundled, table

FILE = "share_classes.csv"


@dataclass(frozen=True, slots=True)
class _Row:
    share_class: str
    listed_as: str
    shares: float
    as_of: date
    known: date
    form: str
    certainty: str


def class_counts(symbol: str, session: date, basis: date, listed: Sequence[Split] | None = None) -> tuple[ShareCount, ...]:
    """The newest count of each class that could be known on ``session``, on the shares of ``basis``; empty when none is known."""
    known = [r for r in _by_symbol().get(symbol, ()) if r.known < session and session - r.known <= FRESH_YEARLY]
    newest = max((r.as_of for r in known), default=None)
    return tuple(
        ShareCount(
            symbol=row.listed_as,
            shares=row.shares * factor(symbol, row.as_of, basis, listed),
            as_of=row.as_of.isoformat(),
            filed=row.known.isoformat(),
            form=row.form or None,
            source=f"data/{FILE}",
            note="" if row.certainty == "confirmed" else "date not confirmed",
            share_class=row.share_class,
        )
        for row in known
        if row.as_of == newest
    )


@cache
@bundled(FILE)
def _by_symbol() -> dict[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = {}
    for number, row in enumerate(table(FILE), start=2):
        try:
            one = _Row(
                row["share_class"], row["listed_as"], float(row["shares"]), date.fromisoformat(row["as_of"]),
                date.fromisoformat(row["known"]), row["form"], row["certainty"],
            )  # fmt: skip
        except ValueError as error:
            raise DataError(
                f"data/{FILE} row {number}", str(error), "write dates as YYYY-MM-DD and counts as whole numbers"
            ) from None
        if one.shares <= 0 or one.as_of > one.known:
            raise DataError(f"data/{FILE} row {number}", "the count is not positive or known before its day", "correct the row")
        for symbol in row["symbol"].split("|"):
            found.setdefault(symbol, []).append(one)
    return {symbol: tuple(rows) for symbol, rows in found.items()}
