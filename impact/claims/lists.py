"""Names that stand in a row, and which of them a number belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from impact.claims.mentions import Mention, Role
from impact.claims.subject_words import SubjectWords

Span = tuple[int, int]

_LINK = re.compile(r"\s*(?:,|,?\s*\b(?:und|sowie|and|&|oder|or|wie auch|as well as|et|plus)\b)\s*(?:auch |die |der |den |das |the |von |of |jene )?\Z", re.IGNORECASE)
_OXFORD = re.compile(r"\s*,\s*(?:and|und|or|oder|et)\b")
_OWN_NUMBER = re.compile(r"\s+(?:mit|at|with|à|avec)\s+(?:[^\W\d]+\s+){0,3}[-+–−]?[$€£]?\d")
_EACH = re.compile(r"\b(?:beziehungsweise|bzw|respektive|respectively)\b")


def grouped(text: str, found: list[Mention]) -> list[Mention]:
    """Mentions with each row of names ("Microsoft, Alphabet und AMD") made one mention of form "list"."""
    out: list[Mention] = []
    k = 0
    while k < len(found):
        row = [found[k]]
        while k + 1 < len(found) and _linked(text, row[-1], found[k + 1]):
            k += 1
            row.append(found[k])
        if len(row) == 2 and _OXFORD.match(text, row[0].end, row[1].start):  # ", and" between two names begins a new clause
            out += row
        elif len(row) == 1:
            out += row
        else:
            out.append(_list(row, absolute(text, row[-1].end)))
        k += 1
    return out


def absolute(text: str, end: int) -> bool:
    """Whether a number of their own follows the names: "hinter Apple und Microsoft mit 3,61 …"."""
    return bool(_OWN_NUMBER.match(text, end))


def _linked(text: str, left: Mention, right: Mention) -> bool:
    if not (left.named and right.named) or "group" in (left.form, right.form):
        return False
    if left.role == "modifier" or right.role in ("modifier", "oblique", "source"):
        return False
    if (left.kind == "index") != (right.kind == "index"):
        return False
    return bool(_LINK.match(text[left.end : right.start]))


def _list(row: list[Mention], own: bool) -> Mention:
    role: Role = "subject" if own else row[0].role
    members = tuple(replace(m, role=role) for m in row)
    return Mention(
        start=row[0].start, end=row[-1].end, symbols=tuple(s for m in row for s in m.symbols), form="list",
        name=", ".join(m.name for m in row), role=role, members=members, plural=True, kind=row[0].kind,
    )  # fmt: skip


def respectively(
    text: str, mention: Mention, quantity: Span | None, quantities: Sequence[Span], sentence: Span, words: SubjectWords
) -> Mention | None:
    """The member of a list that ``quantity`` belongs to, where the text hands numbers out in order ("3 beziehungsweise 4 Prozent")."""
    if quantity is None or len(mention.members) < 2:
        return None
    if not _EACH.search(text, *sentence):
        return None
    after = [q for q in quantities if q[0] >= mention.end] or [q for q in quantities if q[1] <= mention.start]
    if not after:
        after = [m.span() for m in re.finditer(r"\d[\d.,]*", text[mention.end : sentence[1]])]
        after = [(a + mention.end, b + mention.end) for a, b in after]
    place = next((k for k, q in enumerate(after) if q[0] <= quantity[0] < max(q[1], q[0] + 1) or quantity[0] <= q[0] < quantity[1]), None)
    return mention.members[place] if place is not None and place < len(mention.members) else None
