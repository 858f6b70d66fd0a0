"""Numbers of the text against each other: every printed number is the interval of what it may stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from impact.kinds.answer import Answer
from impact.records import Amount, Check, Claim, Message, Reading, Term
from impact.verdicts.bands import Interval, band_of, places
from impact.verdicts.policy import Policy


def judge(claim: Claim, answer: Answer, claims: Mapping[str, Claim], policy: Policy) -> Check:
    """rounded when the intervals meet, true when the numbers as printed agree, imprecise when the outer bands meet, else false."""
    reading = answer.readings[0]
    roles = {t.role: t for t in claim.terms}
    target, others = _split(reading, roles)
    hedged_factor = claim if claim.value is not None and reading.id in ("product", "ratio") else None
    made = Check(
        claim=claim, verdict="rounded", rule="intervals_meet", reading=reading.id, actual=reading.value, unit=reading.unit,
        readings=answer.readings, evidence=reading.inputs,
    )  # fmt: skip
    if target is None or reading.value is None:
        return replace(made, verdict="uncheckable", rule="no_number", reason=Message(id="reason.terms_missing"))
    wanted = stands_for(target, claims, policy, outer=False)
    if reading.id == "ratio":
        wanted = factor_of(claim, policy, outer=False)
    value = Decimal(repr(reading.value))
    found = _combined(reading, others, hedged_factor, claims, policy, outer=False)
    graded = replace(reading, grade="rounded", holds=True)
    if value in wanted and value == _number(target, reading, claim):
        return replace(made, verdict="true", rule="numbers_agree", readings=(replace(reading, grade="true", holds=True),))
    if found.meets(wanted):
        return replace(made, readings=(graded,))
    wide = factor_of(claim, policy, outer=True) if reading.id == "ratio" else stands_for(target, claims, policy, outer=True)
    values: dict[str, object] = {
        "left": Amount(value=float(_number(target, reading, claim)), unit=reading.unit),
        "right": Amount(value=abs(reading.value), unit=reading.unit),
    }
    if _combined(reading, others, hedged_factor, claims, policy, outer=True).meets(wide):
        readings = (replace(reading, grade="imprecise", holds=False),)
        return replace(
            made,
            verdict="imprecise",
            rule="outer",
            readings=readings,
            reason=Message(id="reason.terms_near", values=values),
            severity="detail",
        )
    reason = Message(id="reason.terms_contradict", values=values)
    return replace(
        made,
        verdict="false",
        rule="intervals_apart",
        readings=(replace(reading, grade="false", holds=False),),
        reason=reason,
        severity="detail",
    )


def _split(reading: Reading, roles: Mapping[str, Term]) -> tuple[Term | None, list[Term]]:
    """The term that the reading's value must agree with, and those it is made of."""
    left, right = roles.get("left"), roles.get("right") or roles.get("base")
    if reading.id in ("percent_of_value", "percent_of_close") and left is not None and right is not None:
        share, amount = (left, right) if left.unit == "percent" else (right, left)
        return amount, [share]
    if reading.id == "ratio":
        return left, [t for t in (left, right) if t is not None]
    return left, [t for t in (roles.get("factor"), right) if t is not None]


def _number(target: Term, reading: Reading, claim: Claim) -> Decimal:
    if reading.id == "ratio":
        return Decimal(repr(claim.value if claim.value is not None else 1.0))
    return Decimal(repr(abs(target.value)))


def _combined(
    reading: Reading, others: list[Term], hedged_factor: Claim | None, claims: Mapping[str, Claim], policy: Policy, *, outer: bool
) -> Interval:
    """The interval of the reading when each of its terms runs through what it may stand for (all formulas are monotonic)."""
    assert reading.value is not None
    value = Decimal(repr(abs(reading.value)))
    low = high = value
    for i, term in enumerate(others):
        number = Decimal(repr(abs(term.value)))
        if number == 0:
            continue
        if term.role == "factor" and hedged_factor is not None:
            span = factor_of(hedged_factor, policy, outer=outer)
        else:
            span = stands_for(term, claims, policy, outer=outer)
        down, up = max(span.low, Decimal(0)) / number, span.high / number
        if reading.id == "ratio" and i == 1:
            down, up = 1 / up if up.is_finite() else Decimal(0), 1 / down if down else Decimal("Infinity")
        low, high = low * down, high * up if up.is_finite() else Decimal("Infinity")
    return Interval(low, high)


def factor_of(claim: Claim, policy: Policy, *, outer: bool) -> Interval:
    """What the factor's hedge allows; without a number, any ratio above one."""
    if claim.value is None:
        return Interval(Decimal(1), Decimal("Infinity"), low_open=True)
    band = band_of(claim, policy)
    return band.outer if outer and band.understated is None else band.possible


def stands_for(term: Term, claims: Mapping[str, Claim], policy: Policy, *, outer: bool) -> Interval:
    """The interval of a number: the bands of the claim that it also is, else its rounding interval."""
    linked = claims.get(term.claim) if term.claim else None
    if linked is not None and linked.value is not None and linked.value == abs(term.value):
        band = band_of(linked, policy)
        return band.outer if outer and band.understated is None else band.possible
    number, half = Decimal(repr(abs(term.value))), places(term.value)[0] / 2 * (2 if outer else 1)
    return Interval(number - half, number + half)
