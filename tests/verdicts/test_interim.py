"""A group's sum while trade was on: at the open, at the close, and what its members' extremes allow."""

from __future__ import annotations

import pytest

from impact.reference import groups
from impact.verdicts import check_all, load_policy

NEWSROOM = load_policy()
BEFORE, DAY = "2024-08-02", "2024-08-05"

# Two of the Magnificent Seven with round numbers, a billion shares each (counts must differ: equal ones are two classes of one company).
# closes before 200 and 400; opens 180 and 360: −20 − 40 = −60 bn; lows 170 and 350: −80 bn; closes 190 and 390: −20 bn; highs 195 and 395: −10 bn
PRICES = {"AAPL": (200.0, 180.0, 195.0, 170.0, 190.0), "MSFT": (400.0, 360.0, 395.0, 350.0, 390.0)}


@pytest.fixture
def two(empty):
    for k, (symbol, (before, opened, high, low, close)) in enumerate(PRICES.items()):
        empty.add(symbol, groups=("MAG7", "TECH"))
        empty.trade(symbol, BEFORE, before)
        empty.trade(symbol, DAY, close, open=opened, high=high, low=low)
        empty.count(symbol, 1e9 + k)
    return empty


def judged(claim, market, value, subject="MAG7", **more):
    fields = {"subject": subject, "event_date": DAY, "gmin": 1e9, "gmax": 1e9, **more}
    return check_all([claim("aggregate", value, **fields)], market, NEWSROOM)[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (20e9, ("true", "printed")),  # the close
        (60e9, ("true", "printed")),  # the open
        (45e9, ("rounded", "hull_interim")),  # passed between the two
        (75e9, ("uncheckable", "undecided")),  # possible: all at their lows would be 80
        (14e9, ("uncheckable", "undecided")),  # possible: all at their highs would be 10
        (95e9, ("mostly_false", "ratio")),  # never
        (150e9, ("false", "outside")),
    ],
)
def test_a_stated_interim_sum(two, claim, value, expected):
    found = judged(claim, two, value, basis="intraday", basis_stated=True)
    assert (found.verdict, found.rule) == expected
    if expected[0] == "uncheckable":
        assert {k: round(v.value / 1e9) for k, v in found.reason.values.items()} == {"net": -20, "net_open": -60, "net_low": -80, "net_high": -10}


def test_the_open_explains_what_the_text_does_not_name(two, claim):
    found = judged(claim, two, 60e9)
    assert (found.verdict, found.rule, found.reading) == ("context", "other_reading", "net_open:members")
    assert judged(claim, two, 75e9).verdict == "false"  # told as the day's result


def test_members_that_nobody_lists_refute_nothing(two, claim):
    """"Technology stocks" are more than the two with prices here: 5 bn may be some of them, 900 all of them."""
    assert groups.group("TECH") is not None
    for value in (5e9, 900e9):
        found = judged(claim, two, value, subject="TECH")
        assert (found.verdict, found.reason.id, found.reason.values["n"]) == ("uncheckable", "reason.members_unknown", 2)
    assert judged(claim, two, 20e9, subject="TECH").verdict == "true"


def test_a_group_without_prices_of_the_course_of_the_day(two, claim):
    for symbol, (before, *_, close) in PRICES.items():
        two.trade(symbol, BEFORE, before)
        two.trade(symbol, DAY, close, volume=None)  # known by its close alone
    assert judged(claim, two, 60e9, basis="intraday", basis_stated=True).reason.id == "reason.no_intraday_sum"
    assert judged(claim, two, 20e9, basis="intraday").verdict == "true"  # in the end it held


def test_a_vendor_may_count_shares_differently_in_a_sum_too(two, claim):
    """20.15 bn is 0.75 % from the 20 bn computed."""
    assert judged(claim, two, 20.15e9, gmin=1e7, gmax=1e7).rule == "share_count"
    assert judged(claim, two, 20.15e9, gmin=1e7, gmax=1e7, direction="up").verdict == "false"
