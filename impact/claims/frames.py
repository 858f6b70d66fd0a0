"""What a number says: change, level, market value or none of these, and in which direction."""

from __future__ import annotations

from dataclasses import dataclass

from impact.claims.clauses import Clause
from impact.claims.quantities import Quantity
from impact.claims.tokens import Sentence
from impact.languages import Language, Mark
from impact.records import Direction

REACH_BEFORE = 4  # tokens between a noun of movement and its number ("ein Minus an der Börse von")
REACH_AFTER = 2
SMALLEST_CAP = 5e7  # below it no market value of a listed company moves the news
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
        self.verb_first = not language.tables["sentence"]["ordinals"]  # English order: the subject stands before its verb
        self.of = frozenset(language.tables["number"].get("of", {}).get("words", ()))
        self.by = frozenset(language.words("role", "by"))
        self.above, self.below = frozenset(language.words("role", "off_above")), frozenset(language.words("role", "off_below"))
        self.returns = frozenset(language.words("role", "returns"))
        self.wipe = frozenset(language.words("role", "wipe"))
        self.thresholds = frozenset(language.words("unit", "mark"))
        self.amount = frozenset(language.words("role", "amount"))
        self.ors = frozenset(language.words("role", "or"))
        self.joins = frozenset(language.words("role", "distributive")) | frozenset(language.words("role", "or"))

    # --- predicates ---------------------------------------------------------------------------------------------------

    def predicate(self, c: Clause, q: Quantity, s: Sentence) -> tuple[Direction | None, Mark | None]:
        """Which way the number went, and the word that says so."""
        if q.sign:
            return ("up" if q.sign > 0 else "down"), None
        twin = self._twin(c, q, s)
        if twin is not None:
            return self.predicate(c, twin, s)
        if self._off(q, s):
            return ("down" if s.words[q.last] in self.below else "up"), None
        mark = self._adjacent(c, q)
        if mark is None:
            mark = _nearest(c.verbs, q)
            if mark is None:
                mark = _nearest([m for m in c.adverbs + c.nouns if not _between(c, m, q)], q)
        if mark is None and not c.bracket:
            mark = self._after(c, s)
        if mark is None and not c.bracket:
            earlier = c.previous
            hops = 0
            while earlier is not None and mark is None and hops < 4 and not (c.levels and c.opener not in ("und", "and")):
                mark = _last(earlier.verbs) or _last(earlier.adverbs) or _last(earlier.nouns)
                earlier, hops = earlier.previous, hops + 1
        if mark is None and c.bracket and c.host is not None:
            mark = self.host_predicate(c.host, q, s)
        return (mark.entry.direction if mark else None), mark  # type: ignore[return-value]

    def _twin(self, c: Clause, q: Quantity, s: Sentence) -> Quantity | None:
        """The number before it in a pair ("9,5 beziehungsweise 8,8 Prozent"): both are said by the same words."""
        for p in c.quantities:
            if p.last <= q.first <= p.last + 2 and p.unit == q.unit and q.role is None and all(w in self.joins for w in s.words[p.last : q.first]):
                return p if q.first > p.last else None
        return None

    def _off(self, q: Quantity, s: Sentence) -> bool:
        """ "10% below the peak", "3 Prozent unter dem Rekordhoch"."""
        return q.unit in ("percent", "fraction", "points") and q.last + 1 < len(s.words) and (s.words[q.last] in self.below or s.words[q.last] in self.above) and not s.words[q.last + 1][0].isdigit()

    def _after(self, c: Clause, s: Sentence) -> Mark | None:
        """A predicate that stands behind an insertion: "2,000 points, or 9 percent, lower"; "17%, or $593bn, had gone"."""
        later = c.following
        hops = 0
        while later is not None and later.opener in self.ors and later.quantities and not later.mentions and hops < 3:
            near = self._adjacent(later, later.quantities[-1]) or _last(later.verbs)
            if near is not None:
                return near
            later, hops = later.following, hops + 1
        if later is None or later.mentions or later.quantities:
            return next((m for m in later.adverbs if m.first == later.first), None) if later is not None and hops else None
        start = next((m for m in later.adverbs if m.first == later.first), None)
        if start is not None:
            return start
        return _last(later.verbs) if later.opener == "," else None

    def host_predicate(self, host: Clause, q: Quantity, s: Sentence) -> Mark | None:
        """The predicate of the number before the bracket, or of the clause around it."""
        before = [p for p in host.quantities if p.last <= q.first]
        if before:
            return self.predicate(host, before[-1], s)[1]
        return _last(host.verbs) or _last(host.adverbs) or _last(host.nouns)

    def _adjacent(self, c: Clause, q: Quantity) -> Mark | None:
        best: tuple[int, Mark] | None = None
        for m in c.nouns + c.adverbs:
            adverb = m.entry.tag == "move.adverb"
            if m.first >= q.last:
                gap, reach = m.first - q.last, (1 if adverb else REACH_AFTER)
            elif m.last <= q.first:
                gap, reach = q.first - m.last, (2 if adverb else REACH_BEFORE)
            else:
                continue
            if gap <= reach and not (m.last <= q.first and self._closer_level(c, m, q)) and not _between(c, m, q) and not (m.first >= q.last and _crosses(c, q.last, m.first)) and (best is None or gap < best[0]):
                best = gap, m
        return best[1] if best else None

    def _closer_level(self, c: Clause, m: Mark, q: Quantity) -> bool:
        """ "das Minus beim Kurs von 15,60 Euro": a noun of standing between the two owns the number."""
        return q.unit in ("currency", "points", "plain") and any(m.last <= n.first < q.first for n in c.tags("level.nouns") + c.tags("record.high") + c.tags("record.low"))

    # --- metrics ------------------------------------------------------------------------------------------------------

    def frame(self, c: Clause, q: Quantity, s: Sentence, cap_context: bool) -> Frame | None:
        """The reading of one number; None where it says nothing that could be typed."""
        frame = self._frame(c, q, s, cap_context)
        if frame is not None and frame.level and frame.mark is not None:
            own = c.first <= frame.mark.first < c.last
            if not own or frame.mark.entry.lemma in self.returns:
                frame.direction = None  # "climbed back to 33.80": which way from the day before, the words do not say
        return frame

    def _frame(self, c: Clause, q: Quantity, s: Sentence, cap_context: bool) -> Frame | None:
        direction, mark = self.predicate(c, q, s)
        reject = self.blocked(c, q, mark, s)
        if q.unit in ("percent", "fraction"):
            return self._percent(c, q, direction, mark, reject, s)
        if q.unit == "points":
            if reject in ("fundamentals", "forecast"):
                return None
            if self._is_level(c, q, mark, s):
                if direction is None and q.role in ("above", "below"):
                    direction = "up" if q.role == "above" else "down"
                return Frame(q, c, "level", "price_level", direction, mark, level=True)
            if mark is None and not q.sign:
                return None
            return Frame(q, c, "points", "index_points_change", direction, mark)
        if q.unit == "mark":
            return Frame(q, c, "threshold", "price_level", direction, mark, level=True) if not reject else None
        if q.unit == "currency":
            return self._currency(c, q, direction, mark, reject, s, cap_context)
        if q.unit == "shares":
            return Frame(q, c, "activity", "volume", None, mark) if c.tags("metric.volume") and not reject else None
        if q.unit == "plain":
            return self._plain(c, q, direction, mark, reject, s)
        return None

    def _percent(self, c: Clause, q: Quantity, direction: Direction | None, mark: Mark | None, reject: str | None, s: Sentence) -> Frame | None:
        if reject:
            return Frame(q, c, reject, None, direction, mark, reject=reject)
        near = self._adjacent(c, q)
        if direction is None or (not self._off(q, s) and q.role in ("to", "from") and not q.sign and near is None and not (c.nouns and c.levels)):
            return None
        if near is None and not q.sign and not self._off(q, s) and self._part_of(c, q, s):
            return None
        return Frame(q, c, "change", "price_change_pct", direction, mark)

    def _part_of(self, c: Clause, q: Quantity, s: Sentence) -> bool:
        """ "8% of the schedule": a share of something that is no value."""
        if q.last >= len(s.words) or s.words[q.last] not in self.of:
            return False
        return not any(q.last < m.first <= q.last + 3 for m in c.tags("metric.")) and not any(s.spans[q.last][0] < m.start < s.spans[q.last][1] + 12 for m in c.mentions)

    def _currency(self, c: Clause, q: Quantity, direction: Direction | None, mark: Mark | None, reject: str | None, s: Sentence, cap_context: bool) -> Frame | None:
        if q.value < BIG and q.scale <= 1:
            if reject:
                return Frame(q, c, reject, None, direction, mark, reject=reject)
            if self._is_level(c, q, mark, s):
                return Frame(q, c, "level", "price_level", direction, mark, level=True)
            if mark is not None and (q.role == "by" or mark.entry.tag.startswith("move.")):
                return Frame(q, c, "points", "price_change_abs", direction, mark)
            return None
        cap = q.value >= SMALLEST_CAP and self._cap(c, q) or q.value >= SMALLEST_CAP and (not reject and (cap_context or self._wiped(c, mark)))
        if not cap or reject in ("price_target", "wealth", "forecast"):
            kind = reject or "corporate_amount"
            return Frame(q, c, kind, None, direction, mark, reject=kind)
        if self._is_cap_level(c, q, mark, s):
            return Frame(q, c, "cap_level", "market_cap_level_usd", direction if mark and mark.entry.tag == "move.verb" else None, mark, level=True)
        if direction is None:
            return Frame(q, c, "cap_level", "market_cap_level_usd", None, mark, level=True) if self._cap(c, q) else None
        return Frame(q, c, "cap_change", "market_cap_change_usd", direction, mark)

    def _cap(self, c: Clause, q: Quantity) -> bool:
        """Whether market value is spoken of: in the clause, or in the one that it leans on."""
        look: Clause | None = c
        for _ in range(5):
            if look is None:
                return False
            if look.tags("metric.cap"):
                return True
            look = look.host or look.previous
        return False

    def _moves_to(self, c: Clause, mark: Mark | None) -> bool:
        """Whether "über 3 Billionen" is where the move ends ("stieg über"), not its size ("verlor über")."""
        return not _transitive(c) and not (mark is not None and (mark.entry.lemma in self.amount or mark.entry.tag == "move.noun"))

    def _wiped(self, c: Clause, mark: Mark | None) -> bool:
        """ "wiped $600bn off", "a $1 trillion rout": verbs and nouns that money is lost with only on markets."""
        if mark is None:
            return False
        return mark.entry.lemma in self.wipe or (mark.entry.tag == "move.noun" and mark.entry.degree in ("strong", "massive"))

    def _is_cap_level(self, c: Clause, q: Quantity, mark: Mark | None, s: Sentence) -> bool:
        near = self._adjacent(c, q)
        if near is None and (q.role == "to" or (q.role == "from" and not _transitive(c)) or (q.role in ("above", "below") and not _transitive(c))):
            return True
        if near is not None and near.entry.tag == "move.noun":
            return False
        if c.verbs:
            return False
        if c.levels or q.role == "with":
            return near is None
        caps = [m for m in c.tags("metric.cap") if m.last <= q.first and q.first - m.last <= 2]
        return bool(caps) and near is None

    def _is_level(self, c: Clause, q: Quantity, mark: Mark | None, s: Sentence) -> bool:
        if q.sign or q.role == "by":
            return False
        if q.role in ("to", "from", "with"):
            near = self._adjacent(c, q)
            return not (near is not None and near.entry.tag == "move.noun" and q.role in ("with", "from"))
        if any(w in self.thresholds for w in s.words[max(c.first, q.first - 3) : q.first]):
            return True
        if q.role is None and mark is not None and mark.entry.tag in ("move.adverb", "move.noun"):
            return False
        if q.role in ("above", "below"):
            if q.unit == "points":
                return q.value >= 3000 and self._moves_to(c, mark)
            return self._moves_to(c, mark)
        near = self._adjacent(c, q)
        if near is not None and near.entry.tag == "move.adverb":
            return False
        nouns = [m for m in c.tags("level.nouns") if not _between(c, m, q) and -1 <= q.first - m.last <= 4]
        if nouns:
            return True
        if near is not None:
            return False
        if c.opener in ("or", "oder") and c.previous is not None and c.previous.quantities:
            return False
        level = _nearest(c.levels, q)
        move = _nearest(c.verbs, q)
        if level is None:
            return move is None and c.previous is not None and bool(c.previous.levels) and not c.previous.verbs
        return move is None or _distance(level, q) < _distance(move, q)

    def _plain(self, c: Clause, q: Quantity, direction: Direction | None, mark: Mark | None, reject: str | None, s: Sentence) -> Frame | None:
        if q.scale > 1 and q.scale >= 1e6:
            if self._cap(c, q) and not reject and (mark is not None or c.levels):
                return self._currency(c, q, direction, mark, None, s, False)
            kind = "product_number" if reject is None or reject == "corporate_amount" else reject
            return Frame(q, c, kind, None, direction, mark, reject=kind)
        if 1900 <= q.value <= 2100 and q.gmin == 1 and q.printed.isdigit():
            return None
        if not reject and q.gmin < 1 and q.role in (None, "by") and mark is not None and mark.entry.tag == "move.verb" and mark.last == q.first:
            return Frame(q, c, "points", "index_points_change", direction, mark)
        named = any(-1 <= q.first - m.last <= 1 for m in c.tags("level.nouns") + c.tags("record.high") + c.tags("record.low"))
        if reject or (q.role not in ("to", "above", "below", "from") and not named) or (q.value < 100 and q.gmin >= 1):
            return None
        if q.last < len(s.words) and s.words[q.last][0].isalpha() and q.last < c.last and not self._follows_freely(c, q):
            return None
        if direction is None and q.role in ("above", "below"):
            direction = "up" if q.role == "above" else "down"
        return Frame(q, c, "level", "price_level", direction, mark, level=True)

    def _follows_freely(self, c: Clause, q: Quantity) -> bool:
        """Whether the word after a bare number is one of ours (verb, particle, time), not a noun that is counted."""
        return any(m.first == q.last for m in c.marks if not m.entry.tag.startswith(("metric", "reject")))

    # --- rejects ------------------------------------------------------------------------------------------------------

    def blocked(self, c: Clause, q: Quantity, mark: Mark | None, s: Sentence) -> str | None:
        """The type of a number that is no market claim, judged by the words that are nearest to its predicate."""
        for kind in ("price_target", "forecast", "wealth"):
            if c.tags(f"reject.{kind}") or (c.host is not None and c.host.tags(f"reject.{kind}")):
                return kind
        rejects = _rejects(c)
        if not rejects and c.host is not None:
            rejects = _rejects(c.host)
        if not rejects and c.previous is not None and not c.mentions and not c.tags("metric.") and mark is not None and mark.first < c.first:
            rejects = _rejects(c.previous) if not c.previous.tags("metric.") and not _listed(c.previous) else []
        if not rejects and c.previous is not None and c.mentions and all(m.form == "pronoun" for m in c.mentions) and not c.tags("metric."):
            rejects = _rejects(c.previous) if not c.previous.tags("metric.") and not _listed(c.previous) else []
        if not rejects:
            return None
        for m in rejects:  # "5 % of sales", "revenue of 5 billion": the number belongs to the word beside it
            if 0 <= m.first - q.last <= 2 or (0 <= q.first - m.last <= 1):
                return _kind(m)
        market = [m for m in c.tags("metric.")] + [m for m in c.mentions if m.form in ("index", "compound", "group", "ticker", "share_word", "list") and not all("=" in x for x in m.symbols or ("=",))]
        if not market:
            return _kind(rejects[0])
        at = (mark.first if mark is not None and c.first <= mark.first < c.last else q.first)
        place = s.spans[at][0]
        if self.verb_first:
            ahead_r = [m.start for m in rejects if m.start < place]
            ahead_m = [m.start for m in market if m.start < place]
            if ahead_r or ahead_m:
                return _kind(rejects[0]) if max(ahead_r, default=-1) > max(ahead_m, default=-1) else None
        near_r = min(abs(m.start - place) for m in rejects)
        near_m = min(abs(m.start - place) for m in market)
        return _kind(rejects[0]) if near_r < near_m else None


