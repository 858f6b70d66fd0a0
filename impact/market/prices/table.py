"""A table of daily bars in the form of ``data/prices.csv``, read, checked and cut into one :class:`Series` a symbol.

Required columns: symbol, date, open, high, low, close; optional: volume, vendors (others are passed over). Checked, whole columns
at a time: no close missing, prices positive, low ≤ open, close ≤ high, no row twice, dates are sessions of the symbol's exchange
and, where ``complete`` is asked for, none is left out between the first and the last. A bar with an empty open, high or low is known by its
close alone: it gets four equal prices and no volume, and its tag says so. Rows of an index on days on which its exchange is closed
(Cboe computes the VIX on New York's holidays) are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from impact.errors import DataError
from impact.market.exchanges import currency, exchange, is_sure
from impact.market.prices.series import Days, Floats, Series, to_date
from impact.reference import sessions

if TYPE_CHECKING:
    import pandas as pd

EARLIEST, LATEST = np.datetime64("1600-01-01", "D"), np.datetime64("9998-12-31", "D")
PRICES = ("open", "high", "low", "close")
REQUIRED = ("symbol", "date", *PRICES)
OPTIONAL = ("volume", "vendors")
CLOSE_ALONE = "close alone"
HOLIDAY_VALUES = frozenset({"XCBO"})  # exchanges that publish index values on days without trading


def read_csv(path: Path, name: str) -> pd.DataFrame:
    """The columns of :data:`REQUIRED` and :data:`OPTIONAL` that the file has, dates and symbols still as text categories."""
    import pandas as pd

    try:
        header = pd.read_csv(path, nrows=0).columns
        _columns(name, list(header))
        text = dict.fromkeys(("symbol", "date", "vendors"), str)  # as text first: as a category "0700" would be read as the number 700
        wanted = [c for c in (*REQUIRED, *OPTIONAL) if c in header]
        frame = pd.read_csv(path, usecols=wanted, dtype=text, keep_default_na=False, na_values=[""])
        return frame.astype({column: "category" for column in text if column in frame})
    except (ValueError, UnicodeDecodeError, pd.errors.EmptyDataError) as error:  # ParserError is a ValueError
        raise DataError(name, f"cannot be read as CSV ({error})", "give a CSV in the form of data/prices.csv") from None


def read_parquet(path: Path, name: str) -> pd.DataFrame:
    """As :func:`read_csv`; needs pyarrow (the extra ``parquet``)."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise DataError(name, "reading Parquet needs pyarrow", "install it: pip install pyarrow, or give a CSV") from None
    try:
        with ParquetFile(path) as file:
            header = file.schema_arrow.names
            _columns(name, header)
            table = file.read([c for c in (*REQUIRED, *OPTIONAL) if c in header])
        frame: pd.DataFrame = table.to_pandas(ignore_metadata=True)  # what was an index of pandas is a column here
    except (ArrowException, ValueError, OSError, TypeError, LookupError, OverflowError) as error:
        problem = " ".join(str(error).split())
        raise DataError(name, f"cannot be read as Parquet ({problem})", "give a file in the form of data/prices.csv") from None
    text = {c: frame[c].astype(str) for c in ("symbol", "vendors") if c in frame.columns} | {"date": frame["date"].astype(str).str[:10]}
    return frame.assign(**{c: values.astype("category") for c, values in text.items()})


def cut(
    frame: pd.DataFrame, name: str, *, as_of: str, basis: date | None, complete: bool = False, first_row: int = 2
) -> Mapping[str, Series]:
    """One series a symbol. ``basis`` None: the last date of each series (a file is adjusted as of the day it was made).

    ``first_row`` is the line of the file that the frame's first row stands on, for error messages.
    """
    if frame.empty:
        raise DataError(name, "holds no bar", "give a file with at least one row")
    columns = _parse(frame, name, first_row)
    symbols, codes, days = columns["symbols"], columns["codes"], columns["days"]
    order = np.lexsort((days, codes))
    if not bool((order[1:] > order[:-1]).all()):
        columns = {key: value if key == "symbols" else value[order] for key, value in columns.items()}
        codes, days = columns["codes"], columns["days"]
    rows = order + first_row
    _check_prices(columns, rows, name)
    _check_doubles(columns, rows, name)
    edges = np.flatnonzero(np.diff(codes)) + 1
    found: dict[str, Series] = {}
    for start, stop in zip([0, *edges.tolist()], [*edges.tolist(), len(codes)], strict=True):
        symbol = str(symbols[codes[start]])
        keep = _sessions(symbol, days[start:stop], rows[start:stop], name, complete)
        part = {key: columns[key][start:stop][keep] for key in ("days", *PRICES, "volume")}
        if not len(part["days"]):
            continue
        found[symbol] = Series(
            symbol=symbol,
            source=name,
            as_of=as_of,
            basis=basis or to_date(part["days"][-1]),
            currency=currency(symbol),
            tags=columns["tags"][start:stop][keep],
            **part,
        )
    return found


