"""Two numbers of a text set against each other, and the record that one of them is said to have been."""

from __future__ import annotations

from datetime import date

import pytest

from impact.records import Article, Loss, Term
from impact.verdicts import check_all, consistency, load_policy

NEWSROOM = load_policy()

RECORD = "more than twice the previous record of {} billion"
PLAIN = "more than twice the {} billion that it had lost before"

# The list of the fixture: NVDA 278.9 bn on 3 September 2024, META 232 to 240.3 bn on 3 February 2022, INTC 91 bn in 2000.


def compared(claim, left, right, factor=2.0, hedge="over", quote=RECORD, holder=None, unit="currency", day="2025-01-27"):
    """The comparison, and the claims that its numbers also are."""
    currency = "USD" if unit == "currency" else None
    kind = {"currency": "cap_change", "percent": "change"}[unit]
    one = claim(kind, left, id="l", event_date=day, unit=unit, currency=currency, gmin=1e9 if currency else 1.0)
    two = claim(kind, right, id="r", subject=holder, event_date="2022-02", unit=unit, currency=currency, gmin=1e9 if currency else 1.0,
                unresolved=None if holder else "unknown_subject")  # fmt: skip
    terms = tuple(
        Term(role=role, value=c.value, unit=unit, currency=currency, quote="", start=0, end=1, claim=c.id)
        for role, c in (("left", one), ("right", two))
    )
    number = {"value": factor, "unit": "multiple", "gmin": 1.0, "gmax": 1.0, "word_number": True} if factor else {"value": None, "unit": None}
    text = quote.format(f"{right / 1e9:g}")
    return [claim("comparison", id="c", terms=terms, hedge=hedge, quote=text, direction=None, event_date=day, **number), one, two]


def judged(claims, market):
    return check_all(claims, market, NEWSROOM)[0]


def rows(claims):
    found = consistency(claims, [Article(id="a", text="x")])
    return [(r.id.partition(":")[0], r.consistent) for r in found if r.id.partition(":")[0] in ("multiple", "larger")]


@pytest.mark.parametrize(
    ("left", "right", "factor", "hedge", "verdict", "consistent"),
    [
        (589e9, 279e9, 2.0, "over", "rounded", True),  # 2.11
        (568e9, 279e9, 2.0, "none", "rounded", True),  # 2.04: "twice as much" is 1.9 to 2.1
        (589e9, 279e9, 2.0, "none", "imprecise", True),  # 2.11: within twice that
        (589e9, 240e9, 2.0, "none", "false", False),  # 2.45
        (589e9, 279e9, 2.0, "almost", "false", False),  # "fast das Doppelte" is below
        (540e9, 279e9, 2.0, "over", "false", False),  # 1.94 is not more than twice
        (540e9, 279e9, 2.0, "almost", "rounded", True),
        (593e9, 279e9, 3.0, "none", "false", False),
        (837e9, 279e9, 3.0, "none", "true", True),  # 279 × 3
        (140e9, 279e9, 0.5, "about", "rounded", True),
    ],
)
def test_the_ratio_of_two_amounts(january, claim, left, right, factor, hedge, verdict, consistent):
    whole = compared(claim, left, right, factor, hedge, quote=PLAIN)
    found = judged(whole, january)
    assert found.verdict == verdict, found.rule
    assert found.actual == pytest.approx(left / right)
    assert rows(whole) == [("multiple", consistent)]


@pytest.mark.parametrize(("left", "right", "verdict"), [(9.0, 1.5, "rounded"), (1.5, 9.0, "false"), (2.0, 2.0, "rounded")])
def test_larger_without_a_factor(january, claim, left, right, verdict):
    """"Worse than the Dow, which lost 1.5 %"; 2 against 2 may be 2.4 against 1.6."""
    whole = compared(claim, left, right, None, "none", quote="worse than", unit="percent", holder="^DJI")
    assert judged(whole, january).verdict == verdict
    assert rows(whole) == [("larger", verdict == "rounded")]


