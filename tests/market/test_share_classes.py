"""Counts by class: known the session after the filing, all classes of one cover page together, adding up to the total of shares.csv."""

from __future__ import annotations

from datetime import date

import pytest

from impact.market.facts import open_facts


@pytest.mark.parametrize(
    ("symbol", "day", "expected"),
    [
        ("META", "2024-10-31", {}),  # filed that day; the one before is six years old
        ("META", "2024-11-01", {"A": 2_180_000_871, "B": 344_487_662}),  # Form 10-Q of 31 October 2024
        ("META", "2025-01-31", {"A": 2_189_898_148, "B": 343_761_117}),  # Form 10-K of 30 January 2025
        ("GOOG", "2025-01-27", {"A": 5_843e6, "B": 861e6, "C": 5_537e6}),  # Form 10-Q of 30 October 2024, in millions
        ("GOOGL", "2025-01-27", {"A": 5_843e6, "B": 861e6, "C": 5_537e6}),
        ("NVDA", "2025-01-27", {}),
    ],
)
def test_the_newest_cover_page_that_could_be_known(symbol, day, expected):
    found = open_facts("bundled").class_counts(symbol, date.fromisoformat(day))
    assert {c.share_class: c.shares for c in found} == expected


def test_the_classes_make_the_company():
    facts, day = open_facts("bundled"), date(2025, 1, 27)
    for symbol in ("META", "GOOGL"):
        assert sum(c.shares for c in facts.class_counts(symbol, day)) == facts.share_counts(symbol, day)[0].shares
    assert [c.symbol for c in facts.class_counts("GOOG", day)] == ["GOOGL", "", "GOOG"]
    assert "data/share_classes" in str(facts.sources())
