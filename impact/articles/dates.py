"""The article's own date: which of several sources is believed, and what is said when they disagree.

The order is: what the user says (``--published``), the document's metadata, the text's dateline, the file's name or the URL's path. The day
on which a document was *created* or printed is none of these: it is noted, never believed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from impact.records import Article, Message

ORDER = ("option", "metadata", "text", "file name", "address")

_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_./]?)(\d\d)\2(\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[.](\d{1,2})[.]((?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?![\d-])")


def settle(
    article: Article, *, option: str | None = None, text: str | None = None, file_name: str | None = None, address: str | None = None
) -> Article:
    """``article`` with the date that comes first in :data:`ORDER`; a date that contradicts it becomes a note.

    Dates are ISO text and may be as coarse as ``YYYY-MM``; a coarse one gives way to a finer one within it. The date that
    ``article`` has already keeps its source and its place in the order, so that sources can be added one after the other.
    """
    found = {"option": option, "text": text, "file name": file_name, "address": address}
    if article.published_source:
        found[article.published_source] = article.published
    ranked = [(source, found[source]) for source in ORDER if found.get(source)]
    if not ranked:
        return article
    source, day = ranked[0]
    assert day is not None
    notes = list(article.notes)
    for other_source, other in ranked[1:]:
        assert other is not None
        if other.startswith(day) and other != day:
            source, day = other_source, other
        elif not day.startswith(other):
            notes.append(_conflict(source, day, other_source, other))
    moment = article.published_at if source == "metadata" else None
    return replace(article, published=day, published_source=source, published_at=moment, notes=tuple(notes))


def from_file_name(stem: str) -> str | None:
    """The one date in a file's stem or a URL's path ("2025-01-28", "20250128", "2025/01/28", "28.1.2025").

    None where there is none, or several.
    """
    days = {_day(y, m, d) for y, _, m, d in _YEAR_FIRST.findall(stem)} | {_day(y, m, d) for d, m, y in _DAY_FIRST.findall(stem)}
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def iso_day(value: object) -> str | None:
    """The calendar day, as written, of a date, an ISO 8601, RFC 5322 or German date text; None for anything else.

    The day is taken in the time zone that the outlet wrote, which is the zone of its "today".
    """
    if isinstance(value, date):  # datetime too
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return None
    written = value.strip()
    if match := _ISO.match(written):
        year, month, day = match.groups()
        return _day(year, month, day) if day else (f"{year}-{month}" if _day(year, month, "1") else None)
    for pattern, order in ((_YEAR_FIRST, (1, 3, 4)), (_DAY_FIRST, (3, 2, 1))):
        if match := pattern.match(written):
            return _day(*(match.group(n) for n in order))
    return _rfc_5322(written)


def iso_instant(value: object) -> str | None:
    """The moment of an ISO 8601 or RFC 5322 date and time with an offset, to the second; None without a time or an offset."""
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value.strip())
        except ValueError:
            found = _parsed(value)
            if found is None:
                return None
            moment = found
    else:
        return None
    try:
        return moment.isoformat(timespec="seconds") if moment.utcoffset() is not None else None
    except (ValueError, OverflowError):
        return None


def _rfc_5322(written: str) -> str | None:
    moment = _parsed(written)
    return moment.date().isoformat() if moment else None


def _parsed(written: str) -> datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(written.strip()[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _conflict(source: str, day: str, other_source: str, other: str) -> Message:
    return Message(
        id="note.date_conflict",
        values={
            "taken": _said(day),
            "source": Message(id=f"published_source.{source.replace(' ', '_')}"),
            "other": _said(other),
            "other_source": Message(id=f"published_source.{other_source.replace(' ', '_')}"),
        },
    )


def _said(day: str) -> object:
    return date.fromisoformat(day) if len(day) == 10 else day
