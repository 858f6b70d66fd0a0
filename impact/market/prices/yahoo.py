"""Live prices, splits, dividends and share counts from Yahoo through yfinance: the only file that imports it, inside the functions.

``Ticker.history`` with ``auto_adjust=False``, ``keepna=True``, ``actions=True`` and exceptions not hidden; the session of
:mod:`impact.market.prices.transport` keeps the deadline and types the failures. Always asked up to now, so that every split after the
first bar is known: Yahoo's prices are per share as shares are at the moment of asking. What Yahoo leaves out or invents (null
bars, doubled days, days without trading, an unfinished session, no dividend-adjusted column, splits not applied) becomes a note
or an error.
"""

from __future__ import annotations

import json
import logging
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from impact.errors import BadReply, NoDataInRange, SourceError
from impact.market.exchanges import exchange
from impact.market.prices.series import Series
from impact.market.prices.transport import PATIENCE, DataSession, Reply, judge, new_session
from impact.market.splits import Split
from impact.reference import sessions

if TYPE_CHECKING:
    import pandas as pd

DEADLINE = 30.0  # seconds for one symbol, all requests and tries together
TRIES = 2
PAUSE = 0.5  # seconds before the second try
SPACING = 0.7  # seconds between symbols
SUBUNITS = {"GBp": ("GBP", 100.0), "GBX": ("GBP", 100.0), "ZAc": ("ZAR", 100.0), "ILA": ("ILS", 100.0)}
BEFORE = timedelta(days=550)  # asked for before the first session that is wanted: an estimation window of 250 sessions and its gap
_LOCK = threading.Lock()  # yfinance keeps one session for the whole process


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one symbol's fetch brought: checked bars from ``asked_from`` on and the data replies as they came."""

    series: Series
    asked_from: date
    replies: tuple[Reply, ...]


def source(choice: str = "yahoo") -> Yahoo:
    """No request is made before the first question."""
    return Yahoo()


class Yahoo:
    """Asks once a symbol and keeps the answer for as long as the object lives; see the module."""

    name = "yahoo"

    def __init__(self, deadline: float = DEADLINE, pause: float = PAUSE, spacing: float = SPACING) -> None:
        self._deadline, self._pause, self._spacing = deadline, pause, spacing
        self._ended = -spacing
        self._held: dict[str, Fetched] = {}
        self.keep: Callable[[Fetched], None] | None = None  # told of every fetch

    def series(self, symbol: str, first: date, last: date) -> Series | None:
        """As :class:`~impact.market.prices.Source`; asked again only for a window that begins earlier."""
        held = self._held.get(symbol)
        if held is None or first < held.asked_from:
            held = self._held[symbol] = self.fetch(symbol, first - BEFORE)
            if self.keep is not None:
                self.keep(held)
        return held.series

    def fetch(self, symbol: str, first: date) -> Fetched:
        """All bars from ``first`` until now. Raises the :class:`~impact.errors.SourceError` that fits; never gives an empty series."""
        time.sleep(max(0.0, self._ended + self._spacing - time.monotonic()))
        try:
            return self._fetch(symbol, first)
        finally:
            self._ended = time.monotonic()

    def _fetch(self, symbol: str, first: date) -> Fetched:
        end = time.monotonic() + self._deadline
        for attempt in range(1, TRIES + 1):
            replies: list[Reply] = []
            try:
                with _LOCK, _strict():
                    return _history(symbol, first, end, replies)
            except BadReply:  # an outage often lasts for one reply only
                if attempt == TRIES or time.monotonic() + 2 * self._pause > end:
                    raise
                time.sleep(self._pause)
        raise AssertionError("unreachable")

    def shares(self, symbol: str, first: date, last: date) -> tuple[tuple[date, float], ...]:
        """Share counts as Yahoo lists them (``get_shares_full``), the last of each day, oldest first; empty when it lists none."""
        replies: list[Reply] = []
        with _LOCK, _strict():
            return _shares(symbol, first, last, time.monotonic() + self._deadline, replies)

    def symbols(self) -> Sequence[str]:
        """Yahoo cannot be listed."""
        return ()

    def describe(self) -> Mapping[str, object]:
        """As :class:`~impact.market.prices.Source`, of the symbols that were fetched, with their notes."""
        series = [fetched.series for fetched in self._held.values()]
        found: dict[str, object] = {"name": "Yahoo (yfinance)", "symbols": len(series), "bars": sum(len(s.days) for s in series)}
        if series:
            found["as_of"] = min(s.as_of for s in series)
            found |= {"first": min(s.first for s in series).isoformat(), "last": max(s.last for s in series).isoformat()}
            notes = [f"{s.symbol}: {note}" for s in series for note in s.notes]
            found |= {"notes": notes} if notes else {}
        return found


