"""Members of a list against the total of the same sentence."""

from __future__ import annotations

import pytest

from impact.records import Article
from impact.verdicts import consistency

DE = "Nvidia verlor 593 Milliarden Dollar, Microsoft 71 Milliarden und Alphabet 103 Milliarden, zusammen also {} Milliarden."
EN = "Together they lost ${} billion: Nvidia 593, Microsoft 71 and Alphabet 103 billion."


def rows(claim, text, total, values=(593, 71, 103), language="de", kind="aggregate", extra=""):
    sentence = text.format(total) + extra
    article = Article(id="a", text=f"Titel\n\n{sentence} Mehr.", language=language)

    def one(value, subject, of="cap_change"):
        at = article.text.index(str(value))
        return claim(of, value * 1e9, gmin=1e9, gmax=1e9, subject=subject, id=subject, start=at, end=at + 14, sentence=sentence)

    claims = [one(v, s) for v, s in zip(values, ("NVDA", "MSFT", "GOOGL"), strict=True)]
    found = consistency([*claims, one(total, "US_TECH", kind)], [article])
    return [(r.id.partition(":")[0], r.consistent) for r in found if r.id.startswith("sum")]


@pytest.mark.parametrize(("text", "language"), [(DE, "de"), (EN, "en"), (DE, None)])
@pytest.mark.parametrize(("total", "expected"), [(767, True), (768, True), (667, False), (900, False)])
def test_the_members_must_make_the_total(claim, text, language, total, expected):
    """593 + 71 + 103 = 767; each may be rounded by a half."""
    assert rows(claim, text, total, language=language) == [("sum", expected)]


def test_a_total_may_be_larger_than_the_members_that_were_read(claim):
    more = " Amazon verlor 0,7 Milliarden."
    assert rows(claim, DE, 900, extra=more) == []
    assert rows(claim, DE, 667, extra=more) == [("sum", False)]


def test_without_a_word_for_all_of_them_nothing_is_added(claim):
    assert rows(claim, DE.replace("zusammen also", "die Bank"), 900) == []


def test_one_of_the_list_is_no_total(claim):
    """"In all, A lost 593, B 71 and C 103" adds nothing up."""
    assert rows(claim, DE, 100) == []


def test_from_and_to_make_the_points_between_them(claim):
    """118.42 from 142.62 is 24.20 dollars; the start is a level of its own as well."""

    def found(amount):
        start = claim("level", 142.62, gmin=0.01, gmax=0.01, id="s", event_date="2025-01-24")
        end = claim("level", 118.42, gmin=0.01, gmax=0.01, base_value=142.62, id="e")
        points = claim("points", amount, gmin=0.01, gmax=0.01, unit="currency", currency="USD", id="p")
        percent = claim("change", 17.0, gmin=1.0, gmax=1.0, id="c")
        return [(r.reason.id.removeprefix("consistency."), r.consistent) for r in consistency([start, end, points, percent], [])]

    assert ("from_to_same", True) in found(24.20)
    assert ("from_to_differ", False) in found(42.20)
