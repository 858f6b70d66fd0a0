"""Basis: whether a move is that of the close, of a moment in the session, outside hours, or of a longer period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from impact.claims.asides import in_aside
from impact.claims.clauses import Clause, back
from impact.claims.drafts import Draft, Reading
from impact.claims.lookbacks import LookBacks
from impact.claims.tokens import Sentence
from impact.languages import Language, Mark
from impact.records import Basis, Claim

HORIZONS: dict[str, Basis] = {"week": "week", "month": "month", "year": "ytd"}
HEAD = 2  # sentences: the headline and what opens the text
REPORT = 3  # words from what a company does to "after the bell"
LEAD = 3  # market sentences, headline included, that show whether trade was still going on
YEAR_ENDS = (12, 15)
PERIODS: tuple[Basis, ...] = ("ytd", "week", "month")
_RECORDS = tuple(f"record.{kind}" for kind in ("superlative", "as_", "negative", "high", "low", "first", "place"))
_NAMES: dict[str, Basis] = {"close": "close", "intraday": "intraday", "premarket": "premarket", "afterhours": "afterhours"}
MOMENTS = frozenset({"close", "intraday", "premarket", "afterhours"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A basis and whether the words themselves give it."""

    basis: Basis
    stated: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What else decides a basis: the language's words, and the time that an article looks back on."""

    peaks: Basis  # what a record of another day stands on without more words
    joins: frozenset[str]  # conjunctions that go on in the same time
    review: Basis | None = None  # the article is a review of a year or week
    looks: LookBacks | None = None  # what tells a change over more than a session
    adverbial: frozenset[str] = frozenset()  # open an insertion that tells when
    reporting: frozenset[str] = frozenset()  # what companies do outside hours, whatever their shares do
    until: frozenset[str] = frozenset()  # "before" what a price did later in the session

    def apart(self, draft: Draft, s: Sentence) -> frozenset[int]:
        """First tokens of words for a basis that do not speak of the draft's own move.

        "Carvana, left for dead last week, ripped 28% higher", "Apple slipped 1% ahead of its report after the bell".
        """
        marks = draft.clause.tags("basis.") if self.reporting else []
        outside = ("basis.premarket", "basis.afterhours")
        return frozenset(
            m.first for m in marks
            if in_aside(draft.clause, draft.said, s, m.first, self.adverbial)
            or (m.entry.tag in outside and not self.reporting.isdisjoint(s.words[max(draft.clause.first, m.first - REPORT) : m.first]))
        )  # fmt: skip


def words_of(language: Language, readings: Sequence[Reading], day: date | None) -> Words:
    """The words of the language, and whether the article's head calls it a review of the week, or of the year that ends."""
    style = language.tables.get("style", {})
    head = [r for r in readings if r.sentence.index < HEAD]
    said = {w for r in head for w in r.sentence.words}
    review: Basis | None = "week" if not said.isdisjoint(style.get("review_week", ())) else None
    if not said.isdisjoint(style.get("review_year", ())):
        review = "ytd"
    if day is not None and (day.month, day.day) >= YEAR_ENDS:
        years = any(w.text == str(day.year) for r in head for w in r.days)
        scopes = [d.superlative.scope for r in head for d in r.drafts if d.superlative is not None]
        review = "ytd" if years or any(scope is not None and scope.horizon == "year" for scope in scopes) else review
    peaks, until = style.get("peak_basis", "unknown"), language.word_set("style", "until_then")
    adverbial, reporting = language.word_set("subjects", "oblique"), language.word_set("style", "reporting")
    return Words(peaks, language.word_set("style", "in_step"), review, LookBacks(language), adverbial, reporting, until)


