"""What probably went wrong with a number that is wrong: the known slips are tried, the one that fits is named.

A slip is a diagnosis, never a repair: the verdict stays ``false``. Each is tried against the default readings only, and
must fit them as printed digits or inside the core band.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from impact.kinds import Kind, kinds
from impact.kinds.answer import Answer
from impact.kinds.facts import Facts
from impact.records import Amount, Check, Claim, Figure, Message, Reading
from impact.reference import events
from impact.verdicts import grading
from impact.verdicts.bands import Band, band_of, exact
from impact.verdicts.policy import Policy

SCALES = ((3, "scale"), (-3, "scale"), (6, "scale"), (-6, "scale"), (1, "digit"), (-1, "digit"))
NEAR = 4  # sessions before and after: the week around a wrong weekday
OTHER_UNIT = {"change": "points", "points": "change", "period": "points"}
OTHER_MEASURE = {"change": "level", "points": "level", "level": "points", "cap_change": "cap_level", "cap_level": "cap_change"}
SIBLINGS = {"^IXIC": ("^NDX",), "^NDX": ("^IXIC",), "GOOG": ("GOOGL",), "GOOGL": ("GOOG",), "^TOPX": ("^N225",), "^N225": ("^TOPX",)}


class Asking(Protocol):
    """Who asks for the diagnosis: one run's market, policy and answers."""

    facts: Facts
    policy: Policy

    def answer(self, kind: Kind, claim: Claim) -> Answer:
        """The kind's readings of the claim."""

    def companions(self, claim: Claim) -> tuple[str, ...]:
        """The other subjects of the claim's sentence."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that fits: its name, the sentence, the reading that shows it, and whether it changes the story."""

    name: str
    reason: Message
    reading: Reading | None = None
    story: bool = True


def diagnose(claim: Claim, kind: Kind, answer: Answer, band: Band, judge: Asking) -> Slip | None:
    """The first slip that fits, in order of how plainly it shows."""
    for found in (
        _sign(claim, answer, band, judge.policy, kind),
        _scale(claim, answer, judge.policy, kind),
        _unit(claim, band, judge),
        _measure(claim, band, judge),
        _split(claim, answer, band, judge, kind),
        _sibling(claim, kind, judge),
        _company(claim, kind, judge),
        _day(claim, kind, judge),
        _transposed(claim, answer, judge.policy, kind),
    ):
        if found is not None:
            return found
    return None


def fitting(claim: Claim, answer: Answer, policy: Policy, *, signed: bool, digits: bool = False) -> Reading | None:
    """The default reading that the claim fits; ``digits``: only as printed digits."""
    band = band_of(claim, policy)
    rounded: Reading | None = None
    for reading in answer.readings:
        if reading.default and reading.value is not None:
            found = grading.grade(reading, claim, band, policy, signed=signed)
            if found == "true":
                return reading
            if found == "rounded" and not digits:
                rounded = rounded or reading
    return rounded


def _telling(band: Band) -> bool:
    """Whether the number has digits enough that agreement with another one is no accident: two at least."""
    return len(band.number.normalize().as_tuple().digits) >= 2


def _sign(claim: Claim, answer: Answer, band: Band, policy: Policy, kind: Kind) -> Slip | None:
    if not kind.SIGNED or claim.direction is None:
        return None
    other = replace(claim, direction="up" if claim.direction == "down" else "down")
    found = fitting(other, answer, policy, signed=True)
    return None if found is None else Slip("sign", Message(id="reason.slip_sign", values=_actual(found)), found)


def _scale(claim: Claim, answer: Answer, policy: Policy, kind: Kind) -> Slip | None:
    for power, name in SCALES:
        if name == "digit" and claim.unit not in ("currency", "points", "percent", "shares"):
            continue
        factor = 10.0**power
        scaled = _times(claim, factor)
        found = fitting(scaled, answer, policy, signed=kind.SIGNED, digits=name == "digit")
        if found is not None:
            return Slip(
                name,
                Message(id=f"reason.slip_{name}", values={**_actual(found), "factor": f"{10 ** abs(power):,}".replace(",", " ")}),
                found,
            )
    return None


def _times(claim: Claim, factor: float) -> Claim:
    def scaled(x: float | None) -> float | None:
        return None if x is None else float(exact(x * factor))

    return replace(
        claim, value=scaled(claim.value), value_high=scaled(claim.value_high), gmin=scaled(claim.gmin), gmax=scaled(claim.gmax)
    )  # fmt: skip


def _unit(claim: Claim, band: Band, judge: Asking) -> Slip | None:
    """Percent printed as points or as currency a share, or the reverse."""
    other = OTHER_UNIT.get(claim.kind)
    if other is None or not _telling(band):
        return None
    kind = kinds()[other]
    found = fitting(claim, judge.answer(kind, replace(claim, kind=other)), judge.policy, signed=True, digits=True)
    return None if found is None else Slip("unit", Message(id="reason.slip_unit", values=_actual(found)), found, story=False)


def _measure(claim: Claim, band: Band, judge: Asking) -> Slip | None:
    """A level taken for a change ("to" for "by"), or the reverse."""
    other = OTHER_MEASURE.get(claim.kind)
    if other is None or not _telling(band):
        return None
    kind = kinds()[other]
    found = fitting(claim, judge.answer(kind, replace(claim, kind=other)), judge.policy, signed=False, digits=claim.unit == "percent")
    if found is None and not kind.SIGNED:
        return None
    if found is None:
        found = fitting(claim, judge.answer(kind, replace(claim, kind=other)), judge.policy, signed=True)
    key = "level_for_change" if kind.JUDGED and not kind.SIGNED else "change_for_level"
    return None if found is None else Slip("measure", Message(id=f"reason.slip_{key}", values=_actual(found)), found)


