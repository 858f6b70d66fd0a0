"""Plain text and Markdown: UTF-8, UTF-16 with a byte order mark, or Windows-1252, which is said."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from impact.articles.parsed import Parsed
from impact.articles.unreadable import Unreadable
from impact.records import Message, Skipped

SUFFIXES = (".txt", ".text", ".md", ".markdown")
MEDIA_TYPES = ("text/plain", "text/markdown")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
_MOST_CONTROLS = 0.02  # share of control bytes from which a file is no text


def sniff(data: bytes) -> bool:
    """Plain text has no mark of its own: it is what remains."""
    return False


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """One article: the file's text, line ends and every other character as they are."""
    text, notes = decode(data)
    return [Parsed(text=text, notes=notes)]


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Message, ...]]:
    """The text of ``data`` and a note where its encoding had to be guessed.

    ``declared`` is the encoding that the document itself names; it is tried after UTF-8, whose well-formedness is proof
    enough, so that a wrong declaration does no harm. Raises :class:`Unreadable` for an empty or a binary file.
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
    guessed = (Message(id="note.encoding", values={"encoding": "Windows-1252"}),)
    for name, notes in ((declared, ()), ("cp1252", guessed)):
        if name and _is_text_encoding(name):
            try:
                return _not_empty(data.decode(name)), notes
            except ValueError:  # UnicodeDecodeError and what a codec raises itself
                continue
    raise Unreadable(Message(id="skipped.encoding", values={"encoding": "UTF-8"}))


def _is_text_encoding(name: str) -> bool:
    """Whether ``name`` turns bytes into text: Python also calls "hex" and "zip" encodings, which could unpack a bomb."""
    try:
        return bool(codecs.lookup(name)._is_text_encoding)
    except LookupError:
        return False


def _not_empty(text: str) -> str:
    if not text.strip():
        raise Unreadable(Message(id="skipped.empty"))
    return text
