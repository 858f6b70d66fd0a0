"""The plain sign test."""

from __future__ import annotations

from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window


def compute(panel: Panel, window: Window) -> Outcome:
    """``(share positive − ½)·2√N``; p exact from the binomial."""
    import numpy
    from scipy.special import bdtr

    car = panel.car(window)
    car = car[numpy.isfinite(car)]
    count = len(car)
    if count == 0:
        return Outcome(statistic=numpy.nan, p=numpy.nan)
    positive = int((car > 0).sum())
    fewer = min(positive, count - positive)
    return Outcome(statistic=(positive / count - 0.5) * 2.0 * count**0.5, p=min(1.0, 2.0 * float(bdtr(fewer, count, 0.5))), firms=count)


TEST = Test(
    id="sign",
    scope="basket",
    null={
        "en": "Positive and negative abnormal returns are equally likely; firms are independent.",
        "de": "Positive und negative abnormale Renditen sind gleich wahrscheinlich; die Aktien sind unabhängig.",
    },
    paper="Brown and Warner 1980, Journal of Financial Economics 8, p. 218",
    formula="z = (p₊ − ½)·2√N",
    df="p exact from Binomial(N, ½)",
    variant="z as printed by most programs, p exact and two-sided; zero counts as not positive",
    compute=compute,
    independent=True,
    minimum=1,
)
