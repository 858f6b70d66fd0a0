"""One row of a table of articles (JSONL, JSON, CSV, Parquet): which column is the text, and which ones say what about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from impact.articles.dates import iso_day, iso_instant
from impact.articles.parsed import Parsed
from impact.records import Message, Skipped

# In order of preference; compared in lower case, without "_", "-" and blanks. The names are those of common news data sets.
TEXT = ("text", "body", "content", "articlebody", "articletext", "maintext", "fulltext", "plaintext", "article", "story")
NAME = ("id", "articleid", "docid", "documentid", "uid", "uuid", "guid", "key")
TITLE = ("title", "headline")
PUBLISHED = ("published", "publishedat", "datepublished", "publicationdate", "publishdate", "datepublish", "pubdate", "date")
AUTHOR = ("author", "authors", "byline")
OUTLET = ("outlet", "publisher", "sitename", "source", "sourcedomain", "domain")
URL = ("url", "link")

MOST_ROWS = 100_000  # of one file in one run
_NAME = re.compile(r"[\w.-]{1,64}", re.ASCII)


def column(names: Iterable[str], wanted: tuple[str, ...]) -> str | None:
    """The column of ``names`` that comes first in ``wanted``."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(_plain(name), name)
    return next((known[name] for name in wanted if name in known), None)


@lru_cache(maxsize=512)
def _plain(name: str) -> str:
    return re.sub(r"[\s_-]", "", name.lower())


def text_column(names: Iterable[str]) -> str | None:
    """The column of the articles' texts. A table of claims quotes them, and its "article" is only a name."""
    known = [name for name in names if isinstance(name, str)]
    found = column(known, TEXT)
    if found is not None and _plain(found) == "article" and column(known, ("quote",)):
        return None
    return found


def no_text_column() -> Message:
    """Why a table gives no article."""
    return Message(id="skipped.no_text_column", values={"columns": ", ".join(TEXT[:3])})


def article(row: Mapping[str, object], number: int) -> Parsed | Skipped:
    """The article of ``row``; its text is the column's to the character, without the headline, so that offsets fit the data."""
    found = _filled(row) or text_column(row)
    if found is None:
        return Skipped(name=str(number), reason=no_text_column())
    text = row[found]
    if not isinstance(text, str):
        return Skipped(name=str(number), reason=Message(id="skipped.text_not_text", values={"column": found}))
    if not text.strip():
        return Skipped(name=str(number), reason=Message(id="skipped.empty"))
    if not _encodable(text):
        return Skipped(name=str(number), reason=Message(id="skipped.surrogates"))
    return Parsed(
        text=text,
        name=_name(_value(row, NAME), number),
        title=_said(_value(row, TITLE)),
        published=iso_day(_value(row, PUBLISHED)),
        published_at=iso_instant(_value(row, PUBLISHED)),
        author=_said(_value(row, AUTHOR)),
        outlet=_said(_value(row, OUTLET)),
        url=_said(_value(row, URL)),
        notes=_unread_date(_value(row, PUBLISHED)),
    )


def _filled(row: Mapping[str, object]) -> str | None:
    """The first text column that holds a text: tables joined from several sources have a column for each."""
    first = text_column(row)
    if first is None or _has_text(row[first]):
        return first
    others = [name for name in row if name != first and _has_text(row[name])]
    return text_column(others)


def _has_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _value(row: Mapping[str, object], wanted: tuple[str, ...]) -> object:
    name = column(row, wanted)
    return None if name is None else row[name]


def _name(value: object, number: int) -> str:
    """The row's own id where it can stand in a claim's id, else its number."""
    written = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return written if _NAME.fullmatch(written) else str(number)


def _said(value: object) -> str | None:
    if isinstance(value, list | tuple):
        value = ", ".join(v for v in value if isinstance(v, str))
    return value.strip() or None if isinstance(value, str) and _encodable(value) else None


def _unread_date(value: object) -> tuple[Message, ...]:
    if value in (None, "") or iso_day(value):
        return ()
    return (Message(id="note.unread_date", values={"written": ascii(value)[:40]}),)


def _encodable(text: str) -> bool:
    """JSON can write half of a surrogate pair, which no file can hold."""
    try:
        text.encode()  # far faster than looking at each character
    except UnicodeEncodeError:
        return False
    return True
