"""The records on the right: readings, checks and the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from impact.records.numbers import Bar, Figure
from impact.records.words import Article, Claim, Grade, Message, Severity, Verdict


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
class Unmeasured:
    """A share's session without an abnormal return, and why."""

    symbol: str
    session: date
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
    unmeasured: tuple[Unmeasured, ...] = ()
    comovement: tuple[Comovement, ...] = ()
    correlations: tuple[Correlations, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # symbol → name, benchmarks and groups included
    series: Mapping[str, tuple[Bar, ...]] = field(default_factory=dict)  # bars around the events, for pictures
