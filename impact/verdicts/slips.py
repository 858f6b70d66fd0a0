"""What probably went wrong with a number that is wrong: the known slips are tried, the one that fits is named.

A slip is a diagnosis, never a repair: the verdict stays ``false``. Each is tried against the default readings only, and
must fit them as printed digits or inside the core band.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from impact.kinds import Kind, kinds
from impact.kinds.answer import Answer
from impact.kinds.when import YEAR
from impact.records import Claim, Message, Reading
from impact.verdicts import grading
from impact.verdicts.bands import Band, band_of, exact
from impact.verdicts.share_class import one_class
from impact.verdicts.wrong import Asking, Slip, Wrong, actual

SCALES = tuple(
    (power, name, Decimal(1).scaleb(-power))
    for power, name in ((3, "scale"), (-3, "scale"), (6, "scale"), (-6, "scale"), (1, "digit"), (-1, "digit"))
)
OF_THE_COURSE = frozenset({"low", "high", "open", "gap"})
NEAR = 4  # sessions before and after: the week around a wrong weekday
OTHER_UNIT = {"change": "points", "points": "change", "period": "points"}
OTHER_MEASURE = {"change": "level", "points": "level", "level": "points", "cap_change": "cap_level", "cap_level": "cap_change"}
SIBLINGS = {"^IXIC": ("^NDX",), "^NDX": ("^IXIC",), "GOOG": ("GOOGL",), "GOOGL": ("GOOG",), "^TOPX": ("^N225",), "^N225": ("^TOPX",)}


def diagnose(claim: Claim, kind: Kind, answer: Answer, band: Band, judge: Asking) -> Slip | None:
    """The first slip that fits, in order of how plainly it shows."""
    wrong = Wrong(claim, kind, answer, band, judge)
    return next((slip for tried in ORDER if (slip := tried(wrong)) is not None), None)


def scale(claim: Claim, kind: Kind, answer: Answer, band: Band, judge: Asking) -> Slip | None:
    """The scale slip alone: "more than 200 million" is literally true of 240 billion, and yet no one wrote it on purpose."""
    found = _scale(Wrong(claim, kind, answer, band, judge))
    return found if found is not None and found.name == "scale" else None


def day(claim: Claim, kind: Kind, answer: Answer, band: Band, judge: Asking) -> Slip | None:
    """The slip of the day alone, for a day without trading."""
    return _day(Wrong(claim, kind, answer, band, judge))


def time(claim: Claim, answer: Answer, other: Reading, band: Band) -> Slip | None:
    """A price of the day's course printed as the close: the text says "closed" and has the digits of the low, the high or the open."""
    if claim.basis != "close" or not claim.basis_stated or other.id not in OF_THE_COURSE or other.value is None:
        return None
    close = next((r for r in answer.readings if r.id == "close" and r.default), None)
    if close is None or band.grade(abs(exact(other.value))) != "true":
        return None
    values = {**actual(close), "reading": Message(id=f"reading.{other.id}")}
    return Slip("time", Message(id="reason.slip_time", values=values), close, story=False)


def _sign(wrong: Wrong) -> Slip | None:
    if not wrong.kind.SIGNED or wrong.claim.direction is None:
        return None
    found = wrong.fit(flip=True)
    return None if found is None else Slip("sign", Message(id="reason.slip_sign", values=actual(found)), found)


def _scale(wrong: Wrong) -> Slip | None:
    for power, name, shift in SCALES:
        if name == "digit" and (wrong.claim.unit not in ("currency", "points", "percent", "shares") or not wrong.telling):
            continue
        found = wrong.fit(shift=shift, digits=name == "digit")
        if found is not None:
            factor = f"{10 ** abs(power):,}".replace(",", "\u202f")
            return Slip(name, Message(id=f"reason.slip_{name}", values={**actual(found), "factor": factor}), found)
    return None


def _unit(wrong: Wrong) -> Slip | None:
    """Percent printed as points or as currency a share, or the reverse."""
    other = OTHER_UNIT.get(wrong.claim.kind)
    if other is None or not wrong.telling:
        return None
    found = wrong.fit(wrong.other(other), digits=True)
    return None if found is None else Slip("unit", Message(id="reason.slip_unit", values=actual(found)), found, story=False)


def _measure(wrong: Wrong) -> Slip | None:
    """A level taken for a change ("to" for "by"), or the reverse."""
    name = OTHER_MEASURE.get(wrong.claim.kind)
    if name is None or not (wrong.telling or wrong.claim.unit == "currency"):
        return None
    signed = kinds()[name].SIGNED
    found = wrong.fit(wrong.other(name), digits=wrong.claim.unit == "percent", signed=signed)
    key = "change_for_level" if signed else "level_for_change"
    return None if found is None else Slip("measure", Message(id=f"reason.slip_{key}", values=actual(found)), found)


