"""Trading sessions of the world's exchanges, by ISO 10383 market identifier code (MIC).

Inside the span of ``data/sessions.csv`` (2015 to 2027; Shanghai, Mumbai and Singapore to 2026) the weekdays without trading are
bundled, so that a day costs a set lookup; outside it, and for exchanges without rows, ``exchange_calendars`` is asked
(imported then, 0.7 s). A MIC that neither knows is a :class:`DataError`: guessing weekdays would turn a holiday into a
missing price. Exchanges that trade on the days of another (Nasdaq on those of the NYSE) are in :data:`SAME_DAYS`.

Source: exchange_calendars 4.13; regular holidays of future years are as scheduled, closures by decree are not foreseen.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from impact.errors import DataError
from impact.reference.files import data_path

SAME_DAYS = {
    "XNAS": "XNYS", "XNGS": "XNYS", "XNMS": "XNYS", "XNCM": "XNYS", "ARCX": "XNYS", "XASE": "XNYS", "BATS": "XNYS", "BATO": "XNYS",
    "XCBO": "XNYS", "XPHL": "XNYS", "OTCM": "XNYS", "OOTC": "XNYS", "PINX": "XNYS", "IEXG": "XNYS",
    "XSTU": "XETR", "XGAT": "XETR", "XBER": "XETR", "XMUN": "XETR", "XDUS": "XETR", "XHAM": "XETR", "XHAN": "XETR", "XEUR": "XETR",
    "XSHE": "XSHG", "XNSE": "XBOM", "XKOS": "XKRX", "ROCO": "XTAI", "XJPX": "XTKS", "MTAA": "XMIL", "BMEX": "XMAD", "XVTX": "XSWX",
}  # fmt: skip

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Table:
    """The bundled rows of one exchange: from ``first`` to ``last`` all weekdays but ``closed`` are sessions."""

    first: date
    last: date
    closed: frozenset[date]
    early: frozenset[date]


def known(mic: str) -> bool:
    """Whether sessions of this exchange are known, from the bundle or from exchange_calendars."""
    try:
        return bool(_table(mic) or _calendar(mic, 2024, 2024))
    except DataError:
        return False


def is_session(mic: str, day: date) -> bool:
    """Whether the exchange trades on ``day``, half days included. Raises :class:`DataError` for an unknown MIC."""
    table = _table(mic)
    if table and table.first <= day <= table.last:
        return day.weekday() < 5 and day not in table.closed
    return day in _outside(mic, day.year)


def is_early_close(mic: str, day: date) -> bool:
    """Whether trading ends early on ``day`` (24 December in New York); False for a day without session."""
    table = _table(mic)
    if table and table.first <= day <= table.last:
        return day in table.early
    return is_session(mic, day) and day in _early_outside(mic, day.year)


def next_session(mic: str, day: date) -> date:
    """The first session after ``day``."""
    return shift(mic, day, 1)


def previous_session(mic: str, day: date) -> date:
    """The last session before ``day``."""
    return shift(mic, day, -1)


def shift(mic: str, day: date, n: int) -> date:
    """The ``n``-th session after ``day`` (before it, when negative); with 0 ``day`` itself, or the next session if it is none.

    ``shift(mic, day, 1)`` of a Saturday is Monday: news of a weekend belongs to the next session.
    """
    if n == 0:
        return day if is_session(mic, day) else shift(mic, day, 1)
    step = _DAY if n > 0 else -_DAY
    left, idle = abs(n), 0
    while left:
        day += step
        if is_session(mic, day):
            left, idle = left - 1, 0
        elif (idle := idle + 1) > 60:  # the longest closure, New York in 1914, is outside of every calendar here
            raise DataError(f"exchange {mic}", f"no session within 60 days of {day}", "use a day that its calendar holds")
    return day


def sessions(mic: str, first: date, last: date) -> list[date]:
    """All sessions from ``first`` to ``last``, both included, in order."""
    return list(_walk(mic, first, last))


def closed_weekdays(mic: str) -> tuple[date, date, frozenset[date]]:
    """First and last day of the bundled table and the weekdays between them without session.

    For whole columns of dates (numpy's business-day functions take exactly this). Raises :class:`DataError` where there is no table.
    """
    table = _table(mic)
    if table is None:
        raise DataError(f"exchange {mic}", "no bundled sessions", "ask is_session day by day")
    return table.first, table.last, table.closed


def _walk(mic: str, first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        day = first + n * _DAY
        if is_session(mic, day):
            yield day


@cache
def _table(mic: str) -> _Table | None:
    mic = SAME_DAYS.get(mic, mic)
    rows = _rows().get(mic)
    if not rows:
        return None
    years = sorted(year for year, _, _ in rows)
    try:
        closed = frozenset(date.fromisoformat(f"{year}-{d}") for year, days, _ in rows for d in days.split())
        early = frozenset(date.fromisoformat(f"{year}-{d}") for year, _, days in rows for d in days.split())
    except ValueError as error:
        raise DataError("data/sessions.csv", f"{mic}: {error}", "write days as MM-DD, separated by spaces") from None
    if years != list(range(years[0], years[-1] + 1)):
        raise DataError("data/sessions.csv", f"{mic}: years are missing or doubled", "give one row a year without gaps")
    return _Table(date(years[0], 1, 1), date(years[-1], 12, 31), closed, early)


@cache
def _rows() -> dict[str, list[tuple[int, str, str]]]:
    found: dict[str, list[tuple[int, str, str]]] = {}
    with data_path("sessions.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["mic"], []).append((int(row["year"]), row["closed"], row["early"]))
    return found


@cache
def _outside(mic: str, year: int) -> frozenset[date]:
    calendar = _calendar(mic, year, year)
    return frozenset(t.date() for t in calendar.sessions) if calendar is not None else frozenset()


@cache
def _early_outside(mic: str, year: int) -> frozenset[date]:
    calendar = _calendar(mic, year, year)
    return frozenset(t.date() for t in calendar.early_closes) if calendar is not None else frozenset()


@cache
def _calendar(mic: str, first: int, last: int) -> Any:
    """The exchange_calendars calendar of whole years, or None where it has no sessions (a year outside its bounds)."""
    import warnings

    from exchange_calendars import errors, get_calendar

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # exchange_calendars builds calendars with deprecated pandas calls
            return get_calendar(SAME_DAYS.get(mic, mic), start=f"{first}-01-01", end=f"{last}-12-31")
    except errors.InvalidCalendarName:
        problem = "not a market identifier code with known sessions"
        raise DataError(f"exchange '{mic}'", problem, "use an ISO 10383 code such as XNYS or XETR") from None
    except (ValueError, errors.NoSessionsError):
        return None
