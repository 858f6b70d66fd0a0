"""One sentence → drafts: numbers, moves without number, records, ranks, in the order of the text."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from impact.claims import superlatives
from impact.claims.clauses import Clause, split
from impact.claims.comparisons import Comparer, settled
from impact.claims.dating import Dater
from impact.claims.drafts import Draft, Reading
from impact.claims.frames import BIG, Framer
from impact.claims.mentions import Mention
from impact.claims.pairs import carried
from impact.claims.particles import outside_money, particles
from impact.claims.quantities import Scanner
from impact.claims.quantity import Quantity
from impact.claims.rejects import listed, rejecting
from impact.claims.times import Calendar
from impact.claims.tokens import Sentence, Span
from impact.claims.when import When
from impact.languages import Language, Mark

if TYPE_CHECKING:
    from impact.claims.subjects import Resolver

OF_THE_SAME = ("price_change_pct", "price_level")
AMOUNTS = "reject.corporate_amount"
AMOUNT = 4  # tokens from a record to the amount of money that it is of
CLAIMING = frozenset({"move.", "level.", "transitive.", "multiple", "record.", "rank.", "equivalence."})
NOT_IN_NAMES = frozenset({"move.", "level.", "multiple", "transitive.", "reject.", "record."})  # "Power Grid", "Best Buy", "Gap"

# They hold words only: one of a language serves all its articles.
scanner, framer, dater = lru_cache(maxsize=8)(Scanner), lru_cache(maxsize=8)(Framer), lru_cache(maxsize=8)(Dater)


@lru_cache(maxsize=8)
def comparer(language: Language) -> Comparer:
    """The comparer of a language."""
    return Comparer(language, scanner(language).hedges)


class Reader:
    """Reads sentences with the words of one language."""

    def __init__(self, language: Language, calendar: Calendar, point_decimal: bool) -> None:
        self.language, self.calendar, self.point_decimal = language, calendar, point_decimal
        self.scanner, self.framer, self.dater = scanner(language), framer(language), dater(language)
        self.comparer = comparer(language)
        self.boundary = language.word_set("boundary", "words")
        self.relative = language.word_set("boundary", "relative")
        self.carrying = language.word_set("boundary", "list") | language.word_set("boundary", "words")
        self.continuing = language.word_set("style", "continuing")  # "kamen noch 2,6 Prozent hinzu": in which direction, was said before
        self.to = language.word_set("role", "to")
        self.projecting = language.word_set("modality", "projecting")
        self.sequence = language.word_set("time", "sequence")
        self.cap_context = False
        self.before: tuple[int, Draft | None] = (-2, None)  # the last market number, and its sentence
        self.business = -2  # the last sentence whose numbers were all of a company's business

    def read(self, text: str, s: Sentence, resolver: Resolver) -> Reading:
        """The drafts of one sentence."""
        idle = CLAIMING.isdisjoint([m.entry.table for m in s.marks])  # only a number can claim something here
        if not idle:
            s.marks = _outside_names(s.marks, resolver.mentions(s.index))
        s.marks = particles(s, self.boundary, self.to)
        days, masked = self.calendar.read(text, s)
        masked.update(*[range(m.first, m.last) for m in s.marks if m.last - m.first > 1 and m.entry.table in ("basis.", "neutral.")])
        if idle and not self.scanner.scan(text, s, self.point_decimal, masked):
            return self._nothing(s, days, resolver)
        mentions = resolver.mentions(s.index)
        if idle:
            s.marks = _outside_names(s.marks, mentions)
        places = [s.tokens(mention.start, mention.end) for mention in mentions]
        masked.update(*places)
        quantities = self.scanner.scan(text, s, self.point_decimal, masked)
        if len(quantities) > 1:
            quantities = carried(s, quantities, [place.start for place in places], self.carrying)
        s.marks = outside_money(s.marks, quantities)
        compared = self.comparer.find(text, s, quantities, [place.start for m, place in zip(mentions, places, strict=True) if m.named])
        clauses = split(s, s.marks, quantities, mentions, places, self.boundary, self.relative)
        cap_here, drafts = False, list[Draft]()
        for clause in clauses:
            told = len(drafts)
            cap_here = cap_here or bool(clause.tags("metric.cap"))
            numbered = self._numbers(clause, s)
            for draft in numbered:
                said = drafts[-1] if drafts else self.before[1]
                if draft.mark is not None and draft.mark.entry.lemma in self.continuing and said is not None:
                    draft.direction = said.direction
            drafts += numbered
            drafts += self._multiples(clause, s)
            drafts += self._records(clause, s, drafts)
            if not any(d.metric for d in drafts[told:]):
                drafts += self._move(clause, s)
        if compared:
            drafts = settled(compared, drafts, s, self.before[1] if self.before[0] == s.index - 1 else None)
        for draft in drafts:
            draft.when, draft.earlier = self.dater.when(draft, days, s)
        self.cap_context = cap_here
        if self._off_topic(s, mentions):
            for draft in drafts:
                if draft.quantity is not None and draft.metric in OF_THE_SAME:
                    draft.kind, draft.metric, draft.reject = "fundamentals", None, "fundamentals"
        numbered = [d for d in drafts if d.quantity is not None]
        self.business = s.index if numbered and all(d.reject == "fundamentals" for d in numbered) else -2
        drafts.sort(key=lambda d: (d.start, d.end))
        numbers = [(d.quantity.start, d.quantity.end) for d in drafts if d.quantity is not None and d.metric]
        self.before = (s.index, next((d for d in reversed(drafts) if d.quantity is not None and d.metric), None))
        return Reading(s, clauses, days, drafts, compared, sorted(set(numbers)), frozenset([m.entry.table for m in s.marks]))

    def _nothing(self, s: Sentence, days: list[When], resolver: Resolver) -> Reading:
        """A sentence that claims nothing, whoever is named in it: that is read only if the document's memory asks."""
        resolver.memory.put_off(s.index)
        self.cap_context = any(m.entry.tag == "metric.cap" for m in s.marks)
        self.business, self.before = -2, (s.index, None)
        return Reading(s, [], days, [], tables=frozenset([m.entry.table for m in s.marks]))

    def _off_topic(self, s: Sentence, mentions: list[Mention]) -> bool:
        """ "In Europa legten sie um acht Prozent zu" after a sentence on deliveries: nothing here speaks of a market."""
        if s.index != self.business + 1 or any(m.entry.tag.startswith("metric.") for m in s.marks):
            return False
        bare = self.language.word_set("subjects", "bare_sectors")  # "Energy rose 5%" after consumer prices
        standing = [m for m in mentions if m.form == "pronoun" or m.name.lower() in bare]
        return bool(standing) and all(m in standing or (m.role in ("oblique", "modifier") and not m.symbols) for m in mentions)

    def _numbers(self, clause: Clause, s: Sentence) -> list[Draft]:
        out: list[Draft] = []
        base: Quantity | None = None
        may_come = any(m.entry.lemma in self.projecting for m in clause.tags("modality.hypothetical"))
        for q in clause.quantities:
            if clause.bracket and self._conversion(clause, q):
                continue
            frame = self.framer.frame(clause, q, s, self.cap_context and q.value >= BIG)
            if frame is None:
                continue
            if may_come and frame.metric == "price_level":
                frame.kind, frame.metric, frame.reject = "forecast", None, "forecast"
            crossing = frame.kind == "threshold" and frame.mark is not None and frame.mark.entry.tag == "move.verb"
            if q.role == "from" and frame.level and not crossing:
                base = q
                frame.direction = None
            before = out[-1] if out else None
            if before is not None and before.reject == "fundamentals" and before.mark is frame.mark and frame.level and q.role == "to":
                # earnings a share "stiegen um 5 Prozent auf 2,30 Euro"
                frame.kind, frame.metric, frame.reject = before.reject, None, before.reject
            quote = self._quote(clause, s, q, None if frame.reject else frame.mark)
            draft = Draft(frame.kind, frame.metric, clause, *quote, frame.direction, q, frame.mark, reject=frame.reject)
            draft.degree = self._degree(clause, frame.mark)
            draft.step = q.more or self._stepped(clause, s)
            if base is not None and q is not base and frame.level:
                draft.base = base.value
            out.append(draft)
        return out

    def _conversion(self, clause: Clause, q: Quantity) -> bool:
        """A second currency in brackets ("(knapp 2,4 Billionen Euro)") repeats a number, it claims nothing new."""
        before = [p for p in clause.host.quantities if p.last <= q.first] if clause.host else []
        return (
            q.unit == "currency"
            and bool(before)
            and before[-1].unit == "currency"
            and before[-1].currency != q.currency
            and len(clause.quantities) == 1
        )

    def _multiples(self, clause: Clause, s: Sentence) -> list[Draft]:
        """ "halbiert", "more than doubled": a change in per cent, said in one word."""
        out: list[Draft] = []
        for m in clause.verbs:
            if m.entry.tag != "multiple" or clause.tags("reject."):
                continue
            start, end = self._quote(clause, s, None, m)
            if any(h.entry.lemma in self.projecting for h in clause.tags("modality.hypothetical")):
                out.append(Draft("forecast", None, clause, start, end, m.entry.direction, None, m, reject="forecast"))
                continue
            draft = Draft("multiple", "price_change_pct", clause, start, end, m.entry.direction, None, m, value=m.entry.value)
            for length in (3, 2, 1):
                hedge = self.scanner.hedges.get(" ".join(s.words[max(clause.first, m.first - length) : m.first]))
                if hedge is not None:
                    draft.hedge = hedge
                    draft.start = min(draft.start, s.spans[m.first - length][0])
                    break
            out.append(draft)
        return out

    def _records(self, clause: Clause, s: Sentence, drafts: list[Draft]) -> list[Draft]:
        fallback = next((d.direction for d in reversed(drafts) if d.direction and d.metric), None)
        if fallback is None:
            mark = next(iter(clause.verbs), None) or next(iter(clause.nouns), None) or next(iter(clause.adverbs), None)
            fallback = mark.entry.direction if mark else None
        if rejecting(clause) and not clause.tags("metric."):
            return []
        before = clause.previous
        stands_in = not clause.tags("metric.") and (clause.stood_for or not clause.mentions)
        if stands_in and before is not None and rejecting(before) and not before.tags("metric.") and not listed(before):
            return []  # "The yield climbed, near its highest since 2007"
        out: list[Draft] = []
        for found in superlatives.find(clause, s, self.language, fallback):
            if found.kind == "rank" and (clause.tags("reject.app_rank") or (found.overtake and not self._about_value(clause))):
                continue
            start, end = s.spans[found.first][0], s.spans[found.last - 1][1]
            metric = "record" if found.kind == "record" else "ranking"
            after = next((d for d in drafts if d.clause is clause and d.reject and d.quantity and d.quantity.first >= found.last), None)
            moved = found.scope is not None and found.scope.what in ("gain", "loss")
            amount = after.quantity if after is not None and moved else None
            if amount is not None and amount.first - found.last <= AMOUNT and amount.scale > 1:
                continue  # "a record annual loss of $11.9bn"
            out.append(Draft(found.kind, metric, clause, start, end, found.direction, superlative=found))
        return out

    def _about_value(self, clause: Clause) -> bool:
        look: Clause | None = clause
        while look is not None:
            if look.tags("metric.cap") or look.tags("rank.most_valuable"):
                return True
            look = look.previous
        return self.cap_context

    def _move(self, clause: Clause, s: Sentence) -> list[Draft]:
        """A move without a number: only where a price word, an index or a share stands in the clause, or a step of a sequence."""
        marks = [m for m in clause.verbs if m.entry.tag == "move.verb"] or clause.nouns or clause.adverbs
        rejects = [m for m in clause.tags("reject.") if not marks or m.entry.tag != AMOUNTS or m.first < marks[0].first]
        if not marks or clause.quantities or rejects:
            return []
        before = clause.previous
        if clause.stood_for and before is not None and rejecting(before) and not before.tags("metric.") and not listed(before):
            return []  # "The yield tumbled, its biggest daily decline in a decade"
        step = self._stepped(clause, s)
        market = any(
            m.form in ("index", "compound", "group", "ticker", "name", "share_word", "epithet", "pronoun", "list") for m in clause.mentions
        )
        if not (step or market or clause.tags("metric.price")):
            return []
        mark = marks[0]
        start, end = self._quote(clause, s, None, mark)
        draft = Draft("direction", "direction", clause, start, end, mark.entry.direction, None, mark, step=step)
        draft.degree = self._degree(clause, mark)
        near = [m for m in clause.tags("degree.") if 0 <= m.first - mark.last <= 4 or 0 <= mark.first - m.last <= 2]
        draft.start, draft.end = min([start, *(m.start for m in near)]), max([end, *(m.end for m in near)])
        return [draft]

    def _stepped(self, clause: Clause, s: Sentence) -> bool:
        return any(w in self.sequence for w in s.words[clause.first : clause.last])

    def _degree(self, clause: Clause, mark: Mark | None) -> str | None:
        words = clause.tags("degree.")
        if words and mark is not None:
            nearest = min(words, key=lambda m: abs(m.first - mark.first))
            if abs(nearest.first - mark.first) <= 6:
                return nearest.entry.degree
        return mark.entry.degree if mark else None

    def _quote(self, clause: Clause, s: Sentence, q: Quantity | None, mark: Mark | None) -> Span:
        """The words of the claim: from the first to the last of predicate and number inside the clause; the subject comes later."""
        low, high = s.spans[clause.first][0], s.spans[clause.last - 1][1]
        points = [(q.start, q.end)] if q else []
        if mark is not None and clause.first <= mark.first < clause.last:
            points.append((mark.start, mark.end))
            points += [(m.start, m.end) for m in clause.tags("degree.") if m.last == mark.first]
            if mark.entry.tag in ("move.noun", "move.adverb"):
                points += [(m.start, m.end) for m in clause.levels if 0 < mark.first - m.last < 8][-1:]
            if mark.entry.particle:
                words = s.words
                part = mark.entry.particle.split()
                for k in range(mark.last, clause.last):
                    if words[k : k + len(part)] == part:
                        points.append((s.spans[k][0], s.spans[k + len(part) - 1][1]))
        if not points:
            return low, high
        return max(low, min(p[0] for p in points)), min(high, max(p[1] for p in points))


def _outside_names(marks: list[Mark], mentions: list[Mention]) -> list[Mark]:
    """The marks without those that are part of a name ("Best Buy")."""
    named = [(m.start, m.end) for m in mentions if m.form in ("name", "ticker", "index", "list", "compound")]
    return [m for m in marks if not (m.entry.table in NOT_IN_NAMES and _inside(m, named))] if named else marks


def _inside(mark: Mark, named: list[Span]) -> bool:
    """Whether a mark lies in one of the spans, which are in order and apart."""
    k = bisect_right(named, mark.start, key=itemgetter(0))
    return k > 0 and mark.end <= named[k - 1][1]
