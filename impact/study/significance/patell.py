"""Patell's test of standardized abnormal returns."""

from __future__ import annotations

from impact.study.distributions import p_of_z
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window


def patell_z(panel: Panel, window: Window) -> tuple[float, int]:
    """``(Σ SCAR / √Σ (df/(df − 2)), N)``."""
    import numpy

    scar, df = panel.scar(window), panel.df
    ok = numpy.isfinite(scar) & (df > 2)
    if not ok.any():
        return numpy.nan, 0
    return float(scar[ok].sum() / numpy.sqrt((df[ok] / (df[ok] - 2.0)).sum())), int(ok.sum())


def compute(panel: Panel, window: Window) -> Outcome:
    """Standard normal under the null."""
    statistic, count = patell_z(panel, window)
    return Outcome(statistic=statistic, p=float(p_of_z(statistic)), firms=count)


TEST = Test(
    id="patell",
    scope="basket",
    null={
        "en": "The mean standardized abnormal return is zero; firms are independent and the event brings no extra variance.",
        "de": "Die mittlere standardisierte abnormale Rendite ist null; die Aktien sind unabhängig, und das Ereignis "
        "bringt keine zusätzliche Varianz.",
    },
    paper="Patell 1976, Journal of Accounting Research 14, p. 246",
    formula="Σ_i SCAR_i / √(Σ_i (n_i − k)/(n_i − k − 2))",
    df="standard normal",
    variant="SCAR with the full prediction-error covariance of the window",
    compute=compute,
    independent=True,
    minimum=1,
)
