"""A move or a level is the largest, or the second largest, ever or since a time.

How it is measured: a company's loss in money against every larger one in the list of the largest one-day losses of market
value (computed since one year, as reported at the time before); in percent, points or level against the subject's own
bars. Each number is the interval of its admissible inputs; there is no tolerance. A record that holds as far as the data
reach is not thereby true: it is undecided, unless the reported list shows that no larger one can have been.
Example: "der größte eintägige Verlust in der Geschichte der Wall Street" · "its worst day since March 2020".
Source: Dow Jones Market Data, the wording "based on available data back to …".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from impact.kinds import groups, history, losses, when
from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.records import Claim, Message, Reading

METRIC = "record"
JUDGED = "exact"
ALONE = False
SIGNED = True

WIDE = ("exchange", "country", "world")


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """Readings by unit, with ``holds`` set, or None where the data cannot say."""
    found = when.session(claim, facts)
    if isinstance(found, Message):
        return nothing(found)
    assert claim.subject is not None
    scope = claim.record
    if scope is None:
        return nothing(Message(id="reason.record_unknown"))
    if groups.is_group(claim.subject, facts):
        return nothing(Message(id="reason.no_group_record"))
    if scope.since == claim.event_date and len(scope.since or "") == len("2025-01-06"):
        scope = replace(scope, since="ever")  # "since its record high on 6 January": the day is the record's own, no window of it
    instrument = facts.instrument(claim.subject)
    is_index = instrument is not None and instrument.kind == "index"
    if scope.what in ("high", "low"):
        return history.levels(claim, scope, facts, found)
    parts = []
    if not is_index and scope.what == "loss" and scope.horizon == "day":
        parts.append(losses.dollars(claim, scope, facts, found, default=scope.unit in (None, "currency")))
    wide = scope.scope in WIDE
    own = scope.unit == "percent" or (scope.unit is None and not (wide and not is_index))
    rivals = losses.others(claim.subject, facts, found) if wide and not is_index and scope.what == "loss" and scope.horizon == "day" else ()
    parts.append(history.moves(claim, scope, facts, found, unit="percent", default=own, rivals=rivals))
    if is_index or scope.unit == "points":
        parts.append(history.moves(claim, scope, facts, found, unit="points", default=scope.unit == "points"))
    return _together(parts)


def _together(parts: list[Answer]) -> Answer:
    readings = tuple(r for p in parts for r in p.readings)
    if not readings:
        return next((p for p in parts if p.missing is not None), Answer())
    deciding = [p for p in parts if any(r.default for r in p.readings)]
    note = next((p.note for p in deciding if p.note is not None), None)
    if note is not None and any(r.id == "dollars" and r.holds for r in readings) and any(_fails_in_percent(r) for r in readings):
        note = Message(id="reason.with_note", values={"reason": note, "note": Message(id="reason.not_in_percent")})
    return Answer(
        readings=readings,
        undecided=next((p.undecided for p in deciding if p.undecided is not None), None),
        evidence=tuple(f for p in deciding for f in p.evidence),
        note=note,
    )


def _fails_in_percent(reading: Reading) -> bool:
    return not reading.default and reading.unit == "percent" and reading.holds is False
