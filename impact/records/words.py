"""The records on the left of the market: what an article says. No number here was looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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

    A value may be an :class:`Amount`, an int, a date, a str (said as it stands), a :class:`Translated`, another Message or a tuple
    of those.
    """

    id: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit, to be written as the report's language writes it ("−16,97 %", "$592.66bn", "19.341,83 Punkte")."""

    value: float
    unit: str  # "percent", "percentage_points", ISO 4217, "points", "shares", "multiple", "count", "rank", "t"
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A text of the data in several languages, ``text`` being the English one: a report takes its own, else that."""

    text: str
    texts: Mapping[str, str] = field(default_factory=dict)  # by ISO 639-1 code


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
