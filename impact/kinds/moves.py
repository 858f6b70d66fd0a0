"""The pairs of prices between which a move can be measured; change, market-cap change and points share them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter

from impact.kinds import when
from impact.kinds.facts import Facts
from impact.records import Bar, Claim, Figure, Instrument, Message

CLOSE = attrgetter("close")
DAY = timedelta(days=1)
DAY_LONG = 10  # characters of an ISO day
TRADED = "traded_range"  # rule of a hull: any price between the day's low and high was paid at some time that day


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One way to measure a move: from ``start`` to ``end``. ``default``: an outlet prints it without saying so."""

    id: str
    default: bool
    start: Figure
    end: Figure
    note: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """All pairs of a claim, the ids of hulls among them, and why nothing may be decided on them."""

    pairs: tuple[Pair, ...]
    hulls: tuple[tuple[str, ...], ...] = ()
    undecided: Message | None = None
    split_factor: float = 1.0  # of the session: its prices × this are those printed on the day


def unit_of(instrument: Instrument | None) -> str:
    """ISO 4217 of a share's prices, ``points`` of an index."""
    if instrument is None:
        return "USD"
    return "points" if instrument.kind == "index" else instrument.currency


def figure(bar: Bar, field: str, unit: str, name: str | None = None) -> Figure:
    """One number of a bar with its source; ``name`` is its name in formulas."""
    value: float = getattr(bar, field)
    return Figure(name=name or field, value=value, unit=unit, source=bar.source, as_of=bar.as_of, session=bar.session)


def has_range(bar: Bar) -> bool:
    """False for a session that is known by its close alone."""
    return not (bar.volume is None and bar.open == bar.high == bar.low == bar.close)


def extremes(claim: Claim) -> tuple[str, ...]:
    """Which end of the day's range the claim's direction asks for."""
    return {"down": ("low",), "up": ("high",)}.get(claim.direction or "", ("low", "high"))


def moves(claim: Claim, facts: Facts) -> Moves | Message:
    """All pairs that apply to ``claim``, or why there is none. The first default pair is the one named first in reports."""
    found = _session(claim, facts)
    return found if isinstance(found, Message) else _pairs(claim, facts, *found)


def _session(claim: Claim, facts: Facts) -> tuple[Bar, Bar, str] | Message:
    """The bars of the session and of the one before it, and the unit of their prices."""
    found = when.session(claim, facts)
    if isinstance(found, Message):
        return found
    assert claim.subject is not None
    bar = facts.bar(claim.subject, found)
    if bar is None:
        return facts.missing(claim.subject, found)
    before_day = facts.previous_session(claim.subject, found)
    before = facts.bar(claim.subject, before_day)
    if before is None:
        return facts.missing(claim.subject, before_day)
    return bar, before, unit_of(facts.instrument(claim.subject))


def start_of(claim: Claim, facts: Facts) -> Figure | Message:
    """Where the first of the claim's :func:`moves` begins; of one session nothing else is worked out for that."""
    if claim.period_start is None and claim.basis == "close" and claim.event_date is not None and len(claim.event_date) == DAY_LONG:
        found = _session(claim, facts)
        return found if isinstance(found, Message) else figure(found[1], "close", found[2], "previous_close")
    told = moves(claim, facts)
    return told if isinstance(told, Message) else told.pairs[0].start


def _pairs(claim: Claim, facts: Facts, bar: Bar, before: Bar, unit: str) -> Moves:
    assert claim.subject is not None
    start, close = figure(before, "close", unit, "previous_close"), figure(bar, "close", unit)
    ends = [("close", close), *_last_trades(claim.subject, facts, bar)]
    spans = when.spans(claim, facts, bar.session)
    intraday = claim.basis == "intraday" and claim.basis_stated
    extended = claim.basis in ("premarket", "afterhours")
    pairs: list[Pair] = []
    for span in spans:
        first = facts.bar(claim.subject, span.before)
        if first is not None:
            base = figure(first, "close", unit, "start_close")
            pairs += [Pair(id=_join(span.id, i), default=True, start=base, end=end) for i, (_, end) in enumerate(ends)]
    if claim.event_date is not None and len(claim.event_date) < 10:
        pairs += _largest_session(claim, facts, unit)
    lacking = next((s for s in spans), None) if spans and not pairs else None
    unnamed = claim.basis == "unknown" and claim.basis_stated and not spans  # the text names a time that no basis stands for
    # A start that the text may have meant for a record ("down 9 %, the most since 2020") must not hide the day's own change.
    of_a_day = claim.basis == "intraday" or (not claim.basis_stated and claim.basis in ("close", "unknown"))
    loose = claim.period_start is not None and of_a_day and claim.kind != "period"
    one_day = (not spans or loose) and not intraday and not extended and not unnamed
    day = [Pair(id=id_, default=one_day, start=start, end=end) for id_, end in ends]
    ranged = has_range(bar)
    ends_of_day = extremes(claim) if ranged else ()
    reach = [Pair(id=e, default=intraday and (not spans or loose), start=start, end=figure(bar, e, unit)) for e in ends_of_day]
    pairs += reach + day if intraday else day + reach
    if ranged:
        opening = figure(bar, "open", unit)
        pairs.append(Pair(id="gap", default=intraday and (not spans or loose), start=start, end=opening))
        pairs.append(Pair(id="open_close", default=False, start=opening, end=close))
    hulls: tuple[tuple[str, ...], ...] = ()
    if claim.basis == "intraday" and not spans and claim.bound != "at_most":
        other = next(iter({"low", "high"} - {p.id for p in reach}), None) if len(reach) == 1 else None
        if other is not None:
            pairs.append(Pair(id=other, default=False, start=start, end=figure(bar, other, unit)))
        hulls = ((TRADED, "low", "high"),)
    longer = _from_extremes(claim, facts, close, unit) + _longer(claim, facts, bar, close, unit, {s.id for s in spans})
    # A span of several sessions that nobody named is not confirmed by one of them: on a Monday "week" is the day alone.
    pairs = [replace(p, default=p.start.session != before.session) for p in longer] + pairs if unnamed else pairs + longer
    undecided = Message(id="reason.no_extended_hours") if extended and not spans else None
    return Moves(
        pairs=tuple(pairs),
        hulls=hulls,
        undecided=facts.missing(claim.subject, lacking.before) if lacking is not None else undecided,
        split_factor=bar.split_factor,
    )


