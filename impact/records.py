"""The frozen records that cross rooms. Words are on the left of :class:`Claim`, numbers on its right.

Every number has a unit beside it or in its name. Sessions are ``datetime.date``; a claim's ``event_date`` is ISO text
because it may be as coarse as a month or a year. Nothing here imports pandas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Direction = Literal["up", "down"]
Unit = Literal["percent", "percentage_points", "currency", "points", "multiple", "rank", "shares", "count"]
Hedge = Literal["none", "exactly", "about", "just_under", "almost", "just_over", "over", "under"]
Bound = Literal["exact", "approx", "at_least", "at_most", "almost", "slightly_more"]
Basis = Literal["close", "intraday", "premarket", "afterhours", "week", "month", "ytd", "unknown"]
Degree = Literal["slight", "moderate", "strong", "massive"]
Verdict = Literal["true", "rounded", "imprecise", "context", "mostly_false", "false", "unproven", "uncheckable", "review"]
Grade = Literal["true", "rounded", "imprecise", "understated", "mostly_false", "false"]
Severity = Literal["story", "detail"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence that a report will say in its own language: an id of ``report/messages`` and its values.

    A value may be an :class:`Amount`, an int, a date, a str (said as it stands), another Message or a tuple of those.
    """

    id: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit, to be written as the report's language writes it ("−16,97 %", "$592.66bn", "19.341,83 Punkte")."""

    value: float
    unit: str  # "percent", "percentage_points", ISO 4217, "points", "shares", "multiple", "count", "rank", "t"
    signed: bool = False


# --- words -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, its text kept to the character. ``id`` is the file's stem."""

    id: str
    text: str
    language: str | None = None  # "de", "en"; None when unsure
    published: str | None = None  # ISO date, or "YYYY-MM" where the article says no more
    published_source: str | None = None  # "text", "metadata", "file name", "option"
    title: str | None = None
    path: str | None = None
    sha256: str = ""
    notes: tuple[Message, ...] = ()  # what a reader should know of how it was read ("read as Windows-1252")
    url: str | None = None  # where the page says it stands, or where it was fetched from
    author: str | None = None
    outlet: str | None = None  # the newspaper, agency or site
    published_at: str | None = None  # ISO 8601 with offset, where metadata give the time of ``published`` (before or after the close?)
    fetched_at: str | None = None  # ISO time (UTC) of the fetch, when it came from a URL


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One side of an equivalence or comparison: a number elsewhere in the text, with its own span."""

    role: str  # "left", "right", "factor", "base"
    value: float
    unit: Unit
    currency: str | None
    quote: str
    start: int
    end: int
    claim: str | None = None  # id of the claim that this number also is


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordScope:
    """What kind of record is claimed: "der größte eintägige Verlust in der Geschichte der Wall Street"."""

    what: str  # "loss", "gain", "high", "low"
    place: int = 1  # 2 for "zweitgrößter"
    horizon: str = "day"  # "day", "week", "month", "year"
    scope: str | None = None  # "company", "index", "exchange", "country", "world"; None when not said
    unit: str | None = None  # "currency", "percent", "points"; None when not said
    since: str | None = None  # ISO date, "YYYY" or "ever"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable (or typed and rejected) statement: ``article.text[start:end] == quote``.

    ``value`` is a magnitude without sign in percent, currency base units, points or units: ``direction`` holds the sign,
    ``unit`` says which. ``gmin`` and ``gmax`` are the finest and coarsest written place of the number, in the same units.
    """

    id: str
    article: str
    start: int
    end: int
    quote: str
    sentence: str = ""
    kind: str  # the name of a file of ``kinds/``, or a reject's type
    metric: str | None
    subject: str | None  # ticker as Yahoo spells it, group in capitals; None: unknown (see ``unresolved``)
    subject_name: str | None = None  # as the article or the instrument table names it
    subject_source: str | None = None  # "name", "compound", "ticker", "epithet", "pronoun", "ellipsis", "group", "list", "typo", ...
    direction: Direction | None = None
    value: float | None = None
    value_high: float | None = None
    unit: Unit | None = None
    currency: str | None = None
    printed: str | None = None
    hedge: Hedge = "none"
    bound: Bound = "exact"
    gmin: float | None = None
    gmax: float | None = None
    word_number: bool = False  # a fraction or multiple said in words ("ein Fünftel", "halbiert")
    basis: Basis = "unknown"
    basis_stated: bool = False  # the text itself names the basis ("zeitweise", "zum Handelsschluss")
    event_date: str | None = None  # ISO date, "YYYY-MM" or "YYYY"
    date_source: str | None = None  # "sentence", "weekday", "relative", "sequence", "article", "event", "option"
    period_start: str | None = None
    attributed_to: str | None = None
    negated: bool = False
    hypothetical: bool = False
    reported: bool = False
    degree: Degree | None = None
    base_value: float | None = None  # the "from" of a from/to, in ``unit``
    record: RecordScope | None = None
    rank: int | None = None
    cause: str | None = None
    topic: str | None = None  # what a rejected number is about ("training_cost"), so that articles can be compared
    terms: tuple[Term, ...] = ()
    after: str | None = None  # id of the claim before it in a sequence ("dann", "weitere")
    reject: str | None = None  # "forecast", "price_target", "fundamentals", "corporate_amount", "wealth", "product_number", "app_rank", ...
    unresolved: str | None = None  # "unknown_subject", "ambiguous_subject", "no_date", "ambiguous_date"


