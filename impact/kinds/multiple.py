"""A price multiplied or fell to a fraction: halved, tripled, a sixth, eightfold.

How it is measured: as a change (``value`` is percent: tripled 200, halved 50, a fifth 20) over the span that the text
names; without one, over the session, with the year to date and the longer readings beside it.
Example: "hat sich seit Jahresbeginn fast verdreifacht" · "lost a sixth of its value".
Source: bands of fraction words in ``verdicts/policy.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from impact.kinds import cap_change, change
from impact.kinds.answer import Answer
from impact.kinds.facts import Facts
from impact.records import Claim

METRIC = "price_change_pct"
JUDGED = "band"
ALONE = True
SIGNED = True


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """Percent, signed; an amount of money said as a fraction word ("eine halbe Billion") is a market-cap change."""
    if claim.unit == "currency":
        return cap_change.answer(claim, facts, claims)
    found = change.answer(claim, facts, claims)
    if claim.unit != "multiple":
        return found
    return replace(
        found,
        readings=tuple(
            replace(r, formula=f"({r.formula}) / 100 + 1", value=None if r.value is None else r.value / 100 + 1, unit="multiple")
            for r in found.readings
        ),
    )
