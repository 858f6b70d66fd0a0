"""Was the session itself unusual: volume and range, whatever the direction of the price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from impact.records import Bar, Message
from impact.study.arrays import Array
from impact.study.distributions import p_of_t
from impact.study.results import number


@dataclass(frozen=True, kw_only=True)
class Activity:
    """Abnormal volume and Parkinson volatility of one session against the sessions before.

    ``volume_ratio`` is V / geometric mean of the window; ``range_volatility`` is Parkinson's daily σ (fraction).
    """

    symbol: str
    session: date
    volume: float | None
    volume_ratio: float | None
    volume_t: float | None
    volume_p: float | None
    range_volatility: float | None
    range_ratio: float | None
    range_t: float | None
    range_p: float | None
    range_rank: int | None  # 1: the widest range of the window and the session
    observations: int

    def row(self) -> dict[str, Any]:
        """For CSV and JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {"session": self.session.isoformat()}


def parkinson(high: Array, low: Array) -> Array:
    """Parkinson 1980 (Journal of Business 53, p. 62): ``ln(H/L)/√(4 ln 2)``, a session's σ from its range alone; same shape, fractions."""
    import numpy

    return numpy.log(high / low) / (4.0 * numpy.log(2.0)) ** 0.5


def activity(bars: Sequence[Bar], session: date, *, estimation: int = 60, gap: int = 5, minimum: int = 30) -> Activity | Message:
    """How unusual volume and range of ``session`` were, from bars of one symbol in order.

    ``ln V`` and ``ln`` of Parkinson's σ against their mean and standard deviation (n − 1) over ``estimation`` sessions that end ``gap``
    sessions before; t with n − 1 degrees of freedom and prediction error √(1 + 1/n) (Ajinkya and Jain 1989, Journal of Accounting and
    Economics 11, for log volume). Null hypothesis: the session's value is drawn from the same log-normal. Bars without a range (open, high,
    low and close equal) or volume count for neither. A Message when the session has no bar or too few come before it.
    """
    place = next((i for i, bar in enumerate(bars) if bar.session == session), None)
    symbol = bars[0].symbol if bars else ""
    if place is None:
        return Message(id="study.no_close", values={"symbol": symbol, "session": session})
    end = place - gap + 1
    before, bar = bars[max(0, end - estimation) : max(0, end)], bars[place]
    volumes = _against([item.volume for item in before], bar.volume, minimum)
    ranges = _against([_range(item) for item in before], _range(bar), minimum)
    if volumes is None and ranges is None:
        return Message(id="study.short_history", values={"symbol": symbol, "found": len(before), "needed": minimum})
    v, r = volumes or _NONE, ranges or _NONE
    return Activity(
        symbol=symbol, session=session, volume=bar.volume, volume_ratio=v["ratio"], volume_t=v["t"], volume_p=v["p"],
        range_volatility=_range(bar), range_ratio=r["ratio"], range_t=r["t"], range_p=r["p"],
        range_rank=None if r["rank"] is None else int(r["rank"]), observations=len(before),
    )  # fmt: skip


def activities(bars: Mapping[str, Sequence[Bar]], session: date, **options: int) -> dict[str, Activity | Message]:
    """:func:`activity` of each symbol."""
    return {symbol: activity(series, session, **options) for symbol, series in bars.items()}


_NONE: Mapping[str, float | None] = dict.fromkeys(("ratio", "t", "p", "rank"))


def _range(bar: Bar) -> float | None:
    return float(parkinson(bar.high, bar.low)) if bar.high > bar.low > 0 else None


def _against(before: Sequence[float | None], value: float | None, minimum: int) -> Mapping[str, float | None] | None:
    """The log of a value against the logs of earlier ones; None when there are too few."""
    import numpy

    logs = numpy.log([item for item in before if item])
    if not value or len(logs) < minimum:
        return None
    here, spread = float(numpy.log(value)), float(logs.std(ddof=1))
    t = (here - float(logs.mean())) / (spread * (1.0 + 1.0 / len(logs)) ** 0.5) if spread > 0 else float("nan")
    return {
        "ratio": float(numpy.exp(here - logs.mean())),
        "t": number(t),
        "p": number(p_of_t(t, len(logs) - 1)),
        "rank": float((logs >= here).sum() + 1),
    }