# --- numbers ---------------------------------------------------------------------------------------------------------


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
    """Shares outstanding, all classes together, as a filing's cover page gives them."""

    symbol: str
    shares: float
    as_of: str | None  # the date that the count speaks of
    filed: str | None  # the date on which it could be known
    form: str | None
    source: str
    note: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way in which the sentence can be true, with its arithmetic.

    ``formula`` is an expression over the names of ``inputs`` (``+ - * / ( ) abs sum``) that gives ``value`` in ``unit``;
    :attr:`grade` is how the claimed number fares against it. ``default`` readings may decide ``true`` and ``rounded``.
    """

    id: str
    default: bool
    formula: str
    inputs: tuple[Figure, ...]
    value: float | None  # signed: percent, currency base units, points
    unit: str
    grade: Grade | None = None
    holds: bool | None = None
    note: Message | None = None
    detail: tuple[Figure, ...] = ()  # members, ranks: shown, not part of the formula


@dataclass(frozen=True, slots=True, kw_only=True)
class Abnormal:
    """How unusual the subject's session was: market-model abnormal return (fraction) and its t."""

    symbol: str
    session: date
    benchmark: str
    model: str
    actual_return: float
    abnormal_return: float
    standard_error: float
    t: float
    p: float
    alpha: float
    beta: float
    observations: int
    weight: float = 0.0  # the share's weight in the benchmark, taken out of it; 0: not taken out
    low: float | None = None  # 95 % prediction interval of the abnormal return, fractions
    high: float | None = None
    rank: int | None = None  # 1: the largest abnormal return in size among ``ranked`` sessions, this one and those of the estimation
    ranked: int | None = None
    fragile: bool | None = None  # another benchmark, estimation window or model says otherwise; None: not tried
    note: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comovement:
    """Correlation with, and beta to, the lead share over the sessions before the event (close-to-close simple returns)."""

    symbol: str
    lead: str
    correlation: float
    beta: float
    observations: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlations:
    """Correlations between the returns of several symbols over a span of sessions; ``values`` is symmetric, a row a symbol."""

    span: Literal["before", "after"]  # of the event's session
    symbols: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    observations: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A claim and what became of it."""

    claim: Claim
    verdict: Verdict
    rule: str  # id of what decided: a band, "zero tolerance", "no price", ...
    reading: str | None = None  # id of the reading that decided
    actual: float | None = None
    unit: str | None = None
    deviation: float | None = None  # actual − claimed, signed, in ``unit``
    deviation_pct: float | None = None  # of the claimed number
    readings: tuple[Reading, ...] = ()
    severity: Severity | None = None
    reason: Message | None = None
    evidence: tuple[Figure, ...] = ()
    suggestion: Message | None = None
    abnormal: Abnormal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """Two statements set beside each other without any price: within one article or between two."""

    id: str
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    quotes: tuple[str, ...]
    consistent: bool
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An input that gave nothing, and why; a row of the report, never silence."""

    name: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a report format needs."""

    meta: Mapping[str, object]  # versions, policy hash, data as-of, command
    articles: tuple[Article, ...]
    checks: tuple[Check, ...]
    rejects: tuple[Claim, ...] = ()
    consistency: tuple[Consistency, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    abnormal: tuple[Abnormal, ...] = ()
    comovement: tuple[Comovement, ...] = ()
    correlations: tuple[Correlations, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # symbol → name, benchmarks and groups included
    series: Mapping[str, tuple[Bar, ...]] = field(default_factory=dict)  # bars around the events, for pictures
