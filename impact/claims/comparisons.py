"""Numbers set against each other: "mehr als das Doppelte des Rekords von 279 Milliarden", "worse than the Dow, which lost 2%"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from impact.claims.drafts import Comparison, Draft, Reading
from impact.claims.mentions import Mention
from impact.claims.quantity import BOUNDS, Quantity
from impact.claims.relations import Made, derived, term
from impact.claims.subject import UNKNOWN, Subject
from impact.claims.tokens import LONGEST, Sentence
from impact.languages import Language, Mark
from impact.records import Article, Claim, Hedge, Term

REACH = 14  # tokens from "twice the" to the number that it multiplies
GENITIVE = 12  # characters between a name and the amount that is its own
AMOUNTS = (None, "market_cap_level_usd", "market_cap_change_usd")
STOPS = frozenset(";:")
LONGEST_THAN = 3  # tokens
BEHIND = 4  # tokens from the other amount to the verb that says that it was lost
BACK = 400  # characters back to the amount of the sentence before ("That is more than twice the …")
NO_HEDGE: Hedge = "none"
COMPARED = ("percent", "currency", "points")


class Comparer:
    """Finds comparisons with the words of one language."""

    def __init__(self, language: Language, hedges: dict[str, Hedge]) -> None:
        self.hedges = hedges
        self.times = _by_first_word({phrase: float(n) for phrase, n in language.tables["number"].get("times", {}).items()})
        self.than = _by_first_word(dict.fromkeys(language.words("role", "than"), 1.0))
        self.closed = frozenset(phrase.split()[-1] for phrase in language.words("role", "than") if " " in phrase)  # "as", "wie"

    def find(self, text: str, s: Sentence, quantities: Sequence[Quantity], names: Sequence[int] = ()) -> list[Comparison]:
        """The comparisons of one sentence in order; ``names``: the tokens that open a name, one of which "more than" compares with."""
        plain = [c for m in s.marks if m.entry.table == "comparison." and (c := self._plain(s, m, quantities, names))]
        if self.times.keys().isdisjoint(s.words):
            return plain
        found: list[Comparison] = []
        for k, word in enumerate(s.words):
            for phrase, factor in self.times.get(word, ()):
                last = k + len(phrase)
                if s.words[k:last] == phrase and (phrase[-1] in self.closed or self._than(s, last)):
                    found.append(self._times(text, s, k, last, factor, quantities))
                    break
        taken = {k for c in found for k in range(c.first, c.last + LONGEST_THAN)}  # "deux fois" takes its own "plus que"
        return sorted([*found, *(c for c in plain if c.first not in taken)], key=lambda c: c.first)

    def _than(self, s: Sentence, k: int) -> bool:
        return k < len(s.words) and any(s.words[k : k + len(phrase)] == phrase for phrase, _ in self.than.get(s.words[k], ()))

    def _times(self, text: str, s: Sentence, k: int, last: int, factor: float, quantities: Sequence[Quantity]) -> Comparison:
        first, hedge = k, NO_HEDGE
        for length in (3, 2, 1):
            said = self.hedges.get(" ".join(s.words[k - length : k])) if k >= length else None
            if said is not None:
                first, hedge = k - length, said
                break
        right = next((q for q in quantities if 0 <= q.first - last <= REACH and q.unit in COMPARED), None)
        if right is not None and any(w in STOPS for w in s.words[last : right.first]):
            right = None
        printed = text[s.spans[k][0] : s.spans[last - 1][1]]
        return Comparison(first, last, s.spans[first][0], factor, printed, hedge, False, right)

    def _plain(self, s: Sentence, m: Mark, quantities: Sequence[Quantity], names: Sequence[int]) -> Comparison | None:
        """ "stärker als der Dow, der 2 Prozent verlor"; "mehr als 2 Prozent" is a hedge."""
        right = next((q for q in quantities if q.first >= m.first), None)
        if right is None or not 0 < right.first - m.last <= REACH or right.unit not in COMPARED or right.role in ("to", "from"):
            return None
        if any(w in STOPS for w in s.words[m.last : right.first]) or not any(m.last <= k < right.first for k in names):
            return None
        less = m.entry.tag == "comparison.less"
        return Comparison(m.first, m.last, m.start, None, "", NO_HEDGE, less, right)


def settled(found: Sequence[Comparison], drafts: list[Draft], s: Sentence, before: Draft | None) -> list[Draft]:
    """The drafts of a sentence without those that only seem to stand in its comparisons, and what the amounts there are.

    ``before``: the last market number of the sentence before, which a comparison without a left side of its own leans on.
    """
    for c in found:
        end = c.right.start if c.right is not None and c.factor is not None else None
        drafts = [d for d in drafts if d.quantity is not None or not _inside(d, c, end)]
        left, right = _left(c, drafts, before), next((d for d in drafts if d.quantity is not None and d.quantity is c.right), None)
        if left is not None and right is not None and left.metric == "market_cap_change_usd" and _lost(c, right, s):
            right.kind, right.metric, right.reject, right.direction, right.compared = left.kind, left.metric, None, left.direction, True
            told = next((d for d in drafts if d.metric == "direction" and d.clause.previous is right.clause), None)
            if told is not None:  # "the $232 billion that Meta lost in 2022": one move, not two
                right.clause, right.direction = told.clause, told.direction
                drafts.remove(told)
    return drafts


def _lost(c: Comparison, right: Draft, s: Sentence) -> bool:
    """Whether the other amount is said to be a record or a move, and no other kind is known for it."""
    q = right.quantity
    assert q is not None
    if c.factor is None or right.reject not in (None, "corporate_amount") or right.metric not in AMOUNTS:
        return False
    return any(m.entry.tag.startswith(("record.", "move.")) and c.last <= m.first <= q.last + BEHIND for m in s.marks)


def _inside(d: Draft, c: Comparison, end: int | None) -> bool:
    """Whether a move or record without number is only the comparison's own words ("double", "so viel wie", "record")."""
    if end is None:
        return c.start <= d.start and d.mark is not None and c.first <= d.mark.first < c.last
    at = d.mark.start if d.mark is not None else d.start
    return c.start <= at < end


