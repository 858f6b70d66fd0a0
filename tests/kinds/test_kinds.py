"""Every kind is a file that says what it claims, how it is measured, an example and a source."""

from __future__ import annotations

import inspect
import re
from datetime import date
from importlib import import_module

import pytest

from impact.kinds import groups, kinds, when
from impact.market.facts import open_facts
from impact.records import Claim

FACTS = open_facts("bundled")
PARTS = ("How it is measured:", "Example:", "Source:")


@pytest.mark.parametrize("name", sorted(kinds()))
def test_a_kind_explains_itself(name):
    module = import_module(f"impact.kinds.{name}")
    assert module.__doc__
    assert not [part for part in PARTS if part not in module.__doc__]
    assert module.JUDGED in ("band", "degree", "exact", "arithmetic", "cause")
    assert callable(module.answer)


def test_the_kinds_of_the_design_are_there():
    wanted = "change level cap_change cap_level points aggregate record rank threshold direction path period multiple comparison equivalence activity cause"
    assert set(kinds()) == set(wanted.split())


def claim(**more: object) -> Claim:
    fields: dict[str, object] = {
        "id": "x", "article": "a", "start": 0, "end": 0, "quote": "", "kind": "change", "metric": "price_change_pct", "subject": "NVDA",
        "direction": "down", "event_date": "2025-01-27",
    }  # fmt: skip
    return Claim(**{**fields, **more})  # type: ignore[arg-type]


def values(kind: str, **more: object) -> dict[str, float]:
    found = kinds()[kind].answer(claim(kind=kind, **more), FACTS, {})
    return {r.id: r.value for r in found.readings if r.value is not None}


def test_readings_of_a_share_on_the_bundled_prices():
    """Closes of Nasdaq: 142.62 and 118.42, low 116.70; first close of the year's base 134.29; highest close 149.43."""
    found = values("change")
    assert found["close"] == pytest.approx(100 * (118.42 / 142.62 - 1), rel=1e-12)
    assert found["low"] == pytest.approx(-18.17, abs=0.005)
    assert found["last_trade"] == pytest.approx(-16.86, abs=0.005)
    assert found["ytd"] == pytest.approx(100 * (118.42 / 134.29 - 1), abs=0.01)
    assert found["since_peak"] == pytest.approx(100 * (118.42 / 149.43 - 1), abs=0.01)


def test_the_market_s_sums_of_27_january():
    """Sums over primary lines of the whole-market table, as the data's own notes give them (USD bn)."""
    for group, reading, total in (
        ("US_TECH", "net:us_tech_net", -1057.7),
        ("US_TECH", "losers:us_tech_losers", -1240.5),
        ("US_TECH", "largest_losers:us_tech_ten_largest_losers", -1111.2),
        ("US_TECH", "net:nasdaq_listed_net", -1032.8),
        ("SEMIS", "net:semiconductors_net", -1047.3),
        ("MARKET", "net:all_listed_net", -1118.2),
        ("MAG7", "net:mag7_net", -652.1),
    ):
        assert values("aggregate", subject=group)[reading] / 1e9 == pytest.approx(total, abs=0.06), (group, reading)


def test_a_price_from_before_a_split_is_the_one_that_was_printed():
    """Nvidia closed at 762.00 on 19 April 2024, before its ten-for-one split."""
    found = values("level", event_date="2024-04-19")
    assert found["close"] == pytest.approx(762.0, abs=0.005)
    assert found["adjusted_close"] == pytest.approx(76.2, abs=0.0005)
    assert values("points", event_date="2024-04-19")["close"] == pytest.approx(762.0 - 846.71, abs=0.01)


def test_market_value_is_the_same_on_either_side_of_a_split():
    assert values("cap_change", event_date="2024-04-19")["close"] / 1e9 == pytest.approx(-211.8, abs=0.4)
    assert values("cap_level", event_date="2024-04-19")["close"] / 1e9 == pytest.approx(1905, abs=5)


def test_printed_losses_widen_the_hull_unless_they_are_too_round():
    """For 27 January 2025 the press printed 589 to 596 bn; CNBC's "close to 600" implies no count."""
    printed = {k: v / 1e9 for k, v in values("cap_change").items() if "reported" in k}
    assert sorted(printed.values()) == pytest.approx([-596.0, -589.0])


def test_ranks_at_the_close_and_before():
    """24 January 2025: Nvidia, Apple, Microsoft; 27 January: Apple, Microsoft, Nvidia."""
    assert (values("rank", rank=3)["rank"], values("rank", rank=3)["previous_rank"]) == (3, 1)
    assert values("rank", rank=1, subject="AAPL")["rank"] == 1


def test_groups_are_told_from_symbols():
    assert groups.is_group("US_TECH", FACTS)
    assert groups.is_group("SOME_GROUP", FACTS)
    assert not groups.is_group("NVDA", FACTS)
    assert not groups.is_group("^GSPC", FACTS)


@pytest.mark.parametrize(
    ("more", "spans"),
    [
        ({}, []),
        ({"basis": "ytd"}, [("ytd", "2024-12-31")]),
        ({"basis": "week"}, [("week", "2025-01-24"), ("seven_days", "2025-01-17")]),
        ({"basis": "month"}, [("month", "2024-12-31"), ("thirty_days", "2024-12-27")]),
        ({"period_start": "2025-01-22"}, [("since_before", "2025-01-21"), ("since_close", "2025-01-22")]),
        ({"period_start": "2025-01-20"}, [("since_before", "2025-01-17")]),  # a holiday: one close only
        ({"period_start": "2024"}, [("since_before", "2023-12-29"), ("since_close", "2024-12-31")]),
    ],
)
def test_spans_begin_with_the_close_before_them(more, spans):
    found = when.spans(claim(**more), FACTS, date(2025, 1, 27))
    assert [(s.id, s.before.isoformat()) for s in found] == spans


def test_a_stated_day_without_trading_is_the_text_s_error_and_an_article_s_day_is_not():
    saturday = when.session(claim(event_date="2025-01-25", date_source="sentence"), FACTS)
    assert not isinstance(saturday, date)
    assert saturday.id == "missing.no_session"
    assert when.session(claim(event_date="2025-01-25", date_source="article"), FACTS) == date(2025, 1, 24)
    assert when.session(claim(event_date="2025-01"), FACTS) == date(2025, 1, 31)


def test_no_word_of_a_language_stands_in_the_kinds():
    """Everything said is a message; docstrings and comments may give examples."""
    for name in kinds():
        source = inspect.getsource(import_module(f"impact.kinds.{name}"))
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", source)
        assert not re.search(r"[äöüßÄÖÜ]", code), name
