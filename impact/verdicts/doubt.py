"""A day that the text does not state: before a number or a record is called wrong, the sessions around it are asked.

The day of a claim may be no more than the article's, or the next in a sequence. Where a neighbouring session fits, two days
are possible, and a human decides (``review``); the day is never moved to where the number fits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from impact.kinds import Kind
from impact.records import Check, Claim, Message, Reading
from impact.verdicts import wording, zero_tolerance
from impact.verdicts.bands import Band, exact
from impact.verdicts.grading import HOLDS, grade, near_hull
from impact.verdicts.slips import neighbours
from impact.verdicts.wrong import Asking

INFERRED = frozenset({"article", "event", "sequence"})  # date sources that no word of the sentence stands behind
NEAR = 2  # sessions before and after
LONGER = frozenset({"period", "multiple"})  # of the other kinds a start may be a record's ("down 9 %, the most since 2020")
OF_THE_DAY = frozenset({"close", "low", "high", "gap", "last_trade"})


def doubtful(claim: Claim) -> bool:
    """Whether the day rests on no word of the text, and the claim is about one day (of a record, the day it was set)."""
    one_day = claim.period_start is None or claim.kind not in LONGER
    return claim.date_source in INFERRED and one_day and len(claim.event_date or "") == 10


def of_number(claim: Claim, kind: Kind, check: Check, band: Band, judge: Asking) -> Check:
    """``review`` instead of a wrong number where a neighbouring session has it, even only rounded."""
    if not doubtful(claim) or only_the_sign(check, band):
        return check
    for day in neighbours(claim, judge, NEAR):
        answer = judge.ask(kind, claim, day)
        for reading in answer.readings:
            if reading.value is not None and (reading.default or reading.id in OF_THE_DAY):
                found = grade(exact(reading.value), claim.direction, band, judge.policy, signed=kind.SIGNED)
                if found in HOLDS or (found == "understated" and _like(reading, band, judge)):
                    return _review(check, day, reading)
        if (near := near_hull(answer, claim, band, judge.policy)) is not None:
            return _review(check, day, near)
    return check


def only_the_sign(check: Check, band: Band) -> bool:
    """Whether the assumed day has the very digits with the other sign: that a session nearby has them too is the lesser chance."""
    two_digits = len(band.number.normalize().as_tuple().digits) > 1
    return check.rule == "slip_sign" and two_digits and check.actual is not None and abs(exact(check.actual)) in band.printed


def _like(reading: Reading, band: Band, judge: Asking) -> bool:
    """Whether a value above "more than x" is still of its size: everything is more than very little."""
    return abs(exact(reading.value or 0.0)) <= band.number * judge.policy.limits.ratio


def of_other(claim: Claim, kind: Kind, check: Check, judge: Asking) -> Check:
    """``review`` instead of a refuted direction, record, rank or mark where the session before or after has it."""
    if not doubtful(claim):
        return check
    for day in neighbours(claim, judge, 1):
        answer = judge.ask(kind, claim, day)
        if kind.JUDGED == "exact":
            holds = bool(answer.readings) and zero_tolerance.judge(claim, answer).verdict in ("true", "review", "context")
        else:
            first = next((r.value for r in answer.readings if r.default and r.value), 0.0)
            holds = first > 0 if claim.direction == "up" else first < 0
        if holds:
            return _review(check, day, next((r for r in answer.readings if r.default), None))
    if claim.record is not None and claim.record.what in ("high", "low"):
        # "Since its record high …": a text speaks of a record long after the day that set it.
        return replace(check, verdict="review", rule="undecided", reason=Message(id="reason.record_of_another_day"), severity=None)
    return check


def _review(check: Check, day: date, reading: Reading | None) -> Check:
    actual = wording.amount(reading) if reading is not None else ""
    values: dict[str, object] = {"session": day, "assumed": date.fromisoformat(check.claim.event_date or ""), "actual": actual}
    return replace(check, verdict="review", rule="inferred_day", reason=Message(id="reason.inferred_day", values=values), severity=None)
