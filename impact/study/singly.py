"""Models that statsmodels fits a firm at a time, brought into the form that all tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from impact.study.arrays import Array
from impact.study.panel import Fit, Sample


def fitted_singly(
    sample: Sample,
    regressors: Array,
    regressors_event: Array,
    names: tuple[str, ...],
    one: Callable[[Any, Any], tuple[Any, Any, float]],
) -> Fit:
    """Call ``one(y, X) -> (coefficients, covariance/σ², σ)`` on each firm's complete sessions. A firm with too few of them gets NaN."""
    import numpy

    length, size = sample.firms.shape
    k = regressors.shape[2]
    wide = numpy.broadcast_to(regressors, (length, size, k))
    wide_event = numpy.broadcast_to(regressors_event, (len(regressors_event), size, k))
    beta = numpy.full((size, k), numpy.nan)
    gram = numpy.full((size, k, k), numpy.nan)
    sigma, count = numpy.full(size, numpy.nan), numpy.zeros(size)
    for i in range(size):
        ok = numpy.isfinite(sample.firms[:, i]) & numpy.isfinite(wide[:, i]).all(axis=1)
        count[i] = ok.sum()
        if count[i] > k + 1:
            beta[i], gram[i], sigma[i] = one(sample.firms[ok, i], wide[ok, i])
    return Fit(
        residuals=sample.firms - numpy.einsum("lnk,nk->ln", wide, beta),
        abnormal=sample.firms_event - numpy.einsum("lnk,nk->ln", wide_event, beta),
        sigma=sigma,
        count=count,
        parameters=k,
        gram=gram,
        regressors=wide,
        regressors_event=wide_event,
        coefficients={name: beta[:, j] for j, name in enumerate(names)},
    )
