"""Closes of the bundled whole-market tables: two sessions of every listed share over USD 1 bn, the close alone.

For shares without a series of their own: enough for the move of the table's session, not for a day's low or an estimation window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from impact.market import about, totals
from impact.market.prices.series import Series
from impact.market.prices.table import CLOSE_ALONE
from impact.records import MarketLine
from impact.reference import sessions


def source(choice: str = "tables") -> Tables:
    """The tables are read with the first question for a share that no earlier source holds."""
    return Tables()


class Tables:
    """See the module."""

    name = "tables"

    def __init__(self) -> None:
        self._lines: dict[str, tuple[date, MarketLine]] | None = None
        self._found: dict[str, Series] = {}

    def series(self, symbol: str, first: date, last: date) -> Series | None:
        """The closes of the table's session and of the one before it."""
        if self._lines is None:
            self._lines = {yahoo(line.symbol): (day, line) for day in totals.market_sessions() for line in totals.market(day)}
        if symbol not in self._found and symbol in self._lines:
            self._found[symbol] = _two(*self._lines[symbol])
        return self._found.get(symbol)

    def symbols(self) -> Sequence[str]:
        """The shares that have been asked for: members of a group are those with a series of their own."""
        return tuple(sorted(self._found))

    def describe(self) -> Mapping[str, object]:
        """As :class:`~impact.market.prices.Source`, of the symbols that were asked for and found."""
        found = self._found.values()
        described: dict[str, object] = {"name": "data/market", "as_of": about.day("market", "as_of").isoformat(), "symbols": len(found)}
        if found:
            described |= {
                "first": min(s.first for s in found).isoformat(),
                "last": max(s.last for s in found).isoformat(),
                "bars": 2 * len(found),
            }
        return described


def yahoo(symbol: str) -> str:
    """The exchange's spelling as Yahoo spells it: "BRK/B" is "BRK-B"."""
    return symbol.replace("/", "-")


def _two(session: date, line: MarketLine) -> Series:
    close = np.array([line.previous_close, line.close])
    return Series(
        symbol=yahoo(line.symbol),
        days=np.array([sessions.previous_session(line.exchange, session), session], dtype="datetime64[D]"),
        open=close,
        high=close,
        low=close,
        close=close,
        volume=np.array([np.nan, np.nan]),
        source=f"data/{totals.market_name(session)}",
        as_of=about.day("market", "as_of").isoformat(),
        basis=session,
        currency="USD",
        tags=np.array([CLOSE_ALONE, CLOSE_ALONE], dtype=object),
    )
