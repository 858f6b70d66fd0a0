"""Prices from a file or folder that the user gives.

A file is CSV (also .gz, .bz2, .xz, .zip) or Parquet in the form of ``data/prices.csv``, or a CSV saved from yfinance
(:mod:`impact.market.prices.exports`). Of a folder all such files are read; a symbol may stand in one of them only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from impact.errors import DataError, InputError
from impact.market.prices.exports import is_export, read
from impact.market.prices.series import Series
from impact.market.prices.table import cut, read_csv, read_parquet

PARQUET = (".parquet", ".pq")


def source(choice: str) -> PriceFile:
    """Read and check the file. Raises :class:`~impact.errors.InputError` without one, :class:`~impact.errors.DataError` for a bad one."""
    return PriceFile(Path(choice))


class PriceFile:
    """See the module. The as-of of its bars is the file's time of change, in a folder of each file its own."""

    name = "file"

    def __init__(self, path: Path) -> None:
        if not path.exists():
            what = "no such file" if path.suffix or len(path.parts) > 1 else "neither a known source nor a file"
            raise InputError(f"--prices {path}", what, "use auto, bundled, store, yahoo, or the path of a CSV or Parquet file")
        files = sorted(f for f in path.iterdir() if f.is_file() and _readable(f)) if path.is_dir() else [path]
        if not files:
            raise InputError(f"--prices {path}", "the folder holds no CSV or Parquet file", "save prices there, e.g. NVDA.csv")
        self._path, self._series, self._hash = path, dict[str, Series](), hashlib.sha256()
        for file in files:
            self._add(file)

    def series(self, symbol: str, first: date, last: date) -> Series | None:
        """The whole series, whatever the window."""
        return self._series.get(symbol)

    def symbols(self) -> Sequence[str]:
        """In alphabetical order."""
        return tuple(sorted(self._series))

    def describe(self) -> Mapping[str, object]:
        """As :class:`~impact.market.prices.Source`; the hash of a folder is that of its files one after another."""
        series = self._series.values()
        notes = [f"{s.symbol}: {note}" for s in series for note in s.notes]
        return {
            "name": self._path.name,
            "as_of": min(s.as_of for s in series),
            "first": min(s.first for s in series).isoformat(),
            "last": max(s.last for s in series).isoformat(),
            "symbols": len(series),
            "bars": sum(len(s.days) for s in series),
            "sha256": self._hash.hexdigest(),
        } | ({"notes": notes} if notes else {})

    def _add(self, file: Path) -> None:
        try:
            self._hash.update(file.read_bytes())
            as_of = datetime.fromtimestamp(file.stat().st_mtime, UTC).date().isoformat()
        except OSError as error:
            raise InputError(f"--prices {file}", f"cannot be read ({error.strerror})", "check its permissions") from None
        notes: tuple[str, ...] = ()
        if file.suffix.lower() in PARQUET:
            frame = read_parquet(file, file.name)
        elif is_export(file):
            frame, notes = read(file)
        else:
            frame = read_csv(file, file.name)
        for symbol, series in cut(frame, file.name, as_of=as_of, basis=None).items():
            if symbol in self._series:
                other = self._series[symbol].source
                raise DataError(file.name, f"{symbol} stands in {other} as well", "leave one of them out of the folder")
            self._series[symbol] = replace(series, notes=(*series.notes, *notes))


def _readable(file: Path) -> bool:
    return file.suffix.lower() in PARQUET or ".csv" in (suffix.lower() for suffix in file.suffixes)
