"""CSV files that users have saved from yfinance, turned into the form of ``data/prices.csv``.

Two shapes are known: ``yf.download(…).to_csv()`` has header lines that begin "Price" (or nothing), "Ticker" and mostly "Date", with
one column for each field and ticker; ``Ticker.history(…).to_csv()``, like Yahoo's own download, begins "Date" and names no symbol: it is
the file's name (``NVDA.csv``). Where the file has no "Adj Close" its closes may be adjusted for dividends, yfinance's default:
the series says so, and the comparison with another source shows it.
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import TYPE_CHECKING

from impact.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

FIELDS = {"open": "open", "high": "high", "low": "low", "close": "close", "volume": "volume"}
MAYBE_ADJUSTED = "no Adj Close in the export: the closes may be adjusted for dividends"


def is_export(path: Path) -> bool:
    """Whether the file's first line is one of yfinance's."""
    try:
        first, second = _head(path)
    except (OSError, UnicodeDecodeError, csv.Error, EOFError):
        return False
    return _wide(first, second) or (
        bool(first) and first[0].strip().lower() in {"date", ""} and "symbol" not in _lower(first) and "close" in _lower(first)
    )


def read(path: Path) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The bars in long form (symbol, date, open, high, low, close, volume; text categories) and notes.

    Raises :class:`~impact.errors.DataError` when the file does not hold what its header promises.
    """
    import pandas as pd

    try:
        first, second = _head(path)
        frame = _read_wide(path, first, second) if _wide(first, second) else _read_narrow(path, first)
    except (ValueError, LookupError, TypeError, AttributeError, csv.Error) as error:
        raise DataError(path.name, f"is no readable export of yfinance ({error})", "save it again with to_csv()") from None
    notes = () if "adj close" in {*_lower(first)} else (MAYBE_ADJUSTED,)
    date = frame["date"].astype(str).str[:10]
    keep = frame[list(FIELDS)[:4]].notna().any(axis=1)  # one table of many tickers has empty cells where one of them did not trade
    text = {"symbol": frame["symbol"].astype(str), "date": date}
    long = frame.assign(**text)[keep][["symbol", "date", *FIELDS]].reset_index(drop=True)
    return long.assign(**{c: pd.Categorical(long[c]) for c in ("symbol", "date")}), notes


def _read_narrow(path: Path, header: list[str]) -> pd.DataFrame:
    import pandas as pd

    _single(["date", *_lower(header)[1:]], path)  # pandas would call the second one "Close.1"
    frame = pd.read_csv(path, dtype={0: str})
    frame = frame.rename(columns={frame.columns[0]: "date", **{c: c.lower() for c in frame.columns[1:]}})
    name = path.name.partition(".csv")[0]
    return _complete(frame.assign(symbol=name), path)


def _read_wide(path: Path, first: list[str], second: list[str]) -> pd.DataFrame:
    import pandas as pd

    fields, tickers = (first, second) if second[0].strip().lower() == "ticker" or "close" in _lower(first) else (second, first)
    body = pd.read_csv(path, header=None, skiprows=2, dtype={0: str})
    body = body[body[0].notna() & (body[0].str.lower() != "date")]
    parts = []
    for ticker in dict.fromkeys(t for t in tickers[1:] if t):
        columns = {at: fields[at].lower() for at in range(1, len(fields)) if tickers[at] == ticker}
        part = body[[0, *columns]].rename(columns={0: "date", **columns})
        parts.append(_complete(part.assign(symbol=ticker), path))
    return pd.concat(parts, ignore_index=True)


def _complete(frame: pd.DataFrame, path: Path) -> pd.DataFrame:
    _single([str(c) for c in frame.columns], path)
    missing = [c for c in ("open", "high", "low", "close") if c not in frame.columns]
    if missing:
        raise DataError(path.name, f"no column {', '.join(missing)}", "save the export with all prices")
    return frame if "volume" in frame.columns else frame.assign(volume=float("nan"))


def _single(columns: list[str], path: Path) -> None:
    doubled = sorted({c for c in columns if columns.count(c) > 1})
    if doubled:
        raise DataError(path.name, f"the column {', '.join(doubled)} stands in it twice", "keep one of each")


def _wide(first: list[str], second: list[str]) -> bool:
    return (
        bool(second)
        and len(first) == len(second)
        and (second[0].strip().lower() == "ticker" or (not second[0] and "close" in _lower(second)))
    )


def _head(path: Path) -> tuple[list[str], list[str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        return next(rows, []), next(rows, [])


def _lower(row: list[str]) -> list[str]:
    return [cell.strip().lower() for cell in row]
