"""The labelled articles: floors that only rise, spans that quote, and the scorer itself on rows whose score is plain."""

import dataclasses
import tomllib

import gold_scoring as gs
import pytest

from impact.claims import extract
from impact.records import Article
from impact.reference.events import known_event

ARTICLES = gs.articles()
SLACK = 0.002  # a claim more or less elsewhere must not stop other work


def claims_of(article):
    text = gs.text_of(article)
    event = known_event(text)
    record = Article(id=article["id"], text=text, language=article["lang"], published=article["published"])
    return text, extract(record, event=(event.id, event.session) if event else None)


@pytest.fixture(scope="module")
def read():
    return {article["id"]: claims_of(article) for article in ARTICLES}


FLOORS = tomllib.loads((gs.GOLD / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("part", gs.PARTS)
def test_floors(read, language, part):
    ids = [a["id"] for a in ARTICLES if a["lang"] == language and a["part"] == part]
    rows = {i: [dataclasses.asdict(c) for c in read[i][1] if c.reject is None] for i in ids}
    reached = gs.score(rows, ids).row()
    floor = FLOORS[language][part]
    below = {k: (reached[k], floor[k]) for k in floor if k != "dangerous" and gs.of_all(reached, k) < gs.of_all(floor, k) - SLACK}
    assert not below, f"below the floor (reached, floor): {below}; tests/bench/gold.py shows which claims were lost"
    assert reached["dangerous"] <= floor["dangerous"]


def test_every_claim_quotes_its_article(read):
    for text, claims in read.values():
        for c in claims:
            assert text[c.start : c.end] == c.quote
            assert c.quote.strip()


def test_ids_are_unique_and_in_the_order_of_the_text(read):
    for _, claims in read.values():
        assert len({c.id for c in claims}) == len(claims)
        assert [c.start for c in claims] == sorted(c.start for c in claims)


def test_links_point_at_claims(read):
    for _, claims in read.values():
        ids = {c.id for c in claims}
        assert all(c.after in ids for c in claims if c.after)
        assert all(t.claim in ids for c in claims for t in c.terms if t.claim)


@pytest.mark.parametrize("parts", [("seen", "aside"), ("fresh",), ("rare",)], ids=lambda parts: parts[-1])
def test_articles_without_market_claims_stay_nearly_silent(read, parts):
    silent = [a["id"] for a in ARTICLES if a["role"] == "negative" and a["part"] in parts]
    named = [
        (i, c.quote)
        for i in silent
        for c in read[i][1]
        if c.reject is None and c.subject and c.metric in gs.METRICS and c.metric != "direction"
    ]
    assert len(named) <= 6, named


def row(**k):
    return {
        "article": "1",
        "metric": "price_change_pct",
        "subject": "NVDA",
        "direction": "down",
        "value": 17.0,
        "scope": "us_stock",
        "n": 1,
        **k,
    }


@pytest.mark.parametrize(
    ("claim", "fit"),
    [
        ({}, True), ({"value": 17.01}, True), ({"value": 17.1}, False), ({"direction": None}, True), ({"direction": "up"}, False),
        ({"subject": "AMD"}, False), ({"metric": "record", "value": None}, False),
    ],
)  # fmt: skip
def test_fit(claim, fit):
    assert gs.fits(row(**claim), row()) is fit


def test_twins_and_groups_fit():
    assert gs.fits(row(subject="^NDX"), row(subject="^IXIC"))
    assert gs.fits(row(subject="US_TECH"), row(subject="SEMIS"))
    assert not gs.fits(row(subject="AMD"), row(subject="US_TECH"))


def test_dangerous_errors_are_named():
    assert gs.danger(row(direction="up"), [row()]) == "wrong direction"
    assert gs.danger(row(subject="AMD"), [row()]) == "wrong company"
    big = row(metric="market_cap_change_usd", value=1e12)
    assert gs.danger({**big, "value": 1e9}, [big]) == "factor 1000"
