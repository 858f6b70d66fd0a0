"""A wrong number on the table: what the diagnosis asks, and how a slip that fits is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from impact.kinds import Kind
from impact.kinds.answer import Answer
from impact.kinds.facts import Facts
from impact.records import Amount, Claim, Message, Reading
from impact.reference import groups
from impact.verdicts import grading
from impact.verdicts.bands import Band, exact
from impact.verdicts.policy import Policy

ONE = Decimal(1)
BELOW, ABOVE = 1 - 1e-9, 1 + 1e-9  # wider than what twelve digits and a product of binary fractions can be apart
UNSAID = ("close", "last_trade")  # a scale slip is told from the close, whatever time of day the text speaks of


class Asking(Protocol):
    """Who asks for the diagnosis: one run's market, policy and answers."""

    facts: Facts
    policy: Policy

    def answer_like(self, name: str, claim: Claim, subject: str | None, day: str | None, *, same_day: bool = False) -> Answer:
        """The readings of the kind ``name`` for another subject or day, as ``claim`` would have them."""

    def ask(self, kind: Kind, claim: Claim, day: date) -> Answer:
        """The readings of the same words on another day."""

    def companions(self, claim: Claim) -> tuple[str, ...]:
        """The other subjects of the claim's sentence."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that fits: its name, the sentence, the reading that shows it, and whether it changes the story."""

    name: str
    reason: Message
    reading: Reading | None = None
    story: bool = True


@dataclass(frozen=True, slots=True)
class Wrong:
    """A claim that is wrong, with what the diagnosis needs of it."""

    claim: Claim
    kind: Kind
    answer: Answer
    band: Band
    judge: Asking

    @property
    def telling(self) -> bool:
        """Whether the number has digits enough that agreement with another one is no accident: two at least."""
        return digits(self.band.number) >= 2

    def fit(
        self,
        answer: Answer | None = None,
        band: Band | None = None,
        *,
        shift: Decimal = ONE,
        flip: bool = False,
        digits: bool = False,
        signed: bool | None = None,
    ) -> Reading | None:
        """The default reading that the claim fits after the slip is undone; ``digits``: only as printed digits."""
        direction = self.claim.direction
        extra = UNSAID if shift != ONE else ()
        if flip:
            direction = "up" if direction == "down" else "down"
        rounded: Reading | None = None
        band, policy = band or self.band, self.judge.policy
        signed = self.kind.SIGNED if signed is None else signed
        number, ratio, factor = band.number, policy.limits.ratio, float(shift)
        least, most = float(number / ratio) * BELOW, float(number * ratio) * ABOVE
        for reading in (answer or self.answer).readings:
            if reading.value is not None and (reading.default or reading.id in extra):
                if not least <= abs(reading.value) * factor <= most:
                    continue  # far away, as most are: decimals decide only what is near
                t = exact(reading.value) * shift
                if not number / ratio <= abs(t) <= number * ratio:
                    continue  # "under 10" is true of every small number
                found = grading.grade(t, direction, band, policy, signed=signed)
                if found == "true" and not grading.is_reported(reading):
                    return reading
                if found in grading.HOLDS and not digits:
                    rounded = rounded or reading
        return rounded

    def name(self, symbol: str) -> str | Message:
        """The group's words, the instrument's name, else the symbol."""
        named = groups.group(symbol)
        if named is not None and named.definitions:
            return Message(id=f"group.{symbol}")
        instrument = self.judge.facts.instrument(symbol)
        return instrument.name if instrument is not None else symbol

    def other(self, name: str | None = None, subject: str | None = None, day: date | None = None) -> Answer:
        """The answer of another kind, subject or day to the same words."""
        claim = self.claim
        text = claim.event_date if day is None else day.isoformat()
        return self.judge.answer_like(name or claim.kind, claim, subject or claim.subject, text, same_day=day is None)


@lru_cache(maxsize=10_000)
def digits(number: Decimal) -> int:
    """How many digits of the number say something."""
    return len(number.normalize().as_tuple().digits)


def actual(reading: Reading) -> dict[str, object]:
    """The values of a sentence that says what it was."""
    return {"actual": Amount(value=reading.value or 0.0, unit=reading.unit, signed=reading.unit == "percent")}
