"""The article as its text, to the character, with the claims marked in place; spans may nest or overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from impact.records import Article
from impact.report.charts import said
from impact.report.messages import Catalogue
from impact.report.wording import WORST_FIRST, Entry

_PARAGRAPH = re.compile(r"\n\s*")


def anchor(id: str) -> str:
    """A claim's id as the id of an element: letters, digits, dash and dot; anything else becomes a dash and its code point."""
    return "c-" + re.sub(r"[^A-Za-z0-9.]", lambda match: f"-{ord(match.group()):x}-" if match.group() != ":" else "-", id)


def paragraphs(article: Article, rows: Sequence[Entry], numbers: dict[str, int], words: Catalogue) -> Iterator[str]:
    """The text as paragraphs of HTML; each claim ends with a link to its card."""
    start = 0
    for match in (*_PARAGRAPH.finditer(article.text), None):
        end = match.start() if match else len(article.text)
        until = match.end() if match else max((row.check.claim.end for row in rows), default=end)
        if article.text[start:end].strip():
            yield f"<p>{''.join(_segments(article.text, start, end, until, rows, numbers, words))}</p>"
        start = until


def _segments(
    text: str, first: int, last: int, until: int, rows: Sequence[Entry], numbers: dict[str, int], words: Catalogue
) -> Iterator[str]:
    """Pieces of ``text[first:last]``; a claim that ends before ``until``, where the next paragraph begins, has its badge here."""
    touching = [row for row in rows if row.check.claim.start < last and row.check.claim.end > first]
    cuts = {first, last}
    for row in touching:
        cuts |= {max(first, row.check.claim.start), min(last, row.check.claim.end)}
    for start, end in pairwise(sorted(cuts)):
        inside = [row for row in touching if row.check.claim.start <= start and row.check.claim.end >= end]
        piece = said(text[start:end])
        if inside:
            shown = min(inside, key=lambda row: WORST_FIRST.index(row.check.verdict))
            targets = " ".join(anchor(row.check.claim.id) for row in inside)
            piece = f'<mark class="v-{shown.check.verdict}" data-card="{targets}">{piece}</mark>'
        yield piece
        for row in touching:
            if min(row.check.claim.end, last) == end and row.check.claim.end <= until:
                yield _badge(row, numbers[row.check.claim.id], words)


def _badge(row: Entry, number: int, words: Catalogue) -> str:
    name = anchor(row.check.claim.id)
    label = said(words.label("badge", n=number, verdict=row.verdict))
    return f'<a class="badge v-{row.check.verdict}" id="t{name}" href="#{name}" aria-label="{label}">{number} {row.symbol}</a>'
