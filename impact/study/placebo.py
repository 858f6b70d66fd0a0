"""Ordinary days as placebo events.

For least squares the prediction error of a session that is left out of its own estimation is ``e_t / (1 − h_t)``, exactly: all
L placebo events of an estimation window cost one division and no regression.
"""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.panel import Panel


def left_out(panel: Panel) -> Array:
    """Abnormal return of each estimation session when the model is estimated without it, (L, N), fractions."""
    import numpy

    return numpy.asarray(panel.residuals / (1.0 - panel.leverage))


def ordinary_sums(panel: Panel, length: int) -> Array:
    """Sums of :func:`left_out` over every ``length`` consecutive estimation sessions, (L − length + 1, N); NaN where one is missing."""
    import numpy

    values = left_out(panel)
    if length == 1:
        return values
    return numpy.asarray(numpy.lib.stride_tricks.sliding_window_view(values, length, axis=0).sum(axis=-1))


def extremeness(value: float, ordinary: Array) -> tuple[int, int, float]:
    """(rank by size, number of windows with the event, p): p is the share of windows, the event's included, at least as large in size."""
    import numpy

    known = numpy.abs(ordinary[numpy.isfinite(ordinary)])
    rank = int((known >= abs(value)).sum()) + 1
    return rank, len(known) + 1, rank / (len(known) + 1.0)
