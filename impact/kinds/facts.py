"""What a claim kind may ask of the market: plain numbers with their sources.

The market room implements :class:`Facts`; kinds only see this protocol, so that a kind can be read, and tested, without
any price source.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from impact.records import Bar, Figure, Instrument, Loss, MarketLine, Message, ReportedTotal, ShareCount


class Facts(Protocol):
    """Numbers for symbols and sessions. A question without an answer gives None or an empty sequence, never an exception."""

    def instrument(self, symbol: str) -> Instrument | None:
        """The instrument's row, or None for a symbol that the reference data do not hold."""

    def is_session(self, symbol: str, day: date) -> bool:
        """Whether the symbol's exchange trades on ``day``."""

    def next_session(self, symbol: str, day: date) -> date:
        """The first session of the symbol's exchange after ``day``."""

    def previous_session(self, symbol: str, day: date) -> date:
        """The last session of the symbol's exchange before ``day``."""

    def bar(self, symbol: str, session: date) -> Bar | None:
        """The session's bar, or None (see :meth:`missing`)."""

    def bars(self, symbol: str, first: date, last: date) -> Sequence[Bar]:
        """All bars of ``first`` to ``last``, both included, in order."""

    def later(self, symbol: str, session: date) -> Sequence[Bar]:
        """All bars after ``session`` that the source of the session's own bar holds already: nothing is fetched for them."""

    def missing(self, symbol: str, session: date) -> Message:
        """Why there is no bar: private company, unknown symbol, no session that day, outside the data, source down."""

    def last_trades(self, symbol: str, session: date) -> Sequence[Figure]:
        """Last trades before the closing auction that outlets printed as the close; usually none."""

    def share_counts(self, symbol: str, session: date) -> Sequence[ShareCount]:
        """Counts known on ``session``, the one in force first, then older alternatives."""

    def class_counts(self, symbol: str, session: date) -> Sequence[ShareCount]:
        """Counts of each class known on ``session``, where the company has several and they are known; for diagnosis only."""

    def members(self, group: str) -> Sequence[str]:
        """Symbols of a group that have prices, e.g. of ``MAG7``."""

    def market(self, session: date) -> Sequence[MarketLine]:
        """The whole-market table of that session, empty where there is none."""

    def reported_totals(self, session: date) -> Sequence[ReportedTotal]:
        """Totals that the press printed for that session."""

    def losses(self) -> Sequence[Loss]:
        """The largest one-day losses of market value, computed and reported, largest first."""

    def dividends(self, symbol: str, first: date, last: date) -> Sequence[Figure]:
        """Cash a share on each ex-date after ``first`` up to ``last``; empty where no source lists any."""

    def exchange_rate(self, base: str, quote: str, session: date) -> Figure | None:
        """Units of ``quote`` for one ``base`` (ISO 4217) at the session's end, where a source holds the pair."""

    def losses_since(self) -> tuple[str, str]:
        """Since when losses are (computed, reported): ISO dates."""
