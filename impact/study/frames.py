"""From a frame of closes to the sample that models are fitted on: sessions, event row, windows, leave-one-out benchmarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from impact.errors import InputError
from impact.records import Message
from impact.study.arrays import Array
from impact.study.panel import Sample
from impact.study.returns import leave_one_out, simple_returns

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A sample with the sessions it is made of."""

    sample: Sample
    firms: tuple[str, ...]
    session: date
    estimation_sessions: tuple[date, ...]
    event_sessions: tuple[date, ...]
    before: date  # the session before the event window
    days: tuple[int, ...]
    actual: Array  # (W, N) simple returns of the event window
    notes: tuple[Message, ...]


def days_of(frame: pandas.DataFrame) -> Array:
    """The index as numpy days, whether it holds dates, timestamps or ISO text."""
    import numpy

    return numpy.asarray(frame.index.to_numpy(), dtype="datetime64[D]")


def cut(
    closes: pandas.DataFrame,
    symbols: Sequence[str],
    event: date,
    benchmark: str,
    *,
    window: tuple[int, int],
    estimation: int,
    gap: int,
    kind: str = "simple",
    weights: Mapping[str, float] | None = None,
    factors: pandas.DataFrame | None = None,
    donors: Sequence[str] = (),
) -> Cut:
    """Slice returns into estimation and event window around ``event``.

    Sessions are the rows on which the benchmark has a close. A day that is none goes to the next session, and a note says so. The
    estimation window ends ``gap`` sessions before the event session; where the data begin later it is shorter, with a note; an event
    window that reaches past the data is cut, with a note. ``weights`` are the firms' weights in the benchmark, taken out of it.

    InputError: no such benchmark, no data on or after the event, a window that reaches into the estimation, nothing before it.
    """
    import numpy

    if benchmark not in closes.columns:
        raise InputError(benchmark, "no prices of this benchmark", "choose a benchmark that the price data hold")
    if window[0] > 0 or window[1] < 0 or -window[0] >= gap:
        raise InputError(
            f"window {window[0]}:{window[1]}",
            f"does not hold day 0 or reaches into the estimation window, which ends {gap} sessions before the event",
            "use a window such as -1:3, or a larger gap",
        )
    if kind not in {"simple", "log"}:
        raise InputError(kind, "no kind of return", "use simple or log")
    place_of = {name: k for k, name in enumerate(closes.columns)}
    everything: Array = closes.to_numpy(dtype=float)  # one block: slicing it is far cheaper than slicing the frame, and grids cut often
    prices = everything[:, [place_of[name] for name in (benchmark, *symbols, *donors)]]
    open_days = ~numpy.isnan(prices[:, 0])
    prices, days = prices[open_days], days_of(closes)[open_days]
    place = int(days.searchsorted(numpy.datetime64(event, "D")))
    if place >= len(days):
        raise InputError(
            str(event), f"no session on or after it; prices end on {days[-1] if len(days) else 'no day'}", "take an earlier event"
        )
    notes: list[Message] = []
    session = days[place].astype(object)
    if session != event:
        notes.append(Message(id="study.moved_to_next", values={"day": event, "session": session}))
    last = min(window[1], len(days) - 1 - place)
    if last < window[1]:
        notes.append(Message(id="study.window_cut", values={"last": last, "session": days[-1].astype(object)}))
    begin = max(1, place - gap - estimation + 1)
    end = place - gap + 1
    if end - begin < 2:
        raise InputError(
            str(event), f"prices begin on {days[0]}, too late for an estimation window before it", "take a later event or other prices"
        )
    if end - begin < estimation:
        notes.append(Message(id="study.fewer_sessions", values={"found": end - begin, "wanted": estimation}))

    returns = simple_returns(prices)
    returns[~numpy.isfinite(returns)] = numpy.nan
    size = len(symbols)
    firms, market = returns[:, 1 : 1 + size], returns[:, :1]
    held = numpy.array([(weights or {}).get(symbol, 0.0) for symbol in symbols])
    if held.any():
        market = leave_one_out(market, firms, held)
    actual = firms
    if kind == "log":
        firms, market, returns = numpy.log1p(firms), numpy.log1p(market), numpy.log1p(returns)
    inside, event_rows = slice(begin, end), slice(place + window[0], place + last + 1)
    given = None if factors is None else _aligned(factors, days)
    return Cut(
        sample=Sample(
            firms=firms[inside],
            firms_event=firms[event_rows],
            benchmark=market[inside],
            benchmark_event=market[event_rows],
            factors=None if given is None else given[inside],
            factors_event=None if given is None else given[event_rows],
            donors=returns[inside, 1 + size :] if donors else None,
            donors_event=returns[event_rows, 1 + size :] if donors else None,
        ),
        firms=tuple(symbols),
        session=session,
        estimation_sessions=tuple(days[inside].astype(object)),
        event_sessions=tuple(days[event_rows].astype(object)),
        before=days[place + window[0] - 1].astype(object),
        days=tuple(range(window[0], last + 1)),
        actual=actual[event_rows],
        notes=tuple(notes),
    )


def _aligned(factors: pandas.DataFrame, days: Array) -> Array:
    """Factor returns on the given days, NaN where the file has none, (T, F)."""
    import numpy

    known = days_of(factors)
    place = numpy.clip(known.searchsorted(days), 0, len(known) - 1)
    values = factors.to_numpy(dtype=float)[place]
    values[known[place] != days] = numpy.nan
    return values
