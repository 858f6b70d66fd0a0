"""Articles written to fool the checker: a right verdict, review, uncheckable or silence, never a confident wrong one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from impact.market.facts import open_facts
from impact.pipeline import read_claims
from impact.records import Article, Check
from impact.verdicts import check_all, load_policy

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]
NEVER = {
    "holds": {"false", "mostly_false"},
    "fails": {"true", "rounded", "imprecise"},
    "unasserted": {"true", "rounded", "imprecise", "context", "mostly_false", "false"},
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Article, list[Check]]]:
    """Case name → the article as it was read and the checks of its claims."""
    folder = tmp_path_factory.mktemp("attacks")
    for case in CASES:
        (folder / (case["name"] + case.get("suffix", ".txt"))).write_text(case["text"], encoding="utf-8")
    extracted = read_claims([str(folder)])
    assert not extracted.skipped, extracted.skipped
    checks = check_all(extracted.market_claims, open_facts("auto", offline=True), load_policy("newsroom"))
    return {article.id: (article, [check for check in checks if check.claim.article == article.id]) for article in extracted.articles}


def judged(article: Article, checks: list[Check], words: str) -> Iterator[Check]:
    """The checks whose number is printed in ``words``, which the article says once."""
    assert article.text.count(words) == 1, f"{words!r} must occur once"
    start = article.text.index(words)
    for check in checks:
        claim = check.claim
        if claim.start >= start + len(words) or claim.end <= start:
            continue
        if claim.printed is None or claim.printed.strip() in words or words.strip() in claim.printed:
            yield check


def marks(case: dict[str, object]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=str(case["xfail"]))] if "xfail" in case else []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"], marks=marks(case)) for case in CASES])
def test_no_confident_wrong_verdict(case: dict[str, object], answers: dict[str, tuple[Article, list[Check]]]) -> None:
    article, checks = answers[str(case["name"])]
    told = "; ".join(f"{c.claim.kind} {c.claim.subject} {c.claim.direction} {c.claim.printed} {c.claim.event_date} → {c.verdict} ({c.rule})" for c in checks)
    for number in case["numbers"]:  # type: ignore[attr-defined]
        found = {check.verdict for check in judged(article, checks, number["at"])}
        assert not found & NEVER[number["is"]], f"{number['at']!r} {number['is']}: {told}"
        if "expect" in number:
            assert found & set(number["expect"]), f"{number['at']!r} is {number['expect']}: {told}"
    for words in case.get("absent", ()):  # type: ignore[attr-defined]
        assert words not in article.text, f"{words!r} is no part of what a reader sees"


def test_there_are_enough_of_them_in_both_languages() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 40
    assert sum(" on January" in case["text"] or "%" in case["text"] for case in CASES) >= 10