def _listed(c: Clause) -> bool:
    return any(m.form in ("index", "compound", "group", "ticker", "share_word", "list") for m in c.mentions)


def _rejects(c: Clause) -> list[Mark]:
    """Marks of rejected topics that lie in no number and no name ("Euro" in "3 Euro", in "Euro Stoxx")."""
    return [
        m for m in c.marks
        if m.entry.tag.startswith("reject.")
        and not any(q.first <= m.first < q.last for q in c.quantities)
        and not any(n.start <= m.start < n.end and n.form != "unknown_name" and not all("=" in x for x in n.symbols or ("",)) for n in c.mentions)
    ]  # fmt: skip


def _kind(m: Mark) -> str:
    kind = m.entry.tag.split(".")[1]
    return "fundamentals" if kind == "topic" else kind


def _transitive(c: Clause) -> bool:
    return any(m.entry.tag.startswith("transitive.") for m in c.verbs)


def _between(c: Clause, m: Mark, q: Quantity) -> bool:
    low, high = (q.last, m.first) if m.first >= q.last else (m.last, q.first)
    return any(low <= p.number < high and (p.unit == q.unit or m.entry.tag == "move.adverb") for p in c.quantities)


def _crosses(c: Clause, low: int, high: int) -> bool:
    return any(low <= m.first < high for m in c.verbs)


def _distance(m: Mark, q: Quantity) -> int:
    return m.first - q.last if m.first >= q.last else q.first - m.last


def _nearest(marks: list[Mark], q: Quantity) -> Mark | None:
    return min(marks, key=lambda m: (m.entry.tag == "multiple", _distance(m, q), m.first), default=None)


def _last(marks: list[Mark]) -> Mark | None:
    return max(marks, key=lambda m: (m.entry.tag != "multiple", m.first), default=None)
