"""Correlation matrices of returns and what is known of their error. Arrays (n sessions, N shares) in, (N, N) out."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.distributions import critical_z
from impact.study.panel import ranks_down

METHODS = ("pearson", "spearman", "kendall")


def matrix(values: Array, method: str = "pearson") -> Array:
    """Correlation matrix of complete rows by ``pearson``, ``spearman`` (average ranks) or ``kendall`` (τ-b).

    A share that does not move has NaN. ValueError for another method.
    """
    import numpy

    if method == "kendall":
        first, second = numpy.triu_indices(len(values), 1)
        signs = numpy.sign(values[first] - values[second])
        agree = signs.T @ signs
        untied = numpy.sqrt(numpy.diag(agree))
        with numpy.errstate(invalid="ignore", divide="ignore"):
            out = agree / numpy.outer(untied, untied)
    elif method in {"pearson", "spearman"}:
        used = ranks_down(values) if method == "spearman" else values
        centred = used - used.mean(axis=0)
        norm = numpy.sqrt((centred**2).sum(axis=0))
        with numpy.errstate(invalid="ignore", divide="ignore"):
            out = (centred.T @ centred) / numpy.outer(norm, norm)
    else:
        raise ValueError(f"{method!r} is no method of correlation; use one of {', '.join(METHODS)}")
    out = numpy.clip(out, -1.0, 1.0)
    numpy.fill_diagonal(out, numpy.where(numpy.isfinite(numpy.diag(out)), 1.0, numpy.nan))
    return out


def interval(r: Array, n: int, method: str = "pearson", level: float = 0.95) -> tuple[Array, Array]:
    """Fisher interval ``tanh(atanh r ± z·s)``, same shape as ``r``; NaN for fewer than five sessions.

    s is 1/√(n − 3) for Pearson (Fisher 1921), √((1 + r²/2)/(n − 3)) for Spearman (Bonett and Wright 2000, Psychometrika 65, p. 24),
    √(0.437/(n − 4)) for Kendall (Fieller, Hartley and Pearson 1957, Biometrika 44). Assumes independent sessions; see :mod:`bootstrap`.
    """
    import numpy

    r = numpy.asarray(r, dtype=float)
    if n < 5:
        return numpy.full(r.shape, numpy.nan), numpy.full(r.shape, numpy.nan)
    spread = {"pearson": 1.0 / (n - 3.0), "spearman": (1.0 + r**2 / 2.0) / (n - 3.0), "kendall": 0.437 / (n - 4.0)}[method] ** 0.5
    with numpy.errstate(divide="ignore"):
        centre = numpy.arctanh(r)
    reach = critical_z(level) * spread
    return numpy.tanh(centre - reach), numpy.tanh(centre + reach)


def partial(values: Array, market: Array) -> Array:
    """Pearson correlation of the residuals on the market (n,): ``(r_ij − r_im r_jm)/√((1 − r_im²)(1 − r_jm²))``, (N, N).

    A share that the market explains entirely has NaN.
    """
    import numpy

    full = matrix(numpy.column_stack([values, market]))
    r, with_market = full[:-1, :-1], full[:-1, -1]
    rest = numpy.sqrt(numpy.where(1.0 - with_market**2 > 1e-12, 1.0 - with_market**2, numpy.nan))
    out = (r - numpy.outer(with_market, with_market)) / numpy.outer(rest, rest)
    numpy.fill_diagonal(out, numpy.where(numpy.isfinite(rest), 1.0, numpy.nan))
    return numpy.clip(out, -1.0, 1.0)


def average(correlations: Array) -> float:
    """Mean of the off-diagonal correlations; NaN for fewer than two shares."""
    import numpy

    off = correlations[~numpy.eye(len(correlations), dtype=bool)]
    off = off[numpy.isfinite(off)]
    return float(off.mean()) if len(off) else float("nan")
