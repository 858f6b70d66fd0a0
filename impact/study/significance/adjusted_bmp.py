"""The standardized cross-sectional test with Kolari and Pynnönen's correction: the line to read for one common date."""

from __future__ import annotations

from impact.study.distributions import p_of_t
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window
from impact.study.significance.cross_sectional_t import mean_over_spread


def compute(panel: Panel, window: Window) -> Outcome:
    """BMP's t times ``√((1 − r̄)/(1 + (N − 1) r̄))``; NaN where that is not positive."""
    import numpy

    statistic, count = mean_over_spread(panel.scar(window))
    r = panel.mean_correlation
    ratio = (1.0 - r) / (1.0 + (count - 1.0) * r) if 1.0 + (count - 1.0) * r > 0 else numpy.nan
    statistic = statistic * ratio**0.5 if ratio > 0 else numpy.nan
    return Outcome(statistic=statistic, p=float(p_of_t(statistic, count - 1)), df=count - 1, firms=count)


TEST = Test(
    id="adjusted_bmp",
    scope="basket",
    null={
        "en": "The mean standardized abnormal return is zero; firms are correlated as in the estimation window, their "
        "variance may change with the event.",
        "de": "Die mittlere standardisierte abnormale Rendite ist null; die Aktien hängen zusammen wie im "
        "Schätzfenster, ihre Varianz darf sich ändern.",
    },
    paper="Kolari and Pynnönen 2010, Review of Financial Studies 23, p. 4002",
    formula="BMP t · √((1 − r̄)/(1 + (N − 1) r̄))",
    df="N − 1",
    variant="r̄ from estimation residuals standardized with √(1 + h), pairwise complete; a correlation that itself "
    "jumps on the day is not corrected",
    compute=compute,
)
