"""What ties claims together: causes, equivalences, attribution, and topics of rejected numbers."""

from __future__ import annotations

from collections.abc import Sequence

from impact.claims.reader import Draft, Reading
from impact.languages import Language
from impact.records import Article, Claim, Term

Made = Sequence[tuple[Draft, list[Claim]]]


def causes(reading: Reading, made: Made, article: Article) -> list[Claim]:
    """The "because" of a market move: the quoted words, which prices never prove."""
    market = [(d, c) for d, found in made for c in found[:1] if c.reject is None and c.metric in ("price_change_pct", "direction", "market_cap_change_usd", "index_points_change")]
    if not market:
        return []
    s = reading.sentence
    for clause in reading.clauses:
        openers = [m for m in clause.tags("cause.before") if m.first - clause.first <= 1]
        if not openers or any(d.clause is clause for d, _ in market) or clause.bracket:
            continue
        near = [c for d, c in market if d.clause.last <= clause.first] or [c for d, c in market if d.clause.first >= clause.last]
        if not near:
            continue
        start, end = openers[0].start, clause.span(s)[1]
        return [_cause(near[-1], article, start, end)]
    for draft, claim in market:
        if draft.clause.tags("cause.lead_to") and draft.clause.tags("cause.after"):
            start, end = draft.clause.span(s)
            return [_cause(claim, article, start, end)]
    return []


def _cause(effect: Claim, article: Article, start: int, end: int) -> Claim:
    quote = article.text[start:end].rstrip(" ,.;:!?\"”“»")
    return Claim(
        id="", article=article.id, start=start, end=start + len(quote), quote=quote, sentence=effect.sentence, kind="cause", metric="cause",
        subject=effect.subject, subject_name=effect.subject_name, subject_source=effect.subject_source, direction=effect.direction,
        basis=effect.basis, event_date=effect.event_date, date_source=effect.date_source, cause=quote, unresolved=effect.unresolved,
    )  # fmt: skip


def equivalences(reading: Reading, made: Made, article: Article) -> list[Claim]:
    """Two numbers that one sentence sets equal: per cent and market value, points and per cent."""
    out: list[Claim] = []
    flat = [(d, c) for d, found in made for c in found if c.reject is None and d.quantity is not None]
    for (d1, left), (d2, right) in zip(flat, flat[1:], strict=False):
        if left.subject != right.subject or {left.metric, right.metric} not in ({"price_change_pct", "market_cap_change_usd"}, {"price_change_pct", "index_points_change"}):
            continue
        q1, q2 = d1.quantity, d2.quantity
        assert q1 is not None and q2 is not None
        if q1.start > q2.start:
            (d1, left, q1), (d2, right, q2) = (d2, right, q2), (d1, left, q1)
        words = [m for c in reading.clauses for m in c.tags("equivalence.") if q1.last <= m.first and (m.first < q2.last + 3)]
        if not words or q2.first - q1.last > 12:
            continue
        start, end = q1.start, max(q2.end, words[-1].end)
        out.append(
            Claim(
                id="", article=article.id, start=start, end=end, quote=article.text[start:end], sentence=left.sentence, kind="equivalence", metric="equivalence",
                subject=left.subject, subject_name=left.subject_name, subject_source=left.subject_source, direction=left.direction,
                basis=left.basis, event_date=left.event_date, date_source=left.date_source, hedge=right.hedge, bound=right.bound, unresolved=left.unresolved,
                terms=(_term("left", left, q1.start, q1.end, article), _term("right", right, q2.start, q2.end, article)),
            )
        )  # fmt: skip
    return out


def _term(role: str, claim: Claim, start: int, end: int, article: Article) -> Term:
    assert claim.value is not None and claim.unit is not None
    return Term(role=role, value=claim.value, unit=claim.unit, currency=claim.currency, quote=article.text[start:end], start=start, end=end, claim=f"@{claim.start}:{claim.metric}:{claim.subject}")


def factors(readings: Sequence[Reading], claims: Sequence[Claim], article: Article, language: Language) -> list[Claim]:
    """ "Das entspricht zwei X": a number times an amount that the article gives for X elsewhere."""
    return []


def attribution(reading: Reading, article: Article) -> str | None:
    """Who says it: the words after "laut", "according to", or before "zufolge"."""
    return None


def topic(draft: Draft, reading: Reading, language: Language) -> str | None:
    """What a rejected amount is about, so that articles can be compared."""
    if draft.reject is None:
        return None
    words = set(reading.sentence.words)
    for name, triggers in language.tables.get("reject", {}).get("topic", {}).items():
        if words & set(triggers):
            return str(name)
    return None
