"""Returns from closes, and a benchmark without one of its members. Arrays in, arrays out; all returns are fractions."""

from __future__ import annotations

from impact.study.arrays import Array


def simple_returns(closes: Array) -> Array:
    """``P_t / P_{t−1} − 1`` down the rows of a (sessions × …) array; the first row, and any with a missing close, is NaN."""
    import numpy

    out = numpy.full(closes.shape, numpy.nan)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        out[1:] = closes[1:] / closes[:-1] - 1.0
    return out


def leave_one_out(benchmark: Array, member: Array, weight: Array) -> Array:
    """Return of the benchmark without one member: ``(R_b − w·R_i) / (1 − w)``.

    Exact for simple returns when ``weight`` is the member's weight at the previous close; here the weight is constant, which is
    an approximation that grows with the distance from its date. ``weight`` 0 gives the benchmark itself.
    A missing return of the member makes the rest unknown, unless the weight is 0.
    Arrays or numbers that broadcast against one another; ``0 <= weight < 1``.
    """
    import numpy

    return numpy.where(numpy.asarray(weight) == 0.0, benchmark, (benchmark - weight * member) / (1.0 - weight))
