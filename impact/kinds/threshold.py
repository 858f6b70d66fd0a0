"""A price or an index crossed, or stands beyond, a round mark.

How it is measured: the session's close (the day's extreme where the text says "zeitweise") on the claimed side of the mark,
without tolerance. Whether the previous close was on the other side is said, but standing beyond the mark is enough.
Example: "fiel unter die Marke von 18.000 Punkten" · "above $4 trillion for the first time" (with a currency: market value).
Source: IFCN Code of Principles, same standard for every check: a mark is passed or it is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from impact.kinds import cap_level, level
from impact.kinds.answer import Answer
from impact.kinds.facts import Facts
from impact.records import Claim, Message

METRIC = "price_level"
JUDGED = "exact"
ALONE = False
SIGNED = False

BELOW, ABOVE = ("under", "just_under", "almost"), ("over", "just_over")  # "rose to just under 19,000" is below the mark
CAP_FLOOR = 1e8  # a mark of this size or more in a currency is a market value: no share here costs as much


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """Readings with ``holds`` set: the price is on the claimed side of the mark."""
    mark, capitalization = claim.value, claim.metric == "market_cap_level_usd"
    if mark is not None and claim.unit == "currency" and mark >= CAP_FLOOR:
        capitalization = True
    measure = cap_level.answer if capitalization else level.answer
    found = measure(claim, facts, claims)
    if mark is None or not found.readings:
        return found
    below = claim.hedge in BELOW or (claim.hedge not in ABOVE and claim.direction == "down")  # the hedge beats the direction
    judged = tuple(
        replace(r, holds=None if r.value is None else (r.value < mark if below else r.value > mark))
        for r in found.readings
        if r.id != "previous_close"
    )
    before = next((r for r in found.readings if r.id == "previous_close"), None)
    note = None
    if before is not None and before.value is not None:
        crossed = before.value >= mark if below else before.value <= mark
        note = Message(id="reason.crossed" if crossed else "reason.already_beyond")
    kept = (*judged, *(r for r in (before,) if r is not None))
    return Answer(readings=kept, missing=found.missing, undecided=found.undecided, hulls=found.hulls, note=note)
