"""The day of publication that a page gives as its own: in schema.org data, in its head, in its ``<time>`` elements.

htmldate, which trafilatura brings, also takes a day out of a footer or a script: right for dating pages of any kind, wrong
where the day decides which session a "Monday" is. Here a page without a date of its own has none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from impact.articles.dates import iso_day

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# In order of trust. Names are those of Open Graph, Dublin Core, Parse.ly, Sailthru and of German publishers' systems.
_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.issued",
    "dc.date.issued",
    "publish-date",
    "publishdate",
    "pubdate",
    "date",
    "dc.date",
    "dcterms.date",
)
_MOST_NODES = 10_000  # of one block of schema.org data


def published(root: HtmlElement) -> str | None:
    """The day, perhaps with its time, as the outlet wrote it; None where the page gives none or its ``<time>`` elements several.

    :func:`~impact.articles.dates.iso_day` can read what is given.
    """
    return _schema(root) or _meta(root) or _time(root)


def _schema(root: HtmlElement) -> str | None:
    """``datePublished`` of an article, else of the page (schema.org, JSON-LD)."""
    others: list[str] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _objects(data):
            written = node.get("datePublished")
            if not isinstance(written, str) or not iso_day(written):
                continue
            if str(node.get("@type")).rstrip("']").endswith(("Article", "Posting", "Report")):
                return written
            if "WebPage" in str(node.get("@type")):
                others.append(written)
    return others[0] if others else None


def _objects(data: object) -> Iterator[dict[str, object]]:
    """All objects, outer before inner, without recursion."""
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node


def _meta(root: HtmlElement) -> str | None:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        if name in _META and iso_day(element.get("content")):
            found.setdefault(name, element.get("content"))
    return next((found[name] for name in _META if name in found), None)


def _time(root: HtmlElement) -> str | None:
    times = [t for t in root.iter("time") if t.get("datetime")]
    own = [t for t in times if t.get("itemprop") == "datePublished" or t.get("pubdate") is not None]
    if not own:
        own = [t for t in times if next(t.iterancestors("article"), None) is not None]
    written = [t.get("datetime") for t in own if iso_day(t.get("datetime"))]
    return written[0] if len({iso_day(w) for w in written}) == 1 else None
