"""One number of the text is compared with another: more than double, twice as much, less than half.

How it is measured: inside the text, left number over right number against the factor, each number with what it may stand
for as printed; the kind's hedge belongs to the factor. Where a number is itself a claim, that claim is judged by its own.
Example: "mehr als doppelt so viel wie beim bisherigen Rekord von 279 Milliarden" · "twice the previous record".
Source: as :mod:`impact.kinds.equivalence`.
"""

from __future__ import annotations

from collections.abc import Mapping

from impact.kinds.answer import Answer, nothing
from impact.kinds.equivalence import _figure
from impact.kinds.facts import Facts
from impact.records import Claim, Message, Reading

METRIC = "comparison"
JUDGED = "arithmetic"
ALONE = False
SIGNED = False


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """One reading, the ratio of the two numbers; without a factor the claim is that left exceeds right."""
    roles = {t.role: t for t in claim.terms}
    left, right = roles.get("left"), roles.get("right") or roles.get("base")
    if left is None or right is None:
        return nothing(Message(id="reason.terms_missing"))
    if left.unit != right.unit or left.currency != right.currency or right.value == 0:
        return nothing(Message(id="reason.terms_differ"))
    top, bottom = _figure(left, "left"), _figure(right, "right")
    ratio = Reading(id="ratio", default=True, formula="left / right", inputs=(top, bottom), value=top.value / bottom.value, unit="multiple")
    return Answer(readings=(ratio,))
