"""Web pages: the article's body, title, date, author and outlet as trafilatura finds them among menus and advertising.

Offsets of claims refer to the extracted text, headline first. Barbaresi (2021), "Trafilatura: A Web Scraping Library and
Command-Line Tool for Text Discovery and Extraction", ACL-IJCNLP System Demonstrations, 122-131.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from impact.articles.boxes import drop
from impact.articles.dates import iso_day, iso_instant
from impact.articles.headline import headed, headline
from impact.articles.isolated import in_child
from impact.articles.page_date import published
from impact.articles.parsed import Parsed
from impact.articles.text import decode
from impact.articles.unreadable import Unreadable
from impact.records import Message, Skipped

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SUFFIXES = (".html", ".htm", ".xhtml")
MEDIA_TYPES = ("text/html", "application/xhtml+xml")

MOST_BYTES = 8 * 1024 * 1024  # of markup; a long news page has 1 MB
# Larger pages are read in a child process, which can be stopped: the time of the extraction grows with the square of the number
# of elements (a table of 50,000 rows takes minutes) and of attributes. A news page has 1,000 to 5,000 elements.
IN_PROCESS_BYTES = 256 * 1024
IN_PROCESS_ELEMENTS = 6000
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*(?:"?false)', re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")  # lxml refuses a text that names an encoding


def sniff(data: bytes) -> bool:
    """Tags that only pages have, near the start."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and bool(_MARKUP.search(head))


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """One article, or :class:`Unreadable` where the page holds no running text (a paywall, a list, a script)."""
    if len(data) > MOST_BYTES:
        raise Unreadable(Message(id="skipped.too_large", values={"limit": f"{MOST_BYTES // 2**20} MB"}))
    apart = len(data) > IN_PROCESS_BYTES or data.count(b"<") > 2 * IN_PROCESS_ELEMENTS  # an element opens and closes
    return in_child("html", data) if apart else extract(data)


def extract(data: bytes) -> Sequence[Parsed | Skipped]:
    """What :func:`read` does, in this process."""
    declared = _CHARSET.search(data[:4096])
    markup, notes = decode(data, declared[1].decode("ascii").lower() if declared else None)
    root, deep = _tree(_DECLARATION.sub("", markup))
    if root is None:
        raise Unreadable(Message(id="skipped.no_article_text"))
    if deep:
        notes += (Message(id="note.nested"),)
    if _NOT_FREE.search(markup):
        notes += (Message(id="note.not_free"),)
    return [_article(root, notes)]


def _tree(markup: str) -> tuple[HtmlElement | None, bool]:
    """The page as a tree, and whether it was nested deeper than the parser follows (256), so that text may be missing."""
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8")
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None, False
    return root, any("depth" in error.message.lower() for error in parser.error_log)


def _article(root: HtmlElement, notes: tuple[Message, ...]) -> Parsed:
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read becomes our row
    from trafilatura import bare_extraction

    try:
        written = published(root)  # before the tree is pruned
        headings = [" ".join(heading.text_content().split()) for heading in root.iter("h1")]
        drop(root)
        page = bare_extraction(root, with_metadata=True, include_comments=False, date_extraction_params={"extensive_search": False})
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError):
        raise Unreadable(Message(id="skipped.malformed", values={"format": "HTML"})) from None
    body = page.text if page is not None and not isinstance(page, dict) else None
    if page is None or isinstance(page, dict) or not body or not body.strip():
        raise Unreadable(Message(id="skipped.no_article_text"))
    text = headed(headline(headings, page.title, body), body)
    return Parsed(
        text=text,
        title=page.title,
        published=iso_day(written),
        published_at=iso_instant(written),
        author=page.author,
        outlet=page.sitename or page.hostname,
        url=page.url,
        notes=notes,
    )
