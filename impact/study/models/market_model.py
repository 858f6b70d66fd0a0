"""The market model by ordinary least squares: the default."""

from __future__ import annotations

from impact.study.least_squares import fitted, with_constant
from impact.study.models import Model
from impact.study.panel import Fit, Sample


def fit(sample: Sample) -> Fit:
    """``R = α + βR_m + ε`` for all firms in one pass; equal to statsmodels' OLS firm by firm."""
    return fitted(
        sample.firms, sample.firms_event, with_constant(sample.benchmark), with_constant(sample.benchmark_event), ("alpha", "beta")
    )


MODEL = Model(
    id="market_model",
    name={"en": "market model", "de": "Marktmodell"},
    paper="MacKinlay 1997, Journal of Economic Literature 35, p. 18 to 20",
    formula="AR_it = R_it − (α̂_i + β̂_i R_mt)",
    variant="OLS; k = 2; s² = RSS/(n − 2)",
    fit=fit,
)
