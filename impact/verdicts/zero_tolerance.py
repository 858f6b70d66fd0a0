"""Records, ranks, marks and paths: they hold or they do not."""

from __future__ import annotations

from impact.kinds.answer import Answer
from impact.kinds.cap_change import SHARES
from impact.records import Check, Claim, Message
from impact.verdicts import wording
from impact.verdicts.making import made

ZERO_TOLERANCE = "zero_tolerance"


def judge(claim: Claim, answer: Answer) -> Check:
    """No tolerance: a default reading that holds decides, all that fail refute."""
    defaults = [r for r in answer.readings if r.default and r.holds is not None]
    first = next((r for r in answer.readings if r.default), answer.readings[0])
    if not defaults and answer.undecided is None:
        return made(claim, answer, "uncheckable", "undecided", first, Message(id="reason.no_reading"))
    by_id = {r.id: r for r in answer.readings}
    for name, *ids in answer.hulls:
        members = [by_id[i] for i in ids if i in by_id and by_id[i].default]
        if name == SHARES and len({r.holds for r in members}) > 1:
            return made(claim, answer, "review", "undecided", first, Message(id="reason.counts_straddle"))
    if (split := _measures_differ(claim, answer)) is not None:
        return split
    every = claim.kind == "path"
    held = next((r for r in defaults if r.holds), None)
    if answer.undecided is not None and (held is None or every):
        return made(claim, answer, "review", "undecided", first, answer.undecided)
    if defaults and all(r.holds for r in defaults) if every else held is not None:
        return made(claim, answer, "true", ZERO_TOLERANCE, held or first, None)
    other = next((r for r in answer.readings if not r.default and r.holds), None)
    if other is not None and not every:
        reason = Message(id="reason.only_under", values={"reading": wording.label(other)})
        return made(claim, answer, "context", "other_reading", other, reason, story=True)
    failed = next((r for r in defaults if not r.holds), first)
    return made(claim, answer, "false", ZERO_TOLERANCE, failed, wording.failed(claim, failed), story=True)


def _measures_differ(claim: Claim, answer: Answer) -> Check | None:
    """A company's largest loss or gain, in money or in per cent the text does not say: true only where it is both.

    Of a record of the whole market money is meant, because no one knows the percentages of all companies.
    """
    scope = claim.record
    if scope is None or scope.what not in ("loss", "gain") or scope.unit is not None:
        return None
    defaults = [r for r in answer.readings if r.default]
    held = next((r for r in defaults if r.holds), None)
    other = next((r for r in defaults if not r.holds), None)
    if held is None or other is None:
        return None
    if other.holds is None:
        return made(claim, answer, "review", "undecided", held, answer.undecided or Message(id="reason.no_reading"))
    reason = Message(id="reason.only_under", values={"reading": wording.label(held)})
    return made(claim, answer, "context", "other_reading", held, reason, story=True)
