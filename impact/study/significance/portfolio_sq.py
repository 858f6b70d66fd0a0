"""Sample-quantile test of the basket: where does its mean rank among the same basket's ordinary days?"""

from __future__ import annotations

from impact.study.panel import Panel
from impact.study.placebo import ordinary_sums
from impact.study.significance import Outcome, Test, Window


def compute(panel: Panel, window: Window) -> Outcome:
    """As the firm's SQ test, on the equally weighted mean of the firms present."""
    import numpy

    car = panel.car(window)
    ok = numpy.isfinite(car)
    if not ok.any():
        return Outcome(statistic=numpy.nan, p=numpy.nan)
    sums = ordinary_sums(panel, window[1] - window[0] + 1)[:, ok]
    present = numpy.isfinite(sums)
    with numpy.errstate(all="ignore"):
        ordinary = numpy.nansum(sums, axis=1) / present.sum(axis=1)
    ordinary = ordinary[present.any(axis=1)]
    mean = float(car[ok].mean())
    rank = min(int((ordinary <= mean).sum()), int((ordinary >= mean).sum())) + 1
    return Outcome(statistic=float(rank), p=min(1.0, 2.0 * rank / (len(ordinary) + 1.0)), df=len(ordinary), firms=int(ok.sum()))


TEST = Test(
    id="portfolio_sq",
    scope="basket",
    null={
        "en": "The portfolio's abnormal return is drawn from the same distribution, whatever its shape, as on the ordinary days.",
        "de": "Die abnormale Rendite des Portfolios stammt aus derselben Verteilung, gleich welcher Form, wie an den gewöhnlichen Tagen.",
    },
    paper="Gelbach, Helland and Klick 2013, American Law and Economics Review 15, p. 495, applied to a portfolio",
    formula="p = 2·(rank from the nearer end)/(m + 1), m ordinary days",
    df="m ordinary windows; p is never below 2/(m + 1)",
    variant="two-sided; leave-one-day-out prediction errors; windows of several days by overlapping sums",
    compute=compute,
    minimum=1,
)
