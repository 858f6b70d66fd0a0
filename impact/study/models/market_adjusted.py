"""Market-adjusted returns: the benchmark itself is the normal return, nothing is estimated."""

from __future__ import annotations

from impact.study.models import Model
from impact.study.panel import Fit, Sample


def fit(sample: Sample) -> Fit:
    """``AR = R − R_m``. The variance is that of the estimation window about its own mean, (n − 1); no parameter error is added."""
    import numpy

    residuals = sample.firms - sample.benchmark
    count = numpy.isfinite(residuals).sum(axis=0).astype(float)
    with numpy.errstate(all="ignore"):
        centred = residuals - numpy.nansum(residuals, axis=0) / count
        sigma = numpy.sqrt(numpy.nansum(centred**2, axis=0) / (count - 1.0))
    return Fit(
        residuals=residuals,
        abnormal=sample.firms_event - sample.benchmark_event,
        sigma=numpy.where(count > 1, sigma, numpy.nan),
        count=count,
        parameters=1,
        gram=numpy.zeros((1, 1, 1)),
        regressors=numpy.zeros((len(residuals), 1, 1)),
        regressors_event=numpy.zeros((len(sample.firms_event), 1, 1)),
    )


MODEL = Model(
    id="market_adjusted",
    name={"en": "market-adjusted", "de": "marktbereinigt"},
    paper="Brown and Warner 1985, p. 7; MacKinlay 1997, p. 18",
    formula="AR_it = R_it − R_mt",
    variant="s² about the window's own mean, n − 1 degrees of freedom; no prediction error, as no parameter is estimated",
    fit=fit,
)
