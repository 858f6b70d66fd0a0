"""Groups of shares: sums over their members under each definition that the reference data give.

A group's change is net (winners and losers together) under each definition; parts of it (the losers, the ten largest) are
other readings, because the press prints those too. A group without a whole-market table that day is added up from the
members that have prices here, and indices and funds of ``proxies.toml`` stand beside it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from impact.kinds import when
from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.records import Claim, Figure, MarketLine, Message, Reading
from impact.reference import groups as reference

TOP = 10  # members that a row shows
TABLE = "data/market"  # source of a sum over the whole-market table


@dataclass(frozen=True, slots=True)
class Member:
    """One company of a group on one session: market values in USD."""

    symbol: str
    previous_value: float
    value: float

    @property
    def change(self) -> float:
        """Change of market value."""
        return self.value - self.previous_value


@dataclass(frozen=True, slots=True)
class Selection:
    """A definition's companies on one session, with the source of their numbers."""

    id: str
    default: bool
    part: str
    members: tuple[Member, ...]
    source: str
    session: date

    @property
    def note(self) -> Message:
        """Names the definition and how many companies it counts."""
        return Message(id=f"definition.{self.id}", values={"n": len(self.members)})


Measure = Callable[[Member], float]


@cache
def _proxies() -> Mapping[str, tuple[str, ...]]:
    raw = tomllib.loads(Path(__file__).with_name("proxies.toml").read_text(encoding="utf-8"))
    return {name: tuple(symbols) for name, symbols in raw.items()}


def proxies(group: str) -> tuple[str, ...]:
    """Indices and funds that stand for the group."""
    return _proxies().get(group, ())


def is_group(subject: str, facts: Facts) -> bool:
    """Whether the subject is a group and no instrument: known to the reference data, or spelled as groups are."""
    named = reference.group(subject)
    if named is not None and named.definitions:
        return True  # before the symbol: TECH is the group, not the company that trades as TECH
    if facts.instrument(subject) is not None:
        return False
    known = subject in _proxies() or named is not None or bool(facts.members(subject))
    return known or ("_" in subject and subject.isupper())


def is_listed(group: str) -> bool:
    """Whether the group is a list of companies ("the Magnificent Seven"), so that a sum over them is the whole of it."""
    named = reference.group(group)
    return named is not None and any(d.symbols for d in named.definitions if d.default)


def selections(group: str, facts: Facts, session: date, before: date | None = None) -> list[Selection]:
    """The group under each definition, default ones first; from ``before`` on where the change is of several sessions."""
    named = reference.group(group)
    lines = facts.market(session) if before is None else ()
    found = []
    for definition in named.definitions if named is not None and lines else ():
        chosen = reference.select(definition, lines)
        if chosen:
            members = tuple(_member(line) for line in chosen)
            found.append(Selection(definition.id, definition.default, definition.part, members, TABLE, session))
    members = priced(facts.members(group), facts, session, before)
    if len(members) > 1 and not any(s.default for s in found):
        found.append(Selection("members", True, "net", members, "prices × shares", session))
    return found


def _member(line: MarketLine) -> Member:
    return Member(line.symbol, line.previous_close * line.shares, line.close * line.shares)


def priced(symbols: Sequence[str], facts: Facts, session: date, start: date | None = None) -> tuple[Member, ...]:
    """Members with both closes and a count; a company's second class carries the same count and is left out."""
    found: dict[float, Member] = {}
    for symbol in symbols:
        bar = facts.bar(symbol, session)
        before = facts.bar(symbol, start or facts.previous_session(symbol, session)) if bar is not None else None
        counts = facts.share_counts(symbol, session)
        if bar is not None and before is not None and counts and counts[0].shares not in found:
            found[counts[0].shares] = Member(symbol, before.close * counts[0].shares, bar.close * counts[0].shares)
    return tuple(found.values())


def total(name: str, members: Sequence[Member], selection: Selection, of: Measure) -> Figure:
    """A sum over members as an input of a formula."""
    return Figure(name=name, value=sum(of(m) for m in members), unit="USD", source=selection.source, session=selection.session)


def detail(members: Sequence[Member], selection: Selection) -> tuple[Figure, ...]:
    """The members as figures, largest change first."""
    return tuple(
        Figure(name=m.symbol, value=m.change, unit="USD", source=selection.source, session=selection.session)
        for m in sorted(members, key=lambda m: (-abs(m.change), m.symbol))[:TOP]
    )


def percent(claim: Claim, facts: Facts) -> Answer:
    """Percent readings of a group: by market value under each net definition, the mean of members, the group's indices."""
    found = when.session(claim, facts)
    if isinstance(found, Message):
        return nothing(found)
    assert claim.subject is not None
    chosen = [s for s in selections(claim.subject, facts, found) if s.part == "net"]
    readings = [_weighted(s) for s in chosen] + _indices(claim, facts, found) + [_mean(s) for s in chosen if s.default]
    if not readings:
        return nothing(Message(id="reason.no_group", values={"group": claim.subject, "session": found}))
    return Answer(readings=tuple(readings))


def _weighted(s: Selection) -> Reading:
    now, then = total("value", s.members, s, lambda m: m.value), total("previous_value", s.members, s, lambda m: m.previous_value)
    return Reading(
        id=f"weighted:{s.id}",
        default=s.default,
        formula="(value / previous_value - 1) * 100",
        inputs=(now, then),
        value=(now.value / then.value - 1) * 100,
        unit="percent",
        note=s.note,
        detail=detail(s.members, s),
    )


def _mean(s: Selection) -> Reading:
    moves = total("sum_of_changes", s.members, s, lambda m: (m.value / m.previous_value - 1) * 100 if m.previous_value else 0.0)
    count = Figure(name="members", value=float(len(s.members)), unit="count", source=s.source, session=s.session)
    return Reading(
        id=f"mean:{s.id}",
        default=False,
        formula="sum_of_changes / members",
        inputs=(moves, count),
        value=moves.value / count.value,
        unit="percent",
        note=s.note,
    )


def _indices(claim: Claim, facts: Facts, session: date) -> list[Reading]:
    from dataclasses import replace

    from impact.kinds.change import percent as change_of
    from impact.kinds.moves import moves

    assert claim.subject is not None
    found = []
    for symbol in proxies(claim.subject):
        of_index = moves(replace(claim, subject=symbol), facts)
        if not isinstance(of_index, Message):
            pair = next((p for p in of_index.pairs if p.default), of_index.pairs[0])
            note = Message(
                id="note.index", values={"symbol": instrument.name if (instrument := facts.instrument(symbol)) is not None else symbol}
            )
            found.append(replace(change_of(pair), id=f"index:{symbol}", default=True, note=note))
    return found
