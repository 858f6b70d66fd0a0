"""The standardized cross-sectional test of Boehmer, Musumeci and Poulsen."""

from __future__ import annotations

from impact.study.distributions import p_of_t
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window
from impact.study.significance.cross_sectional_t import mean_over_spread


def compute(panel: Panel, window: Window) -> Outcome:
    """``√N · mean(SCAR) / sd(SCAR)``."""
    statistic, count = mean_over_spread(panel.scar(window))
    return Outcome(statistic=statistic, p=float(p_of_t(statistic, count - 1)), df=count - 1, firms=count)


TEST = Test(
    id="bmp",
    scope="basket",
    null={
        "en": "The mean standardized abnormal return is zero; firms are independent, their variance may change with the event.",
        "de": "Die mittlere standardisierte abnormale Rendite ist null; die Aktien sind unabhängig, ihre Varianz darf "
        "sich mit dem Ereignis ändern.",
    },
    paper="Boehmer, Musumeci and Poulsen 1991, Journal of Financial Economics 30, p. 253",
    formula="√N · mean(SCAR) / sd(SCAR)",
    df="N − 1",
    variant="SCAR with the full prediction-error covariance; sd with N − 1; Student t, a little wider than the paper's normal",
    compute=compute,
    independent=True,
)
