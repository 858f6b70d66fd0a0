"""Each reading against the claimed number: a grade, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from impact.kinds.answer import Answer
from impact.records import Claim, Grade, Reading
from impact.verdicts.bands import Band, exact
from impact.verdicts.policy import Policy

COUNTED = frozenset({"shares", "gains", "losses"})  # inputs that a share count stands behind
VALUES = frozenset({"cap_level", "threshold"})  # have no sign, whatever the move was
ONE_AND_A_HALF = Decimal("1.5")  # places: 100.45 is printed of 100.445 and more, and 100.4399 is 100.44 here
HOLDS = frozenset({"true", "rounded"})
ORDER: dict[str, int] = {"true": 0, "rounded": 1, "understated": 2, "imprecise": 3, "mostly_false": 4, "false": 5}


@dataclass(frozen=True, slots=True)
class Graded:
    """The readings with their grades, the best default one, the best of the others where that does not hold, and what decided."""

    readings: tuple[Reading, ...]
    default: Reading | None
    other: Reading | None
    rule: str  # of the best default reading


def is_reported(reading: Reading) -> bool:
    """Whether the reading rests on a share count that a printed amount implies: it may confirm no better than ``rounded``."""
    return ".reported" in reading.id.replace(":", ".")


def grade(t: Decimal, direction: str | None, band: Band, policy: Policy, *, signed: bool) -> Grade:
    """The grade of one true value: its sign against the claimed direction, then its magnitude against the band.

    A level said to be over or under a mark is a mark: on the wrong side it is ``false``, however near in proportion.
    """
    if signed:
        if direction is not None and t != 0 and (t > 0) != (direction == "up"):
            return "false"
        t = abs(t)
    found = band.grade(t)
    if found is not None:
        return found
    if band.is_bound and not signed:
        return "false"
    ratio = policy.limits.ratio
    within = band.number <= t * ratio and t <= band.number * ratio
    return "mostly_false" if within or abs(t - band.number) <= band.place else "false"


Kept = dict[tuple[int, Grade], tuple[Reading, Reading]]  # id of an ungraded reading and a grade → that reading, and it graded


def by_band(answer: Answer, claim: Claim, band: Band, policy: Policy, *, signed: bool, kept: Kept) -> Graded:
    """All readings graded, a hull's members also by what lies between them.

    ``kept`` holds the graded readings of claims before this one: claims on one question share them.
    """
    readings = []
    for reading in answer.readings:
        if reading.value is not None:
            found = grade(exact(reading.value), claim.direction, band, policy, signed=signed)
            if found == "true" and is_reported(reading):
                found = "rounded"
            key = (id(reading), found)
            known = kept.get(key)
            if known is None:
                known = kept[key] = (reading, graded(reading, found))  # the ungraded one stays alive, so that its id stays its own
            reading = known[1]
        readings.append(reading)
    rule = ""
    best = _best(readings, default=True)
    if best is None or best.grade not in HOLDS:
        for name, *ids in answer.hulls:
            members = [r for r in readings if r.id in ids and r.value is not None]
            if len(members) > 1 and _between(members, claim, band, signed=signed):
                able = [r for r in members if r.default] or members  # none: an undeclared time of day may explain, not confirm
                claimed = _claimed(claim, band, signed=signed)
                nearest = min(able, key=lambda r: abs(exact(r.value or 0.0) - claimed))
                readings = [graded(r, "rounded") if r is nearest else r for r in readings]
                if nearest.default:
                    rule, best = f"hull_{name}", next(r for r in readings if r.id == nearest.id)
                    break
    if best is not None and not rule:
        rule = _rule(best, band)
    held = best is not None and best.grade in HOLDS
    return Graded(tuple(readings), best, None if held else _best(readings, default=False), rule)


def graded(reading: Reading, found: Grade) -> Reading:
    """The reading with its grade."""
    # Spelled out: dataclasses.replace takes eight times as long, and this runs for every reading of every claim.
    return Reading(
        id=reading.id,
        default=reading.default,
        formula=reading.formula,
        inputs=reading.inputs,
        value=reading.value,
        unit=reading.unit,
        grade=found,
        holds=found in HOLDS,
        note=reading.note,
        detail=reading.detail,
    )


def _best(readings: list[Reading], *, default: bool) -> Reading | None:
    """The reading with the best grade; of equals the first, which is the better known one."""
    best, place = None, len(ORDER)
    for reading in readings:
        if reading.default is default and reading.grade is not None and ORDER[reading.grade] < place:
            best, place = reading, ORDER[reading.grade]
    return best


def _between(members: list[Reading], claim: Claim, band: Band, *, signed: bool) -> bool:
    values = [exact(r.value) for r in members if r.value is not None]
    low, high = min(values), max(values)
    return low <= _claimed(claim, band, signed=signed) <= high


def _claimed(claim: Claim, band: Band, *, signed: bool) -> Decimal:
    return -band.number if signed and claim.direction == "down" else band.number


def _rule(reading: Reading, band: Band) -> str:
    """What the grade rests on, as the report names it."""
    if reading.grade == "true" and reading.value is not None:
        return "printed" if abs(exact(reading.value)) in band.printed else "truncated"
    return {"rounded": "core", "imprecise": "outer", "understated": "understated", "mostly_false": "ratio"}.get(
        reading.grade or "", "outside"
    )


def near_hull(answer: Answer, claim: Claim, band: Band, policy: Policy) -> Reading | None:
    """The default reading of a market value that the number misses by no more than the share counts may differ."""
    share = policy.limits.share_count
    for reading in answer.readings:
        if reading.default and reading.value is not None and any(f.name in COUNTED for f in reading.inputs):
            t = exact(reading.value)
            if claim.direction is not None and (t > 0) != (claim.direction == "up") and claim.kind not in VALUES:
                continue
            if _within(abs(t), band, share):
                return reading
    return None


def of_a_vendor(claim: Claim, reading: Reading, band: Band, policy: Policy) -> bool:
    """Whether a share's price, printed plainly, misses the reading by one last place, as vendors' closes differ after a split."""
    if claim.kind != "level" or claim.unit != "currency" or claim.hedge not in ("none", "exactly") or reading.value is None:
        return False
    t = exact(reading.value)
    return abs(t - band.number) <= min(band.place * ONE_AND_A_HALF, policy.limits.vendors * t)


def near_close(answer: Answer, claim: Claim, band: Band, policy: Policy, *, signed: bool) -> Reading | None:
    """The close-to-close reading that the number would fit if the close were another by no more than provisional closes are."""
    for reading in answer.readings:
        if (
            not reading.default
            or reading.value is None
            or not reading.inputs
            or reading.inputs[-1].name not in ("close", "split_factor", "shares")
        ):
            continue
        end = next((f for f in reading.inputs if f.name == "close"), None)
        if end is None or (signed and claim.direction is not None and (reading.value > 0) != (claim.direction == "up")):
            continue
        share = policy.limits.provisional_index if end.unit == "points" else policy.limits.provisional
        t, slack = abs(exact(reading.value)), abs(exact(_slope(reading, end.value))) * share
        if band.possible.low - slack <= t <= band.possible.high + slack:
            return reading
    return None


def _slope(reading: Reading, close: float) -> float:
    """What the reading's value changes by when the close changes by all of itself: formulas are linear in it."""
    assert reading.value is not None
    if reading.unit == "percent":
        return 100 + reading.value
    return close * next((f.value for f in reading.inputs if f.name in ("shares", "split_factor")), 1.0)


def within(reading: Reading, band: Band, share: Decimal, *, near: bool = False) -> bool:
    """Whether the reading's value is no farther than ``share`` outside what the number may stand for, or ``near`` the number itself."""
    if near:  # "under 10 per cent" is true of any small move: only a reading near the number can be the one that was meant
        return reading.value is not None and abs(abs(exact(reading.value)) - band.number) <= share * band.number
    return reading.value is not None and _within(abs(exact(reading.value)), band, share)


def _within(t: Decimal, band: Band, share: Decimal) -> bool:
    low, high = band.possible.low * (1 - share), band.possible.high * (1 + share)
    return low <= t <= high
