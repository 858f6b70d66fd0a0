"""Who is meant: from the mentions of a document to the subject of one claim.

Use: one :class:`Resolver` a document, made when the first sentence passes the gate; then, for the claims of each sentence
in the order of the text, :meth:`Resolver.resolve`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from impact.claims.focus import Focus, fits_kind, matching, places
from impact.claims.gazetteer import gazetteer
from impact.claims.lists import grouped, respectively
from impact.claims.mentions import Mention, find_mentions, may_name
from impact.claims.subject_words import subject_words
from impact.claims.typos import Typos

Span = tuple[int, int]

REACH = 4  # sentences that a stand-in may look back
POOL = 200  # names that an epithet may look back over
FAR = 60  # sentences of a document that are read before the first claim
LIMIT = 3.5  # cost beyond which a mention of the sentence is not taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The answer for one claim.

    ``symbols`` is empty when the subject is unknown; ``reason`` then is "unknown_subject" or "ambiguous_subject".
    A private company (or project) has a ``name`` and no symbol, and no reason: it is known, only without a price.
    ``source`` goes to ``Claim.subject_source``.
    """

    symbols: tuple[str, ...]
    name: str | None
    source: str  # "name", "compound", "ticker", "epithet", "pronoun", "share_word", "ellipsis", "group", "index", "list", "typo", "none"
    reason: str | None = None
    span: Span | None = None  # the words that decided


UNKNOWN = Subject(symbols=(), name=None, source="none", reason="unknown_subject")

_NOBODY = Mention(start=0, end=0, symbols=(), form="unknown_name", name="", role="oblique")

