"""How well do claims track reality? Claimed against actual over all claims of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from impact.kinds import kinds
from impact.records import Article, Check, Message
from impact.study import bootstrap
from impact.study.correlation import matrix
from impact.study.distributions import p_of_t
from impact.study.results import number

MINIMUM = 10  # claims; with fewer, a robust Wald test of two parameters says nothing
ARTICLES = 5  # with fewer, resampling articles says nothing of articles in general


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One judged number: what was claimed and what happened, signed, in the same unit."""

    claim: str
    article: str
    claimed: float
    actual: float
    unit: str
    scale: str  # "change" or "level": a loss of 600 bn and a value of 2,900 bn do not belong into one regression
    kind: str
    hedge: str
    language: str | None
    outlet: str | None


@dataclass(frozen=True, kw_only=True)
class MincerZarnowitz:
    """``actual = a + b·claimed + u``. Null hypothesis: claims are unbiased, a = 0 and b = 1 together.

    Mincer and Zarnowitz 1969 (in: Economic Forecasts and Expectations, p. 9); OLS by statsmodels
    with HC3 errors; joint Wald as F(2, n − 2).
    """

    unit: str
    scale: str
    n: int
    intercept: float
    intercept_error: float
    slope: float
    slope_error: float
    slope_p: float  # of b = 1, t with n − 2 degrees of freedom
    wald: float
    p: float
    r2: float


