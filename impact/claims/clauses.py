"""Clauses: where a sentence may be cut, and which words, numbers and names belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from impact.claims.mentions import Mention
from impact.claims.quantity import Quantity
from impact.claims.tokens import Sentence, Span
from impact.languages import Mark

_HARD = frozenset(",;:–—|•")
_BRACKETS = {"(": ")", "[": "]"}
_FIRST, _START = attrgetter("first"), attrgetter("start")
_NONE: list[Mark] = []
BRACKET_REACH = 40  # tokens that a bracket may hold

VERBS = frozenset({"move.verb", "transitive.down", "transitive.up", "multiple"})
STANDALONE = frozenset({
    "record.high", "record.low", "record.record", "record.record_up", "record.record_down", "record.superlative_up",
    "record.superlative_down", "rank.",
})  # fmt: skip


@dataclass(slots=True, eq=False)
class Clause:
    """Tokens ``first`` to ``last`` of a sentence with what lies in them; ``host`` is the clause that a bracket stands in."""

    first: int
    last: int
    opener: str = ""  # the conjunction or sign that opens it
    relative: bool = False  # a relative clause, where a name before it joined it ("Adani, which had crashed")
    host: Clause | None = None
    previous: Clause | None = None
    following: Clause | None = None
    asides: list[Clause] = field(default_factory=list)  # relative clauses between its words ("Nike, which reports on Thursday, rose")
    verbs: list[Mark] = field(default_factory=list)  # of movement
    levels: list[Mark] = field(default_factory=list)  # of standing
    nouns: list[Mark] = field(default_factory=list)
    adverbs: list[Mark] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)  # all
    tables: dict[str, list[Mark]] = field(default_factory=dict)  # all, by table ("record.") and by tag ("record.high")
    quantities: list[Quantity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def bracket(self) -> bool:
        """Whether the clause stands in brackets."""
        return self.host is not None

    def tags(self, name: str) -> list[Mark]:
        """Marks of a table ("record."), or of one of its keys ("metric.cap"); the clause's own list, not to be changed."""
        return self.tables.get(name, _NONE)

    @property
    def stood_for(self) -> bool:
        """Whether pronouns are all that it names ("The yield tumbled, *its* biggest daily decline")."""
        return bool(self.mentions) and all(m.form == "pronoun" for m in self.mentions)

    @property
    def content(self) -> bool:
        """Whether the clause says something about a move, a number or a record by itself."""
        return bool(
            self.quantities or self.verbs or self.nouns or self.adverbs or not STANDALONE.isdisjoint(self.tables)
        )

    @property
    def places(self) -> list[Mark]:
        """Nouns of a place where something stands: "Stand", "Kurs", a record, a high or low."""
        return self.tags("level.nouns") + self.tags("record.high") + self.tags("record.low")

    def span(self, s: Sentence) -> Span:
        """Characters of the clause."""
        return s.spans[self.first][0], s.spans[self.last - 1][1]


def back(clause: Clause | None) -> Iterator[Clause]:
    """``clause`` and those before it in the sentence, last first; relative clauses tell of another day than what goes on behind them."""
    while clause is not None:
        if not clause.relative:
            yield clause
        clause = clause.previous


def split(
    s: Sentence, marks: Sequence[Mark], quantities: Sequence[Quantity], mentions: Sequence[Mention], places: Sequence[range],
    boundary: frozenset[str], relative: frozenset[str] = frozenset(),
) -> list[Clause]:
    """The clauses of a sentence in order, brackets after the clause that they stand in; ``places`` are the tokens of ``mentions``."""
    covered = bytearray(len(s.words))  # tokens inside a number, a name or a longer phrase open no clause
    for q in quantities:
        covered[q.first : q.last] = b"\1" * (q.last - q.first)
    for m in marks:
        if m.last - m.first > 1 and m.entry.table != "boundary." and m.entry.tag != "move.verb":
            covered[m.first : m.last] = b"\1" * (m.last - m.first)
    for place in places:
        covered[place.start : place.stop] = b"\1" * len(place)
    pieces = _pieces(s, covered, boundary)
    _fill(s, pieces, marks, quantities, mentions, places)
    return _merge(s, pieces, relative)


@lru_cache(maxsize=8)
def _cuts(boundary: frozenset[str]) -> frozenset[str]:
    """All tokens at which a clause or a bracket may begin."""
    return boundary | _HARD | _BRACKETS.keys() | {"-"}


def _pieces(s: Sentence, covered: bytearray, boundary: frozenset[str]) -> list[Clause]:
    words, count = s.words, len(s.words)
    pieces: list[Clause] = []
    inner: list[Clause] = []  # brackets of the clause that is being read
    first, opener, after = 0, "", 0

    def close(end: int) -> None:
        nonlocal inner
        if not inner or any(not any(b.first - 1 <= j <= b.last for b in inner) for j in range(first, end)):
            host = Clause(first, end, opener)
            pieces.append(host)
        else:
            host = next((p for p in reversed(pieces) if p.host is None), None)  # type: ignore[assignment]
        for bracket in inner:
            bracket.host = host
            pieces.append(bracket)
        inner = []

    cuts = _cuts(boundary)
    for k in [k for k, word in enumerate(words) if word in cuts and not covered[k]]:
        if k < after:
            continue
        word = words[k]
        if word in _BRACKETS:
            closing = next((j for j in range(k + 1, min(count, k + BRACKET_REACH)) if words[j] == _BRACKETS[word]), None)
            if closing is not None:
                if closing > k + 1:
                    inner.append(Clause(k + 1, closing, "("))
                after = closing + 1
                continue
        if word in _HARD or (word == "-" and 0 < k < count - 1 and s.spans[k - 1][1] < s.spans[k][0] and s.spans[k][1] < s.spans[k + 1][0]):
            if k > first:
                close(k)
            first, opener = k + 1, word
        elif word in boundary:
            if k > first:
                close(k)
                opener = word
            elif opener in ("", ")", ","):
                opener = word
            first = k
    if first < count:
        close(count)
    return pieces


