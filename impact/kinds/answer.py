"""What a kind answers: readings without grades, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass

from impact.records import Figure, Message, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The market's answer to one claim.

    ``hulls`` holds tuples of reading ids that differ only in an admissible input (the share count): any value between
    their smallest and largest is as good as theirs. ``undecided`` says why nothing can be decided although numbers exist.
    """

    readings: tuple[Reading, ...] = ()
    missing: Message | None = None
    undecided: Message | None = None
    hulls: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Figure, ...] = ()
    note: Message | None = None  # what the reason adds whatever the verdict: "data since", the definition of a group


def nothing(message: Message) -> Answer:
    """No reading, and why."""
    return Answer(missing=message)