def _left(c: Comparison, drafts: Sequence[Draft], before: Draft | None) -> Draft | None:
    right = c.right
    if right is None:
        return None
    own = [d for d in drafts if d.quantity is not None and d.metric and _like(d.quantity, right) and d.quantity.last <= c.first]
    if own or c.factor is None:
        return own[-1] if own else None
    return before if before is not None and before.quantity is not None and _like(before.quantity, right) else None


def _like(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit and (a.currency == b.currency or b.currency is None)


def held_by(draft: Draft, reading: Reading) -> Subject:
    """Whose the other amount is: the one name behind it ("that Meta lost"), or before it ("Meta's $232 billion"), else nobody's."""
    q = draft.quantity
    assert q is not None
    mentions = [m for c in reading.clauses for m in c.mentions if m.symbols and m.named]
    behind = [m for m in mentions if m.start >= q.end]
    found: Mention | None = behind[0] if behind else next((m for m in reversed(mentions) if 0 <= q.start - m.end <= GENITIVE), None)
    return Subject.of(found) if found is not None else UNKNOWN


def comparisons(reading: Reading, made: Made, told: Sequence[Claim], article: Article) -> list[Claim]:
    """The claims that two numbers stand in the ratio that the words give; ``told``: the claims of the sentences before."""
    out: list[Claim] = []
    for c in reading.comparisons:
        right = c.right
        if right is None:
            continue
        flat = [(d, claim) for d, found in made for claim in found if d.quantity is not None and d.metric and claim.value is not None]
        other = next((claim for d, claim in flat if d.quantity is right), None)
        if c.factor is None and other is None:
            continue  # "more than the 14 billion expected": no comparison of market numbers
        before = [(q, k) for d, k in flat if (q := d.quantity) is not None and q.last <= c.first and _like(q, right)]
        if before:
            quantity, left = before[-1]
            one = term("left", left, quantity.start, quantity.end, article)
        else:
            near = _last_told(told, right, reading) if c.factor is not None else None
            if near is None:
                continue
            left = near
            one = term("left", left, left.start, left.end, article)
        two = Term(
            role="right", value=right.value, unit=right.unit, currency=right.currency, quote=article.text[right.start : right.end],  # type: ignore[arg-type]
            start=right.start, end=right.end, claim=None,
        )  # fmt: skip
        if other is not None:
            two = term("right", other, right.start, right.end, article)
        if c.less:
            one, two = replace(two, role="left"), replace(one, role="right")
        place = 1.0 if c.factor is None or c.factor >= 1 else 0.1
        number = {"value": c.factor, "unit": "multiple", "printed": c.printed, "gmin": place, "gmax": place, "word_number": True}
        out.append(
            derived(left, c.start, right.end, article, kind="comparison", metric="comparison", direction=None, hedge=c.hedge,
                    bound=BOUNDS[c.hedge], terms=(one, two), unresolved=None, **(number if c.factor is not None else {}))
        )  # fmt: skip
    return out


def _last_told(told: Sequence[Claim], q: Quantity, reading: Reading) -> Claim | None:
    """The last claim in the unit of ``q`` that ends near before the sentence; claims of one sentence stand in no order."""
    for claim in reversed(told):
        gap = reading.sentence.start - claim.end
        if gap > BACK + LONGEST:
            return None
        if gap <= BACK and _same_unit(claim, q):
            return claim
    return None


def _same_unit(claim: Claim, q: Quantity) -> bool:
    return claim.reject is None and bool(claim.metric) and claim.value is not None and claim.unit == q.unit and claim.currency == q.currency


def _by_first_word(phrases: dict[str, float]) -> dict[str, list[tuple[list[str], float]]]:
    """Phrases by their first word, the longest first."""
    out: dict[str, list[tuple[list[str], float]]] = {}
    for phrase, value in sorted(phrases.items(), key=lambda p: -len(p[0].split())):
        out.setdefault(phrase.split()[0], []).append((phrase.split(), value))
    return out
