"""Where a move or a level stands in the subject's own bars."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.kinds.losses import listed, since_day
from impact.kinds.moves import figure, unit_of
from impact.kinds.when import parse_start
from impact.records import Amount, Bar, Claim, Figure, Loss, Message, Reading, RecordScope

SHOWN = 5
FIRST = date(1900, 1, 1)  # before any series
CLOSED = 14  # days; a longer gap is missing data, not a closed exchange (1933: 3 to 15 March)


def _bars(claim: Claim, facts: Facts, session: date) -> Sequence[Bar]:
    assert claim.subject is not None
    return facts.bars(claim.subject, FIRST, session)


def _steps(bars: Sequence[Bar], horizon: str) -> list[tuple[Bar, Bar]]:
    """(bar before, last bar) of every session, week, month or year; a first, partial one is left out."""
    if horizon == "day":
        return [(a, b) for a, b in itertools.pairwise(bars) if (b.session - a.session).days <= CLOSED]
    lasts = [a for a, b in itertools.pairwise(bars) if _key(a.session, horizon) != _key(b.session, horizon)] + list(bars[-1:])
    return list(itertools.pairwise(lasts))


def _first_day(claim: Claim) -> date | None:
    """The first day of the month or year that the text names instead of a day."""
    if claim.event_date is None or len(claim.event_date) == 10:
        return None
    return parse_start(claim.event_date)[0]


def _key(day: date, horizon: str) -> tuple[int, ...]:
    if horizon == "week":
        return day.isocalendar()[:2]
    return (day.year, day.month) if horizon == "month" else (day.year,)


def moves(
    claim: Claim, scope: RecordScope, facts: Facts, session: date, *, unit: str, default: bool, rivals: Sequence[Loss] = ()
) -> Answer:
    """Place of the move among the subject's own, in percent or points, and among ``rivals`` of other companies."""
    assert claim.subject is not None
    steps = _steps(_bars(claim, facts, session), scope.horizon)
    first_day = _first_day(claim)
    if not steps or steps[-1][1].session < (first_day or session):
        return nothing(facts.missing(claim.subject, session))
    percent = unit == "percent"
    price_unit = unit_of(facts.instrument(claim.subject))

    def size(step: tuple[Bar, Bar]) -> float:
        before, last = step
        return (last.close / before.close - 1) * 100 if percent else last.close - before.close

    sign = -1.0 if scope.what == "loss" else 1.0
    since = since_day(scope.since, session)
    reach = steps[0][0].session.isoformat()
    past = [s for s in steps[:-1] if since is None or s[1].session.isoformat() > since]
    if first_day is not None and scope.horizon == "day":  # the text names a month or year: its largest session is meant
        best = max((s for s in steps if s[1].session >= first_day), key=lambda s: sign * size(s))
        steps = steps[: steps.index(best) + 1]
        past = [s for s in past if s[1].session < best[1].session]
    value = size(steps[-1])
    others = [r for r in rivals if r.change is not None and r.change < value and (since is None or r.session > since)] if percent else []
    place = 1 + sum(1 for s in past if sign * size(s) > sign * value) + len(others)
    right_way = sign * value > 0
    beyond = since is None or since < reach
    holds: bool | None = right_way and place == scope.place
    if not holds and right_way and scope.since is None and default:
        holds = None  # the text names no window that was recognized: some window there always is
    if (holds and (beyond or rivals)) or (right_way and place < scope.place and beyond):
        holds = None
    before, last = steps[-1]
    inputs = (figure(before, "close", price_unit, "previous_close"), figure(last, "close", price_unit))
    reading = Reading(
        id=f"{unit}_{scope.horizon}",
        default=default,
        formula="(close / previous_close - 1) * 100" if percent else "close - previous_close",
        inputs=inputs,
        value=value,
        unit="percent" if percent else price_unit,
        holds=holds,
        note=Message(id="note.place", values={"n": place, "since": date.fromisoformat(max(reach, since or reach))}),
        detail=(
            *(listed(r, r.change or 0.0, "percent") for r in others[:SHOWN]),
            *(
                Figure(
                    name=claim.subject,
                    value=size(s),
                    unit="percent" if percent else price_unit,
                    source=s[1].source,
                    as_of=s[1].as_of,
                    session=s[1].session,
                )
                for s in sorted(past, key=lambda s: -sign * size(s))[:SHOWN]
            ),
        ),
    )
    after = facts.later(claim.subject, last.session)
    passed = [s for s in _steps([last, *after], scope.horizon) if s[1] is not last and sign * size(s) > sign * value]
    now = _now(after, place + len(passed) == scope.place, [(s[1], size(s)) for s in passed], reading.unit)
    return _answer(reading, holds, reach, now=now)


