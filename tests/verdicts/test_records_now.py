"""A record as of the article's day, and as of the last price here."""

from __future__ import annotations

from datetime import date

import pytest

from impact.records import RecordScope
from impact.verdicts import check_all, load_policy

NEWSROOM = load_policy()
DAY = "2020-03-16"

# Real closes, ^GSPC: 13 and 16 March 2020 2,711.02 → 2,386.13 = −11.98 %; ^DJI 4 and 5 February 2018 25,520.96 → 24,345.75 = −1,175.21 points,
# passed on 12 March 2020 (23,553.22 → 21,200.62 = −2,352.60) for the first time after 27 February (−1,190.95).
SPX = (("2018-02-02", 2762.13), ("2018-02-05", 2648.94), ("2020-03-12", 2480.64), ("2020-03-13", 2711.02), (DAY, 2386.13))
DOW = (("2018-02-01", 26186.71), ("2018-02-02", 25520.96), ("2018-02-05", 24345.75))
DOW_LATER = (("2018-02-06", 24912.77), ("2018-02-07", 24893.35), ("2018-02-08", 23860.46))
DOW_2020 = (("2020-02-26", 26957.59), ("2020-02-27", 25766.64), ("2020-02-28", 25409.36))


def filled(market, symbol, *series):
    for day, close in (row for rows in series for row in rows):
        market.trade(symbol, day, close)
    return market


def judged(claim, market, symbol, day, scope, **more):
    return check_all([claim("record", subject=symbol, event_date=day, record=scope, **more)], market, NEWSROOM)[0]


def note(check):
    """The part of the reason that speaks of now."""
    return check.reason.values["note"]


LOSS = RecordScope(what="loss", scope="index", unit="percent", since="2018-02-02")
POINTS = RecordScope(what="loss", scope="index", unit="points", since="2018-02-01")


def test_a_fall_that_none_has_passed(claim, empty):
    found = judged(claim, filled(empty, "^GSPC", SPX, (("2020-03-17", 2529.19), ("2020-03-18", 2398.10))), "^GSPC", DAY, LOSS)
    assert (found.verdict, note(found).id, note(found).values["until"]) == ("true", "reason.record_stands", date(2020, 3, 18))


def test_a_fall_that_was_passed_says_when_and_by_how_much(claim, empty):
    found = judged(claim, filled(empty, "^DJI", DOW, DOW_LATER, DOW_2020), "^DJI", "2018-02-05", POINTS)
    assert (found.verdict, note(found).id) == ("true", "reason.record_passed")
    values = note(found).values
    assert (values["session"], values["actual"].unit, values["until"]) == (date(2020, 2, 27), "points", date(2020, 2, 28))
    assert values["actual"].value == pytest.approx(-1190.95)


def test_the_same_as_of_the_articles_day_where_prices_end_there(claim, empty):
    found = judged(claim, filled(empty, "^DJI", DOW), "^DJI", "2018-02-05", POINTS)
    assert (found.verdict, found.reason.id) == ("true", "reason.data_since")


def test_a_record_that_fails_says_nothing_of_now(claim, empty):
    found = judged(claim, filled(empty, "^DJI", DOW, DOW_LATER), "^DJI", "2018-02-08", POINTS)
    assert (found.verdict, found.reason.values["note"].id) == ("false", "reason.data_since")


def test_a_high_that_was_passed_later(claim, empty):
    """NVDA's closes of 7 November 2024 (148.88), 6 January 2025 (149.43) and 27 January (118.42)."""
    filled(empty, "NVDA", (("2024-11-06", 145.61), ("2024-11-07", 148.88), ("2025-01-06", 149.43), ("2025-01-27", 118.42)))
    high = RecordScope(what="high", scope="company", since="2024-11-06")
    found = judged(claim, empty, "NVDA", "2024-11-07", high, direction="up")
    assert (note(found).values["session"], note(found).values["actual"].value) == (date(2025, 1, 6), 149.43)
    assert note(judged(claim, empty, "NVDA", "2025-01-06", high, direction="up")).id == "reason.record_stands"


def test_the_second_largest_stands_until_a_larger_one_pushes_it_down(claim, empty):
    days = (("2020-03-02", 100.0), ("2020-03-03", 80.0), ("2020-03-04", 90.0), ("2020-03-05", 76.5))  # −20 %, −15 %
    second = RecordScope(what="loss", place=2, unit="percent", since="2020-03-02")
    still = judged(claim, filled(empty, "^GSPC", days, (("2020-03-06", 70.0),)), "^GSPC", "2020-03-05", second)  # −8.5 %
    assert (still.verdict, note(still).id) == ("true", "reason.record_stands")
    filled(empty, "^GSPC", (("2020-03-09", 50.0),))  # −28.6 %
    assert note(judged(claim, empty, "^GSPC", "2020-03-05", second)).id == "reason.record_passed"


def test_the_bundled_prices_after_the_day():
    """Nothing is fetched for what comes after: the bundled bars of NVDA end on 31 March 2025."""
    from impact.market.facts import open_facts

    facts = open_facts("bundled")
    later = facts.later("NVDA", date(2025, 3, 27))
    assert [b.session for b in later] == [date(2025, 3, 28), date(2025, 3, 31)]
    assert facts.later("NVDA", date(2025, 3, 31)) == () == facts.later("NOSUCH", date(2025, 3, 27))


def test_a_record_whose_own_day_the_text_names_as_its_start(claim, empty):
    """"Since its record high on 6 January": held against all that is known, not against the days after it."""
    filled(empty, "NVDA", (("2024-11-06", 145.61), ("2024-11-07", 150.0), ("2025-01-06", 149.43), ("2025-01-27", 118.42)))
    own_day = RecordScope(what="high", scope="company", since="2025-01-06")
    assert judged(claim, empty, "NVDA", "2025-01-06", own_day, direction="up").verdict == "false"


def test_a_record_of_the_whole_market_has_no_series(claim, empty):
    found = judged(claim, empty, "MARKET", DAY, RecordScope(what="loss", since="ever"))
    assert (found.verdict, found.reason.id) == ("uncheckable", "reason.no_group_record")