def _columns(name: str, header: list[str]) -> None:
    missing = [c for c in REQUIRED if c not in header]
    if missing:
        raise DataError(name, f"no column {', '.join(missing)}", f"give the columns {', '.join(REQUIRED)}")
    doubled = [c for c in (*REQUIRED, *OPTIONAL) if header.count(c) > 1]
    if doubled:
        raise DataError(name, f"the column {', '.join(doubled)} stands in it twice", "keep one of each")


def _parse(frame: pd.DataFrame, name: str, first_row: int) -> dict[str, Any]:
    import pandas as pd

    text = frame["date"].cat
    parsed = pd.to_datetime(text.categories, format="%Y-%m-%d", errors="coerce").to_numpy().astype("datetime64[D]")
    codes, dates = frame["symbol"].cat.codes.to_numpy(), text.codes.to_numpy()
    bad = np.flatnonzero((codes < 0) | (dates < 0))
    if len(bad):
        column = "symbol" if codes[bad[0]] < 0 else "date"
        raise _error(name, int(bad[0]) + first_row, column, "is empty", "give every row a symbol and a date")
    days = parsed[dates]
    bad = np.flatnonzero(np.isnat(days) | (days < EARLIEST) | (days > LATEST))  # pandas 3 reads "25020-01-27" too
    if len(bad):
        raise _error(name, int(bad[0]) + first_row, "date", f"'{frame['date'].iloc[int(bad[0])]}' is no date", "write YYYY-MM-DD")
    found: dict[str, Any] = {"symbols": frame["symbol"].cat.categories.to_numpy(), "codes": codes, "days": days}
    for column in (*PRICES, "volume"):
        found[column] = _numbers(frame, column, name, first_row)
    bad = np.flatnonzero(np.isnan(found["close"]))
    if len(bad):
        raise _error(name, int(bad[0]) + first_row, "close", "is empty", "give a close, or leave the row out")
    tags = frame["vendors"].cat if "vendors" in frame else None
    names = [""] if tags is None else [*tags.categories, ""]  # code -1, no vendor, takes the last
    found["tags"] = np.array(names, dtype=object)[np.zeros(len(frame), dtype=int) if tags is None else tags.codes.to_numpy()]
    _close_alone(found)
    return found


def _numbers(frame: pd.DataFrame, column: str, name: str, first_row: int) -> Floats:
    import pandas as pd

    if column not in frame:
        return np.full(len(frame), np.nan)
    try:
        values: Floats = pd.to_numeric(frame[column], errors="coerce").to_numpy(dtype=np.float64, copy=True)
    except TypeError:  # lists, times and other things of Parquet
        raise DataError(f"{name}, column {column}", "holds no numbers", "write prices as numbers") from None
    if frame[column].dtype != values.dtype:
        bad = np.flatnonzero(np.isnan(values) & frame[column].notna().to_numpy())
        if len(bad):
            problem = f"'{frame[column].iloc[int(bad[0])]}' is no number"
            raise _error(name, int(bad[0]) + first_row, column, problem, "write numbers with a decimal point and no thousands mark")
    return values


def _close_alone(columns: dict[str, Any]) -> None:
    """Fill and mark the bars of which only the close is known."""
    close = columns["close"]
    partial = np.isnan(columns["open"]) | np.isnan(columns["high"]) | np.isnan(columns["low"])
    flat = (columns["open"] == close) & (columns["high"] == close) & (columns["low"] == close) & np.isnan(columns["volume"])
    alone = np.flatnonzero(partial | flat)
    for column in ("open", "high", "low"):
        columns[column][alone] = close[alone]
    columns["volume"][alone] = np.nan
    columns["tags"][alone] = [f"{tag}, {CLOSE_ALONE}".removeprefix(", ") for tag in columns["tags"][alone]]


