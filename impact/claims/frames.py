"""What a number says: change, level, market value or none of these, and in which direction."""

from __future__ import annotations

from dataclasses import dataclass

from impact.claims.clauses import Clause
from impact.claims.levels import Levels, was_peak
from impact.claims.predicates import Predicates, named_before
from impact.claims.quantity import Quantity
from impact.claims.rejects import blocked
from impact.claims.tokens import Sentence
from impact.languages import Language, Mark
from impact.records import Direction

SMALLEST_CAP = 5e7  # below it no market value of a listed company moves the news
CROSSINGS: tuple[tuple[str, Direction], ...] = (("record.cross_up", "up"), ("record.cross_down", "down"))
REACH = 3  # clauses over which a volume goes on to what it is compared with
HUGE = 5e10  # what is lost from here on is market value: no company has had such a quarter
BIG = 1e7  # amounts from here on are market values or company figures, no share prices


@dataclass(slots=True)
class Frame:
    """A number with its reading: ``metric`` is None for a reject of type ``reject``."""

    quantity: Quantity
    clause: Clause
    kind: str
    metric: str | None
    direction: Direction | None
    mark: Mark | None = None
    degree: str | None = None
    reject: str | None = None
    level: bool = False


class Framer:
    """Reads the numbers of a sentence's clauses with the words of one language."""

    def __init__(self, language: Language) -> None:
        self.predicates = Predicates(language)
        self.levels = Levels(language, self.predicates)
        keys = ("oblique", "joins", "weak_prepositions")
        self.function = frozenset(w for key in keys for w in language.words("subjects", key))
        self.oblique = language.word_set("role", "oblique")
        self.deals = language.word_set("role", "deals")
        self.worth = language.word_set("role", "worth")
        self.earnings = language.word_set("role", "earnings")
        self.breadth = language.word_set("role", "breadth")
        self.returns = language.word_set("role", "returns")
        self.wipe = language.word_set("role", "wipe")
        self.amount = language.word_set("role", "amount")
        self.joins = language.word_set("boundary", "list")
        self.past = language.word_set("role", "past")
        self.peaks = language.word_set("role", "peaks")

    def frame(self, c: Clause, q: Quantity, s: Sentence, cap_context: bool) -> Frame | None:
        """The reading of one number; None where it says nothing that could be typed."""
        frame = self._frame(c, q, s, cap_context)
        if frame is not None and frame.level and frame.mark is not None:
            own = c.first <= frame.mark.first < c.last
            if frame.mark.entry.table == "transitive." and any(m.first > frame.mark.last for m in c.levels if m.last <= q.first):
                own = False  # "it took the index 41 years to reach 1,000"
            if frame.mark.entry.lemma in self.levels.costs:
                own = False  # "a year ago one share cost $157"
            named = (self.predicates.verb_first and named_before(c, q, frame.mark)) or was_peak(c, q, frame.mark, s, self.peaks, self.past)
            if not own or named or frame.mark.entry.lemma in self.returns:
                frame.direction = None  # "climbed back to 33.80": which way from the day before, the words do not say
        if frame is not None and frame.metric == "price_level" and frame.direction is None and q.role is None:
            for tag, crossed in CROSSINGS:
                if any(m.last <= q.first for m in c.tags(tag)):  # "übersprang erstmals die 29.900 Punkte"
                    frame.kind, frame.direction = "threshold", crossed
        return frame

    def _frame(self, c: Clause, q: Quantity, s: Sentence, cap_context: bool) -> Frame | None:
        direction, mark = self.predicates.predicate(c, q, s)
        reject = blocked(
            c, q, mark, s, verb_first=self.predicates.verb_first, oblique=self.oblique, worth=self.worth, earnings=self.earnings,
            joins=self.joins,
        )
        if reject is None and self.predicates.off(q, s) and not c.verbs and c.previous is not None:
            hoped = (kind for kind in ("price_target", "forecast") if c.previous.tags(f"reject.{kind}"))
            reject = next(hoped, None)  # "… sees the stock at $200, a further 21% below Friday's close"
        if q.unit in ("percent", "fraction"):
            return self._percent(c, q, direction, mark, reject, s)
        if q.unit == "points":
            if reject:
                return None
            if self.levels.is_level(c, q, mark, s):
                if direction is None and q.role in ("above", "below"):
                    direction = "up" if q.role == "above" else "down"
                return Frame(q, c, self.levels.kind(c, q, s), "price_level", direction, mark, level=True)
            if _quoted(c, q, s):
                return Frame(q, c, "level", "price_level", None, None, level=True)
            if mark is None and direction is None and not q.sign and not self.predicates.counted(q, s):
                return None
            return Frame(q, c, "points", "index_points_change", direction, mark)
        if q.unit == "mark" and q.currency is not None and q.value >= SMALLEST_CAP:  # "die Drei-Billionen-Dollar-Marke"
            return Frame(q, c, "cap_level", "market_cap_level_usd", None, mark, level=True) if not reject else None
        if q.unit == "mark":
            return Frame(q, c, "threshold", "price_level", direction, mark, level=True) if not reject else None
        if q.unit == "currency":
            return self._currency(c, q, direction, mark, reject, s, cap_context)
        if q.unit == "shares":
            return Frame(q, c, "activity", "volume", None, mark) if c.tags("metric.volume") and not reject else None
        if q.unit == "plain":
            return self._plain(c, q, direction, mark, reject, s)
        return None

    def _percent(
        self, c: Clause, q: Quantity, direction: Direction | None, mark: Mark | None, reject: str | None, s: Sentence
    ) -> Frame | None:
        if reject:
            return Frame(q, c, reject, None, direction, mark, reject=reject)
        near = self.predicates.adjacent(c, q)
        if direction is None or (
            not self.predicates.off(q, s) and q.role in ("to", "from") and not q.sign and near is None and not (c.nouns and c.levels)
        ):
            return None
        if near is None and not q.sign and not self.predicates.off(q, s) and self._part_of(c, q, s):
            return None
        return Frame(q, c, "change", "price_change_pct", direction, mark)

    def _part_of(self, c: Clause, q: Quantity, s: Sentence) -> bool:
        """ "8% of the schedule": a share of something that is no value."""
        if q.last >= len(s.words) or s.words[q.last] not in self.predicates.of:
            return False
        return not any(q.last <= m.first <= q.last + 3 and m.entry.lemma not in self.breadth for m in c.tags("metric.")) and not any(
            m.symbols and s.spans[q.last][0] < m.start < s.spans[q.last][1] + 12 for m in c.mentions
        )

    def _currency(
        self, c: Clause, q: Quantity, direction: Direction | None, mark: Mark | None, reject: str | None, s: Sentence, cap_context: bool
    ) -> Frame | None:
        if q.value < BIG and q.scale <= 1:
            if reject:
                return Frame(q, c, reject, None, direction, mark, reject=reject)
            if self.levels.is_level(c, q, mark, s):
                return Frame(q, c, self.levels.kind(c, q, s), "price_level", direction, mark, level=True)
            if mark is not None and (q.role == "by" or mark.entry.tag.startswith("move.")):
                return Frame(q, c, "points", "price_change_abs", direction, mark)
            return None
        cap = (
            (q.value >= SMALLEST_CAP
            and self._cap(c, q))
            or (q.value >= SMALLEST_CAP
            and (not reject and (cap_context or self._wiped(c, q, mark) or _crossed(c, q, mark, s))))
        )
        if not cap or reject or not self.deals.isdisjoint(s.words[q.last : q.last + 1]):
            kind = reject or "corporate_amount"
            return Frame(q, c, kind, None, direction, mark, reject=kind)
        over = any(m.last == q.first for m in c.tags("record.cross_up"))  # "Apple tops $3 trillion"
        if over and q.value >= HUGE:
            return Frame(q, c, "cap_level", "market_cap_level_usd", None, mark, level=True)
        if self.levels.is_cap_level(c, q, mark, s) or (not c.verbs and _owned(c, q)):
            return Frame(
                q, c, "cap_level", "market_cap_level_usd", direction if mark and mark.entry.tag == "move.verb" else None, mark, level=True
            )
        if direction is None:
            return Frame(q, c, "cap_level", "market_cap_level_usd", None, mark, level=True) if self._cap(c, q) else None
        return Frame(q, c, "cap_change", "market_cap_change_usd", direction, mark)

    def _cap(self, c: Clause, q: Quantity) -> bool:
        """Whether market value is spoken of: in the clause, or in the one that it leans on."""
        look: Clause | None = c
        for _ in range(5):
            if look is None:
                return False
            if look.tags("metric.cap") or look.tags("rank.most_valuable"):
                return True
            look = look.host or look.previous
        return False

    def _wiped(self, c: Clause, q: Quantity, mark: Mark | None) -> bool:
        """ "wiped $600bn off", "a $1 trillion rout": verbs and nouns that money is lost with only on markets."""
        if mark is None:
            return False
        if q.value >= HUGE and (mark.entry.lemma in self.amount or mark.entry.tag == "move.noun"):
            return True
        if any(m.entry.lemma in self.wipe for m in c.verbs):
            return True
        return mark.entry.tag == "move.noun" and mark.entry.degree in ("strong", "massive")

    def _plain(
        self, c: Clause, q: Quantity, direction: Direction | None, mark: Mark | None, reject: str | None, s: Sentence
    ) -> Frame | None:
        if q.scale > 1 and q.scale >= 1e6:
            if _of_shares(c, q):
                return Frame(q, c, "activity", "volume", None, mark)
            if self._cap(c, q) and not reject and (mark is not None or c.levels or c.bracket):
                return self._currency(c, q, direction, mark, None, s, False)
            kind = "product_number" if reject is None or reject == "corporate_amount" else reject
            return Frame(q, c, kind, None, direction, mark, reject=kind)
        if 1900 <= q.value <= 2100 and q.gmin == 1 and q.printed.isdigit():
            return None
        if (
            not reject
            and q.gmin < 1
            and q.role in (None, "by")
            and mark is not None
            and mark.entry.tag == "move.verb"
            and mark.last == q.first
        ):
            return Frame(q, c, "points", "index_points_change", direction, mark)
        if not reject and (q.value >= 1000 or q.gmin < 1) and _quoted(c, q, s):
            return Frame(q, c, "level", "price_level", None, None, level=True)
        if not reject and q.value >= 1000 and any(m.last == q.first for m in c.tags("record.cross_up") + c.tags("record.cross_down")):
            return Frame(q, c, "threshold", "price_level", None, mark, level=True)  # "Dow tops 36,000"
        if q.role == "to" and q.gmin >= 1 and any(p.unit == "plain" and p.gmin >= 1 and 0 <= q.first - p.last <= 1 for p in c.quantities):
            return None  # "losers beat winners 1,983 to 1,059"
        named = any(-1 <= q.first - m.last <= 1 for m in c.places)
        reached = any(m.last == q.first for m in c.levels) and (q.gmin < 1 or q.value >= 1000)  # "after touching 53.29"
        if reached and not reject and q.role is None and (q.last >= c.last or not s.words[q.last][0].isalpha()):
            return Frame(q, c, "level", "price_level", None, mark, level=True)
        if reject or (q.role not in ("to", "above", "below", "from") and not named) or (q.value < 100 and q.gmin >= 1):
            return None
        if q.last < len(s.words) and s.words[q.last][0].isalpha() and q.last < c.last and not self._follows_freely(c, q, s):
            return None
        if direction is None and q.role in ("above", "below"):
            direction = "up" if q.role == "above" else "down"
        return Frame(q, c, self.levels.kind(c, q, s), "price_level", direction, mark, level=True)

    def _follows_freely(self, c: Clause, q: Quantity, s: Sentence) -> bool:
        """Whether a word of ours follows a bare number, no noun that is counted."""
        ours = any(m.first == q.last for m in c.marks if not m.entry.tag.startswith(("metric", "reject")))
        return ours or s.words[q.last] in self.function


