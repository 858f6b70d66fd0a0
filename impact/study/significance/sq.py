"""Sample-quantile test of one firm: where does the day rank among the firm's own ordinary days?"""

from __future__ import annotations

from impact.study.panel import Panel
from impact.study.placebo import ordinary_sums
from impact.study.significance import Outcome, Test, Window


def compute(panel: Panel, window: Window) -> Outcome:
    """``p = 2·min(#{ordinary ≤ CAR} + 1, #{ordinary ≥ CAR} + 1)/(m + 1)``, at most 1; the statistic is the lower count + 1."""
    import numpy

    car = panel.car(window)
    ordinary = ordinary_sums(panel, window[1] - window[0] + 1)
    known = numpy.isfinite(ordinary).sum(axis=0)
    below, above = (ordinary <= car).sum(axis=0), (ordinary >= car).sum(axis=0)
    rank = numpy.minimum(below, above) + 1.0
    p = numpy.where(numpy.isfinite(car) & (known > 0), numpy.minimum(1.0, 2.0 * rank / (known + 1.0)), numpy.nan)
    return Outcome(statistic=numpy.where(numpy.isfinite(car), rank, numpy.nan), p=p, df=known, firms=len(panel.firms))


TEST = Test(
    id="sq",
    scope="firm",
    null={
        "en": "The firm's abnormal return is drawn from the same distribution, whatever its shape, as on the ordinary days.",
        "de": "Die abnormale Rendite der Aktie stammt aus derselben Verteilung, gleich welcher Form, wie an den gewöhnlichen Tagen.",
    },
    paper="Gelbach, Helland and Klick 2013, American Law and Economics Review 15, p. 495",
    formula="p = 2·(rank from the nearer end)/(m + 1), m ordinary days",
    df="m ordinary windows; p is never below 2/(m + 1)",
    variant="two-sided; ordinary days by their leave-one-day-out prediction errors e/(1 − h); windows of several days by overlapping sums",
    compute=compute,
    minimum=1,
)
