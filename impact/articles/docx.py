"""Word documents (Office Open XML, ECMA-376): the body's paragraphs, one a line, without deletions, fields and margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from impact.articles import archive
from impact.articles.dates import iso_day
from impact.articles.parsed import Parsed
from impact.articles.unreadable import Unreadable
from impact.articles.xmltree import local, tree
from impact.records import Message, Skipped

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUFFIXES = (".docx", ".docm")
MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

_BODY = "word/document.xml"
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\u00ad"}
# Deleted or moved text, field instructions, and the second copy of what older versions cannot draw.
_UNSEEN = {"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr"}


def sniff(data: bytes) -> bool:
    """A zip file that names Word's body."""
    return data.startswith(archive.ZIP_MARK) and _BODY.encode() in data


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """One article: paragraphs, lists and table cells in the order of the text."""
    body = archive.member(data, _BODY)
    if body is None:
        raise Unreadable(Message(id="skipped.malformed", values={"format": "DOCX"}))
    text = "".join(_text(tree(body))).strip("\n")
    if not text.strip():
        raise Unreadable(Message(id="skipped.empty"))
    about = _properties(archive.member(data, "docProps/core.xml"))
    return [Parsed(text=text + "\n", title=about.get("title"), author=about.get("creator"), notes=created_note(about.get("created")))]


def created_note(written: str | None) -> tuple[Message, ...]:
    """The day of a document's making, said and not believed: templates and copies keep the day of their ancestor."""
    day = iso_day(written)
    if day is None or len(day) != 10:
        return ()
    from datetime import date

    return (Message(id="note.created", values={"day": date.fromisoformat(day)}),)


def _properties(data: bytes | None) -> dict[str, str]:
    if data is None:
        return {}
    try:
        return {local(element.tag): text for element in tree(data) if (text := (element.text or "").strip())}
    except Unreadable:
        return {}  # the text is what was asked for


def _text(element: Element) -> Iterator[str]:
    name = local(element.tag)
    if name in _UNSEEN:
        return
    if name == "t":
        yield element.text or ""
        return
    if name in _MARKS:
        yield _MARKS[name]
        return
    for child in element:
        yield from _text(child)
    if name == "p":
        yield "\n"
