"""Brown and Warner's test with the firms' own variances, no dependence."""

from __future__ import annotations

from impact.study.distributions import p_of_z
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window


def compute(panel: Panel, window: Window) -> Outcome:
    """``Σ CAR / √(D Σ s_i²)``."""
    import numpy

    car, sigma = panel.car(window), panel.sigma
    ok = numpy.isfinite(car) & numpy.isfinite(sigma)
    scale = float(((window[1] - window[0] + 1) * (sigma[ok] ** 2).sum()) ** 0.5)
    statistic = float(car[ok].sum()) / scale if scale > 0 else numpy.nan
    return Outcome(statistic=statistic, p=float(p_of_z(statistic)), firms=int(ok.sum()))


TEST = Test(
    id="brown_warner_1980",
    scope="basket",
    null={
        "en": "The mean cumulative abnormal return is zero; firms are independent with the variances of the estimation window.",
        "de": "Die mittlere kumulierte abnormale Rendite ist null; die Aktien sind unabhängig mit den Varianzen des Schätzfensters.",
    },
    paper="Brown and Warner 1980, Journal of Financial Economics 8, p. 253",
    formula="Σ_i CAR_i / √(D Σ_i s_i²)",
    df="standard normal",
    variant="s_i with n − k; no prediction error",
    compute=compute,
    independent=True,
    minimum=1,
)
