"""A group of companies gained or lost so much market value together.

How it is measured: Σ (close − previous close) × shares over one primary line a company, winners and losers together (net),
under each definition of the group; beside it the losers alone (or winners), the ten largest of them, further definitions,
and totals that the press printed. A default definition may carry the verdict, and the row names it. "Zeitweise" asks for the sum
at the opening and the farthest it can have come (:mod:`impact.kinds.interim`); members that nobody lists refute nothing.
Example: "hat bereits über 1 Billion Dollar an Marktkapitalisierung von den führenden US-Tech-Aktien vernichtet".
Source: S&P Dow Jones Indices, Index Mathematics Methodology (aggregate market value); classification of the listing exchange.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from impact.kinds import groups, interim, when
from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.kinds.groups import Member, Selection
from impact.records import Claim, Figure, Message, Reading
from impact.reference import groups as reference

METRIC = "market_cap_change_usd"
JUDGED = "band"
ALONE = True
SIGNED = True


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """Currency units, signed."""
    found = when.session(claim, facts)
    if isinstance(found, Message):
        return nothing(found)
    assert claim.subject is not None
    spans = when.spans(claim, facts, found)
    chosen = groups.selections(claim.subject, facts, found, spans[0].before if spans else None)
    closing = claim.basis not in ("premarket", "afterhours")
    readings: list[Reading] = []
    for selection in chosen:
        if selection.part == "net":
            readings.append(_net(selection, closing=closing))
            if claim.direction == "up" and selection.default:
                readings += _winners(selection)
        elif claim.direction != "up":
            readings.append(_largest(selection) if selection.part.startswith("largest") else _losers(selection))
    if not spans:
        readings += [r for s in chosen for r in interim.readings(claim, s, facts)]
    readings += _reported(claim.subject, facts, found)
    if not chosen:
        missing = Message(id="reason.no_group", values={"group": claim.subject, "session": found})
        return Answer(readings=tuple(readings), undecided=missing) if readings else nothing(missing)
    whole = chosen[0].source == groups.TABLE or groups.is_listed(claim.subject)
    return Answer(readings=tuple(readings), hulls=interim.hull(readings), undecided=interim.undecided(claim, readings, whole=whole))


def _net(s: Selection, *, closing: bool = True) -> Reading:
    gains = groups.total("gains", [m for m in s.members if m.change > 0], s, _change)
    losses = groups.total("losses", [m for m in s.members if m.change <= 0], s, _change)
    return _sum(s, f"net:{s.id}", "gains + losses", (gains, losses), default=s.default and closing)


def _losers(s: Selection) -> Reading:
    return _sum(s, f"losers:{s.id}", "losses", (groups.total("losses", s.members, s, _change),))


def _winners(s: Selection) -> list[Reading]:
    gains = [m for m in s.members if m.change > 0]
    return [_sum(s, f"winners:{s.id}", "gains", (groups.total("gains", gains, s, _change),), default=False)] if gains else []


def _largest(s: Selection) -> Reading:
    inputs = tuple(
        Figure(name=f"change_{i}", value=m.change, unit="USD", source=f"{s.source}: {m.symbol}", session=s.session)
        for i, m in enumerate(s.members, 1)
    )
    return _sum(s, f"largest_losers:{s.id}", f"sum({', '.join(f.name for f in inputs)})", inputs)


def _sum(s: Selection, id_: str, formula: str, inputs: tuple[Figure, ...], default: bool | None = None) -> Reading:
    return Reading(
        id=id_,
        default=s.default if default is None else default,
        formula=formula,
        inputs=inputs,
        value=sum(f.value for f in inputs),
        unit="USD",
        note=s.note,
        detail=groups.detail(s.members, s),
    )


def _change(member: Member) -> float:
    return member.change


def _reported(group: str, facts: Facts, session: date) -> list[Reading]:
    """Totals of the press for a definition of the group: shown with who printed them, never a default reading."""
    named = reference.group(group)
    wanted = {d.reported for d in named.definitions if d.reported} if named is not None else set()
    return [
        Reading(
            id=f"reported:{i}",
            default=False,
            formula="reported",
            inputs=(Figure(name="reported", value=t.value, unit=t.unit, source=t.reported_by, session=t.session),),
            value=t.value,
            unit=t.unit,
            note=Message(id="note.reported", values={"what": t.what, "source": t.reported_by}),
        )
        for i, t in enumerate(facts.reported_totals(session), 1)
        if t.group is not None and t.group in wanted | {group}
    ]
