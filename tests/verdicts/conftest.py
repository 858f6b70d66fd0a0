"""A small market in memory, fed with published numbers, so that no verdict's test depends on the bundled data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from impact.records import Bar, Claim, Figure, Instrument, Loss, MarketLine, Message, ReportedTotal, ShareCount

MONDAY, TUESDAY, WEDNESDAY = "2025-01-27", "2025-01-28", "2025-01-29"


@dataclass
class Market:
    """Facts from plain dictionaries; weekdays are sessions."""

    instruments: dict[str, Instrument] = field(default_factory=dict)
    prices: dict[tuple[str, str], Bar] = field(default_factory=dict)
    shares: dict[str, list[ShareCount]] = field(default_factory=dict)
    classes: dict[str, list[ShareCount]] = field(default_factory=dict)
    trades: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    lines: dict[str, list[MarketLine]] = field(default_factory=dict)
    totals: dict[str, list[ReportedTotal]] = field(default_factory=dict)
    known_losses: list[Loss] = field(default_factory=list)
    since: tuple[str, str] = ("2021-02-01", "2000-04-03")
    cash: dict[tuple[str, date], float] = field(default_factory=dict)
    rates: dict[tuple[str, str], float] = field(default_factory=dict)
    holidays: frozenset[str] = frozenset()

    def instrument(self, symbol: str) -> Instrument | None:
        return self.instruments.get(symbol)

    def is_session(self, symbol: str, day: date) -> bool:
        return day.weekday() < 5 and day.isoformat() not in self.holidays

    def next_session(self, symbol: str, day: date) -> date:
        day += timedelta(days=1)
        return day if self.is_session(symbol, day) else self.next_session(symbol, day)

    def previous_session(self, symbol: str, day: date) -> date:
        day -= timedelta(days=1)
        return day if self.is_session(symbol, day) else self.previous_session(symbol, day)

    def bar(self, symbol: str, session: date) -> Bar | None:
        return self.prices.get((symbol, session.isoformat()))

    def bars(self, symbol: str, first: date, last: date) -> Sequence[Bar]:
        found = [b for (s, _), b in self.prices.items() if s == symbol and first <= b.session <= last]
        return sorted(found, key=lambda b: b.session)

    def later(self, symbol: str, session: date) -> Sequence[Bar]:
        return self.bars(symbol, session + timedelta(days=1), date.max)

    def missing(self, symbol: str, session: date) -> Message:
        instrument = self.instruments.get(symbol)
        if instrument is not None and instrument.kind == "private":
            return Message(id="missing.private", values={"name": instrument.name})
        if not self.is_session(symbol, session):
            return Message(id="missing.no_session", values={"day": session, "symbol": symbol, "next": self.next_session(symbol, session)})
        return Message(id="missing.no_prices", values={"symbol": symbol})

    def last_trades(self, symbol: str, session: date) -> Sequence[Figure]:
        found = self.trades.get((symbol, session.isoformat()), [])
        return [Figure(name="last_trade", value=v, unit="USD", source="press", session=session) for v in found]

    def share_counts(self, symbol: str, session: date) -> Sequence[ShareCount]:
        return self.shares.get(symbol, [])

    def class_counts(self, symbol: str, session: date) -> Sequence[ShareCount]:
        return self.classes.get(symbol, [])

    def members(self, group: str) -> Sequence[str]:
        return [s for s, i in self.instruments.items() if group in i.groups]

    def market(self, session: date) -> Sequence[MarketLine]:
        return self.lines.get(session.isoformat(), [])

    def reported_totals(self, session: date) -> Sequence[ReportedTotal]:
        return self.totals.get(session.isoformat(), [])

    def losses(self) -> Sequence[Loss]:
        return sorted(self.known_losses, key=lambda x: -x.loss)

    def dividends(self, symbol: str, first: date, last: date) -> Sequence[Figure]:
        return [
            Figure(name="dividend", value=cash, unit="USD", source="test", session=day)
            for (s, day), cash in self.cash.items()
            if s == symbol and first < day <= last
        ]

    def exchange_rate(self, base: str, quote: str, session: date) -> Figure | None:
        rate = self.rates.get((base, quote))
        return None if rate is None else Figure(name="exchange_rate", value=rate, unit=quote, source="test", session=session)

    def losses_since(self) -> tuple[str, str]:
        return self.since

    # --- filling it ---

    def add(self, symbol: str, kind: str = "stock", currency: str = "USD", groups: tuple[str, ...] = (), name: str = "") -> None:
        self.instruments[symbol] = Instrument(symbol=symbol, name=name or symbol, kind=kind, mic="XNAS", currency=currency, groups=groups)

    def trade(
        self, symbol: str, day: str, close: float, *, open: float | None = None, high: float | None = None, low: float | None = None,
        volume: float | None = 1e6, split_factor: float = 1.0,
    ) -> None:  # fmt: skip
        if symbol not in self.instruments:
            self.add(symbol, "index" if symbol.startswith("^") else "stock")
        self.prices[symbol, day] = Bar(
            symbol=symbol, session=date.fromisoformat(day), open=open if open is not None else close, high=high if high is not None else close,
            low=low if low is not None else close, close=close, volume=volume, source="test", as_of="2026-11-22", split_factor=split_factor,
        )  # fmt: skip

    def count(self, symbol: str, shares: float, as_of: str = "2024-11-15") -> None:
        self.shares.setdefault(symbol, []).append(
            ShareCount(symbol=symbol, shares=shares, as_of=as_of, filed=as_of, form="10-Q", source="test")
        )


    def share_class(self, symbol: str, name: str, shares: str, listed_as: str = "") -> None:
        self.classes.setdefault(symbol, []).append(
            ShareCount(symbol=listed_as, shares=float(shares), as_of=None, filed=None, form="10-Q", source="test", share_class=name)
        )


@pytest.fixture
def empty() -> Market:
    return Market()


@pytest.fixture
def january() -> Market:
    """27 to 29 January 2025 with the published closes (Nasdaq, Yahoo), last trades and counts; five companies of the whole-market table."""
    m = Market()
    m.trade("NVDA", "2025-01-24", 142.62)
    m.trade("NVDA", MONDAY, 118.42, open=124.80, high=128.40, low=116.70)
    m.trade("NVDA", TUESDAY, 128.99, open=121.81, high=129.00, low=116.25)
    m.trade("NVDA", WEDNESDAY, 123.70, open=126.50, high=126.89, low=120.05)
    m.count("NVDA", 24.49e9)
    m.trades["NVDA", MONDAY] = [118.58]
    for symbol, before, close in (("MSFT", 444.06, 434.56), ("GOOGL", 200.21, 191.81), ("AMD", 122.84, 115.01), ("META", 647.49, 659.88)):
        m.trade(symbol, "2025-01-24", before)
        m.trade(symbol, MONDAY, close)
    for symbol, before, close in (
        ("^IXIC", 19954.30, 19341.83),
        ("^NDX", 21774.01, 21127.28),
        ("^GSPC", 6101.24, 6012.28),
        ("^SOX", 5323.13, 4836.15),
    ):
        m.trade(symbol, "2025-01-24", before)
        m.trade(symbol, MONDAY, close)
    m.instruments["OPENAI"] = Instrument(symbol="OPENAI", name="OpenAI", kind="private", mic="", currency="")
    # Values in USD bn, chosen so that the sums are those of the whole-market table of that day: net −1,058, losers −1,240.
    for symbol, before, close in (("A", 3492.76, 2900.10), ("B", 2000.0, 1552.16), ("C", 900.0, 700.0), ("D", 1000.0, 1182.5)):
        line = MarketLine(
            symbol=symbol, company=symbol, exchange="XNAS", country="United States", sector="Technology", industry="Semiconductors", primary=True,
            previous_close=before, close=close, shares=1e9,
        )  # fmt: skip
        m.lines.setdefault(MONDAY, []).append(line)
    m.totals[MONDAY] = [
        ReportedTotal(
            what="S&P 500 technology sector", value=-969e9, unit="USD", session=date(2025, 1, 27), reported_by="IBD", group="SP500_TECH"
        )
    ]
    m.known_losses = [
        Loss(symbol="NVDA", session=MONDAY, loss=592.66e9, change=-16.97, source="computed", computed=True),
        Loss(symbol="NVDA", session="2024-09-03", loss=278.9e9, change=-9.5, source="computed", computed=True),
        Loss(symbol="META", session="2022-02-03", loss=240.3e9, change=-26.4, source="computed", computed=True),
        Loss(symbol="META", session="2022-02-03", loss=232e9, change=None, source="CNBC", computed=False),
        Loss(symbol="INTC", session="2000-09-22", loss=91e9, change=None, source="MarketWatch", computed=False),
    ]
    return m


Make = Callable[..., Claim]


@pytest.fixture
def claim() -> Make:
    """A claim on NVDA's 27 January unless told otherwise; metric and unit follow from the kind."""
    metrics = {
        "change": ("price_change_pct", "percent"), "period": ("price_change_pct", "percent"), "multiple": ("price_change_pct", "percent"),
        "level": ("price_level", "currency"), "cap_change": ("market_cap_change_usd", "currency"), "cap_level": ("market_cap_level_usd", "currency"),
        "points": ("index_points_change", "points"), "aggregate": ("market_cap_change_usd", "currency"), "record": ("record", None),
        "rank": ("ranking", "rank"), "threshold": ("price_level", "points"), "direction": ("direction", None), "path": ("path", None),
        "comparison": ("comparison", "multiple"), "equivalence": ("equivalence", "multiple"), "activity": ("volume", "shares"), "cause": ("cause", None),
    }  # fmt: skip

    def make(kind: str, value: float | None = None, **more: object) -> Claim:
        metric, unit = metrics[kind]
        fields: dict[str, object] = {
            "id": f"a:{kind}:{value}", "article": "a", "start": 0, "end": 1, "quote": "q", "sentence": "s", "kind": kind, "metric": metric,
            "subject": "NVDA", "unit": unit, "value": value, "event_date": MONDAY, "date_source": "sentence", "direction": "down",
        }  # fmt: skip
        if unit == "currency":
            fields["currency"] = "USD"
        return Claim(**{**fields, **more})  # type: ignore[arg-type]

    return make