def _fill(
    s: Sentence,
    pieces: list[Clause],
    marks: Sequence[Mark],
    quantities: Sequence[Quantity],
    mentions: Sequence[Mention],
    places: Sequence[range],
) -> None:
    owner: list[Clause | None] = [None] * len(s.words)
    for piece in sorted(pieces, key=lambda p: p.host is not None):
        owner[piece.first : piece.last] = [piece] * (piece.last - piece.first)
    for mark in marks:
        at = owner[mark.first]
        if at is not None:
            _add(at, mark)
    for q in quantities:
        at = owner[q.number]
        if at is not None:
            at.quantities.append(q)
    for mention, place in zip(mentions, places, strict=True):
        at = owner[place.start] if place.start < len(owner) else None
        if at is not None:
            at.mentions.append(mention)


def _add(piece: Clause, mark: Mark) -> None:
    piece.marks.append(mark)
    tag, table = mark.entry.tag, mark.entry.table
    for name in (table, tag) if table != tag else (tag,):
        if name in piece.tables:
            piece.tables[name].append(mark)
        else:
            piece.tables[name] = [mark]
    if tag in VERBS:
        piece.verbs.append(mark)
    elif tag == "level.verbs":
        piece.levels.append(mark)
    elif tag == "move.noun":
        piece.nouns.append(mark)
    elif tag == "move.adverb":
        piece.adverbs.append(mark)


def _absorb(into: Clause, other: Clause) -> None:
    into.first, into.last = min(into.first, other.first), max(into.last, other.last)
    mine = (into.verbs, into.levels, into.nouns, into.adverbs, into.marks)
    theirs = (other.verbs, other.levels, other.nouns, other.adverbs, other.marks)
    pairs = [*zip(mine, theirs, strict=True), *((into.tables.setdefault(name, []), marks) for name, marks in other.tables.items())]
    for own, more in pairs:
        if more:
            own += more
            own.sort(key=_FIRST)
    if other.quantities:
        into.quantities = sorted(into.quantities + other.quantities, key=_FIRST)
    if other.mentions:
        into.mentions = sorted(into.mentions + other.mentions, key=_START)


def _merge(s: Sentence, pieces: list[Clause], relative: frozenset[str]) -> list[Clause]:
    """Names and fillers without a statement of their own join the clause that they belong to."""
    out: list[Clause] = []
    waiting: list[Clause] = []
    asides: list[Clause] = []
    renamed: dict[int, Clause] = {}
    last: Clause | None = None
    for piece in pieces:
        if piece.host is not None:
            if piece.host is not None and id(piece.host) in renamed:
                piece.host = renamed[id(piece.host)]
            out.append(piece)
            continue
        if piece.content:
            for early in waiting:
                renamed[id(early)] = piece
            if waiting:
                piece.relative, piece.opener = s.words[piece.first] in relative, waiting[0].opener
                for early in waiting:
                    _absorb(piece, early)
            piece.asides, asides = asides, []
            waiting = []
            piece.previous = last
            last = piece
            out.append(piece)
        elif waiting and s.words[piece.first] in relative:
            out.append(piece)  # an aside, the name before it waits on
            asides.append(piece)
        elif piece.mentions:
            if last is not None and not waiting and _ends_with_name(s, last) and (last.verbs or last.levels):
                renamed[id(piece)] = last
                _absorb(last, piece)
            else:
                waiting.append(piece)
        elif waiting:
            waiting.append(piece)
        elif last is not None and not piece.levels and any(m.entry.tag.startswith(("time.", "basis.")) for m in piece.marks):
            renamed[id(piece)] = last  # "…, on Monday, …"
            _absorb(last, piece)
        else:
            piece.previous = last
            last = piece
            out.append(piece)
    if waiting and last is None:
        last = waiting.pop(0)
        out.insert(0, last)
    for piece in waiting:
        if last is not None and last.content and piece.tags("reject."):
            piece.previous = last  # "…, after it raised its profit outlook" tells why, not what
            out.append(piece)
        elif last is not None:
            _absorb(last, piece)
            renamed[id(piece)] = last
    body = [piece for piece in out if piece.host is None]
    for piece, after in pairwise(body):
        piece.following = after
    for piece in out:
        if piece.host is not None:
            while id(piece.host) in renamed:
                piece.host = renamed[id(piece.host)]
            piece.previous = piece.host
    return out


def _ends_with_name(s: Sentence, clause: Clause) -> bool:
    return bool(clause.mentions) and clause.mentions[-1].end >= s.spans[clause.last - 1][1] - 1