def article_default(
    readings: Sequence[Reading], *, same_day: bool | None, silent: Basis, momentary: frozenset[str],
    perfect: frozenset[str] = frozenset(),
) -> Basis:  # fmt: skip
    """The basis of claims without a word for it: that of most words for one in the article's market sentences.

    ``same_day``: the article is dated on the day that it is about (None: nobody knows); a later one tells of closes.
    ``silent``: what an article of that language means that has no word for a basis at all. ``momentary``: words for a moment
    ("zeitweise"), which say nothing about the rest of the article; ``perfect``: "has" before a participle.
    """
    votes: Counter[str] = Counter()
    moving = standing = 0
    for reading in readings:
        if not any(d.metric for d in reading.drafts):
            continue
        for clause in reading.clauses:
            moving += len(clause.verbs)
            standing += bool(clause.adverbs and clause.levels and not clause.verbs)
            for mark in clause.tags("basis."):
                looks_back = mark.entry.tag == "basis.premarket" and clause.tags("time.pluperfect")
                if mark.entry.lemma not in momentary and not looks_back:
                    votes[mark.entry.tag.removeprefix("basis.")] += 1
    opening = bool(readings) and any(m.entry.tag == "basis.premarket" for r in readings[:1] for m in r.sentence.marks)
    if opening or votes["premarket"] > votes["close"] + votes["intraday"]:
        return "premarket"
    if same_day is False:
        return "close"
    if votes["intraday"] == votes["close"] == 0:
        return "intraday" if standing > moving or (same_day and _live(readings, perfect)) else silent if same_day else "close"
    return "intraday" if votes["intraday"] > votes["close"] else "close"


def _live(readings: Sequence[Reading], perfect: frozenset[str]) -> bool:
    """Whether an article without a word for it begins as one that is written while trade goes on.

    "has lost 3%", "fell as much as 9%", "was more than 2,000 points lower": no report of the close opens so.
    """
    for reading in [r for r in readings if any(d.metric for d in r.drafts)][:LEAD]:
        words = reading.sentence.words
        for clause in reading.clauses:
            if any(q.peak or (q.unit == "points" and q.hedge != "none") for q in clause.quantities):
                return True
            timed = any(m.entry.table == "basis." for m in reading.sentence.marks)  # "Year to date, it has gained"
            if not timed and any(v.first and words[v.first - 1] in perfect for v in clause.verbs):
                return True
    return False


def basis_of(
    draft: Draft, default: Basis, *, main_day: bool, period: Basis | None, words: Words, s: Sentence, said: Claim | None = None,
    many: bool = False,
) -> Stated:  # fmt: skip
    """The basis of one claim: words of its clause, then of the clause before it in the sentence, then the article's.

    ``main_day``: the claim is dated on the article's own day (an older move is one of the close, where nothing else is said);
    ``words``: what the language and the article's head say of it;
    ``said``: the claim before it in the sentence, whose period goes on to what has no time of its own ("…, der SDax gewann 31,6 Prozent");
    ``period``: the day words name the year or month that the article lies in ("büßte im April 13 Prozent ein").
    """
    if draft.quantity is not None and draft.quantity.peak and not many:
        return Stated("intraday", True)
    if draft.metric == "price_level" and _at_peak(draft):
        return Stated("intraday", True)
    scope = draft.superlative.scope if draft.superlative is not None else None
    if scope is not None and scope.horizon in HORIZONS:
        return Stated(HORIZONS[scope.horizon], True)
    change = draft.metric in ("price_change_pct", "index_points_change", "market_cap_change_usd", "price_change_abs", "ranking")
    if draft.superlative is not None and draft.superlative.standing:
        change = False
    own = _in_clause(draft.clause, draft, periods=change, apart=words.apart(draft, s))
    if own in (None, *MOMENTS) and words.looks is not None and words.looks.from_peak(draft, s):
        return Stated("unknown", True)
    if own is not None:
        return Stated(own, True)
    if period is not None and change:
        return Stated(period, True)
    if words.looks is not None and words.looks.too_large(draft):
        return Stated("unknown", True)
    if _passed(draft.clause, words.until) or (main_day and change and words.until and _had_been(draft)):
        return Stated("intraday", True)
    gapped = not draft.clause.verbs and not draft.clause.levels
    undated = _undated_day(draft)
    for earlier in back(draft.clause.host or draft.clause.previous):
        if "basis." not in earlier.tables:
            continue
        fronted = undated and earlier.first == 0 and not (earlier.verbs or earlier.quantities)  # "Year to date, the stock has"
        found = _in_clause(earlier, None, periods=change and (gapped or fronted))
        if (found in MOMENTS and (main_day or draft.when is None)) or (found is not None and (gapped or fronted) and found not in MOMENTS):
            return Stated(found, True)
    if said is not None and said.basis in PERIODS and said.basis_stated and _goes_on(draft, change, words.joins):
        return Stated(said.basis, True)
    if words.review is not None and change and _undated(draft):
        return Stated(words.review, True)
    peak = scope is not None and scope.what in ("high", "low")
    reached = draft.kind == "threshold" or (draft.metric == "price_level" and bool(draft.clause.tags("record.")))
    if (peak or reached) and _closed_after(draft.clause):
        return Stated("intraday", True)
    if not main_day:
        return Stated(words.peaks if peak else "unknown" if draft.metric == "price_level" else "close", False)
    return Stated(default, False)


