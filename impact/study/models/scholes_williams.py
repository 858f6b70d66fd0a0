"""Scholes and Williams' beta for shares that do not trade in step with the benchmark."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.models import Model
from impact.study.panel import Fit, Sample


def fit(sample: Sample) -> Fit:
    """``β = (β₋₁ + β₀ + β₊₁)/(1 + 2ρ_m)`` with the benchmark's first-order autocorrelation; ``α`` from the window's means.

    The slopes on the benchmark's previous, same and next session are simple regressions over the same sessions (the first and the last
    of the window have no neighbour in it and are left out). For a share that trades later than its benchmark β₋₁ carries the weight.
    """
    import numpy

    length, size = sample.firms.shape
    market = numpy.broadcast_to(sample.benchmark, (length, size))
    market_event = numpy.broadcast_to(sample.benchmark_event, (len(sample.benchmark_event), size))
    before, now, after = market[:-2], market[1:-1], market[2:]
    firms = sample.firms[1:-1]
    ok = numpy.isfinite(firms) & numpy.isfinite(before) & numpy.isfinite(now) & numpy.isfinite(after)
    count = ok.sum(axis=0).astype(float)

    def centred(values: Array) -> tuple[Array, Array]:
        kept = numpy.where(ok, values, 0.0)
        return numpy.where(ok, values - kept.sum(axis=0) / count, 0.0), kept.sum(axis=0) / count

    with numpy.errstate(all="ignore"):
        (y, y_mean), (x0, x_mean), (xb, _), (xa, _) = (centred(values) for values in (firms, now, before, after))
        slopes = sum((y * x).sum(axis=0) / (x * x).sum(axis=0) for x in (xb, x0, xa))
        rho = (x0 * xb).sum(axis=0) / numpy.sqrt((x0 * x0).sum(axis=0) * (xb * xb).sum(axis=0))
        beta = slopes / (1.0 + 2.0 * rho)
        alpha = y_mean - beta * x_mean
        residuals = sample.firms - (alpha + beta * market)
        sigma = numpy.sqrt(numpy.where(ok, residuals[1:-1] ** 2, 0.0).sum(axis=0) / (count - 2.0))
        spread = (x0 * x0).sum(axis=0)
    gram = numpy.empty((size, 2, 2))
    with numpy.errstate(all="ignore"):  # a firm without returns becomes NaN
        gram[:, 0, 0] = 1.0 / count + x_mean**2 / spread
        gram[:, 0, 1] = gram[:, 1, 0] = -x_mean / spread
        gram[:, 1, 1] = 1.0 / spread
    return Fit(
        residuals=residuals,
        abnormal=sample.firms_event - (alpha + beta * market_event),
        sigma=numpy.where(count > 2, sigma, numpy.nan),
        count=count,
        parameters=2,
        gram=gram,
        regressors=numpy.stack([numpy.ones_like(market), market], axis=2),
        regressors_event=numpy.stack([numpy.ones_like(market_event), market_event], axis=2),
        coefficients={"alpha": alpha, "beta": beta},
    )


MODEL = Model(
    id="scholes_williams",
    name={"en": "Scholes-Williams", "de": "Scholes-Williams"},
    paper="Scholes and Williams 1977, Journal of Financial Economics 5, p. 317",
    formula="β̂ = (β̂₋₁ + β̂₀ + β̂₊₁)/(1 + 2ρ̂_m), α̂ = R̄ − β̂R̄_m",
    variant="ρ̂_m by the window's own correlation; prediction error with the OLS weights, an approximation that "
    "ignores the extra noise of the two neighbours",
    fit=fit,
)
