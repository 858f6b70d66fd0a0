"""Ordinary least squares for many firms in one pass, with missing sessions; the same numbers as statsmodels firm by firm."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.panel import Fit


def fitted(
    firms: Array, firms_event: Array, regressors: Array, regressors_event: Array, names: tuple[str, ...], extra_parameters: int = 0
) -> Fit:
    """OLS of each column of ``firms`` (L, N) on ``regressors`` (L, N or 1, k), abnormal returns for the event days.

    Sessions where a return or a regressor is missing are left out of that firm's regression. A firm with no more sessions than
    parameters gets NaN. ``extra_parameters`` raises k (and lowers the degrees of freedom) for what was estimated elsewhere.
    """
    import numpy

    length, size = firms.shape
    k = regressors.shape[2]
    ok = numpy.isfinite(firms) & numpy.isfinite(regressors).all(axis=2)
    count = ok.sum(axis=0).astype(float)
    if ok.all() and regressors.shape[1] == 1:
        x = regressors[:, 0, :]
        inverse = numpy.linalg.inv(x.T @ x)[None]
        beta = (inverse[0] @ (x.T @ firms)).T  # (N, k)
    else:
        weight = ok.astype(float)
        y = numpy.where(ok, firms, 0.0)
        x = numpy.where(numpy.isfinite(regressors), regressors, 0.0)
        if regressors.shape[1] == 1:
            flat = x[:, 0, :]
            products = (flat[:, :, None] * flat[:, None, :]).reshape(length, k * k)
            gram = (weight.T @ products).reshape(size, k, k)
            moment = y.T @ flat
        else:
            gram = numpy.stack([[(weight * x[:, :, a] * x[:, :, b]).sum(axis=0) for b in range(k)] for a in range(k)]).transpose(2, 0, 1)
            moment = numpy.stack([(y * x[:, :, a]).sum(axis=0) for a in range(k)], axis=1)
        usable = count > k
        with numpy.errstate(all="ignore"):
            usable &= numpy.linalg.cond(gram) < 1e14
        gram = numpy.where(usable[:, None, None], gram, numpy.eye(k))
        inverse = numpy.where(usable[:, None, None], numpy.linalg.inv(gram), numpy.nan)
        beta = numpy.einsum("nkj,nj->nk", inverse, moment)
    residuals = numpy.where(ok, firms - _expected(regressors, beta), numpy.nan)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        sigma = numpy.sqrt(numpy.nansum(residuals**2, axis=0) / (count - k - extra_parameters))
    sigma = numpy.where(count > k + extra_parameters, sigma, numpy.nan)
    return Fit(
        residuals=residuals,
        abnormal=firms_event - _expected(regressors_event, beta),
        sigma=sigma,
        count=count,
        parameters=k + extra_parameters,
        gram=inverse,
        regressors=regressors,
        regressors_event=regressors_event,
        coefficients={name: beta[:, i] for i, name in enumerate(names)},
    )


def _expected(regressors: Array, beta: Array) -> Array:
    """(L, N or 1, k) and (N, k) to (L, N)."""
    import numpy

    if regressors.shape[1] == 1:
        return regressors[:, 0, :] @ beta.T
    return numpy.asarray(sum(regressors[:, :, i] * beta[:, i] for i in range(beta.shape[1])))


def with_constant(*columns: Array) -> Array:
    """(L, N or 1) columns behind a column of ones, as (L, N or 1, k)."""
    import numpy

    width = max(column.shape[1] for column in columns)
    wide = [numpy.broadcast_to(column, (len(column), width)) for column in columns]
    return numpy.stack([numpy.ones_like(wide[0]), *wide], axis=2)
