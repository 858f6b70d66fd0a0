"""A because: never proven by a price; what can be said beside it."""

from __future__ import annotations

from datetime import date

from impact.kinds.answer import Answer
from impact.records import Amount, Check, Claim, Message
from impact.reference import events


def unproven(claim: Claim, answer: Answer) -> Check:
    """The verdict on a because, with the move of that day and what else happened on it."""
    first = answer.readings[0] if answer.readings else None
    reason = answer.undecided or Message(id="reason.cause")
    if first is not None and first.value is not None and first.inputs[-1].session is not None:
        move = Amount(value=first.value, unit=first.unit, signed=True)
        reason = Message(id="reason.cause_move", values={"move": move, "session": first.inputs[-1].session})
    if also := confounders(claim):
        reason = Message(id="reason.cause_beside", values={"reason": reason, "events": also})
    return Check(
        claim=claim,
        verdict="unproven",
        rule="cause",
        reason=reason,
        evidence=first.inputs if first is not None else (),
        readings=answer.readings,
        reading=first.id if first else None,
        actual=first.value if first else None,
        unit=first.unit if first else None,
    )


def confounders(claim: Claim) -> tuple[Message, ...]:
    """What else happened to the subject on the day, as the events file says it in the report's language."""
    if claim.subject is None or claim.event_date is None or len(claim.event_date) != 10:
        return ()
    day = date.fromisoformat(claim.event_date)
    return tuple(
        Message(id="event.happened", values={"what": c.what, "when": events.said(c.when)})
        for c in events.confounders(claim.subject, day, day)
    )