@contextmanager
def _strict() -> Iterator[None]:
    """yfinance with exceptions shown, silent otherwise, its reply cache empty; all as before afterwards."""
    with warnings.catch_warnings():
        import yfinance
        from yfinance.data import YfData

        warnings.simplefilter("ignore")  # after the import, which shows its own deprecation warnings to everybody
        log = logging.getLogger("yfinance")
        hidden, level = yfinance.config.debug.hide_exceptions, log.level
        yfinance.config.debug.hide_exceptions = False
        log.setLevel(logging.CRITICAL + 1)
        try:
            YfData().cache_get.cache_clear()  # one bad reply for a past range would stay for good
            yield
        finally:
            yfinance.config.debug.hide_exceptions = hidden
            log.setLevel(level)


def _history(symbol: str, first: date, end: float, replies: list[Reply]) -> Fetched:
    import yfinance

    session = new_session(symbol, end, replies)
    try:
        frame = yfinance.Ticker(symbol, session=session).history(
            start=first.isoformat(),
            interval="1d",
            auto_adjust=False,
            keepna=True,
            actions=True,
            repair=False,
            timeout=end - time.monotonic(),
        )
    except SourceError:
        raise
    except Exception as error:  # yfinance raises anything from KeyError to curl errors
        raise _explain(symbol, session, replies, error) from None
    if session.failure is not None:
        raise session.failure
    meta, result = _meta(symbol, replies)
    series = _series(symbol, frame, meta, result)
    reach = (min(first, series.first), series.basis - timedelta(days=1))
    return Fetched(replace(series, reach=reach), reach[0], tuple(replies))


def _explain(symbol: str, session: DataSession, replies: list[Reply], error: Exception) -> SourceError:
    """The typed failure behind an exception of yfinance, from the last data reply."""
    where = f"Yahoo, {symbol}"
    if session.failure is not None:
        return session.failure
    if not replies:
        return BadReply(where, f"yfinance failed before any prices came ({type(error).__name__})", PATIENCE)
    problem = judge(where, replies[-1].status, replies[-1].body)
    if problem is not None:
        return problem
    meta, result = _meta(symbol, replies)
    if not result.get("timestamp"):
        return NoDataInRange(where, "no prices in the range", "ask for sessions on which the share was listed")
    missing = [key for key in ("currency", "instrumentType", "exchangeTimezoneName") if not meta.get(key)]
    what = f"the reply lacks {', '.join(missing)}" if missing else f"the reply cannot be read ({type(error).__name__})"
    return BadReply(where, what, PATIENCE)


def _meta(symbol: str, replies: list[Reply]) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        result = json.loads(replies[-1].body)["chart"]["result"][0]
        return dict(result.get("meta") or {}), result
    except (LookupError, TypeError, ValueError):
        raise BadReply(f"Yahoo, {symbol}", "the reply holds no chart", PATIENCE) from None


def _series(symbol: str, frame: pd.DataFrame, meta: dict[str, Any], result: dict[str, Any]) -> Series:
    """Checked bars; what was left out is in the notes."""
    where = f"Yahoo, {symbol}"
    currency, unit = SUBUNITS.get(str(meta.get("currency")), (str(meta.get("currency") or ""), 1.0))
    notes = [f"prices in {meta['currency']}, divided by {unit:g}"] if unit != 1 else []
    if "adjclose" not in (result.get("indicators") or {}):
        notes.append("no dividend-adjusted closes in the reply")
    days = np.array([stamp.date() for stamp in frame.index], dtype="datetime64[D]")
    if len(result.get("timestamp") or ()) > len(days):
        notes.append(f"{len(result['timestamp']) - len(days)} doubled days, first row kept")
    close = frame["Close"].to_numpy(dtype=float)
    keep = np.ones(len(days), dtype=bool)
    mic = exchange(symbol)
    traded = np.array([sessions.is_session(mic, day) for day in days.tolist()], dtype=bool)
    for mask, what in (
        (traded, f"no session of {mic}"),
        (np.isfinite(close) & (close > 0), "without a close"),
        (_finished(days, meta), "session not over"),
    ):
        if (keep & ~mask).any():
            left_out = [str(d) for d in days[keep & ~mask]]
            notes.append(f"left out, {what}: {', '.join(left_out[:5])}{' …' if len(left_out) > 5 else ''}")
            keep &= mask
    if not keep.any():
        raise NoDataInRange(where, "no finished session with a close in the range", "ask for sessions on which the share was listed")
    dates: list[date] = days.tolist()
    splits = tuple(Split(symbol, d, float(r)) for d, r in zip(dates, frame["Stock Splits"], strict=True) if r and r != 1)
    dividends = tuple((d, float(cash) / unit) for d, cash in zip(dates, frame["Dividends"], strict=True) if cash)
    columns = {name.lower(): frame[name].to_numpy(dtype=float)[keep] / unit for name in ("Open", "High", "Low", "Close")}
    _check_splits(where, days[keep], columns["close"], splits)
    volume = frame["Volume"].to_numpy(dtype=float)[keep]
    now = datetime.now(UTC)
    return Series(
        symbol=symbol,
        days=days[keep],
        **_repaired(columns),
        volume=np.where(volume > 0, volume, np.nan),  # yfinance writes 0 where Yahoo has none
        source="Yahoo",
        as_of=now.isoformat(timespec="seconds"),
        basis=now.date(),
        currency=currency,
        splits=splits,
        dividends=dividends,
        notes=tuple(notes),
    )


