"""The local store as a price source; it holds what was fetched and never asks the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from impact.errors import DataError, Unreachable
from impact.market.prices.series import Series
from impact.market.store import Store

if TYPE_CHECKING:
    from impact.market.prices.yahoo import Fetched


def source(choice: str = "store") -> Stored:
    """The file is opened with the first question."""
    return Stored(Store())


class Stored:
    """See the module."""

    name = "store"

    def __init__(self, store: Store) -> None:
        self.store = store
        self._held: dict[str, Series | None] = {}
        self._notes: list[str] = []

    def series(self, symbol: str, first: date, last: date) -> Series | None:
        """All bars of the symbol, whatever the window."""
        if symbol not in self._held:
            try:
                self._held[symbol] = self.store.series(symbol)
            except DataError as error:  # of a newer version, locked: the other sources go on, and the rows that need it say so
                raise Unreachable(error.subject, error.problem, error.remedy) from None
        return self._held[symbol]

    def keep(self, fetched: Fetched) -> None:
        """Put a remote source's fetch into the store; a store that cannot be written is noted, not an error."""
        try:
            self.store.put(fetched.series, fetched.asked_from, fetched.replies)
        except DataError as error:
            self._notes.append(str(error))

    def counts(self, symbol: str) -> Sequence[tuple[date, float, str]]:
        """Share counts by day, as they were fetched: day, count, as of."""
        try:
            return self.store.counts(symbol)
        except DataError:
            return ()  # said where its bars are asked for

    def symbols(self) -> Sequence[str]:
        """In alphabetical order."""
        return tuple(held.symbol for held in self.store.held())

    def describe(self) -> Mapping[str, object]:
        """As :class:`~impact.market.prices.Source`, of the symbols that were asked for and found, with their notes."""
        found = {symbol: series for symbol, series in self._held.items() if series is not None}
        described: dict[str, object] = {"name": "store", "symbols": len(found), "bars": sum(len(s.days) for s in found.values())}
        if found:
            first, last = min(s.first for s in found.values()), max(s.last for s in found.values())
            described |= {"as_of": min(s.as_of for s in found.values()), "first": first.isoformat(), "last": last.isoformat()}
        notes = [*self.store.notes, *self._notes, *(f"{symbol}: {note}" for symbol, series in found.items() for note in series.notes)]
        return described | ({"notes": notes} if notes else {})
