"""A piece of HTML (an entry of a feed) → its text: a line a block, no scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})
# fmt: on
_UNSEEN = frozenset({"head", "iframe", "noscript", "object", "script", "style", "template", "textarea"})
_LINES = re.compile(r" ?\n[ \n]*")
_BLANKS = re.compile(r" {2,}")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")  # no-break spaces stay: they hold a number and its unit together


def text_of(html: str) -> str:
    """The text that a reader of ``html`` would see; "" where there is none. Plain text comes back as it is."""
    if "<" not in html and "&" not in html:
        return html.strip()
    from lxml import etree
    from lxml.html import HTMLParser, fragment_fromstring

    try:
        root = fragment_fromstring(html, create_parent="div", parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
    return _LINES.sub("\n", _BLANKS.sub(" ", "".join(_pieces(root)))).strip()


def _pieces(root: HtmlElement) -> list[str]:
    """Without recursion: the depth of the markup is not ours to choose."""
    from lxml import etree

    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag
        if event == "start":
            hidden += name in _UNSEEN
            pieces.append("\n" if name in _BLOCKS else "")
            text = element.text
        else:
            hidden -= name in _UNSEEN
            pieces.append("\n" if name in _BLOCKS else "")
            text = element.tail if element is not root else None
        if text and not hidden:
            pieces.append(_SPACES.sub(" ", text))
    return pieces
