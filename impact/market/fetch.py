"""What ``impact prices`` does: fetch into the store, show, status, clear, export and a self-test of the live source.

Plain functions on a :class:`Store`; nothing here prints. A fetch goes symbol by symbol and stops when the source asks to
be left alone or cannot be reached; every symbol that was asked for has an outcome.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from impact.errors import DataError, ImpactError, InputError, RateLimited, SourceError, UnknownSymbol, Unreachable, Untrusted
from impact.market.changes import current
from impact.market.exchanges import exchange
from impact.market.prices.series import to_date
from impact.market.prices.yahoo import Fetched, Yahoo
from impact.market.store import Store
from impact.records import Bar
from impact.reference import sessions

COLUMNS = ("symbol", "date", "open", "high", "low", "close", "volume")


class Live(Protocol):
    """The live source, as far as a fetch needs it."""

    def fetch(self, symbol: str, first: date) -> Fetched:
        """All bars from ``first`` until now."""

    def shares(self, symbol: str, first: date, last: date) -> tuple[tuple[date, float], ...]:
        """Share counts by day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one symbol: its bars in the store, or the error. ``counts`` is the number of share counts."""

    symbol: str
    bars: int = 0
    first: date | None = None
    last: date | None = None
    counts: int = 0
    notes: tuple[str, ...] = ()
    error: ImpactError | None = None
    held: bool = False  # the store already had it: nothing was asked


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the self-test and what came of it."""

    name: str
    passed: bool
    text: str


def fetch(
    symbols: Iterable[str],
    first: date,
    *,
    last: date | None = None,
    shares: bool = False,
    refresh: bool = False,
    store: Store | None = None,
    live: Live | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[Outcome, ...]:
    """Fetch each symbol from ``first`` until now into the store; ``progress(done, total, symbol)`` is called before each.

    A symbol whose window up to ``last`` (default: the last session that is over) the store holds is not asked for unless
    ``refresh``. Failures are outcomes; after a 429, without connection or without trust the remaining symbols are not asked.
    """
    store, live = store or Store(), live or Yahoo()
    wanted = list(dict.fromkeys(current(symbol) for symbol in symbols))
    outcomes: list[Outcome] = []
    stopped: SourceError | None = None
    for done, symbol in enumerate(wanted):
        if progress is not None:
            progress(done, len(wanted), symbol)
        held = None if refresh else _held(store, symbol, first, last)
        if held is not None:
            outcomes.append(held)
            continue
        if stopped is not None:
            outcomes.append(Outcome(symbol=symbol, error=type(stopped)(symbol, f"not asked: {stopped.problem}", stopped.remedy)))
            continue
        try:
            outcomes.append(_fetch(symbol, first, shares, store, live))
        except ImpactError as error:
            outcomes.append(Outcome(symbol=symbol, error=error))
            if isinstance(error, (RateLimited, Unreachable, Untrusted)):
                stopped = error
    return tuple(outcomes)


def show(symbol: str, first: date, last: date, store: Store | None = None) -> tuple[Bar, ...]:
    """The stored bars of the window. Raises :class:`~impact.errors.InputError` when the store does not hold the symbol."""
    series = (store or Store()).series(current(symbol))
    if series is None:
        raise InputError(symbol, "is not in the store", f"fetch it: impact prices fetch {symbol}")
    rows = series.window(first, last)
    return tuple(series.bar(at) for at in range(rows.start, rows.stop))


def export(symbols: Sequence[str] | None = None, store: Store | None = None) -> tuple[str, int]:
    """The stored bars as a CSV in the form of ``data/prices.csv``, and how many rows. Raises :class:`~impact.errors.InputError`."""
    store = store or Store()
    names = [current(s) for s in symbols] if symbols else [held.symbol for held in store.held()]
    rows: list[tuple[str, ...]] = []
    for name in names:
        series = store.series(name)
        if series is None:
            raise InputError(name, "is not in the store", f"fetch it: impact prices fetch {name}")
        for at in range(len(series.days)):
            bar = series.bar(at)
            volume = "" if bar.volume is None else f"{bar.volume:.0f}"
            rows.append((name, bar.session.isoformat(), *(f"{x:.10g}" for x in (bar.open, bar.high, bar.low, bar.close)), volume))
    if not rows:
        raise InputError("the store", "is empty", "fetch something first: impact prices fetch NVDA")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(rows))
    return text.getvalue(), len(rows)


def selftest(
    live: Yahoo | None = None, symbol: str = "NVDA", session: date = date(2025, 1, 27), change: float = -16.97
) -> tuple[Step, ...]:
    """Ask the live source for a share and session whose move is known (percent, to 0.01), for its share count and an unknown symbol."""
    live = live or Yahoo()
    steps: list[Step] = []

    def step(name: str, ask: Callable[[], str]) -> None:
        try:
            steps.append(Step(name, True, ask()))
        except ImpactError as error:
            steps.append(Step(name, False, str(error)))

    def prices() -> str:
        series = live.fetch(symbol, session - timedelta(days=10)).series
        at, before = series.position(session), series.position(sessions.previous_session(exchange(symbol), session))
        if at is None or before is None:
            raise DataError(f"Yahoo, {symbol}", f"no bar of {session}", "Yahoo leaves the session out: use another source for it")
        percent = (float(series.close[at]) / float(series.close[before]) - 1) * 100
        if abs(percent - change) > 0.01:
            raise DataError(
                f"Yahoo, {symbol}", f"{session} moved {percent:.2f} %, known is {change} %", "do not use Yahoo's prices of this symbol"
            )
        notes = f"; {'; '.join(series.notes)}" if series.notes else ""
        return f"{len(series.days)} bars to {to_date(series.days[-1])}, {session} {percent:.2f} %, as of {series.as_of}{notes}"

    def shares() -> str:
        found = live.shares(symbol, session - timedelta(days=200), session)
        if not found:
            raise DataError(f"Yahoo, {symbol}", "lists no share counts", "share counts come from filings then")
        return f"{len(found)} share counts, the last {found[-1][1]:,.0f} of {found[-1][0]}"

    def unknown() -> str:
        try:
            live.fetch("NO-SUCH-SYMBOL-1", session)
        except UnknownSymbol as error:
            return error.problem
        raise DataError("Yahoo", "answered for a symbol that does not exist", "do not trust the source")

    step("prices", prices)
    if steps[-1].passed:
        step("share counts", shares)
        step("unknown symbol", unknown)
    return tuple(steps)


def _held(store: Store, symbol: str, first: date, last: date | None) -> Outcome | None:
    series = store.series(symbol)
    end = last or sessions.previous_session(exchange(symbol), date.today())
    if series is None or not series.covers(first, end):
        return None
    return Outcome(symbol=symbol, bars=len(series.days), first=series.first, last=series.last, notes=series.notes, held=True)


def _fetch(symbol: str, first: date, shares: bool, store: Store, live: Live) -> Outcome:
    before = store.asked_from(symbol)
    fetched = live.fetch(symbol, min(first, before) if before else first)
    series = fetched.series
    store.put(series, fetched.asked_from, fetched.replies)
    counts = live.shares(symbol, fetched.asked_from, series.last) if shares else ()
    if counts:
        store.put_counts(symbol, counts, series.as_of)
    return Outcome(symbol=symbol, bars=len(series.days), first=series.first, last=series.last, counts=len(counts), notes=series.notes)
