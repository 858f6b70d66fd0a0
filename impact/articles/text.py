"""Plain text and Markdown: UTF-8, UTF-16 with a byte order mark, or Windows-1252, which is said."""

from __future__ import annotations

import codecs

from impact.articles.unreadable import Unreadable
from impact.records import Message

SUFFIXES = (".txt", ".text", ".md", ".markdown")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
_MOST_CONTROLS = 0.02  # share of control bytes from which a file is no text


def read(data: bytes) -> tuple[str, tuple[Message, ...]]:
    """Decode ``data``; line ends and every other character stay as they are.

    Raises :class:`Unreadable` for an empty or a binary file.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _not_empty(data.decode(encoding)), ()
            except UnicodeDecodeError:
                raise Unreadable(Message(id="skipped.encoding", values={"encoding": encoding.upper()})) from None
    sample = data[:65536]
    if b"\0" in sample or sum(byte in _CONTROLS for byte in sample) > _MOST_CONTROLS * len(sample):
        raise Unreadable(Message(id="skipped.binary"))
    try:
        return _not_empty(data.decode("utf-8")), ()
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(Message(id="skipped.encoding", values={"encoding": "UTF-8"})) from None
    return _not_empty(text), (Message(id="note.encoding", values={"encoding": "Windows-1252"}),)


def _not_empty(text: str) -> str:
    if not text.strip():
        raise Unreadable(Message(id="skipped.empty"))
    return text