def _quoted(c: Clause, q: Quantity, s: Sentence) -> bool:
    """ "Dow Jones: 44,713.58 (+0.65%)": an index, a bare number, and no word that says what it did."""
    if c.verbs or c.nouns or c.levels or q.role is not None or q.sign or c.bracket or q is not c.quantities[0]:
        return False
    if not any(m.kind == "index" and m.end <= s.spans[q.first][0] for m in c.mentions):
        return False
    follower = s.words[q.last] if q.last < len(s.words) else "|"
    later = c.following
    return follower in "(|" or (follower == "," and later is not None and any(m.first == later.first for m in later.adverbs))


def _owned(c: Clause, q: Quantity) -> bool:
    """ "only a whisker above Exxon Mobil's $416 billion": what stands right behind a company's genitive is what it is worth."""
    return (any(m.symbols and 2 <= q.start - m.end <= 3 for m in c.mentions) and q.role is None) or any(
        m.symbols and m.role == "subject" and m.end + 3 == q.start for m in c.mentions
    )


def _crossed(c: Clause, q: Quantity, mark: Mark | None, s: Sentence) -> bool:
    """ "Tesla falls below $1 trillion": a line that no sales or profits have, and a company that moves across it."""
    topped = next((m for m in c.tags("record.cross_up") if m.last == q.first), None)
    if mark is None or mark.entry.tag != "move.verb" or q.role not in ("above", "below"):
        mark = topped
    place = s.spans[mark.first][0] if mark is not None else -1
    return q.value >= HUGE and any(m.role == "subject" and m.end <= place for m in c.mentions)


def _of_shares(c: Clause, q: Quantity) -> bool:
    """ "11.8 billion shares changed hands, compared with an average of 12.7 billion": the second counts the same."""
    chain = [c]
    while chain[0].previous is not None and len(chain) < REACH:
        chain.insert(0, chain[0].previous)
    before = [p for clause in chain for p in clause.quantities if p.last <= q.first][-1:]
    return bool(before) and before[0].unit == "shares" and any(clause.tags("metric.volume") for clause in chain)