def _repaired(columns: dict[str, Any]) -> dict[str, Any]:
    """Open, high and low that are missing, or on the wrong side of the close, are not known: the close alone is."""
    o, h, lo, c = (columns[name] for name in ("open", "high", "low", "close"))
    with np.errstate(invalid="ignore"):
        slack = 1 + 1e-6  # Yahoo sends 32-bit prices
        good = (lo > 0) & (lo <= np.minimum(o, c) * slack) & (h * slack >= np.maximum(o, c)) & np.isfinite(h)
    return {"open": np.where(good, o, c), "high": np.where(good, h, c), "low": np.where(good, lo, c), "close": c}


def _finished(days: Any, meta: dict[str, Any]) -> Any:
    """Mask: False for a last day whose regular trading has not ended."""
    done = np.ones(len(days), dtype=bool)
    end = ((meta.get("currentTradingPeriod") or {}).get("regular") or {}).get("end")
    if isinstance(end, (int, float)) and len(days) and time.time() < end:
        offset = meta.get("gmtoffset") if isinstance(meta.get("gmtoffset"), (int, float)) else 0
        done[-1] = days[-1] < np.datetime64(datetime.fromtimestamp(end + (offset or 0), UTC).date(), "D")
    return done


def _check_splits(where: str, days: Any, close: Any, splits: Sequence[Split]) -> None:
    """A split that Yahoo lists but has not applied shows as a jump of its own size."""
    for split in splits:
        at = int(np.searchsorted(days, np.datetime64(split.effective, "D")))
        if 0 < at < len(days):
            jump, size = log(close[at] / close[at - 1]), log(split.ratio)
            if abs(jump + size) < abs(jump) and abs(size) > 0.2:
                raise BadReply(where, f"the split of {split.effective} is not applied to the prices", "use another source for this symbol")


def _shares(symbol: str, first: date, last: date, end: float, replies: list[Reply]) -> tuple[tuple[date, float], ...]:
    import yfinance

    session = new_session(symbol, end, replies)
    try:
        found = yfinance.Ticker(symbol, session=session).get_shares_full(
            start=first.isoformat(), end=(last + timedelta(days=1)).isoformat()
        )
    except SourceError:
        raise
    except Exception as error:
        missing_hour = type(error).__module__.partition(".")[0] == "pytz"  # what pandas 2 raises; pandas 3 raises ValueError
        if session.failure is None and replies and (missing_hour or isinstance(error, (LookupError, ValueError))):
            return _listed(replies[-1])  # none, or a stamp in the hour that daylight saving leaves out, which yfinance stumbles on
        raise _explain(symbol, session, replies, error) from None
    if found is None:
        return ()
    by_day = {stamp.date(): float(count) for stamp, count in found.items() if count and count > 0}
    return tuple(sorted(by_day.items()))


def _listed(reply: Reply) -> tuple[tuple[date, float], ...]:
    """Share counts by UTC day straight from the reply; empty when it lists none."""
    try:
        row = json.loads(reply.body)["timeseries"]["result"][0]
        pairs = zip(row["timestamp"], row["shares_out"], strict=True)
        return tuple(sorted({datetime.fromtimestamp(t, UTC).date(): float(n) for t, n in pairs if n and n > 0}.items()))
    except (LookupError, TypeError, ValueError):
        return ()
