"""The market model by a robust regression, for estimation windows with jumps of their own (earnings days)."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.least_squares import with_constant
from impact.study.models import Model
from impact.study.panel import Fit, Sample
from impact.study.singly import fitted_singly


def fit(sample: Sample) -> Fit:
    """Huber M-estimation by statsmodels RLM; σ is its robust scale (MAD/0.6745), so single jumps do not widen it."""
    import numpy
    from statsmodels.robust.norms import HuberT
    from statsmodels.robust.robust_linear_model import RLM

    def one(y: Array, x: Array) -> tuple[Array, Array, float]:
        with numpy.errstate(divide="ignore", invalid="ignore"):  # a share that does not move has no scale
            result = RLM(y, x, M=HuberT()).fit()
            return result.params, result.cov_params() / numpy.float64(result.scale) ** 2, float(result.scale)

    return fitted_singly(sample, with_constant(sample.benchmark), with_constant(sample.benchmark_event), ("alpha", "beta"), one)


MODEL = Model(
    id="market_model_robust",
    name={"en": "market model, robust", "de": "Marktmodell, robust"},
    paper="Huber 1981, Robust Statistics, ch. 7; for event studies Sorokina, Booth and Thornton 2013, Journal of Data Science 11",
    formula="AR_it = R_it − (α̂_i + β̂_i R_mt), (α̂, β̂) by Huber's M",
    variant="statsmodels RLM, HuberT(1.345), σ = MAD/0.6745, covariance H1, t with n − 2 degrees of freedom as an approximation",
    fit=fit,
)
