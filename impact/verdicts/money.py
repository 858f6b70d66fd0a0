"""An amount in another currency than the prices: converted where a rate is known, else not judged."""

from __future__ import annotations

from dataclasses import replace

from impact.kinds.answer import Answer
from impact.kinds.facts import Facts
from impact.records import Check, Claim, Figure, Message, Reading
from impact.verdicts import grading
from impact.verdicts.bands import Band
from impact.verdicts.policy import Policy


def foreign(claim: Claim, answer: Answer) -> str | None:
    """The currency of the prices when the claim counts in another one."""
    if claim.currency is None or claim.unit not in ("currency", None) or not answer.readings or answer.readings[0].unit == claim.currency:
        return None
    units = {r.unit for r in answer.readings if len(r.unit) == 3 and r.unit.isupper()}
    return None if not units or claim.currency in units else min(units)


def converted(answer: Answer, unit: str, currency: str, facts: Facts) -> Answer | None:
    """The same readings in ``currency``, each at its own session's rate; None where that of a default reading is missing.

    A further reading without a rate is left out: it decides nothing.
    """
    readings = []
    for reading in answer.readings:
        session = next((f.session for f in reversed(reading.inputs) if f.session is not None), None)
        rate = facts.exchange_rate(unit, currency, session) if session is not None and reading.unit == unit else None
        if rate is not None and reading.value is not None:
            readings.append(_times(reading, rate, currency))
        elif reading.default:
            return None
    return replace(answer, readings=tuple(readings)) if readings else None


def _times(reading: Reading, rate: Figure, currency: str) -> Reading:
    assert reading.value is not None
    return replace(
        reading,
        formula=f"({reading.formula}) * exchange_rate",
        inputs=(*reading.inputs, replace(rate, name="exchange_rate")),
        value=reading.value * rate.value,
        unit=currency,
    )


def unconverted(claim: Claim, answer: Answer, unit: str, band: Band, policy: Policy, *, signed: bool) -> Check:
    """No rate: uncheckable; but where the digits fit the prices' own currency, a human should look at the currency."""
    best = grading.by_band(answer, claim, band, policy, signed=signed, kept={}).default
    values: dict[str, object] = {"claimed": claim.currency or "", "unit": unit}
    made = Check(
        claim=claim, verdict="uncheckable", rule="currency", readings=answer.readings, reason=Message(id="reason.no_rate", values=values)
    )
    if best is not None and best.grade in grading.HOLDS:
        reason = Message(id="reason.slip_currency", values=values)
        return replace(made, verdict="review", rule="slip_currency", reading=best.id, actual=best.value, unit=best.unit, reason=reason)
    return made
