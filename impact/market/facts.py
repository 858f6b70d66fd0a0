"""The market's answers: :class:`MarketFacts` implements :class:`impact.kinds.facts.Facts` on real data.

Prices come from the sources that ``--prices`` chose; share counts, splits, losses, market tables and printed totals are always the
bundled ones, each read when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from impact.market import losses as _losses
from impact.market import missing as _missing
from impact.market import shares as _shares
from impact.market import totals as _totals
from impact.market.about import about
from impact.market.changes import current
from impact.market.exchanges import exchange
from impact.market.prices.chain import Chain
from impact.market.splits import factor, splits
from impact.records import Bar, Figure, Instrument, Loss, MarketLine, Message, ReportedTotal, ShareCount
from impact.reference import groups, instruments, sessions

if TYPE_CHECKING:
    import pandas as pd

    from impact.market.prices.series import Series


ASKED_AT_MOST = 12  # members of a group that a remote source is asked for


def open_facts(prices: str = "auto", *, offline: bool = False, online: bool = False, companyfacts: Path | None = None) -> MarketFacts:
    """The facts behind one ``--prices`` choice.

    ``auto``: the bundled prices, then the local store; Yahoo after them only with ``online``, so that nothing touches the network
    unless asked. ``bundled``, ``store``, ``yahoo``: that source alone (Yahoo answers from the store what it holds). Anything else is the
    path of a file or folder. ``offline`` forbids the network whatever the choice. ``companyfacts`` is a file of the
    SEC's companyfacts API (or a folder of them), whose cover-page counts are added to the bundled ones.

    Raises :class:`~impact.errors.InputError` for an unknown choice, :class:`~impact.errors.DataError` for data that break their contract.
    """
    return MarketFacts(Chain.of(prices, offline=offline, online=online), companyfacts=companyfacts)


class MarketFacts:
    """See :class:`impact.kinds.facts.Facts` for the questions; beside them closes for the study and what a report says of the sources.

    Prices are split-adjusted, not dividend-adjusted, per share as shares were on the series' basis day; :attr:`Bar.split_factor` leads back
    to the prices of the session's own day.
    """

    def __init__(self, prices: Chain, *, companyfacts: Path | None = None) -> None:
        self._prices = prices
        self._companyfacts = companyfacts
        self._used: set[str] = set()

    # --- instruments and sessions ---

    def instrument(self, symbol: str) -> Instrument | None:
        """The instrument's row; a symbol that was given up resolves to its successor's."""
        return instruments.by_symbol(symbol) or instruments.by_symbol(current(symbol))

    def is_session(self, symbol: str, day: date) -> bool:
        """As :class:`~impact.kinds.facts.Facts`."""
        return sessions.is_session(exchange(symbol), day)

    def next_session(self, symbol: str, day: date) -> date:
        """As :class:`~impact.kinds.facts.Facts`."""
        return sessions.next_session(exchange(symbol), day)

    def previous_session(self, symbol: str, day: date) -> date:
        """As :class:`~impact.kinds.facts.Facts`."""
        return sessions.previous_session(exchange(symbol), day)

    def shift(self, symbol: str, day: date, n: int) -> date:
        """The ``n``-th session of the symbol's exchange after ``day``, before it when negative; see :func:`sessions.shift`."""
        return sessions.shift(exchange(symbol), day, n)

    # --- prices ---

    def bar(self, symbol: str, session: date) -> Bar | None:
        """As :class:`~impact.kinds.facts.Facts`."""
        found = self.bars(symbol, session, session)
        return found[0] if found else None

    def bars(self, symbol: str, first: date, last: date) -> Sequence[Bar]:
        """As :class:`~impact.kinds.facts.Facts`; never from two sources of different split basis."""
        series = self._prices.series(current(symbol), first, last)
        return self._window(series, first, last) if series is not None else ()

    def later(self, symbol: str, session: date) -> Sequence[Bar]:
        """As :class:`~impact.kinds.facts.Facts`."""
        series = self._prices.series(current(symbol), session, session)
        if series is None or series.last <= session:
            return ()
        return self._window(series, session + timedelta(days=1), series.last)

    def symbols(self) -> Sequence[str]:
        """The symbols whose prices can be listed; a remote source cannot be."""
        return self._prices.symbols()

    def missing(self, symbol: str, session: date) -> Message:
        """As :class:`~impact.kinds.facts.Facts`."""
        return _missing.reason(symbol, session, self._prices)

    def closes(self, symbols: Iterable[str], first: date, last: date) -> pd.DataFrame:
        """Split-adjusted closes: sessions (datetime64) × symbols, NaN where a symbol has no bar; symbols without any are left out."""
        import pandas as pd

        columns = {}
        for symbol in dict.fromkeys(symbols):
            series = self._prices.series(current(symbol), first, last)
            if series is not None:
                rows = series.window(first, last)
                if rows.stop > rows.start:
                    columns[symbol] = pd.Series(series.close[rows], index=pd.DatetimeIndex(series.days[rows].astype("datetime64[ns]")))
        return pd.DataFrame(columns).sort_index()

    def dividends(self, symbol: str, first: date, last: date) -> Sequence[Figure]:
        """Cash a share on each ex-date after ``first`` up to ``last``, on the basis of the bars; empty where no source lists any."""
        series = self._prices.series(current(symbol), first, last)
        if series is None:
            return ()
        return tuple(
            Figure(name="dividend", value=cash, unit=series.currency, source=series.source, as_of=series.as_of, session=day)
            for day, cash in series.dividends
            if first < day <= last
        )

    def exchange_rate(self, base: str, quote: str, session: date) -> Figure | None:
        """Units of ``quote`` for one ``base`` (ISO 4217) at the session's end, from a source that holds "EURUSD=X" or "USDEUR=X"."""
        for pair, inverse in ((f"{base}{quote}=X", False), (f"{quote}{base}=X", True)):
            bar = self.bar(pair, session)
            if bar is not None:
                return Figure(
                    name="exchange_rate",
                    value=1 / bar.close if inverse else bar.close,
                    unit=quote,
                    source=bar.source,
                    as_of=bar.as_of,
                    session=session,
                )
        return None

    def last_trades(self, symbol: str, session: date) -> Sequence[Figure]:
        """As :class:`~impact.kinds.facts.Facts`."""
        return _totals.last_trades(symbol, session)

    # --- companies and markets ---

    def share_counts(self, symbol: str, session: date) -> Sequence[ShareCount]:
        """As :class:`~impact.kinds.facts.Facts`, on the split basis of the symbol's bars: close × shares is the market capitalization."""
        symbol = current(symbol)
        series = self._prices.series(symbol, session, session)
        more: tuple[_shares.Count, ...] = ()
        if self._companyfacts is not None:
            from impact.market.companyfacts import counts

            more = counts(self._companyfacts, symbol)
        self._used.add("shares")
        basis, listed = (series.basis, series.splits) if series else (session, None)
        rows = self._prices.counts(symbol)
        table = _totals.market_shares(symbol) if not _shares.has_counts(symbol) else ()
        if table:
            more += _shares.table_counts(symbol, table)
        if rows:
            more += _shares.listed_counts(symbol, rows, splits(symbol) if listed is None else listed)
        return _shares.share_counts(symbol, session, basis, more, listed)

    def class_counts(self, symbol: str, session: date) -> Sequence[ShareCount]:
        """As :class:`~impact.kinds.facts.Facts`, on the split basis of the symbol's bars."""
        from impact.market import classes

        symbol = current(symbol)
        series = self._prices.series(symbol, session, session)
        found = classes.class_counts(symbol, session, *((series.basis, series.splits) if series else (session, None)))
        if found:
            self._used.add("share_classes")
        return found

    def members(self, group: str) -> Sequence[str]:
        """As :class:`~impact.kinds.facts.Facts`. A source that cannot be listed is not asked for hundreds of shares: of it, only
        the members of small groups (the Magnificent Seven).
        """
        found = groups.group(group)
        if found is None:
            return ()
        held = set(self._prices.symbols())
        if self._prices.listable:
            return tuple(s for s in found.members if s in held)
        return found.members if len(found.members) <= ASKED_AT_MOST else tuple(s for s in found.members if s in held)

    def market(self, session: date) -> Sequence[MarketLine]:
        """As :class:`~impact.kinds.facts.Facts`."""
        self._used.add("market")
        return _totals.market(session)

    def reported_totals(self, session: date) -> Sequence[ReportedTotal]:
        """As :class:`~impact.kinds.facts.Facts`."""
        return _totals.reported_totals(session)

    def losses(self) -> Sequence[Loss]:
        """As :class:`~impact.kinds.facts.Facts`."""
        self._used.add("losses")
        return _losses.losses()

    def losses_since(self) -> tuple[str, str]:
        """As :class:`~impact.kinds.facts.Facts`."""
        return _losses.losses_since()

    def sources(self) -> tuple[Mapping[str, object], ...]:
        """Each source that this object has used: name, as_of, and for prices first, last, symbols, bars, sha256. JSON types only."""
        bundled = tuple({"name": f"data/{name}", "as_of": str(about()[name]["as_of"])} for name in sorted(self._used))
        return (*self._prices.describe(), *bundled)

    def _window(self, series: Series, first: date, last: date) -> tuple[Bar, ...]:
        rows = series.window(first, last)
        return tuple(self._bar(series, at) for at in range(rows.start, rows.stop))

    def _bar(self, series: Series, at: int) -> Bar:
        bar = series.bar(at)
        scale = factor(series.symbol, bar.session, series.basis, series.splits)
        return bar if scale == 1 else series.bar(at, scale)
