"""Boxes inside an article's markup that are no part of it: prices, newsletters, consent, teasers of other articles.

trafilatura drops most of them; what is left would be read as claims of this article about other companies and days.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Parts of class names and ids, as content systems write them. A live blog is a "ticker" too, and a lead may be called "teaser".
_ALWAYS = re.compile(
    r"(?:stock|market|börsen)-?_?(?:quote|widget|box|price|ticker|data)|kurs-?_?(?:box|widget|ticker|liste|daten)|ticker-?tape|quote-?_?box"
    r"|newsletter|cookie|consent|outbrain|taboola",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"teaser|related|recommend|recirc|empfehl|most-?_?read|meist-?gelesen|trending|promo|read-?_?more|more-?_?stories|lesen-?_?sie",
    re.IGNORECASE,
)
# What a browser does not show, forms, and what the page itself has struck out ("fiel um <del>3</del> 17 Prozent").
_NOT_SHOWN = ("template", "noscript", "textarea", "select", "del", "s", "strike")
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0)(?![\w.-])", re.IGNORECASE)
_KEPT = {"html", "body", "main", "head"}
MOST = 1 / 3  # of the page's text: more than that is the article itself, whatever it is called
LABEL = 5  # words before the link of a line that only leads elsewhere ("Lesen Sie auch: …")


def drop(root: HtmlElement) -> None:
    """Take the boxes out of the tree, and what no reader of the page sees."""
    for element in list(root.iter(*_NOT_SHOWN)):
        if element.getparent() is not None:
            element.drop_tree()
    whole = len(root.text_content())
    found = [element for element in root.iter("div", "section", "aside", "ul", "ol", "p", "article", "table") if _is_box(element)]
    found += [element for element in root.iter("*") if element.tag not in _KEPT and _unseen(element)]
    for element in found:
        if element.getparent() is not None and len(element.text_content()) < whole * MOST:
            element.drop_tree()


def _unseen(element: HtmlElement) -> bool:
    """Whether the page's own markup hides the element; a body that a paywall hides is larger than :data:`MOST`."""
    return "hidden" in element.attrib or bool(_HIDING.search(element.get("style", "")))


def _is_box(element: HtmlElement) -> bool:
    if element.tag in _KEPT:
        return False
    if element.tag == "p":
        return _leads_elsewhere(element)
    if element.tag == "article":
        return next(element.iterancestors("article"), None) is not None and _linked_heading(element)  # entries of live blogs are not
    name = f"{element.get('class', '')} {element.get('id', '')}"
    return bool(_ALWAYS.search(name)) or (bool(_LINKED.search(name)) and next(element.iter("a"), None) is not None)


def _linked_heading(element: HtmlElement) -> bool:
    return any(next(h.iter("a"), None) is not None or next(h.iterancestors("a"), None) is not None for h in element.iter("h2", "h3", "h4"))


def _leads_elsewhere(line: HtmlElement) -> bool:
    """Whether a paragraph is a label with a colon and one link of several words."""
    links = list(line.iter("a"))
    if len(links) != 1:
        return False
    text, linked = " ".join(line.text_content().split()), " ".join(links[0].text_content().split())
    label = text.removesuffix(linked).strip()
    return text.endswith(linked) and label.endswith(":") and len(label.split()) <= LABEL and len(linked.split()) > 2
