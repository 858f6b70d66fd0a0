"""Inputs → articles with their language, day and event → claims. No prices, no pandas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from impact.articles import collect, settle
from impact.claims import dateline, detected, extract
from impact.records import Article, Claim, Message, Skipped
from impact.reference.events import known_event

Progress = Callable[[int, int], None]

REPORT_LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Extracted:
    """Articles with their language, all claims in them (rejects too, in text order) and what gave nothing.

    ``missing`` counts the inputs that were named and gave no article that can be read.
    """

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    skipped: tuple[Skipped, ...]
    missing: int

    @property
    def market_claims(self) -> tuple[Claim, ...]:
        """The claims that prices can judge."""
        return tuple(c for c in self.claims if c.reject is None)

    @property
    def rejects(self) -> tuple[Claim, ...]:
        """Numbers that are no market claims, with their type."""
        return tuple(c for c in self.claims if c.reject is not None)


def read_claims(
    inputs: Iterable[str], *, event_date: date | None = None, published: date | None = None, progress: Progress | None = None
) -> Extracted:
    """Read the inputs and extract every claim. A text in no language that is read becomes a skipped row.

    ``progress(done, total)`` is called before each article.
    """
    collected = collect(inputs, published=published.isoformat() if published else None)
    articles: list[Article] = []
    claims: list[Claim] = []
    skipped = list(collected.skipped)
    foreign, read = set[str](), set[str]()  # inputs
    for done, article in enumerate(collected.articles):
        if progress is not None:
            progress(done, len(collected.articles))
        known = in_language(article)
        if known is None:
            skipped.append(Skipped(name=article.path or article.id, reason=Message(id="skipped.language")))
            foreign.add(collected.given[done])
            continue
        read.add(collected.given[done])
        known, found = read_one(known, event_date)
        articles.append(known)
        claims += found
    missing = collected.missing + sum(not Path(name).is_dir() for name in foreign - read)  # of a folder the rows are enough
    return Extracted(tuple(articles), tuple(claims), tuple(skipped), missing)


def read_one(article: Article, event_date: date | None) -> tuple[Article, list[Claim]]:
    """An article whose language is known, with its day settled, and its claims."""
    settled = settle(article, text=dateline(article.text, article.language or ""))
    event = known_event(settled.text)
    return settled, extract(settled, event=(event.id, event.session) if event else None, event_date=event_date)


def in_language(article: Article) -> Article | None:
    """The article with its language, and a note where that is a guess or not the only one; None where it is in none that is read."""
    if article.language:
        return article
    found = detected(article.text)
    if found.code is None:
        return None
    notes: tuple[Message, ...] = ()
    if found.unsure:
        notes += (Message(id="note.language", values={"language": found.code}),)
    if found.other:
        notes += (Message(id="note.language_mixed", values={"other": found.other}),)
    return replace(article, language=found.code, notes=article.notes + notes)


def report_language(choice: str, articles: Sequence[Article]) -> str:
    """``auto`` is the language of most articles; German where there are as many of either."""
    if choice != "auto":
        return choice
    counts = Counter(a.language for a in articles)
    return max(REPORT_LANGUAGES, key=lambda language: counts[language])
