"""Which sessions a claim speaks of: its own session, and the session before its span began.

Dates are those of the claims room; what is added here is only the exchange's calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from impact.kinds.facts import Facts
from impact.records import Bar, Claim, Message

STATED = frozenset({"sentence", "weekday"})  # the text names the day: a day without trading is the text's error, not ours
YEAR = 365


@dataclass(frozen=True, slots=True)
class Span:
    """From the close of ``before`` to the close of ``last``; ``id`` is the reading's."""

    id: str
    before: date
    last: date


def calendar(subject: str, facts: Facts) -> str:
    """The symbol whose exchange keeps the subject's sessions: of a group, its first member."""
    if facts.instrument(subject) is None:
        members = facts.members(subject)
        if members:
            return members[0]
    return subject


def session(claim: Claim, facts: Facts) -> date | Message:
    """The session meant, or why none can be named.

    ``YYYY-MM`` and ``YYYY`` give the last session of that month or year.
    """
    if claim.unresolved is not None:
        return Message(id=f"unresolved.{claim.unresolved}")
    if claim.subject is None:
        return Message(id="unresolved.unknown_subject")
    if claim.event_date is None:
        return Message(id="unresolved.no_date")
    symbol = calendar(claim.subject, facts)
    if len(claim.event_date) < 10:
        return _last_of(claim.event_date, symbol, facts)
    day = date.fromisoformat(claim.event_date)
    if facts.is_session(symbol, day):
        return day
    if claim.date_source in STATED:
        return facts.missing(symbol, day)
    return facts.previous_session(symbol, day)


def _last_of(text: str, symbol: str, facts: Facts) -> date:
    """The last session of the month or year that ``text`` names."""
    year = int(text[:4])
    after = date(year + 1, 1, 1) if len(text) == 4 else _month_after(year, int(text[5:7]))
    return facts.previous_session(symbol, after)


def _month_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def parse_start(text: str) -> tuple[date, date]:
    """First day of what ``text`` names (day, month or year), and the first day after it."""
    if len(text) == 4:
        return date(int(text), 1, 1), date(int(text) + 1, 1, 1)
    if len(text) == 7:
        return date(int(text[:4]), int(text[5:7]), 1), _month_after(int(text[:4]), int(text[5:7]))
    day = date.fromisoformat(text[:10])
    return day, day + timedelta(days=1)


def spans(claim: Claim, facts: Facts, last: date) -> list[Span]:
    """The spans that the claim's basis, coarse date or start names; empty for a one-session claim.

    A named start day may be meant before or after its own trading: both closes are given.
    """
    assert claim.subject is not None
    symbol = calendar(claim.subject, facts)
    before = facts.previous_session
    if claim.period_start is not None:
        first, after = parse_start(claim.period_start)
        outer, inner = before(symbol, first), before(symbol, after)
        found = [Span("since_before", outer, last)]
        if inner not in (outer, last):
            found.append(Span("since_close", inner, last))
        return found
    if claim.basis == "ytd":
        return [Span("ytd", before(symbol, date(last.year, 1, 1)), last)]
    if claim.basis == "month":
        rolling = before(symbol, last - timedelta(days=30) + timedelta(days=1))
        return [Span("month", before(symbol, last.replace(day=1)), last), Span("thirty_days", rolling, last)]
    if claim.basis == "week":
        return [Span("week", before_week(symbol, facts, last), last), Span("seven_days", before(symbol, last - timedelta(days=6)), last)]
    if claim.event_date is not None and len(claim.event_date) == 7:
        return [Span("month", before(symbol, last.replace(day=1)), last)]
    if claim.event_date is not None and len(claim.event_date) == 4:
        return [Span("ytd", before(symbol, date(last.year, 1, 1)), last)]
    return []


def before_week(symbol: str, facts: Facts, day: date) -> date:
    """The last session of the calendar week before the one of ``day``."""
    return facts.previous_session(symbol, day - timedelta(days=day.weekday()))


def past_year(symbol: str, facts: Facts, last: date) -> list[Bar]:
    """The bars of the year that ends with ``last``."""
    return list(facts.bars(symbol, last - timedelta(days=YEAR), last))
