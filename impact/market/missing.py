"""Why there is no price: a message of ``report/messages`` for every reason."""

from __future__ import annotations

from datetime import date

from impact.errors import BadReply, NoDataInRange, RateLimited, SourceError, UnknownSymbol, Unreachable, Untrusted
from impact.market.changes import change, current
from impact.market.exchanges import exchange
from impact.market.prices.chain import Chain
from impact.records import Instrument, Message
from impact.reference import groups, instruments, sessions

FAILURES: dict[type[SourceError], str] = {
    UnknownSymbol: "missing.unknown_symbol",
    NoDataInRange: "missing.no_data",
    BadReply: "missing.bad_reply",
    RateLimited: "missing.rate_limited",
    Unreachable: "missing.unreachable",
    Untrusted: "missing.untrusted",
}


def reason(symbol: str, session: date, prices: Chain) -> Message:
    """The first reason that applies: not listed, a group, unknown, given up, no session, source down, no data, outside the data, a gap."""
    row = _instrument(symbol)
    if row is not None and not row.symbol:
        return Message(id=f"missing.{row.kind}", values={"name": row.name})
    if row is None and groups.group(symbol) is not None:
        return Message(id="missing.group", values={"group": symbol, "day": session})
    ended = change(symbol)
    if ended and ended.successor is None and session > ended.last_session:
        return Message(id="missing.delisted", values={"symbol": symbol, "last": ended.last_session})
    series = prices.series(current(symbol), session, session)
    failure = prices.failure(current(symbol))
    if row is None and ended is None and series is None and (failure is None or isinstance(failure, UnknownSymbol)):
        return Message(id="missing.unknown_symbol", values={"symbol": symbol})
    mic = exchange(current(symbol))
    if not sessions.is_session(mic, session):
        return Message(id="missing.no_session", values={"symbol": symbol, "day": session, "next": sessions.next_session(mic, session)})
    if failure is not None and (series is None or not series.first <= session <= series.last):
        return Message(
            id=FAILURES.get(type(failure), "missing.source"), values={"symbol": symbol, "day": session, "detail": failure.problem}
        )
    if series is None:
        return Message(id="missing.no_prices", values={"symbol": symbol})
    if not series.first <= session <= series.last:
        return Message(id="missing.outside", values={"symbol": symbol, "day": session, "first": series.first, "last": series.last})
    return Message(id="missing.gap", values={"symbol": symbol, "day": session, "source": series.source})


def _instrument(symbol: str) -> Instrument | None:
    """By symbol, or by name for companies that have none."""
    found = instruments.by_symbol(symbol) or instruments.by_symbol(current(symbol))
    if found is not None:
        return found
    name = symbol.casefold()
    return next((i for i in instruments.load() if not i.symbol and name in {n.casefold() for n in (i.name, *i.aliases)}), None)
