"""One company, listed in two places at two prices: PetroChina on 5 November 2007, "the world's first trillion dollar company".

Real: A shares closed at 43.96 yuan on their first day in Shanghai; 161,922,077,818 A and 21,098,900,000 H shares; some 7.45 yuan and
7.78 Hong Kong dollars to the US dollar. The H price is the one that the 380 bn dollars which the press set against it imply
(redcatjournal.com: 380e9 ÷ 183.02e9 × 7.78 = 16.15 HKD).
"""

from __future__ import annotations

import pytest

from impact.market.facts import open_facts
from impact.verdicts import check, claim_from_record, load_policy

ROWS = [
    ("0857.HK", "2007-11-02", 19.60), ("0857.HK", "2007-11-05", 16.15), ("601857.SS", "2007-11-05", 43.96),
    ("USDHKD=X", "2007-11-05", 7.78), ("USDCNY=X", "2007-11-05", 7.45),
]  # fmt: skip


@pytest.fixture
def facts(tmp_path):
    file = tmp_path / "prices.csv"
    lines = [f"{day},{symbol},{p},{p},{p},{p},1000" for symbol, day, p in ROWS]
    file.write_text("\n".join(["date,symbol,open,high,low,close,volume", *lines]) + "\n", encoding="utf-8")
    return open_facts(str(file))


def judged(facts, value, **more):
    record = {
        "id": "p:0", "article": "p", "kind": "cap_level", "metric": "market_cap_level_usd", "subject": "0857.HK", "value": value, "unit": "currency",
        "currency": "USD", "event_date": "2007-11-05", "date_source": "sentence", **more,
    }  # fmt: skip
    return check(next(claim_from_record(record)), facts, load_policy())


def test_the_price_of_one_class_for_all_shares(facts):
    """43.96 yuan × 183.02 bn ÷ 7.45 = 1,080 bn dollars."""
    found = judged(facts, 1e12, hedge="over")
    assert (found.verdict, found.rule, found.severity) == ("false", "slip_class", "story")
    assert (found.reason.id, found.reason.values["share_class"]) == ("reason.slip_class_price", "A")
    assert found.actual == pytest.approx(183_020_977_818 * 16.15 / 7.78, rel=1e-9)


def test_the_price_of_the_other_class(facts):
    assert judged(facts, 380e9, hedge="about").verdict == "true"


def test_one_class_alone(facts):
    """The A shares alone at their own price are 161.92 bn × 43.96 ÷ 7.45 = 955 bn dollars, the H shares alone 21.1 bn × 16.15 ÷ 7.78 = 43.8."""
    found = judged(facts, 43.8e9)
    assert (found.verdict, found.rule, found.reason.values["share_class"]) == ("false", "slip_class", "H")


def test_the_classes_make_the_company(facts):
    from datetime import date

    day = date(2007, 11, 5)
    for symbol in ("0857.HK", "601857.SS"):
        assert sum(c.shares for c in facts.class_counts(symbol, day)) == facts.share_counts(symbol, day)[0].shares