def _join(name: str, place: int) -> str:
    """Readings of one id differ behind a colon: ``close``, ``close:2``."""
    return name if place == 0 else f"{name}:{place + 1}"


def _last_trades(symbol: str, facts: Facts, bar: Bar) -> list[tuple[str, Figure]]:
    trades = facts.last_trades(symbol, bar.session)
    return [(_join("last_trade", i), replace(t, name="last_trade")) for i, t in enumerate(trades)]


def _longer(claim: Claim, facts: Facts, bar: Bar, close: Figure, unit: str, taken: Iterable[str]) -> list[Pair]:
    """Several sessions, week, year to date, since the past year's highest or lowest close: never meant without saying so."""
    symbol = bar.symbol
    two = facts.previous_session(symbol, facts.previous_session(symbol, bar.session))
    days = {
        "two_sessions": two,
        "week": when.before_week(symbol, facts, bar.session),
        "ytd": facts.previous_session(symbol, date(bar.session.year, 1, 1)),
    }
    pairs = []
    for id_, day in days.items():
        first = facts.bar(symbol, day)
        if id_ not in taken and first is not None:
            pairs.append(Pair(id=id_, default=False, start=figure(first, "close", unit, "start_close"), end=close))
    year = when.past_year(symbol, facts, bar.session)[:-1]
    if year and claim.direction in ("up", "down"):
        peak = max(year, key=CLOSE) if claim.direction == "down" else min(year, key=CLOSE)
        id_ = "since_peak" if claim.direction == "down" else "since_trough"
        pairs.append(Pair(id=id_, default=False, start=figure(peak, "close", unit, "start_close"), end=close))
    return pairs


def _from_extremes(claim: Claim, facts: Facts, close: Figure, unit: str) -> list[Pair]:
    """From the highest (a fall) or lowest (a rise) price of the time in which the span begins: "since its December peak"."""
    if claim.period_start is None or claim.direction is None or close.session is None:
        return []
    assert claim.subject is not None
    first, after = when.parse_start(claim.period_start)
    bars = [b for b in facts.bars(claim.subject, first, after - DAY) if b.session < close.session]
    if not bars:
        return []
    high = claim.direction == "down"
    pairs = []
    for field in ("close", "high" if high else "low"):
        best = (max if high else min)(bars, key=attrgetter(field))
        id_ = ("since_highest" if high else "since_lowest") + ("" if field == "close" else ":traded")
        note = Message(id="note.session", values={"session": best.session})
        pairs.append(Pair(id=id_, default=False, start=figure(best, field, unit, "start_price"), end=close, note=note))
    return pairs


def _largest_session(claim: Claim, facts: Facts, unit: str) -> list[Pair]:
    """The largest one-session move, in the claim's direction, of the month or year that the text names instead of a day."""
    assert claim.subject is not None
    assert claim.event_date is not None
    first, after = when.parse_start(claim.event_date)
    bars = facts.bars(claim.subject, facts.previous_session(claim.subject, first), facts.previous_session(claim.subject, after))
    steps = [(b.close / a.close - 1, a, b) for a, b in itertools.pairwise(bars)]
    if not steps or claim.direction is None:
        return []
    _, a, b = (min if claim.direction == "down" else max)(steps, key=lambda s: s[0])
    note = Message(id="note.session", values={"session": b.session})
    return [
        Pair(id="largest_session", default=True, start=figure(a, "close", unit, "previous_close"), end=figure(b, "close", unit), note=note)
    ]
