"""Where a one-day loss of market value stands among the largest known ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from impact.kinds.answer import Answer, nothing
from impact.kinds.cap_change import count_note, shares_figure
from impact.kinds.facts import Facts
from impact.kinds.moves import figure, unit_of
from impact.kinds.when import parse_start
from impact.records import Claim, Figure, Loss, Message, Reading, RecordScope

SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Event:
    """All figures for one company's loss on one day: the press and the computation differ by share count and close."""

    symbol: str
    session: str
    best: Loss  # the computed figure, else the first that was printed
    low: float
    high: float


_known: tuple[Sequence[Loss], tuple[_Event, ...]] = ((), ())


def events(losses: Sequence[Loss]) -> tuple[_Event, ...]:
    """The list by company and day, largest first; a month without a day joins a day of that month.

    The list asked for last is kept: thousands of claims ask for the same one.
    """
    global _known
    kept = _known
    if kept[0] is not losses:
        _known = kept = losses, _events(losses)
    return kept[1]


def _events(losses: Sequence[Loss]) -> tuple[_Event, ...]:
    found: dict[tuple[str, str], list[Loss]] = {}
    for loss in sorted(losses, key=lambda x: -len(x.session)):
        key = loss.symbol, loss.session
        if key not in found and loss.day is None:
            key = next((k for k in found if k[0] == loss.symbol and k[1].startswith(loss.session)), key)
        found.setdefault(key, []).append(loss)
    made = [
        _Event(symbol, session, next((x for x in xs if x.computed), xs[0]), min(x.loss for x in xs), max(x.loss for x in xs))
        for (symbol, session), xs in found.items()
    ]
    return tuple(sorted(made, key=lambda e: -e.best.loss))


def dollars(claim: Claim, scope: RecordScope, facts: Facts, session: date, *, default: bool) -> Answer:
    """The loss in money and its place, as of the session; ``undecided`` when the list does not reach."""
    assert claim.subject is not None
    bar = facts.bar(claim.subject, session)
    before = facts.bar(claim.subject, facts.previous_session(claim.subject, session))
    counts = facts.share_counts(claim.subject, session)
    if bar is None or before is None:
        return nothing(facts.missing(claim.subject, session))
    if not counts:
        return nothing(Message(id="reason.no_share_count", values={"symbol": claim.subject}))
    unit = unit_of(facts.instrument(claim.subject))
    start, close, shares = figure(before, "close", unit, "previous_close"), figure(bar, "close", unit), shares_figure(counts[0])
    value = (close.value - start.value) * shares.value
    ends = [close.value, *(t.value for t in facts.last_trades(claim.subject, session))]
    sizes = [(start.value - end) * count.shares for end in ends for count in counts]
    since = since_day(scope.since, session)
    day = session.isoformat()
    known = events(facts.losses())
    others = [
        e for e in known
        if not (e.symbol == claim.subject and day.startswith(e.session[:10]))
        and (scope.scope in (None, "exchange", "country", "world") or e.symbol == claim.subject)
        and (since is None or e.session > since)
    ]  # fmt: skip
    then = [e for e in others if e.session <= day]
    computed, reported = facts.losses_since()
    holds = _place(scope.place, sizes, then) if value < 0 else False
    floor = min((e.best.loss for e in known), default=0.0)
    if holds is False and scope.since is None and scope.place == 1 and value < 0:
        holds = None  # the text names no window that was recognized: some window there always is
    # Of the years before the computed list only the largest losses were printed: what lies below them may have been passed unseen.
    early = max((e.high for e in known if e.session < computed), default=0.0) if since is None or since < computed else 0.0
    unseen = holds is True and min(sizes) <= early
    short = holds is not False and (unseen or not known or -value < floor or (since is None and not reported) or (scope.scope == "world"))
    now = _place(scope.place, sizes, others) if value < 0 else False
    shown = sorted([*then], key=lambda e: -e.best.loss)[:SHOWN]
    reading = Reading(
        id="dollars",
        default=default,
        formula="(close - previous_close) * shares",
        inputs=(start, close, shares),
        value=value,
        unit=unit,
        holds=None if short else holds,
        note=count_note(counts[0]),
        detail=tuple(listed(e.best, -e.best.loss, "USD") for e in shown),
    )
    values: dict[str, object] = {"computed": _day(computed), "reported": _day(reported)}
    return Answer(
        readings=(reading,),
        undecided=_undecided(short, holds, scope, values),
        evidence=reading.detail,
        note=Message(id="reason.losses_since_still" if now else "reason.losses_since", values=values) if not short else None,
    )


def _undecided(short: bool, holds: bool | None, scope: RecordScope, values: dict[str, object]) -> Message | None:
    if short and (holds is not None or scope.since is not None):
        return Message(id="reason.losses_short", values=values)
    if holds is None:
        return Message(id="reason.record_unknown" if scope.since is None else "reason.counts_straddle")
    return None


def others(symbol: str, facts: Facts, session: date) -> tuple[Loss, ...]:
    """Every other listed loss up to the session, one a company and day, largest in percent first."""
    day = session.isoformat()
    chosen = [e.best for e in events(facts.losses()) if e.session <= day and (e.symbol, e.session) != (symbol, day)]
    return tuple(sorted((x for x in chosen if x.change is not None), key=lambda x: x.change or 0.0))


def listed(loss: Loss, value: float, unit: str) -> Figure:
    """A row of the list as a figure under its symbol and session; a month without a day stands as it is written."""
    as_of = None if loss.day else loss.session
    return Figure(name=loss.symbol, value=value, unit=unit, source=loss.source, as_of=as_of, session=loss.day)


def _place(place: int, sizes: Sequence[float], others: Sequence[_Event]) -> bool | None:
    """Whether the loss is at ``place``; None when it depends on the share count or the close."""
    surely = sum(1 for e in others if e.low > max(sizes))
    perhaps = sum(1 for e in others if e.high >= min(sizes))
    if surely + 1 <= place <= perhaps + 1:
        return True if surely == perhaps else None
    return False


def since_day(since: str | None, session: date) -> str | None:
    """The ISO day after which no larger one may lie: "since 2020" compares with one of 2020, "of the year" with all of the
    session's own year; None for ever."""
    if since is None or since == "ever":
        return None
    first, after = parse_start(since)
    return ((first if first <= session < after else after) - timedelta(days=1)).isoformat()


def _day(text: str) -> object:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
