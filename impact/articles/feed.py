"""RSS 0.9x, 1.0 and 2.0, Atom: each entry is an article, its headline the first line of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.entities import name2codepoint
from typing import TYPE_CHECKING

from impact.articles.dates import iso_day, iso_instant
from impact.articles.fragments import text_of
from impact.articles.headline import headed
from impact.articles.parsed import Parsed
from impact.articles.unreadable import Unreadable
from impact.articles.xmltree import local, tree
from impact.records import Message, Skipped

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUFFIXES = (".rss", ".atom", ".xml")
MEDIA_TYPES = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")

MOST_ENTRIES = 10_000
_ROOTS = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_ENTITY = re.compile(rb"&([A-Za-z]{2,8}\d?);")
_OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_FULL = ("encoded", "content")  # content:encoded of RSS, content of Atom: the article, where the outlet gives it
_SHORT = ("description", "summary")


def sniff(data: bytes) -> bool:
    """The root element of a feed near the start, and no page before it."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and not head[:15].lower().startswith(b"<!doctype html") and bool(_ROOTS.search(head))


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """The entries in the order of the feed; one without text becomes a row."""
    root = tree(_ENTITY.sub(_as_number, data), doctype=True)
    channel = next((e for e in root if local(e.tag) == "channel"), root)
    outlet = _field(channel, "title")
    entries = [e for e in root.iter() if local(e.tag) in {"item", "entry"}]
    if not entries:
        raise Unreadable(Message(id="skipped.no_entries"))
    parts: list[Parsed | Skipped] = []
    for n, entry in enumerate(entries[:MOST_ENTRIES], 1):
        parsed = _parsed(entry, str(n), outlet)
        parts.append(parsed or Skipped(name=str(n), reason=Message(id="skipped.empty")))
    if len(entries) > MOST_ENTRIES:
        left = Message(id="skipped.more_entries", values={"n": len(entries) - MOST_ENTRIES})
        parts.append(Skipped(name=str(MOST_ENTRIES + 1), reason=left))
    return parts


def _parsed(entry: Element, number: str, outlet: str | None) -> Parsed | None:
    title = _field(entry, "title")
    body = next((text for name in (*_FULL, *_SHORT) if (text := _field(entry, name))), "")
    text = headed(title, body)
    if not text:
        return None
    written = next((w for name in ("pubDate", "published", "date", "issued", "updated") if iso_day(w := _raw(entry, name))), None)
    return Parsed(
        text=text,
        name=number,
        title=title,
        published=iso_day(written),
        published_at=iso_instant(written),
        author=_author(entry),
        outlet=outlet,
        url=_link(entry),
    )


def _children(entry: Element, name: str) -> Iterator[Element]:
    return (child for child in entry if local(child.tag) == name)


def _raw(entry: Element, name: str) -> str:
    return next(("".join(child.itertext()).strip() for child in _children(entry, name)), "")


def _field(entry: Element, name: str) -> str | None:
    """Text of the first child ``name``; HTML in it (escaped, or as elements of XHTML) is read as a reader sees it."""
    for child in _children(entry, name):
        if len(child):
            from xml.etree.ElementTree import tostring

            return text_of("".join(tostring(part, encoding="unicode") for part in _without_names(child))) or None
        return text_of(child.text or "") or None
    return None


def _without_names(parent: Element) -> Iterator[Element]:
    for element in parent.iter():
        if element is not parent:
            element.tag = local(element.tag)  # "ns0:p" would be no paragraph
    return iter(parent)


def _author(entry: Element) -> str | None:
    for name in ("creator", "author"):
        for child in _children(entry, name):
            named = _raw(child, "name") if len(child) else "".join(child.itertext()).strip()
            if named:
                return named
    return None


def _link(entry: Element) -> str | None:
    links = list(_children(entry, "link"))
    links.sort(key=lambda link: link.get("rel", "alternate") != "alternate")
    return next((url for link in links if (url := (link.get("href") or link.text or "").strip())), None)


def _as_number(match: re.Match[bytes]) -> bytes:
    """Names of characters that HTML knows and XML does not ("&nbsp;") as numbers, which XML knows."""
    name = match[1]
    code = None if name in _OF_XML else name2codepoint.get(name.decode())
    return match[0] if code is None else b"&#%d;" % code
