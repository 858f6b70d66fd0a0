"""The plain cross-sectional t test."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.distributions import p_of_t
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window


def mean_over_spread(values: Array) -> tuple[float, int]:
    """``(√N·mean/sd, N)`` of the finite values, sd with N − 1; NaN for fewer than two or without spread."""
    import numpy

    known = values[numpy.isfinite(values)]
    if len(known) < 2:
        return numpy.nan, len(known)
    spread = known.std(ddof=1)
    return (float(known.mean() / spread * len(known) ** 0.5) if spread > 0 else numpy.nan), len(known)


def compute(panel: Panel, window: Window) -> Outcome:
    """``√N · CAAR / sd(CAR)``."""
    statistic, count = mean_over_spread(panel.car(window))
    return Outcome(statistic=statistic, p=float(p_of_t(statistic, count - 1)), df=count - 1, firms=count)


TEST = Test(
    id="cross_sectional_t",
    scope="basket",
    null={
        "en": "The mean cumulative abnormal return is zero; firms are independent draws.",
        "de": "Die mittlere kumulierte abnormale Rendite ist null; die Aktien sind unabhängige Ziehungen.",
    },
    paper="Brown and Warner 1980, Journal of Financial Economics 8, p. 251",
    formula="√N · CAAR / sd_i(CAR_i)",
    df="N − 1",
    variant="sd with N − 1; variance from the event itself, so event-induced variance does no harm",
    compute=compute,
    independent=True,
)
