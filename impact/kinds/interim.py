"""What a group's sum can have been during the session, from its members' daily bars.

At the opening all members stand at their opens, at the end at their closes: between these two sums it has passed. Below the sum
with every member at its low, or above that with every one at its high, it never was: they need not have been there at one moment.
"""

from __future__ import annotations

from collections.abc import Sequence

from impact.kinds.facts import Facts
from impact.kinds.groups import Selection
from impact.kinds.moves import has_range
from impact.records import Bar, Claim, Figure, Message, Reading

PASSED = "interim"  # rule of the hull between the sums at the opening and at the close


def readings(claim: Claim, selection: Selection, facts: Facts) -> list[Reading]:
    """The sum at the opening and the least and the most that it can have been; empty where a member has no range of prices that day."""
    found = [facts.bar(m.symbol, selection.session) for m in selection.members]
    bars = [b for b in found if b is not None and has_range(b)]
    if selection.part != "net" or len(bars) < len(selection.members):
        return []
    during = claim.basis == "intraday" and claim.basis_stated
    made = [_at(selection, bars, "open", default=during)]
    if claim.basis == "intraday":
        made += [_at(selection, bars, field, default=False) for field in ("low", "high")]
    return made


def _at(selection: Selection, bars: Sequence[Bar], field: str, *, default: bool) -> Reading:
    """The members' values at one price of the bar, less those at the close before."""
    # The value at the close ÷ the close is the count that it was taken with.
    values = [(m, m.value * getattr(b, field) / b.close) for m, b in zip(selection.members, bars, strict=True)]
    before = sum(m.previous_value for m in selection.members)
    now = sum(value for _, value in values)
    inputs = (
        Figure(name=f"value_at_{field}", value=now, unit="USD", source=selection.source, session=selection.session),
        Figure(name="previous_value", value=before, unit="USD", source=selection.source, session=selection.session),
    )
    return Reading(
        id=f"net_{field}:{selection.id}",
        default=default and selection.default,
        formula=f"value_at_{field} - previous_value",
        inputs=inputs,
        value=now - before,
        unit="USD",
        note=selection.note,
        detail=tuple(
            Figure(name=m.symbol, value=value - m.previous_value, unit="USD", source=selection.source, session=selection.session)
            for m, value in values
        ),
    )


def hull(found: Sequence[Reading]) -> tuple[tuple[str, ...], ...]:
    """The sums at the opening and at the close of each default definition, which the group passed in between."""
    ids = [r.id.partition(":")[2] for r in found if r.id.startswith("net_open:") and r.default]
    return tuple((PASSED, f"net:{i}", f"net_open:{i}") for i in ids)


def undecided(claim: Claim, found: Sequence[Reading], *, whole: bool) -> Message | None:
    """Why a number that no reading bears out is not wrong for that: no prices of the day's course, or members unknown."""
    if not whole:
        return Message(id="reason.members_unknown", values={"n": _members(found)})
    if claim.basis in ("premarket", "afterhours"):
        return Message(id="reason.no_extended_hours")
    if claim.basis == "intraday" and not any(r.id.startswith("net_low:") for r in found):
        return Message(id="reason.no_intraday_sum")
    return None


def _members(found: Sequence[Reading]) -> object:
    note = next((r.note for r in found if r.id.startswith("net:") and r.note is not None), None)
    return note.values.get("n", 0) if note is not None else 0
