"""p-values of many firms at once."""

from __future__ import annotations

from impact.study.arrays import Array


def holm(p: Array) -> Array:
    """Adjusted p that keep the family-wise error (Holm 1979, Scandinavian Journal of Statistics 6, p. 65), (n,).

    NaN stays NaN and does not count.
    """
    import numpy

    return _adjusted(p, lambda ordered, n: numpy.maximum.accumulate(ordered * (n - numpy.arange(n))))


def benjamini_hochberg(p: Array) -> Array:
    """Adjusted p that keep the false discovery rate (Benjamini and Hochberg 1995, JRSS B 57, p. 289), (n,).

    NaN stays NaN and does not count.
    """
    import numpy

    def step_up(ordered: Array, n: int) -> Array:
        return numpy.minimum.accumulate((ordered * n / numpy.arange(1, n + 1))[::-1])[::-1]

    return _adjusted(p, step_up)


def _adjusted(p: Array, rule: Array) -> Array:
    import numpy

    p = numpy.asarray(p, dtype=float)
    known = numpy.flatnonzero(numpy.isfinite(p))
    order = known[numpy.argsort(p[known], kind="stable")]
    out = numpy.full(p.shape, numpy.nan)
    if len(order):
        out[order] = numpy.minimum(1.0, rule(p[order], len(order)))
    return out
