"""Readings and bands → verdict: ``check``, ``check_all``, ``consistency``, ``load_policy``, ``claim_from_record``."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from impact.kinds.facts import Facts
from impact.records import Check, Claim
from impact.verdicts.consistency import consistency
from impact.verdicts.judge import Judge
from impact.verdicts.load import claim_from_record, load_claims
from impact.verdicts.policy import Policy, load_policy, policy_table
from impact.verdicts.whole import with_days_in_doubt

__all__ = ["Bulk", "Policy", "check", "check_all", "claim_from_record", "consistency", "load_claims", "load_policy", "policy_table"]


def check(claim: Claim, facts: Facts, policy: Policy) -> Check:
    """The verdict on one claim by itself; sequences and equivalences need their other claims, see :func:`check_all`."""
    return check_all([claim], facts, policy)[0]


def check_all(claims: Sequence[Claim], facts: Facts, policy: Policy) -> list[Check]:
    """The verdicts, in the claims' order, which they do not depend on."""
    return Bulk(facts, policy)(claims)


class Bulk:
    """:func:`check_all` for one batch of claims after the other: what the market answered to one batch serves the next.

    At most some ``MOST`` answers are kept, so that memory does not grow with the number of batches.
    """

    MOST = 50_000

    def __init__(self, facts: Facts, policy: Policy) -> None:
        self._facts, self._policy = facts, policy
        self._judge: Judge | None = None

    def __call__(self, claims: Sequence[Claim]) -> list[Check]:
        """The verdicts on the claims of some whole articles, in the claims' order."""
        if self._judge is None or self._judge.remembered > self.MOST:
            self._judge = Judge(claims, self._facts, self._policy)
        else:
            self._judge.turn_to(claims)
        collecting = gc.isenabled()
        gc.disable()  # no record refers to itself: the cycle collector would only walk over all of them again and again
        try:
            return with_days_in_doubt([self._judge.check(claim) for claim in claims], self._policy)
        finally:
            if collecting:
                gc.enable()