@dataclass(frozen=True, kw_only=True)
class Group:
    """Exaggeration in one group: the geometric mean of |claimed| ÷ |actual|, less one; claims of the wrong sign are counted apart.

    The interval resamples whole articles (percentile bootstrap, 2,000 draws); None with fewer than five articles. ``median`` is that of
    |claimed| ÷ |actual|, less one: single claims that are wrong by powers of ten (or were read wrongly) move the mean, not the median.
    """

    by: str  # "all", "outlet", "language", "hedge", "kind"
    name: str
    n: int
    wrong_direction: int
    exaggeration: float | None
    low: float | None
    high: float | None
    median: float | None
    rank_correlation: float | None  # Spearman of |claimed| and |actual| within the unit, "all" and large groups only

    def row(self) -> dict[str, Any]:
        """For CSV and JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """All that ``impact calibrate`` prints; ``notes`` say plainly what was left out and what is too small."""

    pairs: tuple[Pair, ...]
    regressions: tuple[MincerZarnowitz, ...]
    groups: tuple[Group, ...]
    left_out: int  # checks without a number on both sides
    notes: tuple[Message, ...]

    def farthest(self, count: int = 5) -> tuple[Pair, ...]:
        """The numbers of the right sign that are farthest off, by the ratio of claimed to actual: those that move the mean."""
        import math

        off = {pair: abs(math.log(pair.claimed / pair.actual)) for pair in self.pairs if pair.claimed * pair.actual > 0}
        return tuple(sorted((pair for pair, size in off.items() if size > math.log(1.5)), key=lambda pair: -off[pair])[:count])

    def rows(self) -> list[dict[str, Any]]:
        """One row a judged number."""
        return [
            {name: getattr(pair, name) for name in pair.__dataclass_fields__}
            | {"exaggeration": number(abs(pair.claimed) / abs(pair.actual) - 1.0) if pair.claimed * pair.actual > 0 else None}
            for pair in self.pairs
        ]


def pairs(checks: Sequence[Check], articles: Sequence[Article] = (), outlets: Mapping[str, str] | None = None) -> tuple[Pair, ...]:
    """Claimed and actual of every check that set a number against the market, signed; claimed is in the unit of actual.

    ``outlets`` names the outlet of an article; without it the source that the claim itself is attributed to is taken.
    """
    languages = {article.id: article.language for article in articles}
    out = []
    for check in checks:
        claim = check.claim
        if check.actual is None or check.deviation is None or claim.value is None or claim.negated or claim.hypothetical:
            continue
        kind = kinds().get(claim.kind)
        if kind is None or kind.JUDGED != "band" or claim.kind == "equivalence":
            continue  # ranks, thresholds, degrees and internal arithmetic set no number against the market
        size = float(f"{abs(check.actual - check.deviation):.12g}")  # without the noise of the subtraction
        down = claim.direction == "down" if kind.SIGNED and claim.direction is not None else check.actual < 0
        out.append(
            Pair(
                claim=claim.id, article=claim.article, claimed=-size if down else size, actual=check.actual, unit=check.unit or "",
                scale="change" if kind.SIGNED else "level",
                kind=claim.kind, hedge=claim.hedge, language=languages.get(claim.article),
                outlet=(outlets or {}).get(claim.article, claim.attributed_to),
            )
        )  # fmt: skip
    return tuple(out)


def calibrate(
    checks: Sequence[Check], articles: Sequence[Article] = (), outlets: Mapping[str, str] | None = None, *, minimum: int = MINIMUM
) -> Calibration:
    """Regress, rank and average claimed against actual; what has fewer than ``minimum`` claims is said, not computed."""
    found = pairs(checks, articles, outlets)
    notes: list[Message] = []
    regressions = []
    for unit, scale in sorted({(pair.unit, pair.scale) for pair in found}):
        part = [pair for pair in found if (pair.unit, pair.scale) == (unit, scale)]
        if len(part) < minimum:
            what = Message(id=f"study.scale_{scale}")
            notes.append(Message(id="study.too_few_claims", values={"n": len(part), "needed": minimum, "unit": unit, "scale": what}))
            continue
        fitted = mincer_zarnowitz([pair.claimed for pair in part], [pair.actual for pair in part], unit, scale)
        if isinstance(fitted, Message):
            notes.append(fitted)
        else:
            regressions.append(fitted)
    if not found:
        notes.append(Message(id="study.no_claims", values={}))
    ways: dict[str, Callable[[Pair], str | None]] = {
        "outlet": lambda pair: pair.outlet,
        "language": lambda pair: pair.language,
        "hedge": lambda pair: pair.hedge,
        "kind": lambda pair: pair.kind,
    }
    groups = [_group("all", "", found)] if found else []
    for by, key in ways.items():
        names = sorted({name for pair in found if (name := key(pair)) is not None})
        groups += [_group(by, name, [pair for pair in found if key(pair) == name]) for name in names]
    return Calibration(
        pairs=found, regressions=tuple(regressions), groups=tuple(groups), left_out=len(checks) - len(found), notes=tuple(notes)
    )


def mincer_zarnowitz(claimed: Sequence[float], actual: Sequence[float], unit: str, scale: str = "change") -> MincerZarnowitz | Message:
    """The regression on two equal-length sequences in one unit; a Message when the claims do not vary."""
    import numpy
    from scipy.special import fdtrc
    from statsmodels.regression.linear_model import OLS

    x, y = numpy.asarray(claimed, dtype=float), numpy.asarray(actual, dtype=float)
    n = len(x)
    size = float(numpy.abs(x).max()) or 1.0  # dollars in 1e11 would make the normal equations ill-conditioned
    if float(x.std()) <= 1e-12 * size:
        return Message(id="study.same_claims", values={"unit": unit})
    fit = OLS(y / size, numpy.column_stack([numpy.ones(n), x / size])).fit(cov_type="HC3")
    away = fit.params - numpy.array([0.0, 1.0])
    wald = float(away @ numpy.linalg.solve(fit.cov_params(), away)) / 2.0
    t = float(away[1] / fit.bse[1])
    return MincerZarnowitz(
        unit=unit, scale=scale, n=n,
        intercept=float(fit.params[0]) * size, intercept_error=float(fit.bse[0]) * size, slope=float(fit.params[1]),
        slope_error=float(fit.bse[1]), slope_p=float(p_of_t(t, n - 2)), wald=wald, p=float(fdtrc(2, n - 2, wald)), r2=float(fit.rsquared),
    )  # fmt: skip


def _group(by: str, name: str, found: Sequence[Pair]) -> Group:
    import numpy

    right = [pair for pair in found if pair.claimed * pair.actual > 0]
    logs = numpy.array([numpy.log(abs(pair.claimed) / abs(pair.actual)) for pair in right])
    articles = numpy.array([pair.article for pair in right])
    low = high = rank = None
    if len(set(articles.tolist())) >= ARTICLES:
        draws = bootstrap.of_clusters(logs, articles, lambda values: float(numpy.mean(values)))
        low, high = (float(numpy.expm1(item)) for item in bootstrap.percentile(draws))
    units = {(pair.unit, pair.scale) for pair in right}
    if len(right) >= 3 and len(units) == 1:
        sizes = numpy.array([[abs(pair.claimed), abs(pair.actual)] for pair in right])
        rank = number(matrix(sizes, "spearman")[0, 1])
    return Group(
        by=by, name=name, n=len(found), wrong_direction=sum(pair.claimed * pair.actual < 0 for pair in found),
        exaggeration=float(numpy.expm1(logs.mean())) if len(logs) else None, low=low, high=high,
        median=float(numpy.expm1(numpy.median(logs))) if len(logs) else None, rank_correlation=rank,
    )  # fmt: skip
