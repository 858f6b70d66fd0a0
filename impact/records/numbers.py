"""The records that the market answers with: numbers with unit, source and as-of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One session of one symbol, in the instrument's currency (index points for indices), split-adjusted as of ``as_of``."""

    symbol: str
    session: date
    open: float
    high: float
    low: float
    close: float
    volume: float | None
    source: str
    as_of: str
    split_factor: float = 1.0  # price × split_factor is the price as it was printed on the session's own day


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number with where it comes from; also an input of a formula, under its ``name``."""

    name: str  # an identifier of formulas: "close", "previous_close", "shares"
    value: float
    unit: str  # "USD", "EUR", "percent", "points", "shares", "USD bn"
    source: str
    as_of: str | None = None
    session: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCount:
    """Shares outstanding, all classes together unless ``share_class`` names one, as a filing's cover page gives them."""

    symbol: str
    shares: float
    as_of: str | None  # the date that the count speaks of
    filed: str | None  # the date on which it could be known
    form: str | None
    source: str
    note: str = ""
    share_class: str = ""  # "A"; then ``symbol`` is the class's own line, empty where it is not traded


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One row of ``data/instruments.csv``."""

    symbol: str  # "" for private companies, which have no price
    name: str
    kind: str  # "stock", "index", "fund", "private", "project"
    mic: str  # ISO 10383 of the exchange whose sessions apply
    currency: str  # ISO 4217
    aliases: tuple[str, ...] = ()
    epithets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketLine:
    """One listed line of the whole-market table of one session."""

    symbol: str
    company: str
    exchange: str
    country: str
    sector: str
    industry: str
    primary: bool
    previous_close: float
    close: float
    shares: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTotal:
    """A total that the press printed, carried with who printed it."""

    what: str
    value: float
    unit: str
    session: date
    reported_by: str
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One of the largest one-day losses of market value, USD. ``computed`` from price and shares, else reported by the press."""

    symbol: str
    session: str  # ISO date or "YYYY-MM"
    loss: float  # USD, positive
    change: float | None  # percent, negative
    source: str
    computed: bool

    @property
    def day(self) -> date | None:
        """The session; None where only its month is known."""
        return date.fromisoformat(self.session) if len(self.session) == len("2025-01-27") else None
