"""Articles beside each other: the same thing in one place, each article's own number, the rest counted."""

from __future__ import annotations

import dataclasses
import re

import pytest

from impact import report as reports
from impact.errors import InputError
from impact.records import Report
from impact.report.comparison import things
from impact.report.messages import catalogue


@pytest.fixture
def two(report: Report) -> Report:
    first = report.checks[0]
    other = dataclasses.replace(first, verdict="rounded", claim=dataclasses.replace(first.claim, id="a2:0", article="a2", value=16.5, hedge="about", gmin=0.1))
    return dataclasses.replace(report, checks=(*report.checks, other))


def test_things_of_most_articles_come_first(two: Report) -> None:
    found = things(two, catalogue("de"))
    assert found[0].articles == ("a1", "a2")
    assert [row.claimed.replace("\u00a0", " ") for row in found[0].rows] == ["−17 % (fast)", "+12 %", "−16,5 % (rund)"]
    assert found[0].actual.replace("\u00a0", " ") == "−16,97 %"
    assert all(row.check.claim.kind != "cause" for thing in found for row in thing.rows)


@pytest.mark.parametrize("width", [60, 80, 160])
def test_table(width: int, two: Report) -> None:
    text = reports.compare(two, "de", width=width)
    assert max(map(len, text.splitlines())) <= width
    assert "−16,5 % (rund)" in text
    assert "≈ Stimmt (gerundet)" in text
    assert "3 weitere Sachverhalte" in text


def test_markdown_has_a_column_an_article(two: Report) -> None:
    text = reports.compare(two, "en", "markdown")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}
    assert "✓ −17% (almost)<br>✗ +12%" in rows[2]
    assert "≈ −16.5% (about)" in rows[2]


def test_unknown_form(two: Report) -> None:
    with pytest.raises(InputError, match="markdown"):
        reports.compare(two, "de", "papyrus")
