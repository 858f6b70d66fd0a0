"""Sessions: the bundled table against exchange_calendars, days that everybody knows, and what lies outside."""

import subprocess
import sys
import warnings
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact.errors import DataError
from impact.reference import sessions


@pytest.mark.parametrize("mic", ["XNYS", "XETR", "XTKS", "XTAI", "XLON", "XSHG"])
def test_bundled_table_is_the_calendar(mic):
    import exchange_calendars

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calendar = exchange_calendars.get_calendar(mic, start="2015-01-01", end="2026-12-31")
    expected = {t.date() for t in calendar.sessions}
    assert set(sessions.sessions(mic, date(2015, 1, 1), date(2026, 12, 31))) == expected
    early = {t.date() for t in calendar.early_closes}
    assert {d for d in expected if sessions.is_early_close(mic, d)} == early


@pytest.mark.parametrize(
    ("mic", "day", "trades"),
    [
        ("XNYS", date(2025, 1, 27), True),
        ("XNYS", date(2025, 1, 20), False),  # Martin Luther King Day
        ("XNYS", date(2025, 1, 9), False),  # national day of mourning for Jimmy Carter
        ("XNAS", date(2025, 1, 20), False),
        ("XETR", date(2025, 1, 20), True),
        ("XETR", date(2024, 12, 26), False),
        ("XTAI", date(2025, 1, 27), False),  # Taiwan's New Year holidays, 23 to 31 January 2025
        ("XTAI", date(2025, 1, 22), True),
        ("XNYS", date(2025, 1, 25), False),  # a Saturday
        ("XNYS", date(2024, 12, 24), True),  # a half day
        ("XNYS", date(2001, 9, 11), False),  # before the bundled span
        ("XNYS", date(2008, 9, 15), True),
    ],
)
def test_known_days(mic, day, trades):
    assert sessions.is_session(mic, day) is trades


def test_neighbours():
    assert sessions.next_session("XTAI", date(2025, 1, 22)) == date(2025, 2, 3)
    assert sessions.next_session("XNYS", date(2025, 1, 25)) == date(2025, 1, 27)  # weekend news
    assert sessions.previous_session("XNYS", date(2025, 1, 27)) == date(2025, 1, 24)
    assert sessions.previous_session("XNYS", date(2015, 1, 2)) == date(2014, 12, 31)  # over the edge of the table
    assert sessions.shift("XNYS", date(2025, 1, 27), 2) == date(2025, 1, 29)
    assert sessions.shift("XNYS", date(2025, 1, 25), 0) == date(2025, 1, 27)
    assert sessions.is_early_close("XNYS", date(2024, 12, 24))
    assert not sessions.is_early_close("XNYS", date(2024, 12, 25))


@given(st.dates(date(2015, 1, 10), date(2027, 12, 1)), st.integers(1, 12), st.sampled_from(["XNYS", "XETR", "XTKS", "XLON"]))
def test_shift_goes_back_and_forth(day, n, mic):
    there = sessions.shift(mic, day, n)
    assert there > day
    assert sessions.is_session(mic, there)
    assert len(sessions.sessions(mic, day + timedelta(1), there)) == n
    if sessions.is_session(mic, day):
        assert sessions.shift(mic, there, -n) == day


def test_an_unknown_exchange_trades_on_weekdays():
    assert sessions.known("XETR")
    assert not sessions.known("XXXX")
    assert sessions.next_session("XXXX", date(2025, 1, 24)) == date(2025, 1, 27)
    assert sessions.is_session("XTKS", date(1990, 5, 1))  # before its calendar begins


def test_weekends_and_every_day():
    assert sessions.is_session("XSAU", date(2025, 1, 26))  # Riyadh trades from Sunday to Thursday
    assert not sessions.is_session("XSAU", date(2025, 1, 24))
    assert sessions.next_session("XCRY", date(2025, 1, 25)) == date(2025, 1, 26)
    assert sessions.next_session("24/5", date(2025, 1, 24)) == date(2025, 1, 27)
    with pytest.raises(DataError, match="weekdays alone"):
        sessions.closed_weekdays("XSAU")


def test_every_instrument_has_a_known_exchange_or_weekdays():
    """All are known but those of which no calendar is at hand."""
    from impact.reference import instruments

    mics = {i.mic for i in instruments.load() if i.symbol}
    assert {mic for mic in mics if not sessions.known(mic)} <= {"XSTC", "XTAE"}


def test_bundled_span_needs_no_pandas():
    code = (
        "import sys; from datetime import date; from impact.reference import sessions as s, events, groups, weights;"
        "s.next_session('XETR', date(2025, 1, 27)); events.known_event('DeepSeek'); weights.weight('^GSPC', 'NVDA'); groups.group('MAG7');"
        "print(sorted({'pandas', 'numpy', 'exchange_calendars', 'yfinance'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
