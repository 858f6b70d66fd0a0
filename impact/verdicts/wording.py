"""The sentences of a check as messages: why, and which wording would hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from impact.records import Amount, Check, Claim, Message, Reading
from impact.verdicts.bands import Band, exact
from impact.verdicts.grading import Graded
from impact.verdicts.making import rebuilt

FINE = 0.01  # per cent: a number written to the hundredth is answered so
SUGGEST = frozenset({"imprecise", "context", "mostly_false", "false"})
MEASURED = frozenset({"change", "period", "points", "level", "cap_change", "cap_level", "aggregate", "multiple", "activity"})
EXTREME = frozenset({"low", "high"})
LEVELS = frozenset({"level", "cap_level", "activity"})
ONE_DAY = EXTREME | {"close", "last_trade", "gap", "open_close"}


def label(reading: Reading) -> Message:
    """The reading's name; what stands behind a colon only tells readings of one name apart."""
    return Message(id=f"reading.{reading.id.partition(':')[0]}")


def amount(reading: Reading) -> Amount:
    """The reading's value with its unit, signed where it is a move."""
    return Amount(value=reading.value or 0.0, unit=reading.unit, signed=reading.unit == "percent")


def actual(reading: Reading) -> dict[str, object]:
    """The values of a sentence that says what it was."""
    return {"actual": amount(reading)}


def imprecise(claim: Claim, reading: Reading, graded: Graded, band: Band) -> Message:
    """Why a number is only near."""
    values: dict[str, object] = {"actual": amount(reading)}
    if graded.rule == "understated":
        return Message(id="reason.understated", values=values)
    t = abs(exact(reading.value or 0.0))
    side = claim.hedge not in ("none", "exactly", "about") and claim.value_high is None
    if side and (
        (claim.hedge in ("almost", "just_under", "under") and t >= band.number)
        or (claim.hedge in ("over", "just_over") and t <= band.number)
    ):
        return Message(id="reason.wrong_side", values={**values, "hedge": Message(id=f"hedge.{claim.hedge}")})
    extreme = next((r for r in graded.readings if r.id in EXTREME and r.id != reading.id and r.value is not None), None)
    if extreme is not None and reading.id == "close":
        return Message(id="reason.outer_both", values={**values, "reading": label(extreme), "extreme": amount(extreme)})
    return Message(id="reason.outer", values=values)


def wrong(claim: Claim, reading: Reading, band: Band) -> Message:
    """Why a number is wrong when no known slip explains it."""
    values: dict[str, object] = {"actual": amount(reading)}
    up = (reading.value or 0.0) > 0
    if (
        claim.direction is not None
        and claim.kind not in LEVELS
        and reading.grade == "false"
        and up != (claim.direction == "up")
        and len(reading.inputs) > 1
    ):
        return Message(id="reason.other_sign", values=values)
    if reading.grade == "mostly_false" and claim.kind in LEVELS:
        return Message(id="reason.wrong_level", values=values)
    if reading.grade == "mostly_false":
        return Message(id="reason.wrong_size", values=values)
    return Message(id="reason.outside", values=values)


def failed(claim: Claim, reading: Reading) -> Message:
    """Why a record, rank, mark or path does not hold."""
    return Message(id=f"reason.fails_{claim.kind}", values={"actual": amount(reading)})


def finish(check: Check, note: Message | None) -> Check:
    """The check with its reason (a note of the kind joins it), and with a wording that would hold."""
    reason = check.reason
    if reason is None:
        reason = note if note is not None else Message(id=f"reason.holds_{check.rule if check.rule in _SAID else 'other'}")
        if check.rule.startswith("hull_"):
            ends = {r.id.partition(":")[0]: amount(r) for r in reversed(check.readings) if r.id.startswith("net")}
            reason = Message(id=f"reason.{check.rule}", values=ends)
    elif note is not None:
        reason = Message(id="reason.with_note", values={"reason": reason, "note": note})
    by_id = {r.id: r for r in check.readings}
    deciding = by_id.get(check.reading or "")
    if check.verdict in ("true", "rounded") and deciding is not None and check.claim.kind in MEASURED:
        reason = _named(reason, deciding, check)
    return rebuilt(check, check.claim, reason, _suggestion(check, deciding))


_SAID = frozenset({"printed", "truncated", "core", "sign", "degree", "zero_tolerance", "intervals_meet", "numbers_agree"})


def _named(reason: Message, deciding: Reading, check: Check) -> Message:
    """Says which reading made the number hold when it is not the first one, or when it has a definition to name."""
    first = next(r for r in check.readings if r.default)
    if deciding.id.partition(":")[0] in ("net", "weighted", "losers", "total") and deciding.note is not None:
        return Message(id="reason.under_definition", values={"reason": reason, "definition": deciding.note})
    if deciding.id.startswith("listed") and deciding.note is not None:
        return Message(id="reason.by_source", values={"reason": reason, "source": deciding.note})
    if deciding.id != first.id and not check.rule.startswith("hull_"):
        return Message(
            id="reason.under_reading", values={"reason": reason, "reading": label(deciding), "first": label(first), "actual": amount(first)}
        )
    return reason


def _suggestion(check: Check, deciding: Reading | None) -> Message | None:
    claim = check.claim
    if check.verdict not in SUGGEST or deciding is None or deciding.value is None or claim.kind not in MEASURED | {"direction"}:
        return None
    if check.verdict in ("false", "mostly_false"):  # the official close first
        close = next((r for r in check.readings if r.id == "close" and r.value is not None and r.unit == deciding.unit), None)
        if close is not None and (close.default or deciding.id.partition(":")[0] in ONE_DAY):
            deciding = close
    if claim.kind == "direction" or claim.value is None:
        return Message(id="suggestion.direction", values={"number": shortened(deciding)}) if deciding.unit == "percent" else None
    if check.rule == "traded_range":
        signed = deciding.unit == "percent"
        number = Amount(value=-claim.value if signed and claim.direction == "down" else claim.value, unit=deciding.unit, signed=signed)
        return Message(id="suggestion.for_a_time", values={"number": number})
    if check.verdict == "context" and deciding.id in EXTREME:
        return Message(
            id="suggestion.intraday", values={"number": replace(shortened(deciding), value=abs(shortened(deciding).value), signed=False)}
        )
    if check.verdict == "context":
        return Message(id="suggestion.reading", values={"number": shortened(deciding, claim), "reading": label(deciding)})
    return Message(id="suggestion.number", values={"number": shortened(deciding, claim), "reading": label(deciding)})


def shortened(reading: Reading, claim: Claim | None = None) -> Amount:
    """The value rounded half up as a newspaper prints it: three significant digits, levels to the cent, per cent as finely as claimed."""
    t = exact(reading.value or 0.0)
    if reading.unit == "percent":
        fine = claim is not None and claim.unit == "percent" and claim.gmin is not None and claim.gmin <= FINE
        places = Decimal("0.01") if fine else Decimal("0.1") if abs(t) < 100 else Decimal(1)
    elif reading.unit in ("points", "shares", "multiple", "rank") or abs(t) < 1_000_000:
        places = Decimal("0.01")
    else:
        places = Decimal(1).scaleb(t.adjusted() - 2)
    return Amount(
        value=float((t / places).quantize(Decimal(1), ROUND_HALF_UP) * places), unit=reading.unit, signed=reading.unit == "percent"
    )