def levels(claim: Claim, scope: RecordScope, facts: Facts, session: date) -> Answer:
    """Whether the close, or the day's extreme, is the highest or lowest of the bars since the claimed day."""
    assert claim.subject is not None
    bars = _bars(claim, facts, session)
    first_day = _first_day(claim) or session
    ours = [b for b in bars if b.session >= first_day]
    if len(bars) < 2 or not ours:
        return nothing(facts.missing(claim.subject, session))
    unit = unit_of(facts.instrument(claim.subject))
    since = since_day(scope.since, session)
    past = [b for b in bars[:-1] if since is None or b.session.isoformat() > since]
    reach = bars[0].session.isoformat()
    beyond = since is None or since < reach
    high = scope.what == "high"
    past = [b for b in past if b.session < first_day]
    readings, now = [], {}
    after = facts.later(claim.subject, ours[-1].session)
    for field in ("close", "high" if high else "low"):
        best_bar = (max if high else min)(ours, key=lambda b: getattr(b, field))
        mine: float = getattr(best_bar, field)
        place = 1 + sum(1 for b in past if (getattr(b, field) > mine if high else getattr(b, field) < mine))
        holds: bool | None = place == scope.place
        if holds and beyond:
            holds = None
        passed = [b for b in after if (getattr(b, field) > mine if high else getattr(b, field) < mine)]
        rivals = sorted(past, key=lambda b: -getattr(b, field) if high else getattr(b, field))[:SHOWN]
        readings.append(
            Reading(
                id=f"{scope.what}_of_{'closes' if field == 'close' else 'days'}",
                default=True,
                formula=field,
                inputs=(figure(best_bar, field, unit),),
                value=mine,
                unit=unit,
                holds=holds,
                note=Message(id="note.place", values={"n": place, "since": date.fromisoformat(max(reach, since or reach))}),
                detail=tuple(figure(b, field, unit) for b in rivals),
            )
        )
        now[readings[-1].id] = _now(after, not passed, [(b, getattr(b, field)) for b in passed], unit)
    best = next((r for r in readings if r.holds), next((r for r in readings if r.holds is None), readings[0]))
    return _answer(best, best.holds, reach, tuple(readings), now=now[best.id])


def _now(after: Sequence[Bar], still: bool, passed: Sequence[tuple[Bar, float]], unit: str) -> Message | None:
    """How the record stands as of the last price here: still, or which was the first to pass it."""
    if not after or not (still or passed):
        return None
    until = after[-1].session
    if still:
        return Message(id="reason.record_stands", values={"until": until})
    bar, value = passed[0]
    amount = Amount(value=value, unit=unit, signed=unit == "percent")
    return Message(id="reason.record_passed", values={"session": bar.session, "actual": amount, "until": until})


def _answer(reading: Reading, holds: bool | None, reach: str, readings: tuple[Reading, ...] = (), now: Message | None = None) -> Answer:
    """``now`` joins what is said of a record that holds, or holds as far as the prices reach; of one that fails it says nothing."""
    message = Message(id="reason.beyond_data" if holds is None else "reason.data_since", values={"since": date.fromisoformat(reach)})
    if now is not None and holds is not False:
        message = Message(id="reason.with_note", values={"reason": message, "note": now})
    return Answer(
        readings=readings or (reading,),
        undecided=message if holds is None else None,
        evidence=reading.detail,
        note=message if holds is not None else None,
    )
