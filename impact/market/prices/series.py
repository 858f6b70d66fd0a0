"""The bars of one symbol from one source, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from impact.market.splits import Split
from impact.records import Bar

Floats: TypeAlias = npt.NDArray[np.float64]
Days: TypeAlias = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """Bars in order of their sessions: prices in ``currency`` (index points for indices) per share as shares were on ``basis``.

    ``days`` is datetime64[D]; the five columns are float64 of the same length, volume NaN where it is not known.
    ``tags`` says more on the origin of each bar (the vendors that agree), or is empty.
    """

    symbol: str
    days: Days
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats
    source: str
    as_of: str
    basis: date
    currency: str
    tags: npt.NDArray[Any] = field(default_factory=lambda: np.empty(0, dtype=object))
    splits: tuple[Split, ...] | None = None  # as the source lists them; None: those of data/splits.csv
    dividends: tuple[tuple[date, float], ...] = ()  # (ex-date, cash per share on the same basis)
    notes: tuple[str, ...] = ()
    reach: tuple[date, date] | None = None  # what was asked for, where that is more than the bars: nothing was traded there

    @property
    def first(self) -> date:
        """The first session with a bar."""
        return to_date(self.days[0])

    @property
    def last(self) -> date:
        """The last session with a bar."""
        return to_date(self.days[-1])

    def covers(self, first: date, last: date) -> bool:
        """Whether nothing of the window lies outside of what the source holds or was asked for."""
        start, end = self.reach or (self.first, self.last)
        return min(start, self.first) <= first and last <= max(end, self.last)

    def rebased(self, basis: date, scale: float) -> Series:
        """The same bars per share as shares were on ``basis``: prices × ``scale``."""
        prices = {name: getattr(self, name) * scale for name in ("open", "high", "low", "close")}
        dividends = tuple((day, cash * scale) for day, cash in self.dividends)
        return replace(self, basis=basis, volume=self.volume / scale, dividends=dividends, **prices)

    def position(self, session: date) -> int | None:
        """The row of that session, or None."""
        day = np.datetime64(session, "D")
        at = int(np.searchsorted(self.days, day))
        return at if at < len(self.days) and self.days[at] == day else None

    def window(self, first: date, last: date) -> slice:
        """The rows from ``first`` to ``last``, both included."""
        start = int(np.searchsorted(self.days, np.datetime64(first, "D"), side="left"))
        return slice(start, int(np.searchsorted(self.days, np.datetime64(last, "D"), side="right")))

    def bar(self, at: int, split_factor: float = 1.0) -> Bar:
        """The row as a record."""
        volume = float(self.volume[at])
        tag = self.tags[at] if len(self.tags) else ""
        return Bar(
            symbol=self.symbol,
            session=to_date(self.days[at]),
            open=float(self.open[at]),
            high=float(self.high[at]),
            low=float(self.low[at]),
            close=float(self.close[at]),
            volume=None if np.isnan(volume) else volume,
            source=f"{self.source} ({tag})" if tag else self.source,
            as_of=self.as_of,
            split_factor=split_factor,
        )


def to_date(day: np.datetime64) -> date:
    """numpy's day as a date."""
    value: date = day.astype("datetime64[D]").item()
    return value
