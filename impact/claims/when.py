"""A day that words name, and the one named inside a clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from impact.claims.clauses import Clause


@dataclass(frozen=True, slots=True)
class When:
    """A day (or month, or year) that words name; ``tokens`` are theirs."""

    day: date | None
    text: str  # ISO, as coarse as the words
    source: str  # "sentence", "weekday", "relative"
    first: int
    last: int
    period: bool = False  # "seit Jahresbeginn", "since March": a start, not the day


def parse_iso(text: str | None) -> date | None:
    """The day of an ISO date; None for a coarser one."""
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def clause_when(clause: Clause, days: list[When], possessive: frozenset[int] = frozenset(), number: int | None = None) -> When | None:
    """The day named inside the clause, not the start of a period.

    A day in the genitive ("Friday's close of 49.34") dates only the ``number`` (a token) behind it: ``possessive`` holds their tokens.
    """
    days = [w for w in days if w.first not in possessive or (number is not None and w.last <= number)]
    inside = [w for w in days if clause.first <= w.first < clause.last and not w.period]
    inside = [w for w in inside if not any(a.first <= w.first < a.last for a in clause.asides)]
    exact = [w for w in inside if w.day is not None]
    return exact[0] if exact else (inside[0] if inside else None)
