"""Cowan's generalized sign test: against the firms' own share of positive days."""

from __future__ import annotations

from impact.study.distributions import p_of_z
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window


def compute(panel: Panel, window: Window, *, pooled: bool = False) -> Outcome:
    """``(w − N p̂)/√(N p̂ (1 − p̂))``, w firms with a positive CAR. ``pooled``: p̂ over all firm-days instead of the mean of firms."""
    import numpy

    car = panel.car(window)
    ok = numpy.isfinite(car)
    known, count = numpy.isfinite(panel.residuals[:, ok]), int(ok.sum())
    positive = (panel.residuals[:, ok] > 0).sum(axis=0)
    with numpy.errstate(all="ignore"):
        share = float(positive.sum() / known.sum()) if pooled else float((positive / known.sum(axis=0)).mean()) if count else numpy.nan
        statistic = float(((car[ok] > 0).sum() - count * share) / (count * share * (1.0 - share)) ** 0.5) if count else numpy.nan
    return Outcome(statistic=statistic, p=float(p_of_z(statistic)), firms=count)


TEST = Test(
    id="generalized_sign",
    scope="basket",
    null={
        "en": "As many firms have a positive abnormal return as on ordinary days; firms are independent.",
        "de": "So viele Aktien wie an gewöhnlichen Tagen haben eine positive abnormale Rendite; die Aktien sind unabhängig.",
    },
    paper="Cowan 1992, Review of Quantitative Finance and Accounting 2, p. 345",
    formula="(w − N p̂)/√(N p̂(1 − p̂)), p̂ = mean_i of the share of positive estimation residuals",
    df="standard normal",
    variant="p̂ as the mean of the firms' shares",
    compute=compute,
    independent=True,
    minimum=1,
)
