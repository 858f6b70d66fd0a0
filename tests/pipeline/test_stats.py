"""Statistics of scans: intervals, copies, and what counts as exaggeration."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scanned_corpus import SEEDS, start, write_lines
from statsmodels.stats.proportion import proportion_confint

from impact.errors import InputError
from impact.pipeline.scan import Settings, scan
from impact.pipeline.scan.sketch import BINS, SHINGLE, sketch
from impact.pipeline.stats import render, statistics, wilson
from impact.pipeline.stats.duplicates import groups

pytest.importorskip("pyarrow", reason="scans write Parquet")

# NVDA closed at 118.42 on 27 January 2025 after 142.62, -16.97 %; on 28 January it rose 8.93 %.
TRUE = "Die Nvidia-Aktie fiel am 27. Januar 2025 um 17,0 Prozent."
TOO_LARGE = "Die Nvidia-Aktie fiel am 27. Januar 2025 um 25 Prozent."
TOO_SMALL = "Die Nvidia-Aktie fiel am 27. Januar 2025 um 11 Prozent."
OTHER_WAY = "Die Nvidia-Aktie stieg am 27. Januar 2025 um 17 Prozent."
UNKNOWN = "Die Aktie der Quaxfurt Holding AG fiel am 27. Januar 2025 um 3 Prozent."


def story(seed, words=160):
    rng = random.Random(seed)
    return " ".join("".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(3)) for _ in range(words)) + ". "


def scanned(tmp_path, articles):
    corpus = write_lines(tmp_path / "news.jsonl", articles)
    scan(Settings(corpus=str(corpus), out=str(tmp_path / "out"), prices="bundled", partition=1_500), workers=1)
    return statistics(str(tmp_path / "out"))


@given(n=st.integers(1, 5_000), share=st.floats(0, 1))
def test_intervals_are_those_of_statsmodels(n, share):
    hits = round(n * share)
    expected = proportion_confint(hits, n, alpha=0.05, method="wilson")
    assert wilson(hits, n) == pytest.approx(expected, abs=1e-9)


def test_nothing_counted_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)


def article(text, seed, outlet="A", **more):
    return {"text": f"Das ist die Nachricht und sie ist nicht lang, aber auch nicht kurz. {text} {story(seed)}", "outlet": outlet, **more}


def test_right_exaggerated_understated_wrong_and_open(tmp_path):
    found = scanned(tmp_path, [article(text, n) for n, text in enumerate([TRUE, TRUE, TOO_LARGE, TOO_SMALL, OTHER_WAY, UNKNOWN])])
    total = found.total
    assert (total.right, total.exaggerates, total.understates, total.errs, total.judged) == (2, 1, 1, 3, 5)
    assert total.open == 1
    assert found.copies == 0


def test_copies_count_once_and_by_outlet_once_each(tmp_path):
    copies = [article(TRUE, 1, outlet) for outlet in ("Agentur", "Blatt", "Bote")]
    copies[1]["text"] = "Eine andere Überschrift\n\n" + copies[1]["text"]
    copies[2]["text"] = copies[2]["text"][: -len(copies[2]["text"]) // 12]
    again = dict(copies[0])
    found = scanned(tmp_path, [*copies, again, article(TOO_LARGE, 2, "Blatt")])
    assert (found.articles, found.copies, found.groups, found.copied_claims) == (5, 3, 1, 3)
    assert (found.total.judged, found.total.right) == (2, 1)
    assert {outlet: counts.judged for outlet, counts in found.by["outlet"].items()} == {"Blatt": 2, "Agentur": 1, "Bote": 1}
    assert {kind: counts.judged for kind, counts in found.by["kind"].items()} == {"change": 2}


def test_a_claim_that_an_article_makes_twice_counts_twice(tmp_path):
    found = scanned(tmp_path, [article(f"{TRUE} {story(9)} {TRUE}", 1), article(f"{TRUE} {story(9)} {TRUE}", 1)])
    assert (found.total.judged, found.copied_claims) == (2, 2)


@settings(max_examples=40, deadline=None)
@given(kept=st.integers(0, 10), seed=st.integers(0, 10_000))
def test_equal_bins_estimate_the_jaccard_similarity(kept, seed):
    rng = random.Random(seed)
    pieces = [story(rng.random(), 60) for _ in range(10)]
    others = [piece if n < kept else story(rng.random(), 60) for n, piece in enumerate(pieces)]

    def shingles(text):
        words = text.lower().replace(".", " ").split()
        return {tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}

    one, other = " ".join(pieces), " ".join(others)
    exact = len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))
    a, b = sketch(one), sketch(other)
    estimate = sum(a[n : n + 4] == b[n : n + 4] for n in range(0, 4 * BINS, 4)) / BINS
    assert abs(estimate - exact) <= 5 * (0.25 / BINS) ** 0.5  # five standard errors


def grouped(texts):
    return groups([sketch(text) for text in texts], [len(text) for text in texts]).tolist()


def test_five_seeds_are_five_stories_and_copies_of_them_are_found():
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    assert grouped(texts) == [0, 1, 2, 3, 4]
    changed = [f"(dpa) {text.upper()}\n\nMehr dazu morgen." for text in texts]
    assert grouped([*texts, *changed]) == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]


@pytest.mark.parametrize("kept", [0.5, 0.6, 0.8])
def test_agency_text_that_was_cut_from_its_end_is_a_copy(kept):
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    assert grouped([*texts, *(text[: int(len(text) * kept)] for text in texts)]) == [0, 1, 2, 3, 4] * 2


def test_a_longer_article_with_one_paragraph_of_another_is_none():
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    mixed = texts[0] + texts[1][: len(texts[0]) // 3]
    assert grouped([texts[1], mixed]) == [0, 1]


def test_many_stories_are_not_run_together():
    stories = [story(n) for n in range(3_000)]
    assert Counter(grouped(stories)).most_common(1)[0][1] == 1
    assert grouped([*stories, stories[7]])[-1] == 7


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["ein"], ["ein", "ein"]])
def test_short_and_empty_texts(texts):
    found = grouped(texts)
    assert len(found) == len(texts)
    assert found == ([0, 0] if texts == ["ein", "ein"] else list(range(len(texts))))


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return scanned(tmp_path_factory.mktemp("stats"), [article(text, n, outlet) for n, (text, outlet) in enumerate(
        [(TRUE, "Blatt | Süd"), (TOO_LARGE, "=2+5"), (TOO_LARGE, "Bote"), (UNKNOWN, "Nur offen")])])  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json", "svg"])
def test_every_form(found, form, language):
    text = render(form, found, language)
    assert text == render(form, found, language)
    assert "stats." not in text
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        assert (rows[0]["by"], rows[0]["judged"], rows[0]["right"], rows[0]["open"]) == ("all", "3", "1", "1")
        assert float(rows[0]["right_low"]) == pytest.approx(proportion_confint(1, 3, method="wilson")[0], abs=1e-6)
        assert "'=2+5" in {row["group"] for row in rows}
    elif form == "json":
        assert json.loads(text)["rows"][0]["exaggerates"]["n"] == 2
    elif form == "svg":
        drawn = Counter(mark.get("class") for mark in ElementTree.fromstring(text).iter() if mark.tag.rpartition("}")[2] in ("circle", "polygon"))
        groups_drawn = text.count("n = ")
        assert groups_drawn > 5
        assert {share: n - 1 for share, n in drawn.items()} == dict.fromkeys(("right", "exaggerates", "errs"), groups_drawn)  # one in the key
    elif form == "markdown":
        (row,) = (line for line in text.splitlines() if "Süd" in line)
        assert "Blatt \\| Süd" in row
    else:
        assert "33" in text


def test_groups_with_too_few_claims_are_left_out(found):
    assert "Bote" not in render("table", found, "en", ("outlet",), 2)
    assert "Nur offen" in render("table", found, "en", ("outlet",), 0)


def test_the_command_and_its_refusals(tmp_path):
    corpus = write_lines(tmp_path / "news.jsonl", [article(TRUE, 1)])
    scan(Settings(corpus=str(corpus), out=str(tmp_path / "out")), workers=1)
    process = start(tmp_path, "stats", str(tmp_path / "out"), "--by", "kind", "--lang", "de")
    printed, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, b"")
    assert "Nach Art der Behauptung" in printed.decode()
    with pytest.raises(InputError, match="holds no scan"):
        statistics(str(tmp_path))


def test_an_unfinished_scan_says_so(tmp_path):
    scanned(tmp_path, [article(TRUE, n) for n in range(3)])
    sorted((tmp_path / "out" / "done").iterdir())[-1].unlink()
    found = statistics(str(tmp_path / "out"))
    assert found.parts == found.planned - 1
    assert "not finished" in render("table", found, "en")
