"""The HTML page: valid, self-contained, locked down, the article kept to the character, hostile text harmless."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from datetime import date, timedelta
from itertools import pairwise

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact import report as reports
from impact.records import Article, Bar, Check, Claim, Correlations, Report
from impact.report.charts import Scale, apart, dumbbell, heatmap, moves, price
from impact.report.messages import catalogue
from impact.report.page.annotate import paragraphs
from impact.report.wording import entries

NS = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


def parsed(text: str):  # type: ignore[no-untyped-def]
    return html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree")).parse(text)


def bars(symbol: str, closes: list[float], last: date) -> tuple[Bar, ...]:
    days = [last - timedelta(days=len(closes) - 1 - index) for index in range(len(closes))]
    return tuple(
        Bar(symbol=symbol, session=day, open=c, high=c * 1.01, low=c * 0.98, close=c, volume=None, source="made up", as_of="2025-02-01")
        for day, c in zip(days, closes, strict=True)
    )


@pytest.fixture
def pictured(report: Report) -> Report:
    closes = [140.0 + index % 3 for index in range(20)] + [142.62, 118.42, 128.99, 123.70]
    matrix = ((1.0, 0.53), (0.53, 1.0))
    spans = [
        Correlations(span=span, symbols=("NVDA", "AMD"), values=matrix, observations=60, first=date(2024, 10, 29), last=date(2025, 1, 24))
        for span in ("before", "after")
    ]
    return dataclasses.replace(report, series={"NVDA": bars("NVDA", closes, date(2025, 1, 29))}, correlations=tuple(spans))


@pytest.mark.parametrize("language", ["de", "en"])
def test_valid_html_in_its_language(language: str, pictured: Report) -> None:
    page = parsed(reports.render("html", pictured, language))
    assert page.get("lang") == language
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = {element.get("href")[1:] for element in page.iter(f"{NS}a")}
    assert targets <= set(ids)
    assert all(element.get("href").startswith("#") for element in page.iter(f"{NS}a"))


def test_nothing_from_outside_and_only_what_the_policy_hashes(pictured: Report) -> None:
    text = reports.render("html", pictured, "de")
    assert not re.search(r"""(?:src|href|url\()\s*=?\s*["']?(?:https?:)?//""", text)
    assert " style=" not in text
    assert not re.search(r"\son[a-z]+=", text)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy.group(1).startswith("default-src 'none'")
    assert "unsafe" not in policy.group(1)
    for tag in ("style", "script"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        assert base64.b64encode(hashlib.sha256(body.encode()).digest()).decode() in policy.group(1)


def test_every_claim_has_a_mark_a_badge_and_a_card(pictured: Report) -> None:
    page = parsed(reports.render("html", pictured, "de"))
    cards = {element.get("id") for element in page.iter(f"{NS}details") if "card" in element.get("class", "").split()}
    badges = {element.get("href")[1:] for element in page.iter(f"{NS}a") if "badge" in element.get("class", "").split()}
    marked = {id for element in page.iter(f"{NS}mark") for id in element.get("data-card").split()}
    assert len(cards) == len(pictured.checks)
    assert cards == badges == marked


def test_pictures_have_words_and_a_table(pictured: Report) -> None:
    page = parsed(reports.render("html", pictured, "de"))
    figures = list(page.iter(f"{NS}figure"))
    assert len(figures) == 5  # moves, dumbbell, price, two heat maps
    for figure in figures:
        (drawing,) = figure.iter(f"{SVG}svg")
        named = drawing.get("aria-labelledby").split()
        assert [drawing[0].get("id"), drawing[1].get("id")] == named
        assert all(part.text for part in drawing[:2])
        assert len(list(figure.iter(f"{NS}tr"))) > 1


def test_price_picture_marks_the_claimed_level(pictured: Report) -> None:
    (chart,) = price.charts(pictured, catalogue("en"))
    said = {row[0]: row[4] for row in chart.rows}
    assert "$118.37 (claimed: −17% (almost))" in said["2025-01-27"]  # 142.62 × 0.83 = 118.3746
    assert "$122.54 (claimed: −5%)" in said["2025-01-29"]  # 128.99 × 0.95 = 122.5405
    assert not price.charts(dataclasses.replace(pictured, series={}), catalogue("en"))


def test_dumbbell_says_how_much_of_the_claim_came_true(pictured: Report) -> None:
    words = catalogue("en")
    (chart,) = dumbbell.charts(pictured, entries(pictured, words), words)
    shares = {row[0]: row[4] for row in chart.rows}
    assert shares["a1:59"] == "99.8%"  # 16.9682 ÷ 17
    assert shares["a1:269"] == "82.0%"  # 4.1022 ÷ 5
    assert shares["a1:333"] == "−141.4%"  # −16.9682 ÷ 12


def test_moves_and_heat_map_hold_the_numbers(pictured: Report) -> None:
    words = catalogue("de")
    (chart,) = moves.charts(pictured, words)
    assert chart.rows[0][:4] == ("Nvidia", "27.01.2025", "−16,97\u00a0%", "−13,20\u00a0%")
    before, after = heatmap.charts(pictured, words)
    assert before.rows == (("Nvidia", "1,00", "0,53"), ("AMD", "0,53", "1,00"))
    image = base64.b64decode(re.search(r"base64,([^\"]+)", before.body).group(1))  # type: ignore[union-attr]
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert after.title != before.title


def test_hostile_article(report: Report) -> None:
    text = '<script>alert(1)</script> "><img src=x onerror=alert(2)> Nvidia fiel um 17 % \x00\x1b[2J </title></style>'
    start = text.index("fiel")
    claim = dataclasses.replace(report.checks[0].claim, id='"><b>:1', article="x", start=start, end=start + 12, quote=text[start : start + 12])
    evil = Report(
        meta={"command": "<img src=x>"},
        articles=(Article(id="x", text=text, title="</h2><script>x</script>", language='de" onload="x'),),
        checks=(Check(claim=claim, verdict="true", rule="<i>"),),
        names={"NVDA": "<u>Nvidia</u>"},
    )
    html = reports.render("html", evil, "de")
    page = parsed(html)
    assert len(list(page.iter(f"{NS}script"))) == 1
    assert not list(page.iter(f"{NS}img"))
    assert not list(page.iter(f"{NS}i"))
    assert not list(page.iter(f"{NS}u"))
    assert "\x00" not in html
    assert "\x1b" not in html


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Co", "Cs", "Cf", "Cn", "Zl", "Zp"]) | st.just("\n"), min_size=1), st.data())
def test_the_article_is_kept_to_the_character(text: str, data: st.DataObject) -> None:
    """Any spans, nested or crossing: the text of the paragraphs without badges is the article's, blanks aside."""
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=5))
    checks = tuple(
        Check(
            claim=Claim(
                id=f"a:{number}", article="a", start=min(span), end=max(span), quote=text[min(span) : max(span)], kind="change", metric=None, subject=None
            ),
            verdict="review",
            rule="r",
        )
        for number, span in enumerate(spans)
    )
    article = Article(id="a", text=text)
    words = catalogue("de")
    rows = entries(Report(meta={}, articles=(article,), checks=checks), words)
    html = "".join(paragraphs(article, rows, {row.check.claim.id: 1 for row in rows}, words)).replace("<p>", "<p> ")
    fragment = html5lib.parseFragment(html)
    placed = {element.get("href") for element in fragment.iter() if "badge" in element.get("class", "")}
    visible = {f"#c-a-{n}" for n, span in enumerate(spans) if text[min(span) : max(span)].strip()}
    assert visible <= placed
    for element in list(fragment.iter()):
        for child in list(element):
            if "badge" in child.get("class", ""):
                at = list(element).index(child)
                if at:
                    element[at - 1].tail = (element[at - 1].tail or "") + (child.tail or "")
                else:
                    element.text = (element.text or "") + (child.tail or "")
                element.remove(child)
    assert "".join("".join(fragment.itertext()).split()) == "".join(text.split())


def test_scale_ticks_are_round_and_inside() -> None:
    assert Scale(0, 10, 0, 100).ticks(5) == [0, 2, 4, 6, 8, 10]
    assert Scale(-0.5, 2, 0, 100).ticks(5) == [-0.5, 0, 0.5, 1, 1.5, 2]
    assert Scale(1, 1, 0, 100).ticks() == [1]


@given(st.lists(st.floats(0, 300), max_size=8))
def test_labels_do_not_cover_each_other(wanted: list[float]) -> None:
    places = sorted(apart(wanted, 15, 10, 300))
    assert all(b - a >= 14.99 for a, b in pairwise(places))
