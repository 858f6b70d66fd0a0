"""Names that stand in a row, and which of them a number belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from impact.claims.mention import Mention, Role
from impact.claims.subject_words import SubjectWords, subject_words

Span = tuple[int, int]

_NUMBER = re.compile(r"\d[\d.,'’]*\d|\d")
_BRACKET = re.compile(r"\([^()]*\)")
_AFTER_NUMBER = re.compile(r"[\s%$€£¥]*(?:[^\W\d]+\s+)?")


@dataclass(frozen=True, slots=True)
class _Patterns:
    link: re.Pattern[str]  # between two names of a row
    oxford: re.Pattern[str]  # ", and"
    own_number: re.Pattern[str]  # after the row: "mit 3,61"
    each: re.Pattern[str]  # "beziehungsweise"
    measured: re.Pattern[str]  # between a market and the index that stands for it: "gemessen am"
    example: re.Pattern[str]  # between a group and its examples
    numbers: re.Pattern[str]  # between two numbers of a row
    three: re.Pattern[str]  # "1.1, 2.2 and 3.3", "4.8% and 3.8%"
    apposed: re.Pattern[str]  # between two names of a row where numbers are handed out: ", the owner of the rig, and of the driller"


@lru_cache(maxsize=8)
def _patterns(code: str) -> _Patterns:
    words = subject_words(code)

    def either(*options: str) -> str:
        return "|".join(sorted(map(re.escape, options), key=len, reverse=True)) or "(?!)"

    joins = either("&", *words.joins)
    governed = either(*words.articles, *words.genitive_articles)
    link = rf"\s*(?:,|,?\s*(?:{joins}))\s*(?:(?:{either(*words.articles)})\s+)*\Z"
    return _Patterns(
        link=re.compile(link, re.IGNORECASE),
        oxford=re.compile(rf"\s*,\s*(?:{joins})\b", re.IGNORECASE),
        own_number=re.compile(rf"\s+(?:{either(*words.own_number, *words.absolute)})\s+(?:[^\W\d]+\s+){{0,3}}[-+–−]?[$€£]?\d"),
        three=re.compile(rf"\d[%]?, [-+$€£]?\d[\d.,]*[%]?,? (?:{joins}) [-+$€£]?\d|\d% (?:{joins}) [-+]?\d[\d.]*%"),
        apposed=re.compile(rf"(?:\s*,[^,;:()\d]{{3,70}})?\s*,?\s*(?:{joins})\s+(?:(?:{governed})\s+)*(?:[^\W\d]+\s+)?\Z", re.IGNORECASE),
        each=re.compile(rf"\b(?:{either(*words.each)})\b"),
        measured=re.compile(rf"\s*,?\s*(?:{either(*words.measured)})\s+(?:(?:{governed})\s+)?\Z"),
        example=re.compile(rf"\s*,?\s*(?:{either(*words.examples)})\s+(?:(?:{either(*words.articles)})\s+)?\Z"),
        numbers=re.compile(
            rf"[\s%$€£¥]*(?:[^\W\d]+\.?\s+)?(?:[^\W\d]+\s+)?(?:,|,?\s*\b(?:{joins}|{either(*words.each)}))\s*(?:[^\W\dA-ZÄÖÜ][^\W\d]*\s+){{0,2}}[-+–−]?[$€£¥]?\Z"
        ),
    )


def shared_out(sentence: str, words: SubjectWords) -> bool:
    """Whether a sentence hands out numbers in the order of its names: "respectively", or "1.1, 2.2 and 3.3 percent"."""
    patterns = _patterns(words.code)
    return bool(patterns.each.search(sentence) or patterns.three.search(sentence))


def grouped(text: str, found: list[Mention], code: str, end: int) -> list[Mention]:
    """Mentions with each row of names ("Microsoft, Alphabet und AMD") made one mention of form "list"; ``end`` of the sentence."""
    if len(found) < 2:
        return found
    patterns = _patterns(code)
    shared = bool(patterns.each.search(text, found[0].start, end))
    if shared:  # an apposition parts no row
        found = [m for k, m in enumerate(found) if m.form != "epithet" or not any(n.named for n in found[:k])]
    out: list[Mention] = []
    k = 0
    while k < len(found):
        row = [found[k]]
        while k + 1 < len(found) and _linked(text, row[-1], found[k + 1], patterns, shared):
            k += 1
            row.append(found[k])
        if len(row) == 1 or (len(row) == 2 and not shared and patterns.oxford.match(text, row[0].end, row[1].start)):
            out += row  # ", and" between two names begins a new clause
        else:
            out.append(_list(row, bool(patterns.own_number.match(text, row[-1].end))))
        k += 1
    return _examples(text, out, patterns)


def _linked(text: str, left: Mention, right: Mention, patterns: _Patterns, shared: bool) -> bool:
    if not (left.named and right.named) or "group" in (left.form, right.form):
        return False
    if left.role == "modifier" or right.role in ("modifier", "source") or (left.kind == "index") != (right.kind == "index"):
        return False
    gap = text[left.end : right.start]
    if shared and patterns.apposed.match(gap):
        return True
    return right.role != "oblique" and bool(patterns.link.match(gap))


def _list(row: list[Mention], own: bool) -> Mention:
    role: Role = "subject" if own else row[0].role
    members = tuple(replace(m, role=role) for m in row)
    return Mention(
        start=row[0].start, end=row[-1].end, symbols=tuple(s for m in row for s in m.symbols), form="list",
        name=", ".join(m.name for m in row), role=role, members=members, plural=True, kind=row[0].kind,
    )  # fmt: skip


def _examples(text: str, found: list[Mention], patterns: _Patterns) -> list[Mention]:
    """ "Tech-Giganten wie Microsoft, Alphabet und AMD": the examples have the part that the group has, and win."""
    for k in range(len(found) - 1):
        group, names = found[k], found[k + 1]
        if group.form == "group" and names.kind == "index" and patterns.measured.match(text[group.end : names.start]):
            found[k] = replace(names, start=group.start, end=group.end, role=group.role)  # "der breitere Markt, gemessen am S&P 500"
            continue
        if group.form == "group" and names.kind == "stock" and patterns.example.match(text[group.end : names.start]):
            members = tuple(replace(m, role=group.role) for m in names.members)
            found[k], found[k + 1] = replace(group, role="modifier", backward=False), replace(names, role=group.role, members=members)
    return found


def respectively(
    text: str, mention: Mention, quantity: Span | None, quantities: Sequence[Span], sentence: Span, words: SubjectWords
) -> Mention | None:
    """The member of a list that ``quantity`` belongs to, where the text hands numbers out in order.

    Said ("3 beziehungsweise 4 Prozent") or unsaid ("lost $224 billion and $109 billion"): then as many numbers as names
    stand in a row, brackets left aside.
    """
    count = len(mention.members)
    if quantity is None or count < 2:
        return None
    patterns = _patterns(words.code)
    numbers = [q for q in quantities if sentence[0] <= q[0] < sentence[1]] or [m.span() for m in _NUMBER.finditer(text, *sentence)]
    if patterns.each.search(text, *sentence):
        handed = next((row for row in _rows(text, numbers, (), patterns) if any(_same(q, quantity) for q in row)), [])
        handed = handed if len(handed) > 1 else []
        if handed and len(handed) != count:  # a name among them that was not recognised
            return replace(mention, form="unknown_name", symbols=(), members=(), name="", entity=None)
        row = handed or [q for q in numbers if q[0] >= mention.end] or [q for q in numbers if q[1] <= mention.start]
        place = next((k for k, q in enumerate(row) if _same(q, quantity)), None)
        return mention.members[place] if place is not None and place < count else None
    brackets = [m.span() for m in _BRACKET.finditer(text, *sentence)]
    outer = [q for q in numbers if not any(a < q[0] < b for a, b in brackets)]
    here = quantity
    for a, b in brackets:
        if a < quantity[0] < b:
            here = next((q for q in reversed(outer) if q[1] <= a), quantity)
    for row in _rows(text, outer, brackets, patterns):
        if len(row) == count and any(_same(q, here) for q in row) and not (row[0][0] < mention.start < row[-1][1]):
            return mention.members[next(k for k, q in enumerate(row) if _same(q, here))]
    return None


def in_order(text: str, found: Sequence[Mention], quantity: Span, quantities: Sequence[Span], sentence: Span, words: SubjectWords
) -> tuple[Mention | None] | None:
    """ "Boeing, the planemaker, and Airbus lost 3 and 4 %, respectively": names that stand in no row, handed out in order.

    (None,) where fewer names are known than numbers handed out: whose is whose cannot be said. None where nothing is handed out.
    """
    patterns = _patterns(words.code)
    if not patterns.each.search(text, *sentence):
        return None
    numbers = [q for q in quantities if sentence[0] <= q[0] < sentence[1]] or [m.span() for m in _NUMBER.finditer(text, *sentence)]
    row = next((row for row in _rows(text, numbers, (), patterns) if any(_same(q, quantity) for q in row)), [])
    if len(row) < 2:
        return None
    named = [one for m in found if m.named and m.form != "group" and m.role == "subject" for one in m.members or (m,)]
    names = [m for m in named if m.end <= row[0][0]] or [m for m in named if m.start >= row[-1][1]]
    if len(names) > len(row) or not names:
        return None
    return (names[next(k for k, q in enumerate(row) if _same(q, quantity))] if len(names) == len(row) else None,)


def _rows(text: str, numbers: Sequence[Span], brackets: Sequence[Span], patterns: _Patterns) -> list[list[Span]]:
    rows: list[list[Span]] = []
    for q in numbers:
        if rows:
            gap = text[rows[-1][-1][1] : q[0]]
            for a, b in brackets:
                if rows[-1][-1][1] <= a and b <= q[0]:
                    gap = gap.replace(text[a:b], "")
            if patterns.numbers.match(gap):
                rows[-1].append(q)
                continue
        rows.append([q])
    return rows


def _same(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]
