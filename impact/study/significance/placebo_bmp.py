"""The event's BMP statistic among the BMP statistics of all ordinary days."""

from __future__ import annotations

from impact.study.panel import Panel
from impact.study.placebo import extremeness, ordinary_sums
from impact.study.significance import Outcome, Test, Window
from impact.study.significance.cross_sectional_t import mean_over_spread


def compute(panel: Panel, window: Window) -> Outcome:
    """Share of windows, the event's included, whose BMP statistic is at least as large in size."""
    import numpy

    statistic, count = mean_over_spread(panel.scar(window))
    ok = numpy.isfinite(panel.scar(window))
    sums = ordinary_sums(panel, window[1] - window[0] + 1)[:, ok] / panel.sigma[ok]
    present = numpy.isfinite(sums)
    n = present.sum(axis=1)
    with numpy.errstate(all="ignore"):
        mean = numpy.nansum(sums, axis=1) / n
        spread = numpy.sqrt(numpy.where(present, (sums - mean[:, None]) ** 2, 0.0).sum(axis=1) / (n - 1.0))
        ordinary = numpy.where(n >= 2, numpy.sqrt(n) * mean / spread, numpy.nan)
    if not numpy.isfinite(statistic):
        return Outcome(statistic=numpy.nan, p=numpy.nan, firms=count)
    rank, windows, p = extremeness(statistic, ordinary)
    return Outcome(statistic=float(rank), p=p, df=windows - 1, firms=count)


TEST = Test(
    id="placebo_bmp",
    scope="basket",
    null={
        "en": "The day's standardized cross-section is no more extreme than that of an ordinary day of the same basket.",
        "de": "Der standardisierte Querschnitt des Tages ist nicht ungewöhnlicher als der eines gewöhnlichen Tages desselben Korbs.",
    },
    paper="permutation over time as in Abadie, Diamond and Hainmueller 2010, JASA 105, p. 497; statistic of Boehmer et al. 1991",
    formula="p = rank of |BMP| among m + 1 windows, over m + 1",
    df="m ordinary windows; p is never below 1/(m + 1)",
    variant="leave-one-day-out prediction errors; the basket's correlation is in every placebo day",
    compute=compute,
)
