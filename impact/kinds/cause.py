"""The text says why prices moved ("weil", "ausgelöst durch", "als …").

How it is measured: not at all. A price never proves a because: the verdict is ``unproven``, and beside it stands what can
be said, the subject's move on the day that the text names.
Example: "fiel um weitere 5 %, als Alibaba die Einführung von Qwen 2.5-Max ankündigte".
Source: Correctiv, Bewertungsskala ("Unbelegt" where causality is assumed from correlation).
"""

from __future__ import annotations

from collections.abc import Mapping

from impact.kinds import change
from impact.kinds.answer import Answer
from impact.kinds.facts import Facts
from impact.records import Claim, Message

METRIC = "cause"
JUDGED = "cause"
ALONE = True
SIGNED = True


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """The readings of the move; they never decide."""
    found = change.answer(claim, facts, claims)
    return Answer(readings=found.readings, missing=found.missing, undecided=Message(id="reason.cause"))
