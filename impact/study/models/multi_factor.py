"""Several factors from a file (Fama-French, an industry index, …) beside or instead of the benchmark."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.least_squares import fitted
from impact.study.models import Model
from impact.study.panel import Fit, Sample


def fit(sample: Sample) -> Fit:
    """``R = α + Σ β_f F_f + ε``: regressors are the columns of ``sample.factors`` alone, in their order. ValueError without them."""
    import numpy

    if sample.factors is None or sample.factors_event is None:
        raise ValueError("multi_factor needs factor returns: give a factor file with a column a factor")

    def columns(values: Array) -> Array:
        return numpy.column_stack([numpy.ones(len(values)), values])[:, None, :]

    names = ("alpha", *(f"beta_{i + 1}" for i in range(sample.factors.shape[1])))
    return fitted(sample.firms, sample.firms_event, columns(sample.factors), columns(sample.factors_event), names)


MODEL = Model(
    id="multi_factor",
    name={"en": "multi-factor model", "de": "Mehrfaktormodell"},
    paper="Fama and French 1993, Journal of Financial Economics 33; Carhart 1997, Journal of Finance 52",
    formula="AR_it = R_it − (α̂_i + Σ_f β̂_if F_ft)",
    variant="OLS on the given factors in fractions, raw returns (no risk-free rate subtracted unless the file's are "
    "excess returns); k = F + 1",
    fit=fit,
    needs="factors",
)
