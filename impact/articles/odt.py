"""OpenDocument text (ISO/IEC 26300): headings and paragraphs, one a line, without notes of reviewers and deletions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from impact.articles import archive
from impact.articles.docx import created_note
from impact.articles.parsed import Parsed
from impact.articles.unreadable import Unreadable
from impact.articles.xmltree import local, tree
from impact.records import Message, Skipped

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUFFIXES = (".odt", ".ott")
MEDIA_TYPES = ("application/vnd.oasis.opendocument.text",)

_ANCHORED = {"note-body", "text-box"}
_UNSEEN = {"tracked-changes", "annotation", "sequence-decls", "forms", "note-citation", "ruby-text"}
_PICTURE_TITLES = ("svg-compatible:1.0}title", "svg-compatible:1.0}desc")
_SPACES = re.compile(r"[ \t\r\n]+")  # the standard counts a run of them as one space; more are written as text:s
_MOST_SPACES = 1000  # of one text:s, whose count is only a number in the file


def sniff(data: bytes) -> bool:
    """A zip file whose first member is the type of text documents, uncompressed, as the standard asks."""
    return data.startswith(archive.ZIP_MARK) and MEDIA_TYPES[0].encode() in data[:200]


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """One article: headings, paragraphs, lists, tables and footnotes in the order of the text."""
    content = archive.member(data, "content.xml")
    if content is None:
        raise Unreadable(Message(id="skipped.malformed", values={"format": "ODT"}))
    body = next((part for part in tree(content) if local(part.tag) == "body"), None)
    text = "".join(_text(body, None)).strip("\n") if body is not None else ""
    if not text.strip():
        raise Unreadable(Message(id="skipped.empty"))
    about = _properties(archive.member(data, "meta.xml"))
    return [
        Parsed(
            text=text + "\n",
            title=about.get("title"),
            author=about.get("initial-creator") or about.get("creator"),
            notes=created_note(about.get("creation-date")),
        )
    ]


def _properties(data: bytes | None) -> dict[str, str]:
    if data is None:
        return {}
    try:
        return {local(e.tag): text for e in tree(data).iter() if (text := (e.text or "").strip())}
    except Unreadable:
        return {}  # the text is what was asked for


def _text(element: Element, later: list[str] | None) -> Iterator[str]:
    """Inside a paragraph (``later`` is no None) characters count; between paragraphs they are the file's own line breaks.

    A footnote or a text box that is anchored in a paragraph comes behind it, or it would stand in the middle of a sentence.
    """
    name = local(element.tag)
    if name in _UNSEEN or element.tag.endswith(_PICTURE_TITLES):
        return
    if name == "s":
        yield " " * min(_count(element), _MOST_SPACES)
    elif name == "tab":
        yield "\t"
    elif name == "line-break":
        yield "\n"
    behind: list[str] | None = [] if name in {"p", "h"} else None
    within = later if behind is None else behind
    if within is not None and element.text:
        yield _SPACES.sub(" ", element.text)
    for child in element:
        if within is not None and local(child.tag) in _ANCHORED:
            within += _text(child, None)
        else:
            yield from _text(child, within)
        if within is not None and child.tail:
            yield _SPACES.sub(" ", child.tail)
    if behind is not None:
        yield "\n"
        yield from behind


def _count(element: Element) -> int:
    written = next((value for key, value in element.attrib.items() if local(key) == "c"), "1")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 1
