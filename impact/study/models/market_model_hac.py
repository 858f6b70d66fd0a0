"""The market model with heteroskedasticity and autocorrelation consistent parameter errors."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.least_squares import with_constant
from impact.study.models import Model
from impact.study.panel import Fit, Sample
from impact.study.singly import fitted_singly


def fit(sample: Sample) -> Fit:
    """OLS by statsmodels, ``cov_type="HAC"``, Bartlett kernel with ⌊4(n/100)^(2/9)⌋ lags, small-sample correction."""
    import numpy
    from statsmodels.regression.linear_model import OLS

    def one(y: Array, x: Array) -> tuple[Array, Array, float]:
        lags = int(4.0 * (len(y) / 100.0) ** (2.0 / 9.0))
        result = OLS(y, x).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
        with numpy.errstate(divide="ignore", invalid="ignore"):  # a share that does not move has no variance
            return result.params, result.cov_params() / result.mse_resid, float(result.mse_resid) ** 0.5

    return fitted_singly(sample, with_constant(sample.benchmark), with_constant(sample.benchmark_event), ("alpha", "beta"), one)


MODEL = Model(
    id="market_model_hac",
    name={"en": "market model, HAC errors", "de": "Marktmodell, HAC-Fehler"},
    paper="MacKinlay 1997; Newey and West 1987, Econometrica 55; lags by Newey and West 1994",
    formula="AR as market_model; Var(α̂, β̂) by HAC",
    variant="statsmodels OLS, Bartlett kernel, ⌊4(n/100)^(2/9)⌋ lags, n/(n − k) correction; only the parameter part "
    "of the prediction error changes",
    fit=fit,
)
