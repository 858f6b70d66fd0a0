"""What a claim says, normalized and in words: "−17 % (fast)", "−600 Mrd. $ (rund)", "größter Tagesverlust der Börse aller Zeiten"."""

from __future__ import annotations

import math

from impact.records import Claim, Message, RecordScope
from impact.report.messages import Catalogue

LEVELS = frozenset({"price_level", "market_cap_level_usd", "ranking", "volume", "equivalence", "comparison"})


def claimed(claim: Claim, words: Catalogue) -> str:
    """What the claim says, normalized: "fast −17 %", "rund −600 Mrd. $", "gefallen (massiv)"."""
    if claim.record is not None:
        return record(claim.record, words, index=(claim.subject or "").startswith("^"))
    if claim.rank is not None and claim.value is None:
        return words.numbers.amount(claim.rank, "rank")
    if claim.terms:
        return _terms(claim, words)
    if claim.value is None:
        if claim.cause is not None:
            return words.label("because", cause=" ".join(claim.cause.split()))
        if claim.direction is None:
            return words.word("metric", claim.metric)
        said = words.word("direction", claim.direction)
        said = f"{said} ({words.word('degree', claim.degree)})" if claim.degree else said
    else:
        said = _number(claim, words)
    return words.label("not", claim=said) if claim.negated else said


def _terms(claim: Claim, words: Catalogue) -> str:
    """The numbers set beside each other: "17 % ↔ 589 Mrd. $", "1 Bio. $ ↔ 2 × 500 Mrd. $"."""
    said, times = [], []
    for term in claim.terms:
        if term.role == "factor":
            times.append(words.numbers.decimal(term.value, 2, least=0))
        else:
            said.append(words.numbers.amount(term.value, term.currency or term.unit, plain=True))
    if times and said:
        said[-1] = " × ".join([*times, said[-1]])
    return " ↔ ".join(said or times)


def _number(claim: Claim, words: Catalogue) -> str:
    assert claim.value is not None
    moves = claim.metric not in LEVELS
    sign = -1 if moves and claim.direction == "down" else 1
    unit = claim.currency or claim.unit
    one = words.numbers.amount(
        sign * claim.value, unit, signed=moves and claim.direction is not None, plain=True, places=_printed_places(claim)
    )
    if claim.value_high is not None:
        high = words.numbers.amount(sign * claim.value_high, unit, signed=moves and claim.direction is not None, plain=True)
        return words.label("range", low=one, high=high)
    if claim.kind == "threshold" and claim.direction is not None:
        return words.label("above" if claim.direction == "up" else "below", level=one)
    hedge = words.word("hedge_word", claim.hedge, "")
    return f"{one} ({hedge})" if hedge else one


def _printed_places(claim: Claim) -> int | None:
    """Decimals as printed ("17,0", "116,70"), where no scale word stands behind the number."""
    if claim.gmin is None or claim.value is None or not 1e-4 < claim.gmin < 1 or claim.value >= 1e6:
        return None
    places = round(-math.log10(claim.gmin))
    return places if abs(10.0**-places - claim.gmin) < 1e-9 else None


def record(scope: RecordScope, words: Catalogue, *, index: bool = False) -> str:
    """The record claimed: "größter Tagesverlust aller Zeiten"; "its own" of an index is no company's."""
    key = f"record.{scope.what}_{scope.horizon}"
    what = words.say(Message(id=key if words.has(key) else f"record.{scope.what}_day", values={}))
    said = what if scope.place == 1 else words.label("place_of", place=scope.place, what=what)
    whose = "index" if index and scope.scope == "company" else scope.scope
    parts = [words.word("record_scope", whose)] if whose else []
    if scope.unit:
        parts.append(words.word("record_unit", scope.unit))
    if scope.since:
        ever = scope.since == "ever"
        parts.append(words.label("ever") if ever else words.label("since", day=scope.since))
    return " ".join([said, *parts])