def _split(wrong: Wrong) -> Slip | None:
    """A price from before a split set beside one from after it."""
    claim, facts = wrong.claim, wrong.judge.facts
    if claim.subject is None or claim.kind not in ("change", "period", "multiple", "level"):
        return None
    if claim.kind == "level":
        return _stale_level(wrong, claim.subject)
    for reading in wrong.answer.readings:
        if not reading.default or len(reading.inputs) != 2 or reading.value is None:
            continue
        start, end = (facts.bar(claim.subject, f.session) if f.session is not None else None for f in reading.inputs)
        if start is None or end is None or start.split_factor == end.split_factor:
            continue
        ratio = start.split_factor / end.split_factor
        naive = exact(((reading.value / 100 + 1) / ratio - 1) * 100)
        found = grading.grade(naive, claim.direction, wrong.band, wrong.judge.policy, signed=True)
        if found in grading.HOLDS:
            return Slip("split", Message(id="reason.slip_split", values={**actual(reading), "ratio": f"{ratio:g}"}), reading)
    return None


def _stale_level(wrong: Wrong, subject: str) -> Slip | None:
    """A price of the shares of before a split of the past year, printed after it."""
    session = wrong.answer.readings[0].inputs[0].session
    bar = wrong.judge.facts.bar(subject, session) if session is not None else None
    if bar is None or session is None:
        return None
    before = wrong.judge.facts.bars(subject, session - timedelta(days=YEAR), session)
    for factor in sorted({b.split_factor for b in before} - {bar.split_factor}):
        ratio = factor / bar.split_factor
        found = wrong.fit(shift=exact(ratio), digits=True)
        if found is not None:
            return Slip("split", Message(id="reason.slip_split", values={**actual(found), "ratio": f"{ratio:g}"}), found)
    return None


def _sibling(wrong: Wrong) -> Slip | None:
    """The other index of the name (Composite for 100), or the company's other share class."""
    for symbol in SIBLINGS.get(wrong.claim.subject or "", ()):
        found = wrong.fit(wrong.other(subject=symbol), digits=True)
        if found is not None:
            return Slip(
                "sibling", Message(id="reason.slip_sibling", values={**actual(found), "symbol": wrong.name(symbol)}), found, story=False
            )
    return None


def _company(wrong: Wrong) -> Slip | None:
    """The number of another company of the same sentence."""
    for symbol in wrong.judge.companions(wrong.claim) if wrong.telling else ():
        found = wrong.fit(wrong.other(subject=symbol), digits=True)
        if found is not None:
            return Slip("company", Message(id="reason.slip_company", values={**actual(found), "symbol": wrong.name(symbol)}), found)
    return None


def _day(wrong: Wrong) -> Slip | None:
    """The number of a neighbouring session."""
    claim = wrong.claim
    if claim.basis in ("week", "month", "ytd") or claim.period_start is not None or claim.kind in ("period", "multiple"):
        return None  # a span's number changes little from day to day
    if claim.event_date is None or len(claim.event_date) != 10 or not wrong.telling:
        return None
    for session in neighbours(claim, wrong.judge, NEAR):
        if not _could_be(wrong, session):
            continue
        found = wrong.fit(wrong.other(day=session), digits=True)
        if found is not None:
            return Slip("day", Message(id="reason.slip_day", values={**actual(found), "session": session}), found)
    return None


def _could_be(wrong: Wrong, session: date) -> bool:
    """A quick look at the closes: whether the session's own change or close has the number's digits."""
    claim, facts = wrong.claim, wrong.judge.facts
    if claim.kind not in ("change", "points", "level") or claim.subject is None:
        return True
    bar, before = facts.bar(claim.subject, session), facts.bar(claim.subject, facts.previous_session(claim.subject, session))
    if bar is None or before is None or bar.split_factor != 1:
        return bar is not None
    value = {"change": (bar.close / before.close - 1) * 100, "points": bar.close - before.close, "level": bar.close}[claim.kind]
    return wrong.band.grade(abs(exact(value))) == "true"


def neighbours(claim: Claim, judge: Asking, reach: int) -> Iterator[date]:
    """``reach`` sessions before and after the claimed one, nearest first."""
    assert claim.subject is not None
    assert claim.event_date is not None
    before = after = date.fromisoformat(claim.event_date)
    for _ in range(reach):
        before, after = judge.facts.previous_session(claim.subject, before), judge.facts.next_session(claim.subject, after)
        yield before
        yield after


def _transposed(wrong: Wrong) -> Slip | None:
    """Two neighbouring digits changed places; three digits at least, or any number could be it."""
    claim, number = wrong.claim, wrong.band.number.normalize()
    digits = number.as_tuple().digits
    if len(digits) < 3 or claim.value_high is not None:
        return None
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            swapped = (*digits[:i], digits[i + 1], digits[i], *digits[i + 2 :])
            value = Decimal((0, swapped, int(number.as_tuple().exponent)))
            found = wrong.fit(band=band_of(replace(claim, value=float(value)), wrong.judge.policy), digits=True)
            if found is not None:
                return Slip("transposed", Message(id="reason.slip_transposed", values=actual(found)), found, story=False)
    return None


ORDER: tuple[Callable[[Wrong], Slip | None], ...] = (
    _sign, _split, _scale, one_class, _unit, _measure, _sibling, _company, _day, _transposed,
)  # fmt: skip
