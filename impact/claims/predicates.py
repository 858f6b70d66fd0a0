"""Which way a number went: the word of movement that governs it."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from impact.claims.clauses import Clause
from impact.claims.quantity import Quantity
from impact.claims.tokens import Sentence
from impact.languages import Language, Mark
from impact.records import Direction

REACH_BEFORE = 4  # tokens between a noun of movement and its number ("ein Minus an der Börse von")
REACH_AFTER = 2


class Predicates:
    """Finds the predicate of a number with the words of one language."""

    def __init__(self, language: Language) -> None:
        self.above, self.below = language.word_set("role", "off_above"), language.word_set("role", "off_below")
        self.more, self.less = language.word_set("role", "more"), language.word_set("role", "less")
        self.verb_first = not language.tables["sentence"]["ordinals"]  # the subject stands before its verb
        self.subordinate = language.word_set("boundary", "subordinate")
        self.ors = language.word_set("role", "or")
        self.joins = language.word_set("role", "distributive") | self.ors
        self.worth = language.word_set("role", "worth")
        self.of = frozenset(language.tables["number"].get("of", {}).get("words", ()))
        self.questions = language.word_set("modality", "open_question")
        self.it_was = language.word_set("style", "it_was")
        self.possessive = language.word_set("style", "possessive")

    def predicate(self, c: Clause, q: Quantity, s: Sentence) -> tuple[Direction | None, Mark | None]:
        """Which way the number went, and the word that says so."""
        if q.sign:
            return ("up" if q.sign > 0 else "down"), None
        if self.counted(q, s):
            return ("down" if s.words[q.last] in self.less else "up"), None
        if not self.of.isdisjoint(s.words[q.last : q.last + 1]) and not self.questions.isdisjoint(s.words[q.last + 1 : q.last + 2]):
            return None, None  # "17 percent of what Nvidia lost"
        again = c.previous.quantities if c.previous is not None and c.opener in self.ors and q is c.quantities[0] else []
        if again and not c.verbs and again[0].sign:
            return ("up" if again[0].sign > 0 else "down"), None  # "minus 1.25% to 39,853.87, or 504.22 points"
        twin = self.twin(c, q, s)
        if twin is not None:
            return self.predicate(c, twin, s)
        if self.off(q, s):
            return ("down" if s.words[q.last] in self.below else "up"), None
        mark = self.adjacent(c, q)
        if mark is not None and any(w in self.possessive for w in s.words[q.last : mark.first]):
            verb = nearest([m for m in c.verbs if m.first != mark.first], q)
            if verb is not None and verb.entry.direction == "up" and mark.entry.direction == "down":
                return None, None  # "machte 17 Prozent ihrer Verluste wett": how much of the loss, not of the price
            mark = verb or mark  # "gave back 3 % of their gains": part of something
        if mark is None and q is c.quantities[-1] and c.following is not None and c.following.opener in self.ors:
            late = self.behind(c, s)  # "did recover to end 218 points, or 0.27 per cent, higher"
            mark = late if late is not None and late.entry.tag == "move.adverb" else None
        mark = mark or past_bracket(c, q, s)
        if mark is None:
            mark = nearest(c.verbs, q)
            if mark is None:
                mark = nearest([m for m in c.adverbs + c.nouns if not between(c, m, q)], q)
        if mark is None and not c.bracket:
            mark = self.behind(c, s) or self.shared(c, q)
        if mark is None and not c.bracket:
            earlier = c.previous
            hops = 0
            stands = c.levels and c.opener not in self.joins and not self._it_was(c, q, s)
            while earlier is not None and mark is None and hops < 4 and not stands:
                if c.mentions and self.verb_first and earlier.opener in self.subordinate and earlier.previous is not None:
                    earlier, hops = earlier.previous, hops + 1  # "Foobar gained 2% after losing 17%, and Barfoo 3%"
                    continue
                mark = last_of(earlier.verbs) or last_of(earlier.adverbs) or last_of(earlier.nouns)
                earlier, hops = earlier.previous, hops + 1
        if mark is None and c.bracket and c.host is not None:
            mark = self.host_predicate(c.host, q, s)
        return (mark.entry.direction if mark else None), mark

    def _it_was(self, c: Clause, q: Quantity, s: Sentence) -> bool:
        """ "ein Plus von 1,2 Prozent, im Februar waren es 3,8": the same again, of another time."""
        return any(" ".join(s.words[k : k + 2]) in self.it_was for k in range(max(c.first, q.first - 3), q.first - 1))

    def twin(self, c: Clause, q: Quantity, s: Sentence) -> Quantity | None:
        """The number before it in a pair ("9,5 beziehungsweise 8,8 Prozent"): both are said by the same words."""
        for p in c.quantities[bisect_left(c.quantities, q.first - 2, key=attrgetter("last")) :]:
            if p.last > q.first:
                break
            if (
                p.unit == q.unit
                and q.role is None
                and all(w in self.joins for w in s.words[p.last : q.first])
            ):
                return p if q.first > p.last else None
        return None

    def counted(self, q: Quantity, s: Sentence) -> bool:
        """ "2962,86 Punkte mehr": so many points on top, no place where the index stands."""
        if q.unit not in ("points", "currency") or q.last >= len(s.words) or s.words[q.last] not in self.more | self.less:
            return False
        return q.unit == "points" or " ".join(s.words[q.last + 1 : q.last + 2]) not in self.worth  # "keine 1,2 Milliarden mehr wert"

    def off(self, q: Quantity, s: Sentence) -> bool:
        """ "10% below the peak", "3 Prozent unter dem Rekordhoch"."""
        return (
            q.unit in ("percent", "fraction", "points")
            and q.last + 1 < len(s.words)
            and (s.words[q.last] in self.below or s.words[q.last] in self.above)
            and not s.words[q.last + 1][0].isdigit()
        )

    def behind(self, c: Clause, s: Sentence) -> Mark | None:
        """A predicate that stands behind an insertion: "2,000 points, or 9 percent, lower"; "17%, or $593bn, had gone"."""
        later = c.following
        hops = 0
        while later is not None and later.opener in self.ors and later.quantities and not later.mentions and hops < 3:
            near = self.adjacent(later, later.quantities[-1]) or last_of(later.verbs)
            if near is not None:
                return near
            later, hops = later.following, hops + 1
        if later is None or later.mentions or later.quantities:
            inserted = hops or c.opener in self.ors  # "2,000 points, or 9 percent, lower at 20,500"
            return next((m for m in later.adverbs if m.first == later.first), None) if later is not None and inserted else None
        start = next((m for m in later.adverbs if m.first == later.first), None)
        if start is not None:
            return start
        begins = bool(later.verbs) and later.verbs[0].first - later.first <= 1  # "…, or 1.1%, ending a six-session slide" is another move
        return last_of(later.verbs) if later.opener == "," and begins else None

    def shared(self, c: Clause, q: Quantity) -> Mark | None:
        """ "closed 3% and 1.8% higher": the adverb behind the second number is that of the first as well."""
        later = c.following
        if later is None or later.opener not in self.joins or q is not c.quantities[-1] or not later.quantities:
            return None
        twin = later.quantities[0]
        if twin.unit != q.unit or twin.first - q.last > 1 or later.mentions or later.verbs:
            return None
        near = self.adjacent(later, twin)
        return near if near is not None and near.entry.tag == "move.adverb" else None

    def host_predicate(self, host: Clause, q: Quantity, s: Sentence) -> Mark | None:
        """The predicate of the number before the bracket, or of the clause around it."""
        before = [p for p in host.quantities if p.last <= q.first]
        if before:
            return self.predicate(host, before[-1], s)[1]
        return last_of(host.verbs) or last_of(host.adverbs) or last_of(host.nouns)

    def adjacent(self, c: Clause, q: Quantity) -> Mark | None:
        """The noun or adverb of movement right beside the number ("ein Minus von 3 %", "3 % höher")."""
        best: tuple[int, Mark] | None = None
        lines = q.role in ("above", "below")
        for m in c.nouns + c.adverbs:
            if lines and m.entry.tag == "move.noun" and any(v.first == m.first for v in c.verbs):
                continue  # "Tesla falls below $1 trillion"
            adverb = m.entry.tag == "move.adverb"
            if m.first >= q.last:
                gap, reach = m.first - q.last, (1 if adverb else REACH_AFTER)
            elif m.last <= q.first:
                gap, reach = q.first - m.last, (2 if adverb else REACH_BEFORE)
            else:
                continue
            if (
                gap <= reach
                and not (m.last <= q.first and self._closer_level(c, m, q))
                and not between(c, m, q)
                and not _crosses(c, min(q.last, m.last), max(q.first, m.first))
                and (best is None or gap < best[0])
            ):
                best = gap, m
        return best[1] if best else None

    def _closer_level(self, c: Clause, m: Mark, q: Quantity) -> bool:
        """ "das Minus beim Kurs von 15,60 Euro": a noun of standing between the two owns the number."""
        return q.unit in ("currency", "points", "plain") and any(m.last <= n.first < q.first for n in c.places)


def named_before(c: Clause, q: Quantity, mark: Mark) -> bool:
    """ "Since its peak of $479.86 it has dropped": the noun tells where that was, not the verb behind the number."""
    return mark.first >= q.last and mark.entry.tag == "move.verb" and any(0 <= q.first - m.last <= 1 for m in c.places)


def past_bracket(c: Clause, q: Quantity, s: Sentence) -> Mark | None:
    """ "101 points (0.6%) higher": the adverb behind a bracket that says the same number in another unit."""
    if q.unit != "points" or q.role is not None or s.words[q.last : q.last + 1] != ["("] or ")" not in s.words[q.last :]:
        return None
    behind = s.words.index(")", q.last) + 1
    return next((m for m in c.adverbs if m.first == behind), None)


def transitive(c: Clause) -> bool:
    """Whether the clause has a verb that moves its object ("wiped $600bn off")."""
    return any(m.entry.tag.startswith("transitive.") for m in c.verbs)


def between(c: Clause, m: Mark, q: Quantity) -> bool:
    """Whether another number of the same unit stands between a word and a number."""
    low, high = (q.last, m.first) if m.first >= q.last else (m.last, q.first)
    return any(low <= p.number < high and (p.unit == q.unit or m.entry.tag == "move.adverb") for p in c.quantities)


def _crosses(c: Clause, low: int, high: int) -> bool:
    return any(low <= m.first < high for m in c.verbs)


def distance(m: Mark, q: Quantity) -> int:
    """Tokens between a word and a number."""
    return m.first - q.last if m.first >= q.last else q.first - m.last


def nearest(marks: list[Mark], q: Quantity) -> Mark | None:
    """The word nearest to the number, plain moves before multiples."""
    return min(marks, key=lambda m: (m.entry.tag == "multiple", distance(m, q), m.first), default=None)


def last_of(marks: list[Mark]) -> Mark | None:
    """The last word, plain moves before multiples."""
    return max(marks, key=lambda m: (m.entry.tag != "multiple", m.first), default=None)
