"""Brown and Warner's portfolio test as they printed it, without prediction error."""

from __future__ import annotations

from impact.study.distributions import p_of_t
from impact.study.panel import Panel, mean_present
from impact.study.significance import Outcome, Test, Window


def compute(panel: Panel, window: Window) -> Outcome:
    """``CAAR / (√D · sd(ē_t))``, sd over the estimation window with L − 1."""
    import numpy

    car = panel.car(window)
    ok = numpy.isfinite(car)
    if not ok.any():
        return Outcome(statistic=numpy.nan, p=numpy.nan)
    residuals = panel.residuals[:, ok]
    means = mean_present(residuals[numpy.isfinite(residuals).any(axis=1)], 1)
    statistic = float(car[ok].mean() / (means.std(ddof=1) * (window[1] - window[0] + 1) ** 0.5))
    return Outcome(statistic=statistic, p=float(p_of_t(statistic, len(means) - 1)), df=len(means) - 1, firms=int(ok.sum()))


TEST = Test(
    id="brown_warner_1985",
    scope="basket",
    null={
        "en": "The abnormal return of the equally weighted portfolio is zero, with the variance of the estimation window.",
        "de": "Die abnormale Rendite des gleichgewichteten Portfolios ist null, mit der Varianz des Schätzfensters.",
    },
    paper="Brown and Warner 1985, Journal of Financial Economics 14, p. 7",
    formula="CAAR / (√D · sd_t(mean_i e_it))",
    df="L − 1",
    variant="sd about its own mean with L − 1; no prediction error",
    compute=compute,
    minimum=1,
)
