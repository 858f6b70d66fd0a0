"""Trading sessions of the world's exchanges, by ISO 10383 market identifier code (MIC).

Inside the span of ``data/sessions.csv`` (2015 to 2027; Shanghai, Mumbai and Singapore to 2026) the days without trading of 48
exchanges are bundled, so that a day costs a set lookup; outside it, and for other exchanges, ``exchange_calendars`` is asked
(imported then, 0.7 s). Where neither knows (a MIC without calendar, a year before the calendar begins) every weekday counts as a
session: a question never fails, and a holiday taken for a session shows as a missing price, not as a wrong one. :func:`known` tells
such exchanges apart. Exchanges that trade on the days of another (Nasdaq on those of the NYSE) are in :data:`SAME_DAYS`.

Source: exchange_calendars 4.13; regular holidays of future years are as scheduled, closures by decree are not foreseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from impact.errors import DataError
from impact.reference.files import bundled, table

SAME_DAYS = {
    "XNAS": "XNYS", "XNGS": "XNYS", "XNMS": "XNYS", "XNCM": "XNYS", "ARCX": "XNYS", "XASE": "XNYS", "BATS": "XNYS", "BATO": "XNYS",
    "XCBO": "XNYS", "XPHL": "XNYS", "OTCM": "XNYS", "OOTC": "XNYS", "PINX": "XNYS", "IEXG": "XNYS",
    "XSTU": "XETR", "XGAT": "XETR", "XBER": "XETR", "XMUN": "XETR", "XDUS": "XETR", "XHAM": "XETR", "XHAN": "XETR", "XEUR": "XETR",
    "XCME": "CMES", "XCBT": "CMES", "XNYM": "CMES", "XCEC": "CMES", "IFUS": "IEPA",
    "XSHE": "XSHG", "XNSE": "XBOM", "XKOS": "XKRX", "ROCO": "XTAI", "XJPX": "XTKS", "MTAA": "XMIL", "BMEX": "XMAD", "XVTX": "XSWX",
}  # fmt: skip

EVERY_DAY = frozenset({"XCRY"})  # crypto assets
EVERY_WEEKDAY = frozenset({"24/5"})  # currencies, after exchange_calendars' name

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Table:
    """The bundled rows of one exchange: from ``first`` to ``last`` all weekdays but ``closed``, and ``weekend``, are sessions."""

    first: date
    last: date
    closed: frozenset[date]
    early: frozenset[date]
    weekend: frozenset[date]

    def trades(self, day: date) -> bool:
        return day not in self.closed if day.weekday() < 5 else day in self.weekend


def known(mic: str) -> bool:
    """Whether sessions of this exchange are known, from the bundle or from exchange_calendars; else weekdays are taken."""
    return mic in EVERY_DAY | EVERY_WEEKDAY or _table(mic) is not None or _outside(mic, 2024) is not None


def is_session(mic: str, day: date) -> bool:
    """Whether the exchange trades on ``day``, half days included."""
    table = _table(mic)
    if table and table.first <= day <= table.last:
        return table.trades(day)
    if mic in EVERY_DAY:
        return True
    days = None if mic in EVERY_WEEKDAY else _outside(mic, day.year)
    return day.weekday() < 5 if days is None else day in days


def is_early_close(mic: str, day: date) -> bool:
    """Whether trading ends early on ``day`` (24 December in New York); False for a day without session."""
    table = _table(mic)
    if table and table.first <= day <= table.last:
        return day in table.early
    return mic not in EVERY_DAY | EVERY_WEEKDAY and day in _early_outside(mic, day.year)


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
    left = abs(n)
    while left:
        day += step
        if is_session(mic, day):
            left -= 1
    return day


def sessions(mic: str, first: date, last: date) -> list[date]:
    """All sessions from ``first`` to ``last``, both included, in order."""
    return list(_walk(mic, first, last))


def closed_weekdays(mic: str) -> tuple[date, date, frozenset[date]]:
    """First and last day of the bundled table and the weekdays between them without session.

    For whole columns of dates (numpy's business-day functions take exactly this). Raises :class:`DataError` where there is no
    table, or trading on weekends.
    """
    table = _table(mic)
    if table is None or table.weekend:
        raise DataError(f"exchange {mic}", "no bundled sessions on weekdays alone", "ask is_session day by day")
    return table.first, table.last, table.closed


def _walk(mic: str, first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        day = first + n * _DAY
        if is_session(mic, day):
            yield day


@cache
@bundled("sessions.csv")
def _table(mic: str) -> _Table | None:
    mic = SAME_DAYS.get(mic, mic)
    rows = _rows().get(mic)
    if not rows:
        return None
    years = sorted(year for year, *_ in rows)
    try:
        closed, early, weekend = (
            frozenset(date.fromisoformat(f"{year}-{d}") for year, *columns in rows for d in columns[at].split()) for at in range(3)
        )
    except ValueError as error:
        raise DataError("data/sessions.csv", f"{mic}: {error}", "write days as MM-DD, separated by spaces") from None
    if years != list(range(years[0], years[-1] + 1)):
        raise DataError("data/sessions.csv", f"{mic}: years are missing or doubled", "give one row a year without gaps")
    return _Table(date(years[0], 1, 1), date(years[-1], 12, 31), closed, early, weekend)


@cache
@bundled("sessions.csv")
def _rows() -> dict[str, list[tuple[int, str, str, str]]]:
    found: dict[str, list[tuple[int, str, str, str]]] = {}
    for row in table("sessions.csv"):
        found.setdefault(row["mic"], []).append((int(row["year"]), row["closed"], row["early"], row["weekend"]))
    return found


@cache
def _outside(mic: str, year: int) -> frozenset[date] | None:
    """The year's sessions from exchange_calendars, or None where it has none."""
    calendar = _calendar(mic, year)
    return frozenset(t.date() for t in calendar.sessions) if calendar is not None else None


@cache
def _early_outside(mic: str, year: int) -> frozenset[date]:
    calendar = _calendar(mic, year)
    return frozenset(t.date() for t in calendar.early_closes) if calendar is not None else frozenset()


@cache
def _calendar(mic: str, year: int) -> Any:
    """The exchange_calendars calendar of a whole year, or None: no such MIC, or a year outside its bounds."""
    import warnings

    from exchange_calendars import errors, get_calendar

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # exchange_calendars builds calendars with deprecated pandas calls
            return get_calendar(SAME_DAYS.get(mic, mic), start=f"{year}-01-01", end=f"{year}-12-31")
    except (errors.CalendarError, NotImplementedError, ValueError):  # ValueError: also a calendar that this pandas breaks
        return None
