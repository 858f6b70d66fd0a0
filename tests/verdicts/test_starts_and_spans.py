"""Where a move begins: the start of a from/to, a span from a high or low, a span whose last day was still on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from impact.verdicts import check_all, load_policy

NEWSROOM = load_policy()
MON, TUE = "2025-01-27", "2025-01-28"


def verdicts(claims, market):
    found, turned = check_all(claims, market, NEWSROOM), check_all(claims[::-1], market, NEWSROOM)[::-1]
    assert [(c.verdict, c.rule) for c in found] == [(c.verdict, c.rule) for c in turned]
    return [(c.verdict, c.reading) for c in found]


def from_to(claim, kind, start, end, **more):
    """"Fell from START to END": the reader makes a claim of each, and the end keeps the start as its base."""
    fine = {"gmin": 0.01, "gmax": 0.01} if kind == "level" else {"gmin": 1e10, "gmax": 1e10}
    more = {"unit": "currency", "currency": "USD", **fine, **more}
    return [claim(kind, start, id="a", **{**more, "direction": None}), claim(kind, end, id="b", base_value=start, **more)]


def test_the_start_of_a_from_to_is_the_close_before(january, claim):
    """NVDA closed at 142.62 on 24 January and at 118.42 on the 27th."""
    assert verdicts(from_to(claim, "level", 142.62, 118.42), january) == [("true", "previous_close"), ("true", "close")]
    # 118.42 as the start is the close of the day itself, which is no start of its move.
    wrong = check_all(from_to(claim, "level", 118.42, 116.70), january, NEWSROOM)[0]
    assert (wrong.verdict, wrong.reading) == ("context", "close")
    # Alone, without an end that begins there, the close before needs to be named.
    assert verdicts(from_to(claim, "level", 142.62, 118.42)[:1], january) == [("context", "previous_close")]


def test_a_start_with_a_day_of_its_own_is_measured_on_it(january, claim):
    """"From 118.42 on Monday to 128.99 on Tuesday"."""
    start, end = from_to(claim, "level", 118.42, 128.99, direction="up")
    assert verdicts([start, replace(end, event_date=TUE)], january) == [("true", "close"), ("true", "close")]


def test_the_start_of_a_market_value(january, claim):
    """142.62 × 24.49 bn = 3.4928 tn, 118.42 × 24.49 bn = 2.9001 tn."""
    found = verdicts(from_to(claim, "cap_level", 3.49e12, 2.9e12), january)
    assert found == [("true", "previous_close"), ("true", "close")]
    off = check_all(from_to(claim, "cap_level", 3.9e12, 2.9e12), january, NEWSROOM)[0]
    assert (off.verdict, off.actual) == ("mostly_false", pytest.approx(142.62 * 24.49e9))


def test_a_start_at_the_time_that_its_span_names(empty, claim):
    """"Has risen from 50 at the start of the year to 80": the close of the last session of 2024."""
    for day, close in (("2024-12-31", 50.0), ("2025-01-24", 78.0), (MON, 80.0)):
        empty.trade("NVDA", day, close)
    whole = from_to(claim, "level", 50.0, 80.0, basis="ytd")
    assert verdicts(whole, empty) == [("true", "start_close"), ("true", "close")]


def span(claim, value, start, sentence, direction="down", **more):
    return claim("period", value, period_start=start, direction=direction, basis="unknown", sentence=sentence, **more)


@pytest.fixture
def december(empty):
    """Closes of 100, a high of 110 on 16 December at a close of 108, then 81 on 27 January."""
    for day, close in (("2024-11-29", 100.0), ("2024-12-02", 102.0), ("2024-12-31", 90.0), ("2025-01-24", 85.0), (MON, 81.0)):
        empty.trade("NVDA", day, close)
    empty.trade("NVDA", "2024-12-16", 108.0, high=110.0, low=101.0)
    return empty


@pytest.mark.parametrize(
    ("value", "sentence", "expected"),
    [
        (25.0, "Seit dem Rekordhoch im Dezember hat die Aktie 25 Prozent verloren.", "true"),  # 81 ÷ 108 − 1, closes
        (26.4, "Seit dem Rekordhoch im Dezember hat die Aktie 26,4 Prozent verloren.", "true"),  # 81 ÷ 110 − 1 = −26.36 %, traded
        (25.0, "Seit Dezember hat die Aktie 25 Prozent verloren.", "context"),
        (25.0, "Seit Dezember beläuft sich der Verlust der Aktie auf 25 Prozent.", "context"),  # a loss names no record
        (19.0, "Seit Dezember hat die Aktie 19 Prozent verloren.", "true"),  # 81 ÷ 100 − 1, from the close before December
        (35.0, "Seit dem Rekordhoch im Dezember hat die Aktie 35 Prozent verloren.", "mostly_false"),
        (25.0, "Seit dem Jahrestief im Dezember hat die Aktie 25 Prozent verloren.", "context"),  # a low is no start of a fall
    ],
)
def test_a_span_from_a_high_that_the_text_names(december, claim, value, sentence, expected):
    fine = 0.1 if value % 1 else 1.0
    assert verdicts([span(claim, value, "2024-12", sentence, gmin=fine, gmax=fine)], december)[0][0] == expected


def test_a_rise_from_a_low(empty, claim):
    """DAX: lowest close of September 2022 11,975.55 on the 29th, 14,146.09 on 10 November: +18.12 %; intraday low 11,862.84: +19.25 %."""
    empty.trade("^GDAXI", "2022-08-31", 12834.96)
    empty.trade("^GDAXI", "2022-09-29", 11975.55, low=11862.84, high=12170.0)
    empty.trade("^GDAXI", "2022-09-30", 12114.36)
    empty.trade("^GDAXI", "2022-11-09", 13666.32)
    empty.trade("^GDAXI", "2022-11-10", 14146.09)
    fifth = claim(
        "period", 20.0, hedge="almost", word_number=True, subject="^GDAXI", direction="up", period_start="2022-09", basis="unknown",
        event_date="2022-11-10", sentence="Seit dem Jahrestief im September hat der Dax fast ein Fünftel gutgemacht.",
    )  # fmt: skip
    assert verdicts([fifth], empty)[0][0] == "rounded"
    assert verdicts([replace(fifth, sentence="Since September it has gained almost a fifth.")], empty)[0][0] == "context"


def test_an_interim_price_is_told_by_the_range_of_the_day(january, claim):
    """NVDA traded from 116.70 to 128.40 that day: 124 was paid at some time, 130 was not."""
    price = {"gmin": 1.0, "gmax": 1.0, "basis": "intraday", "unit": "currency", "currency": "USD", "direction": None}
    found = check_all([claim("level", 124.0, **price)], january, NEWSROOM)[0]
    assert (found.verdict, found.rule, found.actual) == ("context", "traded_range", 118.42)
    low, high = found.reason.values["low"], found.reason.values["high"]
    assert (found.reason.id, low.value, high.value) == ("reason.during_the_day", 116.70, 128.40)
    assert found.suggestion.id == "suggestion.for_a_time"
    assert check_all([claim("level", 133.0, **price)], january, NEWSROOM)[0].verdict == "mostly_false"


def test_a_fall_that_is_the_largest_since_a_time_keeps_its_own_day(january, claim):
    """"Bis zu 18 Prozent, so viel wie seit 2020 nicht": the start belongs to the comparison; the low was −18.17 %."""
    fall = claim("change", 18.0, basis="intraday", basis_stated=True, bound="at_most", hedge="under", period_start="2020", gmin=1.0, gmax=1.0)
    found = check_all([fall], january, NEWSROOM)[0]
    assert (found.verdict, found.reading) == ("true", "low")
