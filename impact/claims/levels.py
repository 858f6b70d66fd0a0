"""Where a number is a place ("closed at 118.42 dollars", "above 18,000 points") and where it is the size of a move."""

from __future__ import annotations

from impact.claims.clauses import Clause
from impact.claims.predicates import Predicates, between, distance, nearest, past_bracket, transitive
from impact.claims.quantity import Quantity
from impact.claims.tokens import Sentence
from impact.languages import Language, Mark

PAST_REACH = 3  # tokens from "off" to the peak ("off its July high")
PEAK_REACH = 5  # tokens from a peak to the level that it had


class Levels:
    """Tells places from sizes with the words of one language."""

    def __init__(self, language: Language, predicates: Predicates) -> None:
        self.predicates = predicates
        self.wipe = language.word_set("role", "wipe")
        self.amount = language.word_set("role", "amount")
        self.thresholds = language.word_set("unit", "mark")
        self.ors = language.word_set("role", "or")
        self.costs = language.word_set("role", "costs")

    def kind(self, c: Clause, q: Quantity, s: Sentence) -> str:
        """ "über 18.000 Punkte", "die Marke von 20.000": a line that was crossed, no place where it stands."""
        near = any(w in self.thresholds for w in s.words[max(c.first, q.first - 3) : q.first])
        return "threshold" if near or q.role in ("above", "below") else "level"

    def is_level(self, c: Clause, q: Quantity, mark: Mark | None, s: Sentence) -> bool:
        """Whether the number says where a price or index stands."""
        if q.sign or q.role == "by" or self.predicates.counted(q, s) or past_bracket(c, q, s) is not None:
            return False
        if q.unit == "points" and self._size_of(c, q):
            return False
        if mark is not None and mark.entry.lemma in self.costs and q.currency is not None and _priced(c, mark):
            return True
        if q.role in ("to", "from", "with"):
            near = self.predicates.adjacent(c, q)
            return not (near is not None and near.entry.tag == "move.noun" and q.role in ("with", "from"))
        if _beside_level(c, q, mark):
            return True
        if any(w in self.thresholds for w in s.words[max(c.first, q.first - 3) : q.first]):
            return True
        if q.role is None and mark is not None and mark.first >= c.last and mark.entry.tag == "move.adverb":
            return False  # "2,000 points, or 9 percent, lower"
        if q.role in ("above", "below"):
            if q.unit == "points":  # "fiel unter 15 Punkte" is a place, "verlor über 15 Punkte" a size
                fell_to = q.role == "below" and mark is not None and c.first <= mark.first < q.first and mark.entry.direction == "down"
                return (q.value >= 3000 or fell_to) and self._moves_to(c, mark)
            return self._moves_to(c, mark)
        near = self.predicates.adjacent(c, q)
        if near is not None and near.entry.tag == "move.adverb":
            return False
        nouns = [m for m in c.tags("level.nouns") if not between(c, m, q) and -1 <= q.first - m.last <= 4]
        if nouns:
            return True
        if near is not None:
            return False
        if c.opener in self.ors and c.previous is not None and c.previous.quantities:
            return False
        level = nearest(c.levels, q)
        move = nearest(c.verbs, q)
        if level is None:
            return move is None and c.previous is not None and bool(c.previous.levels) and not c.previous.verbs
        return move is None or distance(level, q) < distance(move, q)

    def is_cap_level(self, c: Clause, q: Quantity, mark: Mark | None, s: Sentence) -> bool:
        """Whether the amount says what a company is worth."""
        near = self.predicates.adjacent(c, q)
        if near is None and (
            q.role == "to"
            or (q.role == "from" and not transitive(c))
            or (q.role in ("above", "below") and not transitive(c) and self._moves_to(c, mark))
        ):
            return True
        if c.verbs or (near is not None and near.entry.tag == "move.noun"):
            return False
        if c.levels or q.role == "with":
            return near is None
        caps = [m for m in c.tags("metric.cap") if m.last <= q.first and q.first - m.last <= 2]
        return bool(caps) and near is None

    def _moves_to(self, c: Clause, mark: Mark | None) -> bool:
        """Whether "über 3 Billionen" is where the move ends ("stieg über"), not its size ("verlor über")."""
        if any(m.entry.lemma in self.wipe | self.amount for m in c.verbs):
            return False
        if mark is None or not c.first <= mark.first < c.last:
            return True  # "Kursrutsch bei SAP: Dax unter 23.000 Punkten"
        return not (mark.entry.lemma in self.amount or mark.entry.tag == "move.noun")

    def _size_of(self, c: Clause, q: Quantity) -> bool:
        """ "a loss that had reached 582 points", "das Minus betrug 289 Punkte": how large the move was, no place of the index."""
        if not c.levels or q.role is not None or c.levels[-1].first > q.first:
            return False
        noun = next((m for m in reversed(c.nouns) if m.last <= c.levels[0].first), None)
        if noun is None and c.previous is not None and c.opener not in self.ors:
            noun = next((m for m in reversed(c.previous.nouns) if m.last == c.previous.last), None)
        return noun is not None and not any(m.kind == "index" and noun.end <= m.start < q.start for m in c.mentions)


def _beside_level(c: Clause, q: Quantity, mark: Mark | None) -> bool:
    """ "pushed it to $3.3 trillion, past Apple's $3.2 trillion": without a verb the second is what the first is."""
    before = c.previous.quantities if c.previous is not None and not c.bracket else []
    inherited = mark is not None and not c.first <= mark.first < c.last
    if not inherited or q.role is not None or len(c.quantities) != 1 or not before:
        return False
    return before[-1].unit == q.unit and before[-1].role == "to"


def _priced(c: Clause, mark: Mark) -> bool:
    """ "A year ago one share cost $157": what costs is the share itself, and stands right before the verb."""
    share = any(0 <= mark.start - m.end <= 1 and m.form == "share_word" for m in c.mentions)
    return share or any(m.last == mark.first for m in c.tags("metric.price"))


def was_peak(c: Clause, q: Quantity, mark: Mark, s: Sentence, peaks: frozenset[str], past: frozenset[str]) -> bool:
    """Whether a number is the height of an old peak or trough, or the verb beside it belongs to another number.

    "Seit dem Tief Ende September bei 11.863 Punkten hat er 20 Prozent gutgemacht", "off its July high of $11.62".
    """
    before = [k for k in range(max(c.first, q.first - PEAK_REACH), q.first) if s.words[k] in peaks]
    if before and any(w in past for w in s.words[max(c.first, before[0] - PAST_REACH) : before[0]]):
        return True
    if mark.first < q.last:
        return False
    if mark.entry.tag == "move.adverb" and any(p is not q and 0 <= p.first - mark.last <= 1 for p in c.quantities):
        return True  # "at 33,747.86 is now down only 7.1 percent"
    return bool(before) and not any(c.first <= m.first < q.first for m in c.verbs)
