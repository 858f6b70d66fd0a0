"""Shares outstanding that could be known on a session (``data/shares.csv``): no look-ahead, all classes together.

A count from a filing can be known from the session after the filing (filings come in after the close); a count in use at
the exchange from the day it was first seen. In force is the newest cover page, unless it is older than a filing interval (half
a year and a grace of 18 days for Forms 10-Q and 10-K, 480 days for the yearly 20-F), then the newest count of any origin. After
it come the alternatives that a data vendor may have used: the count at the exchange, the balance sheet, the cover page before.
Counts are multiplied with the splits up to the day on whose shares the prices are based, so that ``close × shares`` is the
market capitalization at any session.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import log

from impact.errors import DataError
from impact.market.splits import Split, factor
from impact.records import ShareCount
from impact.reference.files import bundled, table

ORIGINS = ("cover page", "balance sheet", "exchange", "companyfacts")
FRESH = timedelta(days=200)
FRESH_YEARLY = timedelta(days=480)
YEARLY_FORMS = ("20-F", "40-F")
ALTERNATIVES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A row of the file; ``known`` is the filing date, or the day on which the count was first seen at the exchange."""

    symbol: str
    shares: float
    as_of: date | None
    known: date
    origin: str
    form: str
    certainty: str
    note: str
    source: str = "data/shares.csv"
    basis: date | None = None  # the day on whose shares the count is based, where that is not as_of or known

    @property
    def counted(self) -> date:
        """The day on whose shares the count is based. A balance sheet filed after a split restates its shares."""
        if self.basis is not None:
            return self.basis
        return self.as_of if self.as_of and self.origin == "cover page" else self.known

    @property
    def fresh(self) -> timedelta:
        """How long the count may be taken as the one in force."""
        return FRESH_YEARLY if self.form in YEARLY_FORMS else FRESH


def share_counts(
    symbol: str, session: date, basis: date, more: tuple[Count, ...] = (), listed: Sequence[Split] | None = None
) -> tuple[ShareCount, ...]:
    """The count in force on ``session`` and up to two older or other ones, on the shares of ``basis``; empty when none is known.

    ``more`` are counts of further sources (a companyfacts file, Yahoo), ``listed`` the splits that the price source knows.
    """
    known = [c for c in (*more, *_by_symbol().get(symbol, ())) if _known_on(c, session) and session - c.known <= max(c.fresh, FRESH_YEARLY)]
    known.sort(key=lambda c: (c.known, c.origin == "cover page", c.as_of or date.min), reverse=True)
    pages = [c for c in known if c.origin == "cover page" and session - c.known <= c.fresh]
    ordered = [*pages[:1], *known]
    counts: list[ShareCount] = []
    undated: list[ShareCount] = []
    for row in ordered:
        if counts and session - row.known > row.fresh:
            continue
        one = _record(row, basis, listed)
        if all(abs(one.shares / other.shares - 1) > 1e-9 for other in (*counts, *undated)):
            (undated if row.as_of is None and row.form == "" and counts else counts).append(one)
    return tuple([*counts, *undated][: ALTERNATIVES + 1])


def has_counts(symbol: str) -> bool:
    """Whether the file holds any count of the symbol."""
    return symbol in _by_symbol()


def table_counts(symbol: str, rows: Sequence[tuple[date, float]]) -> tuple[Count, ...]:
    """Counts of the whole-market tables (session, count), in use at the exchange on that session."""
    return tuple(
        Count(
            symbol=symbol,
            shares=shares,
            as_of=None,
            known=session,
            origin="exchange",
            form="",
            certainty="first seen",
            note="whole-market table",
            source=f"data/market_{session}.csv",
        )
        for session, shares in rows
    )


def listed_counts(symbol: str, rows: Sequence[tuple[date, float, str]], splits: Sequence[Split]) -> tuple[Count, ...]:
    """Counts that a price source lists by day (day, count, as of), as counts in use at the exchange.

    Sources do not say whether they restate old counts after a split: a jump of the split's own size says that they do not.
    """
    restated = [False for _ in splits]
    for at, split in enumerate(splits):
        before = [count for day, count, _ in rows if day < split.effective]
        after = [count for day, count, _ in rows if day >= split.effective]
        if before and after:
            jump, size = log(after[0] / before[-1]), log(split.ratio)
            restated[at] = abs(jump - size) > abs(jump)
    return tuple(
        Count(
            symbol=symbol,
            shares=count,
            as_of=None,
            known=day,
            origin="exchange",
            form="",
            certainty="first seen",
            note="as the price source lists it",
            source="Yahoo",
            basis=date.fromisoformat(as_of[:10]) if any(restated) else day,
        )
        for day, count, as_of in rows
    )


def _known_on(count: Count, session: date) -> bool:
    return count.known <= session if count.origin == "exchange" else count.known < session


def _record(count: Count, basis: date, listed: Sequence[Split] | None) -> ShareCount:
    scale = factor(count.symbol, count.counted, basis, listed)
    notes = [count.note] if count.note else []
    if count.certainty != "confirmed":
        notes.append(count.certainty if count.certainty == "first seen" else "date not confirmed")
    if scale != 1:
        notes.append(f"{count.shares:.0f} before splits of {scale:g} to 1")
    return ShareCount(
        symbol=count.symbol,
        shares=count.shares * scale,
        as_of=count.as_of.isoformat() if count.as_of else None,
        filed=count.known.isoformat(),
        form=count.form or None,
        source=f"{count.source}: {count.origin}",
        note="; ".join(notes),
    )


@cache
@bundled("shares.csv")
def _by_symbol() -> dict[str, tuple[Count, ...]]:
    found: dict[str, list[Count]] = {}
    for number, row in enumerate(table("shares.csv"), start=2):
        for symbol in row["symbol"].split("|"):  # lines of one company share its total
            found.setdefault(symbol, []).append(_read(symbol, row, number))
    return {symbol: tuple(rows) for symbol, rows in found.items()}


def _read(symbol: str, row: dict[str, str], number: int) -> Count:
    where = f"data/shares.csv row {number}"
    try:
        as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
        shares, known = float(row["shares"]), date.fromisoformat(row["known"])
    except ValueError as error:
        raise DataError(where, str(error), "write dates as YYYY-MM-DD and counts as whole numbers") from None
    if shares <= 0 or row["origin"] not in ORIGINS:
        raise DataError(where, "the count is not positive or its origin unknown", f"use one of {', '.join(ORIGINS)}")
    if as_of and as_of > known:
        raise DataError(where, f"the count speaks of {as_of} but was known on {known}", "leave as_of empty where it is not certain")
    return Count(
        symbol=symbol,
        shares=shares,
        as_of=as_of,
        known=known,
        origin=row["origin"],
        form=row["form"],
        certainty=row["certainty"],
        note=row["note"],
    )
