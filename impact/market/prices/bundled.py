"""The bundled prices: ``data/prices.csv``, complete series, cross-checked between vendors."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from impact.market.about import day
from impact.market.prices.series import Series
from impact.market.prices.table import cut, read_csv
from impact.reference.files import data_path

NAME = "data/prices.csv"


def source(choice: str = "bundled") -> Bundled:
    """Read and check the file. Raises :class:`~impact.errors.DataError` when it breaks its contract."""
    return Bundled()


class Bundled:
    """See the module."""

    name = "bundled"

    def __init__(self) -> None:
        self._path = data_path("prices.csv")
        self._as_of = day("prices", "as_of").isoformat()
        self._series = cut(read_csv(self._path, NAME), NAME, as_of=self._as_of, basis=day("prices", "split_basis"), complete=True)

    def series(self, symbol: str, first: date, last: date) -> Series | None:
        """The whole series, whatever the window."""
        return self._series.get(symbol)

    def symbols(self) -> Sequence[str]:
        """In alphabetical order."""
        return tuple(self._series)

    def describe(self) -> Mapping[str, object]:
        """As :class:`~impact.market.prices.Source`."""
        return {
            "name": NAME,
            "as_of": self._as_of,
            "first": min(s.first for s in self._series.values()).isoformat(),
            "last": max(s.last for s in self._series.values()).isoformat(),
            "symbols": len(self._series),
            "bars": sum(len(s.days) for s in self._series.values()),
            "sha256": hashlib.sha256(self._path.read_bytes()).hexdigest(),
        }
