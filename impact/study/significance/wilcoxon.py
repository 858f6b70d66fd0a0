"""Wilcoxon's signed-rank test."""

from __future__ import annotations

from functools import cache

from impact.study.distributions import p_of_z
from impact.study.panel import Panel, ranks_down
from impact.study.significance import Outcome, Test, Window

EXACT_TO = 50


@cache
def _tail(count: int) -> tuple[float, ...]:
    """P(W ≤ w) for w = 0 … N(N+1)/2 without ties, by adding one rank at a time."""
    import numpy

    ways = numpy.zeros(count * (count + 1) // 2 + 1)
    ways[0] = 1.0
    for rank in range(1, count + 1):
        ways[rank:] = ways[rank:] + ways[:-rank]
    return tuple(numpy.cumsum(ways) / 2.0**count)


def compute(panel: Panel, window: Window) -> Outcome:
    """Sum of the ranks of |CAR| of the firms with a positive CAR; zeros are left out."""
    import numpy

    car = panel.car(window)
    car = car[numpy.isfinite(car) & (car != 0.0)]
    count = len(car)
    if count == 0:
        return Outcome(statistic=numpy.nan, p=numpy.nan)
    size = numpy.abs(car)
    ranks = ranks_down(size[:, None])[:, 0]
    positive = float(ranks[car > 0].sum())
    total = count * (count + 1) / 2.0
    sizes, ties = numpy.unique(size, return_counts=True)
    if count <= EXACT_TO and len(sizes) == count:
        p = min(1.0, 2.0 * _tail(count)[int(min(positive, total - positive))])
    else:
        variance = total * (2 * count + 1) / 12.0 - float((ties**3 - ties).sum()) / 48.0
        p = float(p_of_z((positive - total / 2.0) / variance**0.5)) if variance > 0 else numpy.nan
    return Outcome(statistic=positive, p=p, firms=count)


TEST = Test(
    id="wilcoxon",
    scope="basket",
    null={
        "en": "Abnormal returns are symmetric about zero; firms are independent.",
        "de": "Die abnormalen Renditen sind symmetrisch um null; die Aktien sind unabhängig.",
    },
    paper="Wilcoxon 1945, Biometrics Bulletin 1, p. 80",
    formula="W₊ = Σ rank(|CAR_i|) over CAR_i > 0",
    df="exact distribution up to N = 50 without ties, else normal with tie correction",
    variant="two-sided; zeros left out",
    compute=compute,
    independent=True,
)
