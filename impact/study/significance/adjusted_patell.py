"""Patell's test with Kolari and Pynnönen's correction for correlated firms."""

from __future__ import annotations

from impact.study.distributions import p_of_z
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window
from impact.study.significance.patell import patell_z


def compute(panel: Panel, window: Window) -> Outcome:
    """Patell's z over ``√(1 + (N − 1) r̄)``; NaN where that is not positive."""
    import numpy

    statistic, count = patell_z(panel, window)
    inflation = 1.0 + (count - 1.0) * panel.mean_correlation
    statistic = statistic / inflation**0.5 if inflation > 0 else numpy.nan
    return Outcome(statistic=statistic, p=float(p_of_z(statistic)), firms=count)


TEST = Test(
    id="adjusted_patell",
    scope="basket",
    null={
        "en": "The mean standardized abnormal return is zero; firms are correlated as in the estimation window, the "
        "event brings no extra variance.",
        "de": "Die mittlere standardisierte abnormale Rendite ist null; die Aktien hängen zusammen wie im "
        "Schätzfenster, das Ereignis bringt keine zusätzliche Varianz.",
    },
    paper="Kolari and Pynnönen 2010, Review of Financial Studies 23, p. 4003",
    formula="Patell z / √(1 + (N − 1) r̄)",
    df="standard normal",
    variant="r̄ from standardized estimation residuals, pairwise complete",
    compute=compute,
)