def _split(claim: Claim, answer: Answer, band: Band, judge: Asking, kind: Kind) -> Slip | None:
    """A price from before a split set beside one from after it."""
    splits = getattr(judge.facts, "splits", None)
    if splits is None or claim.subject is None or claim.kind not in ("change", "period", "multiple"):
        return None
    for reading in answer.readings:
        if not reading.default or len(reading.inputs) != 2 or reading.value is None:
            continue
        start, end = reading.inputs[0].session, reading.inputs[1].session
        for split in splits(claim.subject):
            if start is not None and end is not None and start < split.effective <= end:
                naive = replace(reading, value=((reading.value / 100 + 1) / split.ratio - 1) * 100)
                if grading.grade(naive, claim, band, judge.policy, signed=kind.SIGNED) in grading.HOLDS:
                    ratio = f"{split.ratio:g}"
                    return Slip(
                        "split",
                        Message(id="reason.slip_split", values={**_actual(reading), "ratio": ratio, "session": split.effective}),
                        reading,
                    )
    return None


def _sibling(claim: Claim, kind: Kind, judge: Asking) -> Slip | None:
    """The other index of the name (Composite for 100), or the company's other share class."""
    for symbol in SIBLINGS.get(claim.subject or "", ()):
        other = replace(claim, subject=symbol)
        found = fitting(other, judge.answer(kind, other), judge.policy, signed=kind.SIGNED, digits=True)
        if found is not None:
            return Slip("sibling", Message(id="reason.slip_sibling", values={**_actual(found), "symbol": symbol}), found, story=False)
    return None


def _company(claim: Claim, kind: Kind, judge: Asking) -> Slip | None:
    """The number of another company of the same sentence."""
    if not _telling(band_of(claim, judge.policy)):
        return None
    for symbol in judge.companions(claim):
        other = replace(claim, subject=symbol)
        found = fitting(other, judge.answer(kind, other), judge.policy, signed=kind.SIGNED, digits=True)
        if found is not None:
            return Slip("company", Message(id="reason.slip_company", values={**_actual(found), "symbol": symbol}), found)
    return None


def _day(claim: Claim, kind: Kind, judge: Asking) -> Slip | None:
    """The number of a neighbouring session."""
    if claim.basis in ("week", "month", "ytd") or claim.period_start is not None or claim.kind in ("period", "multiple"):
        return None  # a span's number changes little from day to day
    if claim.event_date is None or len(claim.event_date) != 10 or claim.subject is None or not _telling(band_of(claim, judge.policy)):
        return None
    for day in _neighbours(claim, judge):
        other = replace(claim, event_date=day.isoformat(), date_source="article")
        found = fitting(other, judge.answer(kind, other), judge.policy, signed=kind.SIGNED, digits=True)
        if found is not None:
            return Slip("day", Message(id="reason.slip_day", values={**_actual(found), "session": day}), found)
    return None


def _neighbours(claim: Claim, judge: Asking) -> Iterator[date]:
    """The sessions around the claimed one, nearest first."""
    assert claim.subject is not None
    assert claim.event_date is not None
    before = after = date.fromisoformat(claim.event_date)
    for _ in range(NEAR):
        before, after = judge.facts.previous_session(claim.subject, before), judge.facts.next_session(claim.subject, after)
        yield before
        yield after


def _transposed(claim: Claim, answer: Answer, policy: Policy, kind: Kind) -> Slip | None:
    """Two neighbouring digits changed places; three digits at least, or any number could be it."""
    assert claim.value is not None
    number = exact(abs(claim.value)).normalize()
    digits = number.as_tuple().digits
    if len(digits) < 3 or claim.value_high is not None:
        return None
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            swapped = (*digits[:i], digits[i + 1], digits[i], *digits[i + 2 :])
            value = Decimal((0, swapped, int(number.as_tuple().exponent)))
            found = fitting(replace(claim, value=float(value)), answer, policy, signed=kind.SIGNED, digits=True)
            if found is not None:
                return Slip("transposed", Message(id="reason.slip_transposed", values=_actual(found)), found, story=False)
    return None


def currency(claim: Claim, answer: Answer, band: Band, policy: Policy, *, signed: bool) -> Check | None:
    """An amount in another currency than the prices: no rate is here, so that it cannot be judged; but where the digits
    fit the prices' own currency, that is said."""
    if claim.currency is None or claim.unit != "currency":
        return None
    units = {r.unit for r in answer.readings if len(r.unit) == 3 and r.unit.isupper()}
    if not units or claim.currency in units:
        return None
    unit = min(units)
    graded = grading.by_band(answer, claim, band, policy, signed=signed)
    best = graded.default
    values: dict[str, object] = {"claimed": claim.currency, "unit": unit}
    made = Check(
        claim=claim, verdict="uncheckable", rule="currency", readings=answer.readings, reason=Message(id="reason.no_rate", values=values)
    )
    if best is not None and best.grade in grading.HOLDS:
        reason = Message(id="reason.slip_currency", values=values)
        return replace(made, verdict="review", rule="slip_currency", reading=best.id, actual=best.value, unit=best.unit, reason=reason)
    return made


def confounders(claim: Claim) -> tuple[Figure, ...]:
    """What else happened to the subject from the session before to the session after, as evidence rows without a number."""
    if claim.subject is None or claim.event_date is None or len(claim.event_date) != 10:
        return ()
    day = date.fromisoformat(claim.event_date)
    return tuple(
        Figure(name="event", value=0.0, unit="count", source=f"{c.what} ({c.when})", session=c.session)
        for c in events.confounders(claim.subject, day, day)
    )


def _actual(reading: Reading) -> dict[str, object]:
    return {"actual": Amount(value=reading.value or 0.0, unit=reading.unit, signed=reading.unit == "percent")}
