"""Any text at all: reading never fails, places are true to the character, and what was read can be judged."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pieces import WORDS

from impact.claims import extract
from impact.market.facts import open_facts
from impact.records import Article
from impact.verdicts import check_all, load_policy

anything = st.text(st.characters(), max_size=400)
pieced = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=60).flatmap(lambda words: st.sampled_from([" ", ""]).map(lambda glue: glue.join(words)))


def read(text: str, language: str | None = None, published: str | None = None) -> list:  # type: ignore[type-arg]
    article = Article(id="a", text=text, language=language, published=published)
    claims = extract(article)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.start < claim.end
        assert claim.value is None or claim.value >= 0
    return claims


@given(anything, st.sampled_from([None, "de", "en", "fr"]))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str, language: str | None) -> None:
    read(text, language)


@given(pieced, st.sampled_from(["de", "en"]), st.sampled_from([None, "2025-01-28", "2025-01", "2025"]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_texts_of_the_words_that_claims_are_read_with(text: str, language: str, published: str | None) -> None:
    claims = read(text, language, published)
    checks = check_all([c for c in claims if c.reject is None], open_facts("bundled"), load_policy("newsroom"))
    assert all(check.verdict for check in checks)


@pytest.mark.parametrize("times", [2, 30, 5_000])
def test_scale_words_upon_scale_words(times: int) -> None:
    """Found by tests/bench/fuzz_claims.py: 26 times a trillion is no float any more."""
    for claim in read("Der Börsenwert von Nvidia fiel um 17 " + "Billionen " * times + "Dollar.", "de"):
        assert claim.value is None or claim.value < 1e27


LONG = {
    "one line": "Die Nvidia-Aktie fiel am 27. Januar 2025 um 17 Prozent und ",
    "digits": "1",
    "open brackets": "(",
    "groups of digits": "1.000",
    "names": "Nvidia ",
    "hidden": "\u200b1",
    "marks of direction": "\u202e17 Prozent\u202c ",
    "lone surrogates": "\ud800 Aktie ",
    "nulls": "Aktie \x00",
    "dots": "Aktie. ",
    "line breaks": "Aktie\n",
    "questions": "Aktie?! ",
    "dates": "27. Januar 2025 ",
    "negations": "Aktie nicht ",
    "scale words": "Billionen ",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_much_of_one_thing(piece: str) -> None:
    """Linear: four times the text costs no more than some times as long, whatever the machine."""

    def seconds(size: int) -> float:
        text = "Die Aktie fiel. " + piece * (size // len(piece))
        start = time.process_time()
        read(text, "de")
        return time.process_time() - start

    small = max(seconds(40_000), 0.05)
    assert seconds(160_000) < 20 * small


@pytest.mark.parametrize(
    "text",
    [
        "Die Aktie fiel am ² Januar um 17 Prozent.",  # digits that are no numbers, found by coverage-guided fuzzing
        "Die Aktie fiel am ². Januar 19²³ um 17 Prozent.",
        "The stock's biggest drop since 19²³, down ² percent, three times ² billion dollars.",
        "Die Aktie fiel um " + "9" * 400 + " Prozent.",
        "Die \ud800 Aktie fiel um 17 Prozent.",
    ],
)
def test_texts_that_once_broke_it(text: str) -> None:
    for language in ("de", "en", "fr"):
        read(text, language, "2025-01-28")
