"""What ties claims together: causes, equivalences, attribution, and topics of rejected numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from impact.claims.drafts import Draft, Reading
from impact.claims.quantity import BOUNDS
from impact.claims.tokens import Sentence, Span
from impact.languages import Language
from impact.records import Article, Claim, Hedge, Term

LONGEST_NAME = 6  # tokens of a source's name
CAUSED = ("price_change_pct", "direction", "market_cap_change_usd", "index_points_change")
_STOPS = frozenset(",;–—")
_COMPARING = frozenset({"als", "as", "than"})
Made = Sequence[tuple[Draft, list[Claim]]]


def causes(reading: Reading, made: Made, article: Article, language: Language) -> list[Claim]:
    """The "because" of a market move: the quoted words, which prices never prove."""
    market = [(d, c) for d, found in made for c in found[:1] if c.reject is None and c.metric in CAUSED]
    if not market:
        return []
    s = reading.sentence
    temporal = language.word_set("cause", "temporal")
    out: list[Claim] = []
    for mark in s.marks:
        if mark.entry.tag != "cause.before" or (mark.last - mark.first == 1 and not _opens(s.words, mark.first)):
            continue
        stop = next((k for k in range(mark.last, len(s.words)) if s.words[k] in _STOPS), len(s.words))
        start, end = mark.start, s.spans[stop - 1][1]
        if stop - mark.last < 2 or any(start <= d.start < end or d.start <= start < d.end for d, _ in market):
            continue
        inside = [m for m in s.marks if mark.last <= m.first < stop]
        if mark.entry.lemma in temporal and any(m.entry.tag.startswith(("record.", "basis.", "move.noun")) for m in inside):
            continue  # "after a sharp rally", "as of 2:52 p.m.": when, not why
        before = [c for d, c in market if d.start < start]
        out.append(_cause(before[-1] if before else market[0][1], article, start, end))
    if out:
        return out
    for draft, claim in market:
        if draft.clause.tags("cause.lead_to") and draft.clause.tags("cause.after"):
            start, end = s.start, draft.clause.span(s)[0]
            if article.text[start:end].strip(" ,;–—"):
                return [_cause(claim, article, start, end)]
    return []


def _opens(words: Sequence[str], k: int) -> bool:
    """Whether the conjunction at ``k`` opens a clause ("…, als", "because"), not a comparison ("mehr als", "as much as")."""
    if k == 0 or not words[k - 1][0].isalnum():
        return True
    return words[k] not in _COMPARING and words[k - 1] not in _COMPARING


def derived(claim: Claim, start: int, end: int, article: Article, **changes: Any) -> Claim:
    """A claim about the same subject and day, without the other's number."""
    bare: dict[str, Any] = {
        "value": None, "value_high": None, "unit": None, "currency": None, "printed": None, "hedge": "none", "bound": "exact", "gmin": None,
        "gmax": None, "word_number": False, "degree": None, "base_value": None, "record": None, "rank": None, "after": None,
    }  # fmt: skip
    return replace(claim, id="", start=start, end=end, quote=article.text[start:end], **(bare | changes))


def _cause(effect: Claim, article: Article, start: int, end: int) -> Claim:
    quote = article.text[start:end].rstrip(' ,.;:!?"”“»')
    return derived(effect, start, start + len(quote), article, kind="cause", metric="cause", cause=quote)


def equivalences(reading: Reading, made: Made, article: Article) -> list[Claim]:
    """Two numbers that one sentence sets equal: per cent and market value, points and per cent."""
    out: list[Claim] = []
    flat = [(d, c) for d, found in made for c in found if c.reject is None and d.quantity is not None]
    for (d1, left), (d2, right) in pairwise(flat):
        if left.subject != right.subject or {left.metric, right.metric} not in (
            {"price_change_pct", "market_cap_change_usd"},
            {"price_change_pct", "index_points_change"},
        ):
            continue
        q1, q2 = d1.quantity, d2.quantity
        if q1 is None or q2 is None:
            continue
        if q1.start > q2.start:
            (d1, left, q1), (d2, right, q2) = (d2, right, q2), (d1, left, q1)
        words = [m for c in reading.clauses for m in c.tags("equivalence.") if q1.last <= m.first and (m.first < q2.last + 3)]
        if not words or q2.first - q1.last > 12:
            continue
        start, end = q1.start, max(q2.end, words[-1].end)
        terms = (term("left", left, q1.start, q1.end, article), term("right", right, q2.start, q2.end, article))
        out.append(
            derived(left, start, end, article, kind="equivalence", metric="equivalence", hedge=right.hedge, bound=right.bound, terms=terms)
        )
    return out


def term(role: str, claim: Claim, start: int, end: int, article: Article) -> Term:
    """A claim's number as one side of another claim."""
    unit = claim.unit or "count"
    return Term(
        role=role, value=claim.value or 0.0, unit=unit, currency=claim.currency, quote=article.text[start:end], start=start, end=end,
        claim=reference(claim),
    )  # fmt: skip


