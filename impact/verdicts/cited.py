"""A comparison with a record ("more than twice the previous record of 232 billion"): was that the record?

The ratio of the two numbers is arithmetic; that the second one *was the record* is a claim of its own. It is held against the list of the
largest one-day losses of market value before the day: those of the company itself where the text gives the record to it, else
those of all companies, because no market's record can be smaller than a listed loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from impact.kinds import losses
from impact.kinds.facts import Facts
from impact.records import Amount, Check, Claim, Message, Term
from impact.verdicts.arithmetic import stands_for
from impact.verdicts.making import rebuilt
from impact.verdicts.policy import Policy
from impact.verdicts.under import spoken

HOLDS = frozenset({"true", "rounded", "imprecise"})
SHOWN = 5


def checked(check: Check, claims: Mapping[str, Claim], facts: Facts, policy: Policy) -> Check:
    """The check of the ratio, with what is known of the record that it cites; ``false`` where another loss was the record."""
    claim = check.claim
    roles = {t.role: t for t in claim.terms}
    left, right = roles.get("left"), roles.get("right") or roles.get("base")
    if check.verdict not in HOLDS or left is None or right is None or right.unit != "currency" or right.currency not in (None, "USD"):
        return check
    own = claims.get(left.claim or "")
    if own is None or own.kind != "cap_change" or own.direction != "down" or len(own.event_date or "") != 10:
        return check
    if not spoken("record", "cited").search(claim.quote):  # also of one that is only cited: "des bisherigen Rekords"
        return check
    return _held(check, own, right, claims, facts, policy)


def _held(check: Check, own: Claim, right: Term, claims: Mapping[str, Claim], facts: Facts, policy: Policy) -> Check:
    linked = claims.get(right.claim or "")
    holder = linked.subject if linked is not None else None
    before = [
        e for e in losses.events(facts.losses())
        if e.session < (own.event_date or "") and (holder != own.subject or e.symbol == own.subject)
    ]  # fmt: skip
    if not before:
        return check
    largest = before[0]
    span, share = stands_for(right, claims, policy, outer=True), policy.limits.share_count
    shown = tuple(losses.listed(e.best, -e.best.loss, "USD") for e in before[:SHOWN])
    values = {
        "actual": Amount(value=largest.best.loss, unit="USD"),
        "name": instrument.name if (instrument := facts.instrument(largest.symbol)) is not None else largest.symbol,
        "session": largest.best.day or largest.best.session,
    }
    low, high = Decimal(repr(largest.low)) * (1 - share), Decimal(repr(largest.high)) * (1 + share)
    if low <= span.high and span.low <= high:
        reason = Message(id="reason.with_note", values={"reason": check.reason, "note": Message(id="reason.record_cited", values=values)})
        return replace(rebuilt(check, check.claim, reason, check.suggestion), evidence=(*check.evidence, *shown))
    mine = next((e for e in before if e.symbol == own.subject), None)
    if holder is None and mine is not None and Decimal(repr(mine.low)) <= span.high and span.low <= Decimal(repr(mine.high)):
        return check  # the text does not say whose record: the company's own largest loss may be meant
    wrong = rebuilt(check, check.claim, Message(id="reason.record_was", values=values), None)
    return replace(wrong, verdict="false", rule="cited_record", severity="story", evidence=(*check.evidence, *shown))
