"""Checks from what decided them."""

from __future__ import annotations

from impact.kinds.answer import Answer
from impact.records import Check, Claim, Figure, Message, Reading, Severity, Verdict
from impact.verdicts.bands import Band, exact

WRONG = frozenset({"false", "mostly_false"})


def made(
    claim: Claim,
    answer: Answer,
    verdict: Verdict,
    rule: str,
    reading: Reading,
    reason: Message | None,
    band: Band | None = None,
    *,
    story: bool | None = None,
) -> Check:
    """The check that one reading decided; ``story`` overrides what its severity would follow from."""
    deviation, share = _deviation(claim, reading, band)
    return Check(
        claim=claim,
        verdict=verdict,
        rule=rule,
        reading=reading.id,
        actual=reading.value,
        unit=reading.unit,
        deviation=deviation,
        deviation_pct=share,
        readings=answer.readings,
        severity=_severity(verdict, reading, band, story),
        reason=reason,
        evidence=answer.evidence or reading.inputs,
    )


def _deviation(claim: Claim, reading: Reading, band: Band | None) -> tuple[float | None, float | None]:
    """Actual less claimed, signed, and in percent of the claimed number."""
    if band is None or reading.value is None or band.number == 0:
        return None, None
    claimed = -band.number if claim.direction == "down" and reading.value < 0 else band.number
    if claim.direction is None and reading.value < 0:
        claimed = -band.number
    difference = exact(reading.value) - claimed
    return float(difference), float(difference / band.number * 100)


def _severity(verdict: Verdict, reading: Reading, band: Band | None, story: bool | None) -> Severity | None:
    if verdict in ("imprecise", "context"):
        return "story" if story else "detail"
    if verdict not in WRONG:
        return None
    if story is None:
        story = reading.grade != "mostly_false"  # outside a factor of two, or the other sign
    return "story" if story else "detail"


def same(check: Check, claim: Claim) -> Check:
    """The same verdict on another claim of the same content."""
    return check if check.claim is claim else rebuilt(check, claim, check.reason, check.suggestion)


def rebuilt(check: Check, claim: Claim, reason: Message | None, suggestion: Message | None) -> Check:
    """The check with another claim, reason and suggestion; spelled out, since dataclasses.replace takes eight times as long."""
    return Check(
        claim=claim,
        verdict=check.verdict,
        rule=check.rule,
        reading=check.reading,
        actual=check.actual,
        unit=check.unit,
        deviation=check.deviation,
        deviation_pct=check.deviation_pct,
        readings=check.readings,
        severity=check.severity,
        reason=reason,
        evidence=check.evidence,
        suggestion=suggestion,
    )


def unchecked(claim: Claim, verdict: Verdict, rule: str, reason: Message, evidence: tuple[Figure, ...] = ()) -> Check:
    """A check that no reading decided."""
    return Check(claim=claim, verdict=verdict, rule=rule, reason=reason, evidence=evidence)
