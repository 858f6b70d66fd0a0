"""Constant-mean-return model."""

from __future__ import annotations

from impact.study.least_squares import fitted
from impact.study.models import Model
from impact.study.panel import Fit, Sample


def fit(sample: Sample) -> Fit:
    """``AR = R − mean(R)``; the benchmark is not used."""
    import numpy

    return fitted(
        sample.firms, sample.firms_event, numpy.ones((len(sample.firms), 1, 1)), numpy.ones((len(sample.firms_event), 1, 1)), ("alpha",)
    )


MODEL = Model(
    id="mean_adjusted",
    name={"en": "mean-adjusted", "de": "mittelwertbereinigt"},
    paper="Brown and Warner 1985, Journal of Financial Economics 14, p. 7; MacKinlay 1997, p. 17",
    formula="AR_it = R_it − R̄_i",
    variant="k = 1; s² = RSS/(n − 1)",
    fit=fit,
)
