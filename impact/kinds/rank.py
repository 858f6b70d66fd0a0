"""A company holds, gains or loses a place by market value.

How it is measured: place of close × shares among all companies of the whole-market table on that session, the runner-up
beside it; where there is no table, among the companies with prices here, which can refute a place but not prove it. A
place among a day's winners or losers needs the members of an index, which are not in the data.
Example: "das wertvollste Unternehmen der Welt" · "lost its crown as the most valuable company".
Source: as :mod:`impact.kinds.cap_level`; both values at the same moment, the close.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from impact.kinds import groups, when
from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.kinds.groups import Member
from impact.records import Claim, Figure, Message, Reading
from impact.reference import groups as reference

METRIC = "ranking"
JUDGED = "exact"
ALONE = False
SIGNED = False
SHOWN = 5


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """The place at the close, and at the close before, with ``holds`` set."""
    found = when.session(claim, facts)
    if isinstance(found, Message):
        return nothing(found)
    assert claim.subject is not None
    if claim.record is not None and claim.record.what in ("loss", "gain"):
        return nothing(Message(id="reason.no_constituents"))
    instrument = facts.instrument(claim.subject)
    if instrument is None or instrument.kind != "stock":
        return nothing(Message(id="reason.no_constituents"))
    if (claim.rank is None and claim.value is None) or len(claim.event_date or "") < 10:
        return nothing(Message(id="reason.no_constituents"))
    wanted = claim.rank or round(claim.value or 1)
    companies, whole = _companies(facts, found)
    mine = next((m for m in companies if m.symbol == claim.subject), None)
    if mine is None:
        return nothing(facts.missing(claim.subject, found))
    now, before = _place(mine, companies, lambda m: m.value), _place(mine, companies, lambda m: m.previous_value)
    holds, was = _holds(now, wanted, whole), _holds(before, wanted, whole)
    lost = claim.direction == "down"
    if lost and now > wanted and was is not False:
        holds = was  # "lost the first place": held it before, and no longer
    shown = sorted(companies, key=lambda m: -m.value)[:SHOWN]
    source = groups.TABLE if whole else "prices × shares"
    detail = tuple(Figure(name=m.symbol, value=m.value, unit="USD", source=source, session=found) for m in shown)
    readings = (
        _reading("rank", now, holds, True, found, source, detail),
        _reading("previous_rank", before, None if lost else was, False, found, source, ()),
    )
    undecided = Message(id="reason.rank_among", values={"n": len(companies)}) if holds is None else None
    return Answer(readings=readings, undecided=undecided, evidence=detail)


def _companies(facts: Facts, session: date) -> tuple[tuple[Member, ...], bool]:
    """Every company that can be compared, and whether these are all of the US market."""
    lines = [line for line in facts.market(session) if line.primary]
    if lines:
        return tuple(Member(x.symbol, x.previous_close * x.shares, x.close * x.shares) for x in lines), True
    symbols = sorted({s for g in reference.groups().values() for s in g.members})
    return groups.priced(symbols, facts, session), False


def _place(mine: Member, companies: tuple[Member, ...], of: groups.Measure) -> int:
    return 1 + sum(1 for m in companies if of(m) > of(mine))


def _holds(place: int, wanted: int, whole: bool) -> bool | None:
    if whole:
        return place == wanted
    return False if place > wanted else None


def _reading(id_: str, place: int, holds: bool | None, default: bool, session: date, source: str, detail: tuple[Figure, ...]) -> Reading:
    larger = Figure(name="larger", value=float(place - 1), unit="count", source=source, session=session)
    return Reading(
        id=id_, default=default, formula="larger + 1", inputs=(larger,), value=float(place), unit="rank", holds=holds, detail=detail
    )
