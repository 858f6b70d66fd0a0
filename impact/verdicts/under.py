"""A number that holds only under a reading which is no default one: whether the text names that reading, and how it is said.

"Since its record high in January" names the highest price of the time in which the span begins. An interim price that lies
between the day's low and high was paid that day; which minute the text means it does not say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from impact import languages
from impact.kinds.answer import Answer
from impact.records import Check, Claim, Message, Reading
from impact.verdicts import wording
from impact.verdicts.bands import Band, exact
from impact.verdicts.grading import HOLDS
from impact.verdicts.making import made

NAMES = {"since_highest": ("high", "record"), "since_lowest": ("low",)}  # reading → the lists of words that name it


def named(claim: Claim, answer: Answer) -> Answer:
    """The answer with the span from an extreme price as default reading, where the sentence names that extreme."""
    wanted = {r.id.partition(":")[0] for r in answer.readings} & NAMES.keys()
    said = {name for name in wanted if spoken(*NAMES[name], ending="(?:s|es)?").search(claim.sentence)}
    if not said:
        return answer
    return replace(answer, readings=tuple(replace(r, default=True) if r.id.partition(":")[0] in said else r for r in answer.readings))


def context(claim: Claim, answer: Answer, other: Reading, band: Band) -> Check:
    """The check of a number that only ``other`` bears out."""
    if band.grade(abs(exact(other.value or 0.0))) in HOLDS:
        return made(claim, answer, "context", "other_reading", other, reason(other), band)
    # No reading has the number: it lies between two of them, the day's low and high.
    ends = {r.id: wording.amount(r) for r in answer.readings if r.id in ("low", "high") and r.unit == other.unit}
    close = next((r for r in answer.readings if r.id == "close" and r.unit == other.unit), other)
    if len(ends) < 2:
        return made(claim, answer, "context", "other_reading", other, reason(other), band)
    said = Message(id="reason.during_the_day", values={**ends, "actual": wording.amount(close)})
    return made(claim, answer, "context", "traded_range", close, said, band)


def possible(claim: Claim, answer: Answer, band: Band) -> Check | None:
    """A group's interim sum that its members' prices allow and do not show: farther than at the opening and the close."""
    sums = {r.id.partition(":")[0]: r for r in answer.readings if r.id.startswith("net") and r.value is not None}
    if "net_low" not in sums:
        return None
    claimed = -band.number if claim.direction == "down" else band.number
    if not exact(sums["net_low"].value or 0.0) <= claimed <= exact(sums["net_high"].value or 0.0):
        return None
    values = {name: wording.amount(r) for name, r in sums.items()}
    return made(claim, answer, "uncheckable", "undecided", sums["net"], Message(id="reason.possible_sum", values=values), band)


def reason(other: Reading) -> Message:
    """Why: the reading, which the text does not name."""
    key = "from_extreme" if other.id.partition(":")[0] in NAMES else "only_under"
    return Message(id=f"reason.{key}", values={"reading": wording.label(other)})


@cache
def spoken(*keys: str, ending: str = "") -> re.Pattern[str]:
    """The words of all languages in those lists of ``[record]`` ("jahrestief", "all-time high", "*-month high"), with an ``ending``."""
    found = {form for code in languages.codes() for key in keys for form in languages.load(code).forms("record", key)}
    patterns = sorted((re.escape(form).replace(r"\*", r"\w*") for form in found), key=lambda w: (-len(w), w))
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)}){ending}(?!\w)", re.IGNORECASE)
