"""Foreign text made harmless for the place it is printed in. An article may hold anything: escape codes, pipes, formulas, markup."""

from __future__ import annotations

import re
import unicodedata

_LINE = re.compile(r"[\t\n\r\v\f\u0085\u2028\u2029]+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]|~$])")
_JSON = re.compile("[<\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def visible(text: str) -> str:
    """One line without anything that moves a cursor or turns the direction of writing; each such character becomes U+FFFD.

    Categories Cc (controls, ESC among them), Cs (lone surrogates), Co (private use) and the bidirectional controls.
    """
    return "".join(map(_visible, _LINE.sub(" ", text)))


def _visible(char: str) -> str:
    if char.isprintable() or char in "\u00a0\u202f\u00ad\u200d\u2009":
        return "\ufffd" if unicodedata.category(char) == "Co" else char
    if unicodedata.category(char) == "Zs":
        return char
    return "\ufffd"


def markdown(text: str) -> str:
    """For GitHub's Markdown, inside a table cell as well: no markup, no HTML, no link, no mention."""
    safe = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = _MARKDOWN.sub(r"\\\1", safe)
    return safe.replace("@", "@<!-- -->").replace("://", ":<!-- -->//").replace("www.", "www<!-- -->.")


def formula(text: str) -> str:
    """For a cell of a spreadsheet: text that would be read as a formula gets an apostrophe before it (OWASP, CSV injection)."""
    safe = visible(text)
    return "'" + safe if safe.lstrip().startswith(_FORMULA) else safe


def json_text(text: str) -> str:
    """For finished JSON: what acts in a terminal, or could end a script element that the text is pasted into, stands as ``\\u003c``.

    Such characters occur inside strings only, so that a reader of JSON gets the same values.
    """
    return _JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
