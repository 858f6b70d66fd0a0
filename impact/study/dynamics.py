"""Correlation in time: who moved first, how it ran, and which shares belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from impact.study.arrays import Array
from impact.study.distributions import critical_z


@dataclass(frozen=True, kw_only=True)
class LeadLag:
    """Cross-correlation with the lead share at every lag; a positive lag means that the share follows the lead.

    ``peak`` is the lag with the largest correlation in size, or None when none passes ``bound`` (the two-sided limit z/√n of
    Bartlett 1946 for independent series, Bonferroni over the lags).
    """

    symbol: str
    lead: str
    lags: tuple[int, ...]
    correlations: tuple[float, ...]
    bound: float
    peak: int | None
    observations: int


def lead_lag(symbol: str, lead: str, leading: Array, other: Array, lags: int = 3, level: float = 0.95) -> LeadLag:
    """Correlate ``other`` at t + k with ``leading`` at t, k = −lags … lags, on (n,) returns of the same sessions.

    Closes of exchanges in other time zones are not simultaneous: a share of Tokyo follows New York by a day without any delay in mind.
    """
    import numpy

    n = len(leading)
    x, y = leading - leading.mean(), other - other.mean()
    scale = float(numpy.sqrt((x @ x) * (y @ y)))
    steps = tuple(range(-lags, lags + 1))
    found = tuple(float(x[max(0, -k) : n - max(0, k)] @ y[max(0, k) : n - max(0, -k)]) / scale for k in steps)
    bound = critical_z(1.0 - (1.0 - level) / len(steps)) / n**0.5
    best = max(range(len(steps)), key=lambda i: abs(found[i]))
    peak = steps[best] if abs(found[best]) > bound else None
    return LeadLag(symbol=symbol, lead=lead, lags=steps, correlations=found, bound=bound, peak=peak, observations=n)


def rolling(first: Array, second: Array, width: int) -> Array:
    """Pearson correlation of every ``width`` consecutive sessions of two (n,) series, (n − width + 1,)."""
    import numpy

    windows = numpy.lib.stride_tricks.sliding_window_view
    x, y = windows(first, width), windows(second, width)
    x = x - x.mean(axis=1, keepdims=True)
    y = y - y.mean(axis=1, keepdims=True)
    with numpy.errstate(invalid="ignore", divide="ignore"):
        return (x * y).sum(axis=1) / numpy.sqrt((x * x).sum(axis=1) * (y * y).sum(axis=1))


@dataclass(frozen=True, kw_only=True)
class Clusters:
    """Average-linkage tree of the distance √(2(1 − r)), cut where shares are closer than r = ``cut``."""

    order: tuple[str, ...]  # leaves from left to right: the order of a heat map
    groups: tuple[tuple[str, ...], ...]  # largest first
    cut: float


def clusters(correlations: Array, symbols: Sequence[str], cut: float = 0.5) -> Clusters:
    """Mantegna 1999, European Physical Journal B 11, p. 194 (distance); average linkage by scipy. One share or none: trivial."""
    import numpy
    from scipy.cluster.hierarchy import fcluster, leaves_list, linkage
    from scipy.spatial.distance import squareform

    if len(symbols) < 2:
        return Clusters(order=tuple(symbols), groups=tuple((symbol,) for symbol in symbols), cut=cut)
    distance = numpy.sqrt(numpy.clip(2.0 * (1.0 - correlations), 0.0, None))
    distance[~numpy.isfinite(distance)] = 2.0
    numpy.fill_diagonal(distance, 0.0)
    tree = linkage(squareform((distance + distance.T) / 2.0, checks=False), method="average", optimal_ordering=True)
    order = [symbols[i] for i in leaves_list(tree)]
    label = dict(zip(symbols, fcluster(tree, t=(2.0 * (1.0 - cut)) ** 0.5, criterion="distance").tolist(), strict=True))
    groups: dict[int, list[str]] = {}
    for symbol in order:
        groups.setdefault(label[symbol], []).append(symbol)
    return Clusters(order=tuple(order), groups=tuple(sorted((tuple(group) for group in groups.values()), key=len, reverse=True)), cut=cut)
