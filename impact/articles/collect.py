"""Paths and URLs as a user gives them → articles, and a row for each input, or part of one, that is none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from impact.articles.dates import from_file_name, settle
from impact.articles.parsed import Parsed
from impact.articles.sources import MOST_BYTES, STDIN, Source, sources
from impact.articles.unreadable import Unreadable
from impact.records import Article, Message, Skipped

if TYPE_CHECKING:
    from impact.articles.web.fetch import Page

__all__ = ["MOST_BYTES", "STDIN", "Collected", "collect"]


@dataclass(frozen=True, slots=True)
class Collected:
    """What the inputs gave. ``missing`` counts the inputs that the user named and that gave nothing; ``given`` is each article's input."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    missing: int
    given: tuple[str, ...] = ()


def collect(
    inputs: Iterable[str],
    *,
    published: str | None = None,
    stdin: Callable[[], bytes] | None = None,
    fetch: Callable[[str], Page] | None = None,
    pages: Path | None = None,
) -> Collected:
    """Read files, folders (their articles, recursively, in order of their names), URLs, and ``-`` for standard input.

    An input that cannot be read becomes a :class:`~impact.records.Skipped`; nothing is raised for a single bad input.
    ``published`` (ISO date) is the articles' own date, above what they say of themselves. ``fetch`` is by default a
    :class:`~impact.articles.web.fetch.Fetcher`; the pages that it fetched are saved under ``pages``, by default the user's
    cache folder.
    """
    articles: list[Article] = []
    skipped: list[Skipped] = []
    given: list[str] = []
    missing = 0
    for name in inputs:
        found = 0
        for label, source in sources(name, stdin, fetch):
            for part in _parts(label, source, published, pages):
                if isinstance(part, Skipped):
                    skipped.append(part)
                else:
                    articles.append(part)
                    given.append(name)
                    found += 1
        missing += not found
    return Collected(_distinct(articles), tuple(skipped), missing, tuple(given))


def _parts(label: str, source: Callable[[], Source] | Message, published: str | None, pages: Path | None) -> Iterator[Article | Skipped]:
    if isinstance(source, Message):
        yield Skipped(name=label, reason=source)
        return
    try:
        got = source()
        parts = got.reader.read(got.data)
    except Unreadable as error:
        yield Skipped(name=label, reason=error.reason)
        return
    except OSError as error:
        yield Skipped(name=label, reason=Message(id="skipped.system", values={"problem": error.strerror or type(error).__name__}))
        return
    except Exception as error:  # one input never ends a run: what a library of a format raises is that input's row
        yield Skipped(name=label, reason=Message(id="skipped.crashed", values={"format": type(error).__name__}))
        return
    got = _saved(got, [part for part in parts if isinstance(part, Parsed)], pages)
    digest = hashlib.sha256(got.data).hexdigest()
    for part in parts:
        if isinstance(part, Skipped):
            yield replace(part, name=f"{label}#{part.name}")
        else:
            yield _article(got, part, digest, published)


def _article(source: Source, part: Parsed, digest: str, published: str | None) -> Article:
    article = Article(
        id=source.stem if part.name is None else f"{source.stem}#{part.name}",
        text=part.text,
        title=part.title,
        published=part.published,
        published_source="metadata" if part.published else None,
        published_at=part.published_at,
        path=source.path,
        sha256=digest,
        notes=source.notes + part.notes,
        url=part.url if source.page is None or part.name is not None else source.page.url,
        author=part.author,
        outlet=part.outlet,
        fetched_at=part.fetched_at or _instant(source),
    )
    if part.name is not None:  # the name of a collection says when it was made, not when its articles were
        return settle(article, option=published)
    file_name = from_file_name(source.stem) if source.path else None
    address = from_file_name(source.page.url.partition("?")[0]) if source.page else None
    return settle(article, option=published, file_name=file_name, address=address)


def _instant(source: Source) -> str | None:
    if source.fetched_at is None:
        return None
    from impact.articles.web.pages import instant

    return instant(source.fetched_at)


def _saved(source: Source, articles: list[Parsed], pages: Path | None) -> Source:
    """The source with the place of its saved page; a page that cannot be saved is still an article, and says so."""
    if source.page is None or source.fetched_at is None:
        return source
    from impact.articles.web.pages import save

    try:
        path = save(source.page, source.reader.SUFFIXES[0], articles, source.fetched_at, pages)
    except (OSError, RuntimeError) as error:
        problem = error.strerror if isinstance(error, OSError) else None
        note = Message(id="note.not_saved", values={"problem": problem or str(error)})
        return replace(source, notes=(*source.notes, note))
    # The name alone: reports are published, and the folder tells who made them.
    return replace(source, notes=(*source.notes, Message(id="note.saved", values={"file": path.name})))


def _distinct(articles: list[Article]) -> tuple[Article, ...]:
    """Claim ids begin with the article's: two files of one stem are told apart by their folder, then by a count."""
    seen: set[str] = set()
    counts: dict[str, int] = {}
    result = []
    for article in articles:
        name = article.id
        if name in seen and article.path:
            name = f"{Path(article.path).parent.name or '.'}/{article.id}"
        unique, n = name, counts.get(name, 1)
        while unique in seen:
            n += 1
            unique = f"{name}~{n}"
        counts[name] = n  # a hundred thousand of one name are counted once, not each from the start
        seen.add(unique)
        result.append(article if unique == article.id else replace(article, id=unique))
    return tuple(result)
