"""The basket as one portfolio: its own residuals hold whatever correlation there is between the firms."""

from __future__ import annotations

from impact.study.distributions import p_of_t
from impact.study.panel import Panel, mean_present
from impact.study.significance import Outcome, Test, Window


def portfolio(panel: Panel, window: Window) -> tuple[float, float, float, int]:
    """``(CAAR, its prediction error's sd, degrees of freedom, N)`` of the equally weighted portfolio."""
    import numpy

    car = panel.car(window)
    ok = numpy.isfinite(car)
    residuals = mean_present(panel.residuals[:, ok], 1)
    known = numpy.isfinite(residuals)
    df = int(known.sum()) - panel.parameters
    if df < 1:
        return numpy.nan, numpy.nan, numpy.nan, 0
    centred = residuals[known] - residuals[known].mean()
    variance = float(centred @ centred) / df
    x = mean_present(panel.regressors, 1)[known]
    day = mean_present(panel.regressors_event[panel.rows(window)], 1).sum(axis=0)
    length = window[1] - window[0] + 1
    estimated = float(day @ numpy.linalg.pinv(x.T @ x) @ day)
    return float(car[ok].mean()), (variance * (length + estimated)) ** 0.5, df, int(ok.sum())


def compute(panel: Panel, window: Window) -> Outcome:
    """Portfolio CAAR over its prediction error."""
    import numpy

    mean, error, df, count = portfolio(panel, window)
    statistic = mean / error if error > 0 else numpy.nan
    return Outcome(statistic=statistic, p=float(p_of_t(statistic, df)), df=df, firms=count)


TEST = Test(
    id="portfolio_t",
    scope="basket",
    null={
        "en": "The abnormal return of the equally weighted portfolio is zero, with the variance of the estimation window.",
        "de": "Die abnormale Rendite des gleichgewichteten Portfolios ist null, mit der Varianz des Schätzfensters.",
    },
    paper="Brown and Warner 1985, Journal of Financial Economics 14, p. 7 (crude dependence adjustment); prediction error as Lamb 1995",
    formula="CAAR / (s_p √(D + x̄'(X̄'X̄)⁻¹x̄)), s_p² = Σ (ē_t − mean)²/(L − k)",
    df="L − k",
    variant="mean residual of the firms present on each session; mean regressors where firms have benchmarks of their own",
    compute=compute,
    minimum=1,
)
