"""What ``impact study`` gives: records that a renderer can print without knowing any statistics.

Returns are fractions. ``rows()`` is what CSV and JSON print, one dict a firm and day or window; NaN becomes None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from impact.records import Message
from impact.study.arrays import Array
from impact.study.panel import Panel


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All that another person needs to compute the study again."""

    asked: date  # the day that was asked for
    session: date  # the event session; differs when the day was no session
    benchmark: str
    weights: Mapping[str, float]  # firms taken out of the benchmark, with their weight in it
    model: str
    kind: str  # "simple" or "log" returns
    estimation: int
    gap: int
    window: tuple[int, int]
    level: float  # of confidence intervals
    estimation_first: date
    estimation_last: date


@dataclass(frozen=True, kw_only=True)
class FirmWindow:
    """Single-firm results of one window of relative days, arrays (N,)."""

    window: tuple[int, int]
    car: Array
    bhar: Array  # Π(1 + R) − Π(1 + E[R]), no test attached
    actual: Array  # compounded return of the window
    error: Array
    t: Array
    df: Array
    p: Array
    low: Array
    high: Array
    p_sq: Array
    rank: Array  # 1: the largest in size among ``windows``
    windows: Array
    p_holm: Array
    p_bh: Array


@dataclass(frozen=True, kw_only=True)
class BasketTest:
    """One test of the whole basket in one window."""

    window: tuple[int, int]
    test: str
    statistic: float
    df: float | None
    p: float
    firms: int
    independent: bool  # assumes independent firms: not to be trusted on one common date


@dataclass(frozen=True, kw_only=True)
class BasketWindow:
    """Mean of the firms in one window, with the portfolio's prediction interval."""

    window: tuple[int, int]
    caar: float
    error: float
    low: float
    high: float
    firms: int


@dataclass(frozen=True, kw_only=True)
class Jump:
    """An ordinary day of the estimation window that is none: it widens σ and hides effects."""

    session: date
    abnormal_return: float
    sigmas: float  # in robust standard deviations (MAD/0.6745)


@dataclass(frozen=True, kw_only=True)
class FirmNotes:
    """What to know of one firm's estimation."""

    symbol: str
    coefficients: Mapping[str, float]
    sigma: float  # daily, fraction
    observations: int
    kurtosis: float  # of the residuals; 3 for a normal
    detectable: float  # smallest abnormal return of one day found with 80 % power at the 5 % level (Brav and Heaton 2015)
    jumps: tuple[Jump, ...] = ()
    p_without_jumps: float | None = None  # of day 0, estimated without them


@dataclass(frozen=True, kw_only=True)
class Confounder:
    """Something else that happened inside the event window."""

    day: int  # relative session on which prices could first react
    session: date
    symbols: str
    what: str
    when: str
    certainty: str
    translations: tuple[tuple[str, str], ...] = ()  # (ISO 639-1 code, text)


@dataclass(frozen=True, kw_only=True)
class Study:
    """An event study with everything that its reader must know."""

    settings: Settings
    panel: Panel
    sessions: tuple[date, ...]  # of the event window, one a relative day
    windows: tuple[FirmWindow, ...]  # each single day, then the whole window when it has several
    basket: tuple[BasketTest, ...] = ()
    means: tuple[BasketWindow, ...] = ()
    mean_correlation: float | None = None
    firms: tuple[FirmNotes, ...] = ()
    confounders: tuple[Confounder, ...] = ()
    dropped: tuple[tuple[str, Message], ...] = ()
    notes: tuple[Message, ...] = field(default=())

    def window(self, window: tuple[int, int]) -> FirmWindow:
        """Results of one window; KeyError when it was not computed."""
        for item in self.windows:
            if item.window == window:
                return item
        raise KeyError(window)

    def rows(self) -> list[dict[str, Any]]:
        """One row a firm and day or window, then a row for each firm that was dropped, with its reason."""
        setting = self.settings
        out = []
        for item in self.windows:
            first, last = item.window
            for i, symbol in enumerate(self.panel.firms):
                out.append(
                    {
                        "symbol": symbol,
                        "session": self._span(item.window),
                        "day": first if first == last else f"{first}:{last}",
                        "actual_return": number(item.actual[i]),
                        "abnormal_return": number(item.car[i]),
                        "bhar": number(item.bhar[i]),
                        "standard_error": number(item.error[i]),
                        "t": number(item.t[i]),
                        "df": number(item.df[i]),
                        "p": number(item.p[i]),
                        "low": number(item.low[i]),
                        "high": number(item.high[i]),
                        "p_sq": number(item.p_sq[i]),
                        "rank": whole(item.rank[i]),
                        "of": whole(item.windows[i]),
                        "p_holm": number(item.p_holm[i]),
                        "p_bh": number(item.p_bh[i]),
                        "model": setting.model,
                        "benchmark": setting.benchmark,
                        "weight": setting.weights.get(symbol, 0.0),
                        "reason": None,
                    }
                )
        keys = list(out[0]) if out else ["symbol", "session", "abnormal_return", "t", "p", "model", "benchmark", "reason"]
        for symbol, message in self.dropped:
            empty: dict[str, Any] = dict.fromkeys(keys)
            out.append(
                empty
                | {
                    "symbol": symbol,
                    "session": setting.session.isoformat(),
                    "model": setting.model,
                    "benchmark": setting.benchmark,
                    "reason": message,
                }
            )
        return out

    def _span(self, window: tuple[int, int]) -> str:
        """ISO date of a single day, ISO 8601 interval of a longer window, so that a session is never found twice."""
        first, last = (self.sessions[day - self.settings.window[0]].isoformat() for day in window)
        return first if first == last else f"{first}/{last}"

    def basket_rows(self) -> list[dict[str, Any]]:
        """One row a test and window of the basket."""
        means = {item.window: item for item in self.means}
        return [
            {
                "window": f"{item.window[0]}:{item.window[1]}",
                "caar": number(means[item.window].caar),
                "low": number(means[item.window].low),
                "high": number(means[item.window].high),
                "test": item.test,
                "statistic": number(item.statistic),
                "df": number(item.df),
                "p": number(item.p),
                "firms": item.firms,
                "assumes_independence": item.independent,
            }
            for item in self.basket
        ]


def number(value: Any) -> float | None:
    """A plain float, None for None, NaN and infinity."""
    import math

    return float(value) if value is not None and math.isfinite(value) else None


def whole(value: Any) -> int | None:
    """A plain int, None where there is none."""
    kept = number(value)
    return None if kept is None else int(kept)
