"""An article whose numbers all miss the day that was inferred for it: the day, not each number, is in doubt.

A text that names no date is dated by its file, its page or an event that it tells of. Where at least ``limits.many`` numbers of that day
are wrong and not one holds, they go to a human (``review``) with that reason; a day that a sentence states stays stated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from impact.records import Check, Message
from impact.verdicts.doubt import doubtful
from impact.verdicts.making import WRONG
from impact.verdicts.policy import Policy

HELD = frozenset({"true", "rounded", "imprecise"})
CERTAIN = frozenset({"slip_scale", "slip_split", "slip_currency"})  # wrong on any day


def with_days_in_doubt(checks: Sequence[Check], policy: Policy) -> list[Check]:
    """The checks in their order, those of a doubtful day as ``review``."""
    wrong: dict[tuple[str, str | None], int] = defaultdict(int)
    held = set()
    for c in checks:
        key = c.claim.article, c.claim.event_date
        if c.claim.value is not None and c.deviation is not None:
            if c.verdict in WRONG and doubtful(c.claim):
                wrong[key] += 1
            elif c.verdict in HELD and doubtful(c.claim):  # that a day which a word names has its numbers says nothing of the others
                held.add(key)
    doubted = {key for key, n in wrong.items() if n >= policy.limits.many and key not in held}
    return [_doubted(c, wrong) if (c.claim.article, c.claim.event_date) in doubted else c for c in checks]


def _doubted(check: Check, wrong: dict[tuple[str, str | None], int]) -> Check:
    claim = check.claim
    if check.verdict not in WRONG or check.rule in CERTAIN or not doubtful(claim):
        return check
    values: dict[str, object] = {"assumed": date.fromisoformat(claim.event_date or ""), "n": wrong[claim.article, claim.event_date]}
    reason = Message(id="reason.day_doubtful", values=values)
    return replace(check, verdict="review", rule="inferred_day", reason=reason, severity=None, suggestion=None)
