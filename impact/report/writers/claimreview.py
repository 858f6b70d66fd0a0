"""ClaimReview JSON-LD (schema.org), for publishers of fact checks.

Only a publisher may issue a verdict: without ``publisher`` and ``page_url`` the output is a draft that no search engine reads.
Rules of Google's page on ClaimReview: ``claimReviewed`` under 75 characters and without the verdict, ratings from 1 (false) to
5 (true), the claim's author outside the reviewer's site.
"""

from __future__ import annotations

import json

from impact.errors import InputError
from impact.records import Article, Report
from impact.report.data import Row
from impact.report.escape import json_text, visible
from impact.report.messages import Catalogue, catalogue
from impact.report.page.annotate import anchor
from impact.report.wording import Entry, entries

NAME, SUFFIX, BINARY = "claimreview", ".claimreview.json", False
RATINGS = {"true": 5, "rounded": 5, "imprecise": 4, "context": 3, "mostly_false": 2, "false": 1}
LONGEST = 74


def render(report: Report, language: str, *, publisher: str | None = None, page_url: str | None = None, **options: object) -> str:
    """An array of ClaimReview objects, or a draft where ``publisher`` or ``page_url`` is missing."""
    if page_url is not None and not page_url.startswith(("https://", "http://")):
        raise InputError(f"--page-url {page_url}", "is no web address", "give the address of the page that will hold the check")
    words = catalogue(language)
    articles = {article.id: article for article in report.articles}
    rated = [row for row in entries(report, words) if row.check.verdict in RATINGS or row.check.verdict == "unproven"]
    reviews = [_review(row, articles.get(row.check.claim.article), publisher, page_url, words) for row in rated]
    if publisher and page_url:
        return json_text(json.dumps(reviews, ensure_ascii=False, indent=2)) + "\n"
    draft = {"draft": words.label("claimreview_draft"), "reviews": reviews}
    return json_text(json.dumps(draft, ensure_ascii=False, indent=2)) + "\n"


def _review(row: Entry, article: Article | None, publisher: str | None, page_url: str | None, words: Catalogue) -> Row:
    claim, verdict = row.check.claim, row.check.verdict
    rating: Row = {"@type": "Rating", "alternateName": row.verdict}
    if verdict in RATINGS:
        rating |= {"ratingValue": RATINGS[verdict], "bestRating": 5, "worstRating": 1}
    reviewed: Row = {"@type": "Claim", "text": visible(claim.quote)}
    if article is not None and article.url:
        reviewed["appearance"] = {"@type": "CreativeWork", "url": article.url}
    if article is not None and article.published and len(article.published) == 10:
        reviewed["datePublished"] = article.published
    author = claim.attributed_to or (article.author or article.outlet if article is not None else None)
    if author:
        reviewed["author"] = {"@type": "Person" if author == claim.attributed_to else "Organization", "name": visible(author)}
    review: Row = {"@type": "ClaimReview", "claimReviewed": _short(row), "reviewRating": rating, "itemReviewed": reviewed}
    if publisher and page_url:
        head: Row = {"@context": "https://schema.org", "url": f"{page_url.partition('#')[0]}#{anchor(claim.id)}"}
        return head | review | {"author": {"@type": "Organization", "name": publisher}, "inLanguage": words.language}
    return review


def _short(row: Entry) -> str:
    """The claim in fewer than 75 characters: its words, with the subject before them where they do not name it."""
    text = visible(row.quote)
    name = row.subject.partition(" (")[0]
    if row.check.claim.subject is not None and name not in text:
        text = f"{visible(name)}: {text}"
    if len(text) > LONGEST:
        text = text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return text[:LONGEST]
