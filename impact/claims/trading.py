"""Sessions near a day, from the bundled tables alone, and whether an article appeared before one opened."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from impact.errors import ImpactError
from impact.reference import sessions

DEFAULT_MIC = "XNYS"

#: opening of the regular session, exchange's own time; US hours for exchanges without a row
OPENS: dict[str, tuple[str, time]] = {
    "XNYS": ("America/New_York", time(9, 30)), "XNAS": ("America/New_York", time(9, 30)),
    "XETR": ("Europe/Berlin", time(9)),
    "XLON": ("Europe/London", time(8)), "XPAR": ("Europe/Paris", time(9)), "XAMS": ("Europe/Amsterdam", time(9)),
    "XSWX": ("Europe/Zurich", time(9)),
    "XTKS": ("Asia/Tokyo", time(9)), "XHKG": ("Asia/Hong_Kong", time(9, 30)),
    "XBOM": ("Asia/Kolkata", time(9, 15)), "XASX": ("Australia/Sydney", time(10)),
    "XKRX": ("Asia/Seoul", time(9)), "XSHG": ("Asia/Shanghai", time(9, 30)),
}  # fmt: skip


def before_open(published_at: str | None, day: date, mic: str) -> bool:
    """Whether an article of that time (ISO 8601 with offset) appeared before ``day``'s session had opened; False when unknown."""
    if published_at is None:
        return False
    zone, opening = OPENS.get(mic, OPENS["XNYS"])
    try:
        moment = datetime.fromisoformat(published_at)
        return moment.tzinfo is not None and moment < datetime.combine(day, opening, tzinfo=ZoneInfo(zone))
    except (ValueError, KeyError):  # no such time, or no time zones on this system
        return False


SPECIAL_SATURDAYS = frozenset({"XBOM", "XNSE", "XSHG", "XSHE", "XTAI", "ROCO"})  # bundled, with trading on some weekends


@lru_cache(maxsize=256)
def _bundled(mic: str) -> tuple[date, date]:
    """First and last day whose sessions are bundled for the exchange: further off a calendar of its own would cost a second."""
    try:
        first, last, _ = sessions.closed_weekdays(mic)
    except ImpactError:
        return (date(2016, 1, 1), date(2025, 12, 31)) if mic in SPECIAL_SATURDAYS else (date.max, date.min)
    return first, last


def session_on(day: date, mic: str, forward: bool) -> date:
    """``day`` itself where the exchange trades, else the session after (``forward``) or before it.

    Outside the bundled span weekdays stand for sessions: nothing can be checked there, the day only has a name.
    """
    return day if _trades(mic, day) else shifted(day, mic, 1 if forward else -1)


def shifted(day: date, mic: str, steps: int) -> date:
    """The session ``steps`` (1 or -1) from ``day``."""
    day += timedelta(days=steps)
    while not _trades(mic, day):
        day += timedelta(days=steps)
    return day


def _trades(mic: str, day: date) -> bool:
    first, last = _bundled(mic)
    return sessions.is_session(mic, day) if first <= day <= last else day.weekday() < 5
