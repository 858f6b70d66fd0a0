"""A sequence of moves: fell, recovered, fell again.

How it is measured: each step is a claim of its own, judged by its own kind; the path holds when every step's session had the
claimed sign and the steps lie in the claimed order.
Example: "fiel um fast 17 %, erholte sich dann leicht und fiel um weitere 5 %".
Source: Poynter, Numbers and journalism: check each step of a sequence, then the sequence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from impact.kinds import change
from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.records import Claim, Message, Reading

METRIC = "path"
JUDGED = "exact"
ALONE = False
SIGNED = True


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """One reading a step, ``holds`` when its sign is the claimed one."""
    steps = _steps(claim, claims)
    readings: list[Reading] = []
    days = []
    for i, step in enumerate(steps, 1):
        found = change.answer(step, facts, claims)
        if not found.readings:
            return found
        first = found.readings[0]
        end = first.inputs[-1].session if len(first.inputs) == 2 else None
        days.append(end)
        up = (first.value or 0.0) > 0
        readings.append(replace(first, id=f"step:{i}", default=True, holds=step.direction is None or up == (step.direction == "up")))
    known = [d for d in days if d is not None]
    if not readings:
        return nothing(Message(id="reason.terms_missing"))
    if known != sorted(known):
        return Answer(readings=tuple(readings), undecided=Message(id="reason.steps_out_of_order"))
    return Answer(readings=tuple(readings))


def _steps(claim: Claim, claims: Mapping[str, Claim]) -> list[Claim]:
    """The claims that the path's terms name, else the chain that ``after`` leads back through; the claim itself if neither."""
    named = [claims[t.claim] for t in claim.terms if t.claim is not None and t.claim in claims]
    if named:
        return [c for c in named if c.direction is not None]
    chain: list[Claim] = []
    at = claims.get(claim.after) if claim.after else None
    while at is not None and at not in chain and at.id != claim.id:
        chain.insert(0, at)
        at = claims.get(at.after) if at.after else None
    if claim.direction is not None:
        chain.append(claim)
    return chain