def factors(readings: Sequence[Reading], claims: Sequence[Claim], article: Article, language: Language) -> list[Claim]:
    """ "Das entspricht zwei X-Werten": a number times the amount that the article gives for X in another sentence."""
    numbers: dict[str, float] = language.tables["number"]["words"]
    hedges: dict[str, Hedge] = {
        phrase: hedge for hedge, phrases in language.tables["hedge"].items() if hedge != "more" for phrase in phrases
    }
    out: list[Claim] = []
    for reading in readings:
        if "equivalence." not in reading.tables:
            continue
        s = reading.sentence
        for clause in reading.clauses:
            words = clause.tags("equivalence.")
            if not words:
                continue
            for k in range(clause.first, clause.last - 1):
                if not any(-1 <= m.first - k <= 6 or 0 < k - m.last <= 4 for m in words) or any(
                    q.first <= k < q.last for q in clause.quantities
                ):
                    continue
                factor = numbers.get(s.words[k]) or (float(s.words[k]) if s.words[k].isdecimal() and len(s.words[k]) < 4 else 0.0)
                name = article.text[slice(*s.spans[k + 1])].split("-")[0]
                if factor <= 1 or len(name) < 4 or not name[0].isupper():
                    continue
                left = [c for c in claims if c.start >= s.start and c.start < s.spans[k][0] and c.unit == "currency" and c.reject is None]
                base = _amount(name, readings, reading, article)
                if not left or base is None:
                    continue
                hedge = hedges.get(s.words[k - 1], "none")
                start, end = s.spans[k - 1 if hedge != "none" else k][0], s.spans[k + 1][1]
                out.append(_factor(left[-1], base, factor, hedge, (start, end), s.spans[k], article))
                break
    return out


def _factor(one: Claim, base: Term, factor: float, hedge: Hedge, span: Span, number: Span, article: Article) -> Claim:
    printed = article.text[slice(*number)]
    amount = term("left", one, one.start, one.end, article)
    times = Term(role="factor", value=factor, unit="multiple", currency=None, quote=printed, start=number[0], end=number[1])
    return derived(
        one, *span, article, kind="equivalence", metric="equivalence", value=float(factor), unit="multiple", printed=printed, hedge=hedge,
        bound=BOUNDS[hedge], gmin=1.0, gmax=1.0, word_number=not printed.isdecimal(), terms=(amount, times, base),
    )  # fmt: skip


def _amount(name: str, readings: Sequence[Reading], here: Reading, article: Article) -> Term | None:
    """The first amount of money in another sentence that names ``name``."""
    for reading in readings:
        s = reading.sentence
        if reading is here or not re.search(rf"\b{re.escape(name)}\b", article.text[s.start : s.end]):
            continue
        for draft in reading.drafts:
            q = draft.quantity
            if q is not None and q.unit == "currency":
                return Term(
                    role="base",
                    value=q.value,
                    unit="currency",
                    currency=q.currency,
                    quote=article.text[q.start : q.end],
                    start=q.start,
                    end=q.end,
                )
    return None


def reference(claim: Claim) -> str:
    """A claim before it has its id; rewritten when ids are given."""
    return f"{claim.start}:{claim.end}:{claim.kind}:{claim.metric}:{claim.subject}:{claim.value}"


@lru_cache(maxsize=8)
def _attributing(language: Language) -> tuple[dict[str, list[list[str]]], frozenset[str], tuple[str, ...]]:
    """Phrases before a name by their first word, words after a name, and words between that are passed over."""
    words = language.tables.get("attribution", {})
    before: dict[str, list[list[str]]] = {}
    for phrase in words.get("before", ()):
        parts = phrase.split()
        before.setdefault(parts[0], []).append(parts)
    return before, frozenset(words.get("after", ())), tuple(words.get("skip", ()))


def attribution(reading: Reading, article: Article, language: Language) -> str | None:
    """Who says it: the name behind "laut" or "according to", or before "zufolge"; None where the article says it itself."""
    before, after, skip = _attributing(language)
    s = reading.sentence
    if before.keys().isdisjoint(s.words) and after.isdisjoint(s.words):
        return None
    for k, word in enumerate(s.words):
        for parts in before.get(word, ()):
            if s.words[k : k + len(parts)] == parts:
                name = _named(article.text, s, k + len(parts), 1, skip)
                if name:
                    return name
        if word in after:
            name = _named(article.text, s, k - 1, -1, ())
            if name:
                return name
    return None


def _named(text: str, s: Sentence, k: int, step: int, skip: Sequence[str]) -> str | None:
    """The run of capitalised words from token ``k``, articles before it passed over."""
    while 0 <= k < len(s.words) and s.words[k] in skip:
        k += step
    first = k
    while 0 <= k < len(s.words) and abs(k - first) < LONGEST_NAME and text[s.spans[k][0]].isupper():
        k += step
    if k == first:
        return None
    low, high = (first, k - 1) if step > 0 else (k + 1, first)
    return text[s.spans[low][0] : s.spans[high][1]]


def topic(draft: Draft, reading: Reading, language: Language) -> str | None:
    """What a rejected amount is about, so that articles can be compared."""
    if draft.reject is None:
        return None
    words = set(reading.sentence.words)
    for name, triggers in language.tables.get("reject", {}).get("topic", {}).items():
        if words & set(triggers):
            return str(name)
    return None