@pytest.mark.parametrize(
    ("right", "holder", "verdict", "rule", "note"),
    [
        (279e9, None, "rounded", "intervals_meet", "reason.record_cited"),
        (279e9, "NVDA", "rounded", "intervals_meet", "reason.record_cited"),
        (232e9, "META", "false", "cited_record", "reason.record_was"),  # Nvidia's 279 bn came after it
        (232e9, None, "false", "cited_record", "reason.record_was"),
        (91e9, "INTC", "false", "cited_record", "reason.record_was"),
        (150e9, "NVDA", "false", "cited_record", "reason.record_was"),  # its own had been 279 bn
    ],
)
def test_the_record_that_a_text_cites(january, claim, right, holder, verdict, rule, note):
    found = judged(compared(claim, 593e9, right, holder=holder), january)
    assert (found.verdict, found.rule) == (verdict, rule)
    said = found.reason if rule == "cited_record" else found.reason.values["note"]
    assert (said.id, said.values["session"], said.values["actual"].value) == (note, date(2024, 9, 3), 278.9e9)
    assert found.severity == ("story" if verdict == "false" else None)
    assert [f.name for f in found.evidence][:3] == ["left", "right", "NVDA"]


def test_as_of_the_day_of_the_text(january, claim):
    """On 3 February 2022 no larger loss than Apple's 182 bn of 2020 had been: September 2024 was still to come."""
    january.known_losses.append(Loss(symbol="AAPL", session="2020-09-03", loss=182e9, change=None, source="CNBC", computed=False))
    january.trade("META", "2022-02-02", 323.0)
    january.trade("META", "2022-02-03", 237.76)
    found = judged(compared(claim, 232e9, 182e9, 1.0, "over", holder="AAPL", day="2022-02-03"), january)
    assert (found.verdict, found.reason.values["note"].id) == ("rounded", "reason.record_cited")


def test_without_the_word_nothing_is_said_of_a_record(january, claim):
    assert judged(compared(claim, 593e9, 232e9, holder="META", quote=PLAIN), january).verdict == "rounded"


def test_a_ratio_that_is_wrong_stays_wrong_whatever_the_record(january, claim):
    found = judged(compared(claim, 593e9, 279e9, 3.0, "over"), january)
    assert (found.verdict, found.rule) == ("false", "intervals_apart")


@pytest.mark.parametrize(
    ("value", "day", "symbol", "verdict", "rule"),
    [
        (232e9, "2022-02-03", "META", "rounded", "core"),  # as CNBC printed it
        (236e9, "2022-02", "META", "rounded", "hull_listed"),  # between what was printed and what was computed
        (240.3e9, "2022-02-03", "META", "true", "printed"),  # computed
        (91e9, "2000-09", "INTC", "rounded", "core"),
        (151e9, "2022-02-03", "META", "mostly_false", "ratio"),
        (91e9, "2001-09", "INTC", "uncheckable", "no_price"),
    ],
)
def test_a_loss_of_another_year_by_the_list(january, claim, value, day, symbol, verdict, rule):
    january.add(symbol)
    found = judged([claim("cap_change", value, subject=symbol, event_date=day, gmin=value / 1000, gmax=1e9)], january)
    assert (found.verdict, found.rule) == (verdict, rule)


def test_a_fall_by_a_fraction_against_its_from_and_to(claim):
    """From 3.5 to 2.9 trillion is 17.1 %: "a sixth" is 16.7, "a fifth" is 20."""

    def row(share):
        ends = claim("level", 118.42, base_value=142.62, id="e", unit="currency", gmin=0.01, gmax=0.01)
        fraction = claim("multiple", share, id="f", unit="percent", word_number=True)
        return [r.consistent for r in consistency([ends, fraction], [Article(id="a", text="x")]) if r.id.startswith("from_to")]

    assert (row(100 / 6), row(100 / 3)) == ([True], [False])