_BOUNDARY = re.compile(r"\.\s+(?=[A-ZÄÖÜ])|(?<!\d),|,(?!\d)|;|:(?!\w)|\s[–—-]\s|[()]")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[\d.,'’]*\d|\d")
_FRONT, _BACK, _CROSSED, _COUNT = 2.6, 1.0, 1.4, 0.3


class Resolver:
    """The subjects of one document.

    ``sentences`` are all sentence spans of ``text`` in order, headline included (ungated ones too: names are remembered
    from them). Scanning is lazy: nothing is read before the first question.
    """

    def __init__(self, text: str, sentences: Sequence[Span], language: str) -> None:
        self.text, self.sentences, self.language = text, sentences, language
        self.words = subject_words(language)
        self.focus = Focus()
        self._starts = [start for start, _ in sentences]
        self._mentions: dict[int, list[Mention]] = {}
        self._read = 0
        self._typo: Typos | None = None
        self._joiners = re.compile(
            r"\b(?:" + "|".join(sorted(language_joiners(language), key=len, reverse=True)) + r")\b"
        )

    # --- reading -----------------------------------------------------------------------------------------------------

    def mentions(self, number: int) -> list[Mention]:
        """The mentions of sentence ``number``, lists gathered."""
        found = self._mentions.get(number)
        if found is None:
            start, end = self.sentences[number]
            plain = find_mentions(self.text, start, end, self.language)
            misspelt = self._typos().find(self.text, start, end, plain)
            if misspelt:
                plain = sorted([m for m in plain if not any(t.start < m.end and m.start < t.end for t in misspelt)] + misspelt, key=lambda m: m.start)
            found = self._mentions[number] = grouped(self.text, plain)
        return found

    def _typos(self) -> Typos:
        if self._typo is None:
            self._typo = Typos(self.text)
        return self._typo

    def _catch_up(self, number: int) -> None:
        if self._read == 0 and number > FAR:
            self._note(0)
        for k in range(max(self._read, number - FAR), number + 1):
            if k == number:
                self.mentions(k)
            self._note(k)
        self._read = max(self._read, number + 1)

    def _note(self, number: int) -> None:
        start, end = self.sentences[number]
        if number not in self._mentions and not may_name(self.text, start, end):
            return
        opening = _WORD.search(self.text, start, end)
        led = opening is not None and opening[0].lower() in self.words.demonstrative
        self.focus.note(number, self.mentions(number), led, self._objects(number))

    def _objects(self, number: int) -> set[int]:
        """Where names begin that follow another name in the same clause, with no number between ("Wirecard replaced Commerzbank")."""
        found = self.mentions(number)
        if len(found) < 2:
            return set()
        start, end = self.sentences[number]
        bounds = self._boundaries(start, end, found)
        out: set[int] = set()
        for left, right in pairwise(m for m in found if m.named and m.role == "subject"):
            if any(left.end <= position < right.start for position, _ in bounds) or _NUMBER.search(self.text, left.end, right.start):
                continue
            out.add(right.start)
        return out

    # --- the question ------------------------------------------------------------------------------------------------

    def resolve(
        self,
        clause: Span,
        *,
        predicate: Span | None = None,
        quantity: Span | None = None,
        quantities: Sequence[Span] = (),
        unit: str | None = None,
        metric: str | None = None,
    ) -> Subject:
        """The subject of the claim whose words lie in ``clause``.

        ``predicate`` is the span of the verb or noun of movement, ``quantity`` of this claim's number (with unit),
        ``quantities`` of all numbers of the sentence that are market quantities, in order (they decide which member of a
        "beziehungsweise" list is meant); ``unit`` ("percent", "currency", "points") rules out what cannot have it (a share
        has no points, an index no dollars), ``metric`` as in ``Claim.metric``. Ask in the order of the text: each answer
        is remembered for the ellipsis after it.
        """
        anchor = quantity or predicate or clause
        number = max(0, bisect_right(self._starts, anchor[0]) - 1)
        self._catch_up(number)
        if metric in ("index_points_change",):
            unit = "points"
        found = self.mentions(number)
        chosen = self._bracket(number, anchor, found) or self._relative(number, anchor, found) or self._nearest(number, anchor, quantities, found, unit, metric)
        if chosen is None:
            chosen = self._ellipsis(number, anchor, unit, metric)
        if chosen is None:
            return UNKNOWN
        mention, subject = chosen
        pair = respectively(self.text, mention, quantity, quantities, self.sentences[number], self.words) if quantity else None
        if pair is not None:
            mention, subject = pair, self._answer(pair, subject.source)
        if metric is not None:  # what is no market claim (a stake, a price target) leads no pronoun
            self.focus.claim(number, anchor[0], mention)
        return subject

    # --- ways to find it ---------------------------------------------------------------------------------------------

    def _bracket(self, number: int, anchor: Span, found: list[Mention]) -> tuple[Mention, Subject] | None:
        """ "Nvidia (-17 %)": the name before the bracket; "(Nvidia -3 %, AMD -2 %)" is left to the distance."""
        start = self.sentences[number][0]
        opened = self.text.rfind("(", start, anchor[0])
        if opened < 0 or self.text.find(")", opened, anchor[0]) >= 0:
            return None
        if any(opened < m.start < anchor[0] for m in found):
            return None
        words = self.text[start:opened].split()
        if words and words[-1].lower() in self.words.blocked:
            return found[0] if found else _NOBODY, UNKNOWN
        for mention in reversed(found):
            if mention.end <= opened:
                gap = self.text[mention.end : opened]
                if not gap.strip() or (len(gap) < 18 and not re.search(r"[\d,;]", gap)):
                    last = mention.members[-1] if mention.members else mention
                    return self._take(last, number, anchor, None)
                return None
        return None

    def _relative(self, number: int, anchor: Span, found: list[Mention]) -> tuple[Mention, Subject] | None:
        """ "… der Dax, der 4 Prozent gewonnen hatte": a relative clause speaks of the name before its comma."""
        start = self.sentences[number][0]
        comma = max(self.text.rfind(", ", start, anchor[0]), start)
        opening = _WORD.match(self.text, comma + 2) if comma > start else None
        if opening is None or opening[0].lower() not in self.words.relative or opening.end() > anchor[0]:
            return None
        for mention in found:
            if mention.end == comma and mention.role not in ("source",) and mention.named and (not mention.members or mention.plural):
                if any(opening.end() <= m.start < anchor[0] and m.role == "subject" and m.form != "pronoun" for m in found):
                    return None
                return self._take(mention, number, anchor, None)
        return None

    def _market_index(self, anchor: Span, found: list[Mention], unit: str | None) -> tuple[Mention, Subject]:
        """A subject that cannot have this unit: unknown, but for a market that lost points, which is its lead index."""
        market = next((m for m in found if m.form == "group" and m.name and m.symbols and "MARKET" in m.symbols[0] and m.role == "subject"), None)
        if market is not None and unit == "points":
            meant = index_meant(replace(market, tags=frozenset({"LEAD"}), countries=frozenset(market.symbols[0].split("_")[:1])), [], self)
            if meant is not None:
                return meant, self._answer(meant, "group")
        return (market or found[0]), UNKNOWN

    def _nearest(
        self, number: int, anchor: Span, quantities: Sequence[Span], found: list[Mention], unit: str | None, metric: str | None
    ) -> tuple[Mention, Subject] | None:
        start, end = self.sentences[number]
        bounds = self._boundaries(start, end, found)
        counts = list(quantities) or [m.span() for m in _NUMBER.finditer(self.text, start, end)]
        best: tuple[float, Mention] | None = None
        ruled_out = 9.0
        objects = self._objects(number)
        for mention in found:
            if mention.role in ("oblique", "source", "modifier"):
                continue
            if metric == "volume" and mention.form == "share_word":
                continue
            if mention.named and not fits_kind(mention, unit, "", metric):
                if mention.role == "subject":
                    ruled_out = min(ruled_out, self._cost(mention, anchor, bounds, counts, found, objects, unit))
                continue
            if not mention.named and mention.kind == "company" and unit == "points":
                continue
            if not mention.named and mention.kind == "index" and unit == "currency":
                continue
            cost = self._cost(mention, anchor, bounds, counts, found, objects, unit) + (1.0 if mention.start in objects else 0.0)
            if best is None or cost < best[0]:
                best = cost, mention
        if ruled_out < 0.9 and (best is None or best[0] > ruled_out + 1):
            return self._market_index(anchor, found, unit)
        if best is None or best[0] > LIMIT:
            return None
        answer = self._take(best[1], number, anchor, unit, metric)
        if answer is None and best[1].form == "pronoun":
            return None
        return answer

    def _cost(
        self, mention: Mention, anchor: Span, bounds: list[tuple[int, float]], counts: Sequence[Span], found: list[Mention],
        objects: set[int], unit: str | None,
    ) -> float:  # fmt: skip
        front = mention.start >= anchor[1]
        low, high = (anchor[1], mention.start) if front else (mention.end, anchor[0])
        cost = 0.5 if front else 0.0
        crossed = [weight for position, weight in bounds if low <= position < high]
        cost += sum(crossed) * (_FRONT if front else _BACK)
        cost += sum(
            _CROSSED for other in found
            if other is not mention and other.named and other.role == "subject" and low <= other.start < high and other.start not in objects
        )  # fmt: skip
        if unit == "currency" and mention.form == "group" and "MARKET" in mention.symbols[0]:
            cost += 1.2
        if mention.backward:
            return cost * 0.25 if front and mention.start - anchor[1] < 30 else cost + 3.0
        if not front:
            cost += _COUNT * min(3, sum(low <= a < high for a, _ in counts))
        elif crossed:
            cost += 0.5
        else:
            cost += 1.2 * sum(low <= a < high for a, _ in counts if not self._chained(anchor, a))
        if mention.role == "weak":
            cost += 0.7
        return cost

    def _chained(self, anchor: Span, position: int) -> bool:
        """Whether the number at ``position`` goes on with the same move ("3,07 Prozent auf 19.341 Punkte")."""
        gap = self.text[anchor[1] : position]
        return len(gap) < 26 and not re.search(r"[;:]|,\s", gap)

    def _boundaries(self, start: int, end: int, found: list[Mention]) -> list[tuple[int, float]]:
        inside = [(m.start, m.end) for m in found if m.members]
        bounds = [(m.start(), 2.0 if m[0][0] == "." else 1.3 if m[0] in ";:" or m[0].strip() in "–—-" else 0.2 if m[0] in "()" else 0.8) for m in _BOUNDARY.finditer(self.text, start, end)]
        bounds += [(m.start(), 1.0) for m in self._joiners.finditer(self.text, start, end)]
        bounds.sort()
        kept: list[tuple[int, float]] = []
        for position, weight in bounds:
            if any(a < position < b for a, b in inside):
                continue
            if kept and position - kept[-1][0] <= 3 and weight <= 1.0:  # ", und" is one boundary
                continue
            kept.append((position, weight))
        return kept

    def _take(
        self, mention: Mention, number: int, anchor: Span, unit: str | None, metric: str | None = None
    ) -> tuple[Mention, Subject] | None:
        """A mention with its answer; stand-ins are looked up in what came before."""
        if mention.named:
            return mention, self._answer(mention, None)
        meant = self._stand_in(mention, number, unit, metric)
        if meant is None:
            return None if mention.form == "pronoun" else (mention, UNKNOWN)
        source = "epithet" if mention.form == "epithet" else mention.form
        return meant, replace(self._answer(meant, source), span=(mention.start, mention.end))

    def _stand_in(self, mention: Mention, number: int, unit: str | None, metric: str | None) -> Mention | None:
        candidates = [m for m in self.focus.before(mention.start, number, REACH) if mention.plural or not (m.members or m.form == "group")]
        if mention.form == "epithet":
            if mention.kind == "index":
                return index_meant(mention, candidates, self)
            pool = [m for _, m in reversed(self.focus.mentions[-POOL:]) if not m.members and m.kind not in ("index", "group", "future", "commodity")]
            pool += [x for _, m in reversed(self.focus.mentions[-POOL:]) for x in m.members]
            near = [m for m in candidates if fits_kind(m, unit, "company", metric)]
            if mention.tags or mention.countries or mention.words:
                found = matching(mention, near + pool[:80])
                if found:
                    return found[0]
                unclear = bool(mention.words) and not mention.tags and not any(w.lower() in places() for w in mention.words)
                if not unclear:
                    return None
            return near[0] if near else None
        near = [m for m in candidates if fits_kind(m, unit, mention.kind, metric)]
        if not near:
            far = self.focus.before(mention.start, number, 12)
            near = [m for m in far if fits_kind(m, unit, mention.kind, metric) and not m.members]
        return near[0] if near else None

    def _ellipsis(self, number: int, anchor: Span, unit: str | None, metric: str | None) -> tuple[Mention, Subject] | None:
        near = [m for m in self.focus.before(anchor[0], number, REACH) if fits_kind(m, unit, "", metric)]
        if not near:
            near = [m for m in self.focus.before(anchor[0], number, 10) if fits_kind(m, unit, "", metric)]
        if not near:
            return None
        return near[0], replace(self._answer(near[0], "ellipsis"), span=None)

    def _answer(self, mention: Mention, source: str | None) -> Subject:
        span = (mention.start, mention.end)
        if mention.form == "unknown_name":
            return Subject(symbols=(), name=mention.name, source="none", reason="unknown_subject", span=span)
        name = mention.entity.instrument.name if mention.entity is not None else mention.name
        return Subject(symbols=mention.symbols, name=name, source=source or mention.form, span=span)


def index_meant(mention: Mention, candidates: Sequence[Mention], resolver: Resolver) -> Mention | None:
    """The index that "der Leitindex" or "the benchmark" stands for: of those named before, the last that fits; failing that none."""
    if "SUB" in mention.tags:
        return None
    indices = [m for m in candidates if m.kind == "index" and not m.members]
    indices += [x for _, m in reversed(resolver.focus.mentions[-POOL:]) for x in (m.members or (m,)) if x.kind == "index"]
    wanted = mention.tags - {"ANY"}
    for strict in (True, False):
        for index in indices:
            groups = index.entity.groups if index.entity is not None else frozenset()
            if mention.countries and not mention.countries & groups:
                continue
            if strict and wanted and not wanted & groups:
                continue
            if not strict and wanted and wanted != {"LEAD"}:
                continue
            return index
    if mention.countries and "LEAD" in wanted:
        return lead_of(mention)
    return None


def lead_of(mention: Mention) -> Mention | None:
    """The lead index of a country that the words name ("der deutsche Leitindex")."""
    for entity in gazetteer().tickers.values():
        if entity.kind == "index" and "LEAD" in entity.groups and mention.countries & entity.groups:
            return Mention(
                start=mention.start, end=mention.end, symbols=entity.symbols, form="index", name=entity.instrument.name, entity=entity, kind="index"
            )
    return None


def language_joiners(code: str) -> frozenset[str]:
    """Conjunctions that divide clauses."""
    from impact.languages import load

    return frozenset(w for w in load(code).words("boundary", "words") if w.isalpha() and w not in ("oder", "or", "nach", "gegenüber", "verglichen", "beziehungsweise", "respectively", "after", "from", "compared"))
