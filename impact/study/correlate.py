"""What moved together, before and after: everything that ``impact correlate`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from impact.errors import InputError
from impact.records import Message
from impact.study import bootstrap
from impact.study.arrays import Array
from impact.study.contagion import Contagion, EqualMatrices, forbes_rigobon, jennrich
from impact.study.correlation import METHODS, average, interval, matrix, partial
from impact.study.dynamics import Clusters, LeadLag, clusters, lead_lag, rolling
from impact.study.frames import days_of
from impact.study.results import number
from impact.study.returns import simple_returns

if TYPE_CHECKING:
    import pandas

MINIMUM = 10  # complete sessions on either side
COVERAGE = 0.8  # of the sessions; a share with fewer would cost all others theirs


@dataclass(frozen=True, kw_only=True)
class Side:
    """One window: before the event, or the event session and what follows. Matrices (N, N) by method."""

    first: date
    last: date
    observations: int
    matrices: dict[str, Array]
    low: dict[str, Array]  # Fisher
    high: dict[str, Array]
    boot_low: Array | None  # Pearson, stationary bootstrap
    boot_high: Array | None
    partial: Array | None  # Pearson given the market
    averages: dict[str, float]
    average_low: float  # stationary bootstrap of the average Pearson correlation
    average_high: float
    average_draws: Array | None = None  # (draws,)


@dataclass(frozen=True, kw_only=True)
class Correlations:
    """Correlations of a group of shares around one event."""

    asked: date
    session: date
    lead: str
    market: str | None
    symbols: tuple[str, ...]
    before: Side
    after: Side
    level: float
    change: tuple[float, float, float]  # of the average Pearson correlation, after − before, with its bootstrap interval
    contagion: tuple[Contagion, ...]
    equal: EqualMatrices | None
    lead_lags: tuple[LeadLag, ...]
    rolling: tuple[tuple[str, tuple[tuple[date, float], ...]], ...]  # symbol → last day of the window, correlation with the lead
    clusters: Clusters
    dropped: tuple[tuple[str, Message], ...] = ()
    notes: tuple[Message, ...] = field(default=())

    def rows(self) -> list[dict[str, Any]]:
        """One row a pair, method and side."""
        out = []
        for side, part in (("before", self.before), ("after", self.after)):
            for method in METHODS:
                for i, first in enumerate(self.symbols):
                    for j in range(i + 1, len(self.symbols)):
                        boot = method == "pearson" and part.boot_low is not None and part.boot_high is not None
                        out.append(
                            {
                                "first": first, "second": self.symbols[j], "side": side, "method": method,
                                "correlation": number(part.matrices[method][i, j]),
                                "low": number(part.low[method][i, j]), "high": number(part.high[method][i, j]),
                                "bootstrap_low": number(part.boot_low[i, j]) if boot and part.boot_low is not None else None,
                                "bootstrap_high": number(part.boot_high[i, j]) if boot and part.boot_high is not None else None,
                                "partial": number(part.partial[i, j]) if method == "pearson" and part.partial is not None else None,
                                "sessions": part.observations,
                            }
                        )  # fmt: skip
        return out

    def contagion_rows(self) -> list[dict[str, Any]]:
        """One row a share: its correlation with the lead, corrected for the lead's higher variance, with Holm's p over the shares."""
        import numpy

        from impact.study.multiple import holm

        adjusted = holm(numpy.array([item.p for item in self.contagion])) if self.contagion else []
        return [
            {name: getattr(item, name) for name in item.__dataclass_fields__} | {"p_holm": number(p)}
            for item, p in zip(self.contagion, adjusted, strict=True)
        ]


def correlate(
    closes: pandas.DataFrame,
    symbols: Sequence[str],
    event: date,
    lead: str,
    *,
    market: str | None = None,
    before: int = 60,
    after: int = 20,
    event_day: bool = True,
    width: int = 20,
    level: float = 0.95,
    draws: int = 1000,
) -> Correlations:
    """Correlations of ``symbols`` (the lead among them or not) before and after the event.

    ``closes`` (sessions × symbols), split-adjusted. The first window holds the ``before`` sessions before the event session; the second
    begins with the event session (``event_day`` False: after it) and holds ``after`` sessions or what the data have. Simple returns of the
    sessions on which every share has closes; a share that misses more than a fifth of them is dropped. ``market`` is the benchmark of the
    partial correlations. ``draws`` bootstrap samples; 0 for none. InputError where no window can be formed.
    """
    import numpy

    wanted = list(dict.fromkeys([lead, *(symbol for symbol in symbols if symbol != market)]))
    dropped = [(symbol, Message(id="study.no_series", values={"symbol": symbol})) for symbol in wanted if symbol not in closes.columns]
    chosen = [symbol for symbol in wanted if symbol in closes.columns]
    if lead not in chosen:
        raise InputError(lead, "no prices of the lead share", "name a lead share that the price data hold")
    if market is not None and market not in closes.columns:
        raise InputError(market, "no prices of this benchmark", "choose a benchmark that the price data hold")
    frame = closes[[*chosen, *([market] if market else [])]]
    frame = frame[frame[lead].notna().to_numpy()]
    days = days_of(frame)
    place = int(days.searchsorted(numpy.datetime64(event, "D")))
    if place >= len(days):
        raise InputError(str(event), "no session on or after it in the price data", "take an earlier event")
    values = simple_returns(frame.to_numpy(dtype=float))
    start, split = max(1, place - before), place if event_day else place + 1
    stop = min(len(days), split + after)
    known = numpy.isfinite(values[start:stop])
    share = known[:, : len(chosen)].mean(axis=0) if stop > start else numpy.zeros(len(chosen))
    for symbol, part in zip(chosen, share, strict=True):
        if part < COVERAGE:
            reason = Message(id="study.gaps", values={"symbol": symbol, "found": round(part * (stop - start)), "wanted": stop - start})
            dropped.append((symbol, reason))
    kept = [i for i, part in enumerate(share) if part >= COVERAGE]
    names = tuple(chosen[i] for i in kept)
    if lead not in names or len(names) < 2:
        raise InputError(" ".join(symbols), "fewer than two shares have prices around the event", "name more shares or another day")
    columns = [*kept, *([len(chosen)] if market else [])]
    whole = numpy.isfinite(values[:, columns]).all(axis=1)
    rows = numpy.arange(len(days))
    first = rows[(rows >= start) & (rows < place) & whole]
    second = rows[(rows >= split) & (rows < stop) & whole]
    if min(len(first), len(second)) < MINIMUM:
        raise InputError(
            str(event),
            f"{len(first)} sessions before and {len(second)} after it have all prices; {MINIMUM} are needed on either side",
            "widen --before or --after, or name other shares",
        )
    notes = [] if days[place].astype(object) == event else [_moved(event, days[place].astype(object))]
    if len(second) < after:
        notes.append(Message(id="study.after_short", values={"found": len(second), "wanted": after}))
    shares = values[:, kept]
    index = values[:, len(chosen)] if market else None
    earlier, later = shares[first], shares[second]
    lead_at = names.index(lead)
    others = [i for i in range(len(names)) if i != lead_at]
    span = numpy.concatenate([first, second])
    left = _side(earlier, None if index is None else index[first], days[first], level, draws)
    right = _side(later, None if index is None else index[second], days[second], level, draws, bootstrap.SEED + 1)
    return Correlations(
        asked=event,
        session=days[place].astype(object),
        lead=lead,
        market=market,
        symbols=names,
        before=left,
        after=right,
        level=level,
        change=_change(left, right, level),
        contagion=tuple(forbes_rigobon(names[i], lead, earlier[:, [lead_at, i]], later[:, [lead_at, i]]) for i in others),
        equal=jennrich(earlier, later),
        lead_lags=tuple(lead_lag(names[i], lead, shares[span, lead_at], shares[span, i]) for i in others),
        rolling=tuple((names[i], _rolled(shares[span], days[span], lead_at, i, width)) for i in others) if len(span) >= width else (),
        clusters=clusters(left.matrices["pearson"], names),
        dropped=tuple(dropped),
        notes=tuple(notes),
    )


def _moved(day: date, session: date) -> Message:
    return Message(id="study.moved_to_next", values={"day": day, "session": session})


def _change(before: Side, after: Side, level: float) -> tuple[float, float, float]:
    """Change of the average correlation; the windows are resampled independently, so their draws can be subtracted one by one."""
    import numpy

    difference = after.averages["pearson"] - before.averages["pearson"]
    if before.average_draws is None or after.average_draws is None:
        return difference, numpy.nan, numpy.nan
    low, high = bootstrap.percentile(after.average_draws - before.average_draws, level)
    return difference, float(low), float(high)


def _side(values: Array, market: Array | None, days: Array, level: float, draws: int, seed: int = bootstrap.SEED) -> Side:
    import numpy

    n = len(values)
    matrices = {method: matrix(values, method) for method in METHODS}
    bands = {method: interval(matrices[method], n, method, level) for method in METHODS}
    boots = bootstrap.correlations(values, draws, seed) if draws else None
    low, high = (None, None) if boots is None else bootstrap.percentile(boots, level)
    means = None if boots is None else numpy.array([average(item) for item in boots])
    spread = (numpy.nan, numpy.nan) if means is None else bootstrap.percentile(means, level)
    return Side(
        first=days[0].astype(object),
        last=days[-1].astype(object),
        observations=n,
        matrices=matrices,
        low={method: band[0] for method, band in bands.items()},
        high={method: band[1] for method, band in bands.items()},
        boot_low=low,
        boot_high=high,
        partial=None if market is None else partial(values, market),
        averages={method: average(matrices[method]) for method in METHODS},
        average_low=float(spread[0]),
        average_high=float(spread[1]),
        average_draws=means,
    )


def _rolled(values: Array, days: Array, first: int, second: int, width: int) -> tuple[tuple[date, float], ...]:
    series = rolling(values[:, first], values[:, second], width)
    return tuple(zip((day.astype(object) for day in days[width - 1 :]), (float(item) for item in series), strict=True))
