"""Which mention of a sentence a number belongs to: the cheapest way from the one to the other.

A way gets dearer with every comma, conjunction and other name that it crosses, and more so forwards than backwards: a
subject behind a comma rarely belongs to the number before it. Costs are in units of one conjunction crossed backwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from impact.claims.mention import Mention, Token, token_at, tokenize
from impact.claims.subject_words import SubjectWords

Span = tuple[int, int]

LIMIT = 3.5  # cost beyond which a mention of the sentence is not taken
ROUNDING = 1e-6  # of sums of weights
BESIDE = 30  # characters behind a number in which what belongs to it backwards begins
FEW = 8  # mentions of a sentence that are looked at one by one
FRONT, BACK = 2.6, 1.0  # weight of what is crossed forwards and backwards
CROSSED = 1.4  # another name on the way
COUNT = 0.3  # another number on the way back
MARKET = 1.4  # money is lost by companies rather than by "the market"
OBJECT = 1.0  # a name that follows another one in the same clause
WEAK = 0.9
PRIVATE = 1.5  # what is not listed has no price
_BOUNDARY = re.compile(r"\.\s+(?=[A-ZÄÖÜ])|(?<!\d),|,(?!\d)|;|:(?!\w)|\s[–—-]\s|[()]")
_NUMBER = re.compile(r"\d[\d.,'’]*\d|\d")
_HALT = re.compile(r"[;:]|,\s")


@dataclass(slots=True)
class Scene:
    """One sentence: its mentions, where its clauses part, and which names are objects."""

    text: str
    span: Span
    found: list[Mention]
    joiners: re.Pattern[str]
    objects: set[int] = field(default_factory=set)
    tokens: Sequence[Token] = ()  # of the sentence, where it was read in full
    _bounds: list[tuple[int, float]] | None = None
    _weights: list[float] = field(default_factory=list)  # of the bounds, one by one

    @classmethod
    def read(
        cls, text: str, span: Span, found: list[Mention], joiners: re.Pattern[str], words: SubjectWords, tokens: Sequence[Token] = ()
    ) -> Scene:  # fmt: skip
        """Work out the boundaries and the objects ("Wirecard replaced Commerzbank") of a sentence."""
        scene = cls(text, span, found, joiners, tokens=tokens)
        if len(found) > 1:
            owners = words.possessives if words.noun_capitals else frozenset[str]()  # "Ihr größtes Minus verbuchte ING"
            subjects = [m for m in found if (m.role == "subject" or m.form == "pronoun") and m.name.lower() not in owners]
            for left, right in pairwise(subjects):
                if not right.named:
                    continue
                if _NUMBER.search(text, left.end, right.start) or any(left.end <= p < right.start for p, _ in scene.bounds):
                    continue
                if words.causatives.isdisjoint(text[left.end : right.start].lower().split()):  # "dragged the Nasdaq down 3%"
                    scene.objects.add(right.start)
        return scene

    def tokens_in(self, start: int, end: int, words: SubjectWords) -> Sequence[Token]:
        """The tokens of a part of the sentence; those that were read once where the part begins and ends between two of them."""
        tokens = self.tokens
        first, last = token_at(tokens, start), token_at(tokens, end)
        if not tokens or (first < len(tokens) and tokens[first].start < start) or (last < len(tokens) and tokens[last].start < end):
            return tokenize(self.text, start, end, words)
        return tokens[first:last]

    @property
    def bounds(self) -> list[tuple[int, float]]:
        """Where clauses part, and how much each boundary weighs; worked out when first asked for."""
        if self._bounds is None:
            self._bounds = _boundaries(self.text, self.span, self.found, self.joiners)
            self._weights = [weight for _, weight in self._bounds]
        return self._bounds

    def parted(self, start: int, end: int) -> bool:
        """Whether clauses part between two places."""
        return any(start <= position < end for position, _ in self.bounds)

    def near(self, anchor: Span) -> Sequence[Mention]:
        """The mentions whose way to ``anchor`` may cost no more than :data:`LIMIT`, going outward until the boundaries alone cost more."""
        if len(self.found) < FEW:
            return self.found
        bounds = self.bounds
        first, last = bisect_left(bounds, (anchor[0], 0.0)), bisect_left(bounds, (anchor[1], 0.0))
        low, high, crossed = -1, anchor[1] + BESIDE, 0.0
        for position, weight in reversed(bounds[:first]):
            crossed += weight
            if crossed * BACK > LIMIT + ROUNDING:
                low = position
                break
        crossed = 0.0
        for position, weight in bounds[last:]:
            crossed += weight
            if 0.5 + crossed * FRONT > LIMIT + ROUNDING:
                high = max(high, position)
                break
        else:
            high = self.span[1]
        return [m for m in self.found if low < m.end and m.start <= high]

    def numbers(self) -> list[Span]:
        """All numbers of the sentence."""
        return [m.span() for m in _NUMBER.finditer(self.text, *self.span)]

    def cost(self, mention: Mention, anchor: Span, counts: Sequence[Span], unit: str | None) -> float:
        """How far ``mention`` is from the number (or predicate) ``anchor``; beyond :data:`LIMIT` only that it is."""
        if anchor[0] <= mention.start and mention.end <= anchor[1]:  # no number, no predicate: the whole clause is asked about
            return 0.0 if mention.named and mention.role == "subject" else 0.5
        front = mention.start >= anchor[1]
        low, high = (anchor[1], mention.start) if front else (mention.end, anchor[0])
        bounds = self.bounds
        crossed = sum(self._weights[bisect_left(bounds, (low, 0.0)) : bisect_left(bounds, (high, 0.0))])
        cost = 0.5 + crossed * FRONT if front else crossed * BACK
        if cost > LIMIT and not mention.backward:
            return cost  # too far already: what else lies between can only add to it
        for other in self.found:
            if (
                low <= other.start < high
                and other is not mention
                and other.named
                and other.role == "subject"
                and other.start not in self.objects
            ):
                cost += CROSSED
        if unit == "currency" and ((mention.form == "group" and "MARKET" in mention.symbols[0]) or mention.kind == "index"):
            cost += MARKET
        if mention.backward:
            return cost * 0.25 if front and mention.start - anchor[1] < BESIDE else cost + 3.0
        between = counts[bisect_left(counts, (low,)) : bisect_left(counts, (high,))]
        if not front:
            cost += COUNT * min(3, len(between))
        elif crossed:
            cost += 0.5
        else:
            cost += 1.2 * sum(not self._chained(anchor, q[0]) for q in between)
        if mention.role == "weak":
            cost += WEAK
        if mention.kind in ("private", "project") and unit != "currency":
            cost += PRIVATE
        return cost + (OBJECT if mention.start in self.objects else 0.0)

    def _chained(self, anchor: Span, position: int) -> bool:
        """Whether the number at ``position`` goes on with the same move ("3,07 Prozent auf 19.341 Punkte")."""
        return position - anchor[1] < 26 and not _HALT.search(self.text, anchor[1], position)


def _boundaries(text: str, span: Span, found: list[Mention], joiners: re.Pattern[str]) -> list[tuple[int, float]]:
    inside = [(m.start, m.end) for m in found if m.members]
    bounds = [(m.start(), _weight(m[0])) for m in _BOUNDARY.finditer(text, *span)]
    bounds += [(m.start(), 1.0) for m in joiners.finditer(text, *span)]
    bounds.sort()
    kept: list[tuple[int, float]] = []
    for position, weight in bounds:
        if any(a < position < b for a, b in inside):
            continue
        if kept and position - kept[-1][0] <= 3 and weight <= 1.0:  # ", und" is one boundary
            continue
        kept.append((position, weight))
    return kept


def _weight(sign: str) -> float:
    if sign[0] == ".":
        return 2.0
    if sign in ";:" or sign.strip() in "–—-":
        return 1.3
    return 0.2 if sign in "()" else 0.8
