"""A weighted basket of untouched shares as the normal return: no benchmark that holds the event itself."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.models import Model
from impact.study.panel import Fit, Sample

PENALTY = 1e3  # weight of the row that makes the weights sum to one


def fit(sample: Sample) -> Fit:
    """``AR = R − Σ w_d R_d`` with ``w ≥ 0``, ``Σ w = 1`` by non-negative least squares on the estimation window.

    Sessions that a firm or any donor misses are left out. Donors must be untouched by the event: the method cannot see whether they are.
    ValueError without donors.
    """
    import numpy
    from scipy.optimize import nnls

    if sample.donors is None or sample.donors_event is None:
        raise ValueError("synthetic_control needs donors: name shares that the event did not touch")
    whole = numpy.isfinite(sample.donors).all(axis=1)
    size = sample.firms.shape[1]
    weights = numpy.full((size, sample.donors.shape[1]), numpy.nan)
    sigma, count = numpy.full(size, numpy.nan), numpy.zeros(size)
    residuals = numpy.full(sample.firms.shape, numpy.nan)
    scale = PENALTY * float(numpy.nanstd(sample.donors))
    for i in range(size):
        ok = whole & numpy.isfinite(sample.firms[:, i])
        count[i] = ok.sum()
        if count[i] < 3:
            continue
        x = numpy.vstack([sample.donors[ok], numpy.full(sample.donors.shape[1], scale)])
        weights[i] = _unit(nnls(x, numpy.append(sample.firms[ok, i], scale))[0])
        residuals[ok, i] = sample.firms[ok, i] - sample.donors[ok] @ weights[i]
        sigma[i] = residuals[ok, i].std(ddof=1)
    return Fit(
        residuals=residuals,
        abnormal=sample.firms_event - sample.donors_event @ weights.T,
        sigma=sigma,
        count=count,
        parameters=1,
        gram=numpy.zeros((1, 1, 1)),
        regressors=numpy.zeros((len(residuals), 1, 1)),
        regressors_event=numpy.zeros((len(sample.firms_event), 1, 1)),
        coefficients={f"weight_{d + 1}": weights[:, d] for d in range(weights.shape[1])},
    )


def _unit(weights: Array) -> Array:
    total = weights.sum()
    return weights / total if total > 0 else weights


MODEL = Model(
    id="synthetic_control",
    name={"en": "synthetic control", "de": "synthetische Kontrolle"},
    paper="Abadie, Diamond and Hainmueller 2010, Journal of the American Statistical Association 105, p. 493, on returns",
    formula="AR_it = R_it − Σ_d ŵ_id R_dt, ŵ ≥ 0, Σ ŵ = 1",
    variant="non-negative least squares on daily returns; s with n − 1, weights taken as known, so read the SQ and placebo lines",
    fit=fit,
    needs="donors",
)