def _passed(clause: Clause, until: frozenset[str]) -> bool:
    """ "jumped 5% before finishing 1.1% down": where something was before the sentence tells how it went on."""
    later = clause.following
    return later is not None and later.opener in until and bool(later.verbs or (later.levels and (later.adverbs or later.quantities)))


def _at_peak(draft: Draft) -> bool:
    """ "tumbled as much as 13 percent to $92": where the price was then."""
    q = draft.quantity
    before = [p for p in draft.clause.quantities if q is not None and p.last <= q.first][-1:]
    return q is not None and q.role == "to" and bool(before) and before[0].peak and q.first - before[0].last <= 1


def _had_been(draft: Draft) -> bool:
    """ "the DAX, which had been down 1.8 percent, finished higher": where something had stood earlier in the session."""
    clause, mark = draft.clause, draft.mark
    stood = mark is not None and mark.entry.tag == "move.adverb" and bool(clause.levels and clause.tags("time.pluperfect"))
    return stood and _undated_day(draft)


def _undated_day(draft: Draft) -> bool:
    return draft.when is None and draft.earlier is None


def _undated(draft: Draft) -> bool:
    return _undated_day(draft) and not draft.clause.tags("time.")


def _goes_on(draft: Draft, change: bool, joins: frozenset[str]) -> bool:
    """Whether a claim without a time of its own is told of the same time as the one before it in the sentence."""
    if draft.when is not None or draft.clause.bracket or draft.clause.tags("time."):
        return False
    if draft.metric == "record":
        return draft.superlative is not None and draft.superlative.scope is not None and draft.superlative.scope.what in ("gain", "loss")
    return change and draft.clause.opener in joins


def _closed_after(clause: Clause) -> bool:
    """ "… erklomm ein Rekordhoch und beendete den Tag bei …": what was reached before the close that the sentence goes on to tell."""
    later = clause.following
    if later is None or not later.opener.isalpha() or any(m.symbols and m.named for m in later.mentions):
        return False
    return bool(later.tags("basis.close"))


def _nearer(clause: Clause, draft: Draft, m: Mark) -> bool:
    """ "slid 1.2% for a loss of 68% year to date": a period belongs to the percentage that it stands at."""
    q = draft.quantity
    if q is None or q.unit != "percent" or m.entry.tag.removeprefix("basis.") not in PERIODS or m.first < q.last:
        return False
    return any(p.unit == "percent" and q.last <= p.first and 0 <= m.first - p.last <= 1 for p in clause.quantities)


def _in_clause(clause: Clause, draft: Draft | None, *, periods: bool, apart: frozenset[int] = frozenset()) -> Basis | None:
    marks = [m for m in clause.tags("basis.") if m.first not in apart]
    if not marks:
        return None
    tags = {m.entry.tag.removeprefix("basis.") for m in marks if not (draft is not None and _nearer(clause, draft, m))}
    if periods:
        for basis in PERIODS:
            if basis in tags:
                return basis
        if "period" in tags and not tags & MOMENTS and not any(m.entry.tag.startswith(_RECORDS) for m in clause.marks):
            return "unknown"
    at = draft.quantity.number if draft is not None and draft.quantity is not None else None
    if draft is not None and draft.quantity is not None and draft.metric == "price_level":
        first = draft.quantity.first
        reached = [r.last for tag in ("record.high", "record.low", "basis.close") for r in clause.tags(tag)]  # "a two-year low of"
        if any(m.entry.tag == "basis.extreme" and -1 <= first - m.last <= 4 and m.last - 1 not in reached for m in marks):
            return "intraday"
    moments = [m for m in marks if m.entry.tag.removeprefix("basis.") in MOMENTS]
    if not moments:
        return None
    outside = [m for m in moments if m.entry.tag in ("basis.premarket", "basis.afterhours")]
    if outside:
        moments = outside
    nearest = moments[0] if at is None else min(moments, key=lambda m: min(abs(m.first - at), abs(m.last - 1 - at)))
    return _NAMES[nearest.entry.tag.removeprefix("basis.")]
