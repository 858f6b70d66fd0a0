"""The main job on the five founding articles: labelled claims come out, with their verdicts, by the general rules.

``tests/seeds/labels.jsonl`` holds spans, claims and the verdicts that published figures give.
"""

import hashlib
import json
from pathlib import Path

import pytest

from impact import pipeline

ROOT = Path(__file__).parent.parent
LABELS = [json.loads(line) for line in (Path(__file__).parent / "seeds" / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
CHECKED = [label for label in LABELS if label["verdict"]]
REJECTED = [label for label in LABELS if label.get("reject")]


@pytest.fixture(scope="module")
def report():
    return pipeline.verify([str(ROOT / "seeds")])[0]


def name(label):
    return f"{label['article'][:3]}-{label['kind']}-{label.get('subject') or label.get('reject') or 'group'}-{label['start']}"


def fits(label, claim):
    if claim.article != label["article"] or claim.end <= label["start"] or claim.start >= label["end"]:
        return False
    pairs = (("metric", "metric"), ("subject", "subject"), ("direction", "direction"), ("value", "value"))
    return claim.kind == label["kind"] and all(getattr(claim, field) == label[key] for key, field in pairs if key in label)


@pytest.mark.parametrize("label", LABELS, ids=name)
def test_labels_quote_their_article(label):
    text = (ROOT / "seeds" / f"{label['article']}.txt").read_text(encoding="utf-8")
    assert text[label["start"] : label["end"]] == label["quote"]


@pytest.mark.parametrize("label", CHECKED, ids=name)
def test_claim_is_found_and_judged(label, report):
    checks = [c for c in report.checks if fits(label, c.claim)]
    assert checks, f"no claim for {label['quote']!r}"
    check = checks[0]
    claim = check.claim
    if "date" in label:
        assert claim.event_date == label["date"]
    if "date_source" in label:
        assert claim.date_source == label["date_source"]
    if "hedge" in label:
        assert claim.hedge == label["hedge"]
    if "degree" in label:
        assert claim.degree == label["degree"]
    if label.get("group"):
        assert claim.subject
        assert claim.subject.isupper()
    assert check.verdict in label["verdict"], check.reason
    if "actual" in label:
        assert check.actual == pytest.approx(label["actual"], rel=2e-3)
    assert check.rule
    assert check.reason is not None


@pytest.mark.parametrize("label", REJECTED, ids=name)
def test_other_numbers_are_typed_and_never_judged(label, report):
    found = [c for c in report.rejects if c.article == label["article"] and c.start < label["end"] and c.end > label["start"]]
    assert [c.reject for c in found] == [label["reject"]]
    assert not [c for c in report.checks if c.claim.article == label["article"] and c.claim.start < label["end"] and c.claim.end > label["start"]]


def test_both_readings_of_the_lost_value_are_shown(report):
    check = next(c for c in report.checks if c.claim.value == 589e9)
    shown = {reading.id: reading.value for reading in check.readings}
    values = [round(value / 1e9, 2) for value in shown.values() if value is not None]
    assert -588.74 in values
    assert -592.66 in values


def test_the_control_article_has_no_market_claim(report):
    assert not [c for c in report.checks if c.claim.article.startswith("003")]


def test_no_claim_of_the_seeds_is_false(report):
    assert [(c.claim.id, c.claim.quote) for c in report.checks if c.verdict == "false"] == []


def test_training_costs_of_two_articles_are_compared(report):
    rows = [row for row in report.consistency if len(set(row.articles)) == 2]
    assert any("5,6 Millionen" in " ".join(row.quotes) and "6 Millionen" in " ".join(row.quotes) and row.consistent for row in rows)


def test_named_shares_have_abnormal_returns_and_comovement(report):
    abnormal = {a.symbol: a for a in report.abnormal if a.session.isoformat() == "2025-01-27"}
    # DESIGN's measured figure for NVDA against the S&P 500 without itself, 250 sessions, gap 5
    assert abnormal["NVDA"].abnormal_return == pytest.approx(-0.165, abs=0.001)
    assert {"MSFT", "GOOGL", "AMD"} <= set(abnormal)
    assert {(c.symbol, c.lead) for c in report.comovement} == {("MSFT", "NVDA"), ("GOOGL", "NVDA"), ("AMD", "NVDA")}
    assert all(c.observations == 60 for c in report.comovement)


def test_spans_quote_their_articles(report):
    texts = {a.id: a.text for a in report.articles}
    for claim in [*(c.claim for c in report.checks), *report.rejects]:
        assert texts[claim.article][claim.start : claim.end] == claim.quote


def test_the_founding_articles_are_unchanged():
    known = {
        "000_77b7587ac01c920f.txt": "0c4f3530bdd0741f63449ac777cc1d579661955a01bf9d3edd5fbfb5af8e348a",
        "001_574521603722a66e.txt": "ad52d023900d13b07f29e18e00e2f87c643f2d8dc247f814cbd657ef1803fb1f",
        "002_8e0161b6aa751140.txt": "551d5ad5533579371d67a0e07fded00c83561760867f2beb71daf4d2c2ec7f76",
        "003_065c184e76a465ee.txt": "be88e7e8d264ac98f1766b44e7351305ae32884a182ab8da1ea64b8b09cf7e12",
        "004_5351c7133574aea6.txt": "d9c05c0dc0e9537db5ab252928736cd61b6d7a01bc2ed8d1cb50e90333a94ef4",
    }
    assert {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in (ROOT / "seeds").iterdir()} == known