def _check_prices(columns: dict[str, Any], rows: Any, name: str) -> None:
    low, high = columns["low"], columns["high"]
    for column in PRICES:
        value = columns[column]
        bad = np.flatnonzero(~(value > 0) | ~np.isfinite(value))
        if len(bad):
            raise _at(columns, rows, name, bad[0], column, f"{value[bad[0]]:g} is no positive price", "correct or leave out the row")
        for other, wrong, relation in ((low, value < low, "below the low"), (high, value > high, "above the high")):
            bad = np.flatnonzero(wrong)
            if len(bad):
                problem = f"{value[bad[0]]:g} is {relation} {other[bad[0]]:g}"
                raise _at(columns, rows, name, bad[0], column, problem, "low ≤ open, close ≤ high must hold: correct the row")
    bad = np.flatnonzero(columns["volume"] < 0)
    if len(bad):
        raise _at(columns, rows, name, bad[0], "volume", "is negative", "leave it empty where it is not known")


def _check_doubles(columns: dict[str, Any], rows: Any, name: str) -> None:
    codes, days = columns["codes"], columns["days"]
    bad = np.flatnonzero((codes[1:] == codes[:-1]) & (days[1:] == days[:-1])) + 1
    if len(bad):
        raise _at(columns, rows, name, bad[0], "date", "occurs twice for the symbol", "keep one row a symbol and date")


@cache
def _holidays(mic: str) -> tuple[np.datetime64, np.datetime64, Days]:
    first, last, closed = sessions.closed_weekdays(mic)
    return np.datetime64(first, "D"), np.datetime64(last, "D"), np.array(sorted(closed), dtype="datetime64[D]")


def _sessions(symbol: str, days: Days, rows: Any, name: str, complete: bool) -> Any:
    """Mask of the rows to keep; all of them, but for index values on holidays."""
    if not is_sure(symbol):
        return _weekdays(symbol, days, rows, name)
    mic = exchange(symbol)
    try:
        first, last, holidays = _holidays(mic)
        inside = bool(days[0] >= first and days[-1] <= last)
    except DataError:  # no bundled table
        inside = False
    traded = np.is_busday(days, holidays=holidays) if inside else np.array([sessions.is_session(mic, day) for day in days.tolist()])
    if mic not in HOLIDAY_VALUES and not traded.all():
        bad = int(np.flatnonzero(~traded)[0])
        problem = f"{symbol}: {days[bad]} is no session of {mic}"
        raise _error(name, int(rows[bad]), "date", problem, "leave the row out, or correct the symbol")
    if complete and inside and traded.any():
        kept = days[traded]
        expected = int(np.busday_count(kept[0], kept[-1], holidays=holidays)) + 1
        if expected != len(kept):
            have = set(kept.tolist())
            gap = next(d for d in sessions.sessions(mic, to_date(kept[0]), to_date(kept[-1])) if d not in have)
            raise DataError(name, f"{symbol} has no bar on {gap} ({mic} traded)", "add the row, or cut the series there")
    return traded


def _weekdays(symbol: str, days: Days, rows: Any, name: str) -> Any:
    """All rows, of a symbol whose exchange is not known: only weekends are refused."""
    bad = np.flatnonzero(~np.is_busday(days))
    if len(bad):
        raise _error(
            name, int(rows[bad[0]]), "date", f"{symbol}: {days[bad[0]]} is on a weekend", "leave the row out, or correct the symbol"
        )
    return np.ones(len(days), dtype=bool)


def _at(columns: dict[str, Any], rows: Any, name: str, at: Any, column: str, problem: str, remedy: str) -> DataError:
    where = f"{columns['symbols'][columns['codes'][at]]} {columns['days'][at]} {problem}"
    return _error(name, int(rows[at]), column, where, remedy)


def _error(name: str, row: int, column: str, problem: str, remedy: str) -> DataError:
    return DataError(f"{name} row {row}, column {column}", problem, remedy)
