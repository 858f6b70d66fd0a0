"""Prices from a file that the user gives: CSV (also .gz, .bz2, .xz, .zip) or Parquet in the form of ``data/prices.csv``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from impact.errors import InputError
from impact.market.prices.series import Series
from impact.market.prices.table import cut, read_csv, read_parquet

PARQUET = (".parquet", ".pq")


def opens(choice: str) -> bool:
    """Whether the choice is a path that exists, or looks like one."""
    path = Path(choice)
    return path.exists() or path.suffix != "" or len(path.parts) > 1


def source(choice: str) -> PriceFile:
    """Read and check the file. Raises :class:`~impact.errors.InputError` without one, :class:`~impact.errors.DataError` for a bad one."""
    return PriceFile(Path(choice))


class PriceFile:
    """See the module. The as-of of its bars is the file's time of change."""

    name = "file"

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise InputError(f"--prices {path}", "no such file", "give the path of a CSV or Parquet file, or auto, bundled or yahoo")
        try:
            self._sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            self._as_of = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
        except OSError as error:
            raise InputError(f"--prices {path}", f"cannot be read ({error.strerror})", "check its permissions") from None
        read = read_parquet if path.suffix.lower() in PARQUET else read_csv
        self._file = path.name
        self._series = cut(read(path, path.name), path.name, as_of=self._as_of, basis=None)

    def series(self, symbol: str, first: date, last: date) -> Series | None:
        """The whole series, whatever the window."""
        return self._series.get(symbol)

    def symbols(self) -> Sequence[str]:
        """In alphabetical order."""
        return tuple(self._series)

    def describe(self) -> Mapping[str, object]:
        """As :class:`~impact.market.prices.Source`."""
        return {
            "name": self._file,
            "as_of": self._as_of,
            "first": min(s.first for s in self._series.values()).isoformat(),
            "last": max(s.last for s in self._series.values()).isoformat(),
            "symbols": len(self._series),
            "bars": sum(len(s.days) for s in self._series.values()),
            "sha256": self._sha256,
        }
