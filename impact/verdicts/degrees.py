"""A direction, and a word for how much: the sign decides, the degree word must fit its published band."""

from __future__ import annotations

from impact.kinds import groups
from impact.kinds.answer import Answer
from impact.kinds.facts import Facts
from impact.records import Amount, Check, Claim, Grade, Message, Reading, Severity, Verdict
from impact.verdicts import grading
from impact.verdicts.policy import Policy

_ORDER = {"true": 0, "imprecise": 1, "false": 2}


def judge(claim: Claim, answer: Answer, policy: Policy, facts: Facts) -> Check:
    """true: sign and degree; imprecise: the sign alone; context: the sign under another reading only; else false."""
    instrument = facts.instrument(claim.subject) if claim.subject else None
    single = instrument is not None and instrument.kind == "stock" and not groups.is_group(claim.subject or "", facts)
    market = "share" if single else "index"
    low, high = policy.degrees[market][claim.degree] if claim.degree else (0.0, float("inf"))
    readings = tuple(r if r.value is None else _graded(r, claim, low, high) for r in answer.readings)
    first = next((r for r in readings if r.default), readings[0])
    best = min([r for r in readings if r.default and r.grade], key=lambda r: _ORDER[r.grade or ""], default=first)

    def made(verdict: Verdict, rule: str, reason: Message | None = None, severity: Severity | None = None) -> Check:
        return Check(
            claim=claim, verdict=verdict, rule=rule, reading=best.id, actual=best.value, unit=best.unit, readings=readings,
            evidence=best.inputs, reason=reason, severity=severity,
        )  # fmt: skip

    if answer.undecided is not None:
        return made("uncheckable", "undecided", answer.undecided)
    if claim.direction is None:
        return made("uncheckable", "no_number", Message(id="reason.no_direction"))
    if best.grade == "true":
        return made("true", "degree" if claim.degree else "sign")
    values: dict[str, object] = {"actual": Amount(value=best.value or 0.0, unit=best.unit, signed=True)}
    if best.grade == "imprecise" and claim.degree:
        degree = Message(id=f"degree.{claim.degree}")
        limit = Amount(value=high if abs(best.value or 0.0) > high else low, unit="percent")
        key = "too_large" if abs(best.value or 0.0) > high else "too_small"
        reason = Message(id=f"reason.degree_{key}", values={**values, "degree": degree, "limit": limit})
        return made("imprecise", "degree", reason, "detail")
    if best.unit == "percent" and abs(best.value or 0.0) < policy.flat:
        return made("imprecise", "flat", Message(id="reason.flat", values=values), "detail")
    if not any(r.id.startswith("weighted") for r in readings) and all(r.id.startswith("index") for r in readings):
        return made("review", "undecided", Message(id="reason.which_index"))
    # On most days the low lies below and the high above the previous close: they excuse no wrong sign.
    return made("false", "sign", Message(id="reason.other_sign", values=values), "story")


def _graded(reading: Reading, claim: Claim, low: float, high: float) -> Reading:
    assert reading.value is not None
    right = claim.direction is None or (reading.value != 0 and (reading.value > 0) == (claim.direction == "up"))
    size = abs(reading.value)
    fits = reading.unit != "percent" or low <= size <= high
    found: Grade = "false" if not right else "true" if fits else "imprecise"
    return grading.graded(reading, found)
