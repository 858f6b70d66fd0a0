"""Whole-market tables (``data/market_DAY.csv``), totals that the press printed, and last trades before the auction."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache

from impact.errors import DataError
from impact.records import Figure, MarketLine, ReportedTotal
from impact.reference.files import bundled, data_path, table

_rows = cache(table)  # asked for session by session


@cache
def market_sessions() -> tuple[date, ...]:
    """The sessions of which there is a whole-market table."""
    folder = data_path("about.toml").parent
    return tuple(sorted(date.fromisoformat(path.stem.removeprefix("market_")) for path in folder.glob("market_*.csv")))


def market_name(session: date) -> str:
    """The file name of the session's table."""
    return f"market_{session.isoformat()}.csv"


@cache
def market_shares(symbol: str) -> tuple[tuple[date, float], ...]:
    """(session, count in use at the exchange) of the company behind the symbol, from every table that lists it."""
    return tuple((day, line.shares) for day in market_sessions() for line in market(day) if line.symbol.replace("/", "-") == symbol)


@cache
def market(session: date) -> tuple[MarketLine, ...]:
    """All lines of the session's table, or nothing where there is no table."""
    if session not in market_sessions():
        return ()
    name = market_name(session)
    path = data_path(name)
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(_line(name, number, row) for number, row in enumerate(csv.reader(lines)) if number)


@cache
@bundled("reported_totals.csv")
def reported_totals(session: date) -> tuple[ReportedTotal, ...]:
    """Totals printed for that session, in the unit that they name."""
    return tuple(
        ReportedTotal(
            what=row["what"],
            value=float(row["value"]),
            unit=row["unit"],
            session=session,
            reported_by=row["reported_by"],
            group=row["group"] or None,
        )
        for row in _rows("reported_totals.csv")
        if row["session"] == session.isoformat()
    )


@cache
def last_trades(symbol: str, session: date) -> tuple[Figure, ...]:
    """Last trades before the closing auction that outlets printed as the close."""
    from impact.market.exchanges import currency

    return tuple(
        Figure(
            name="last_trade",
            value=float(row["last_trade"]),
            unit=currency(symbol),
            source=row["printed_by"],
            as_of=row["session"],
            session=session,
        )
        for row in _rows("last_trades.csv")
        if row["symbol"] == symbol and row["session"] == session.isoformat()
    )


def _line(name: str, number: int, row: list[str]) -> MarketLine:
    try:
        symbol, company, primary, exchange, country, sector, industry, previous_close, close, shares = row
        line = MarketLine(
            symbol=symbol,
            company=company,
            exchange=exchange,
            country=country,
            sector=sector,
            industry=industry,
            primary=primary == "1",
            previous_close=float(previous_close),
            close=float(close),
            shares=float(shares),
        )
    except ValueError as error:
        raise DataError(f"data/{name} row {number + 1}", str(error), "see data/README.md for its columns") from None
    if not (line.previous_close > 0 and line.close > 0 and line.shares > 0):
        raise DataError(f"data/{name} row {number + 1}", f"{symbol}: a price or count is not positive", "correct or leave out the row")
    return line
