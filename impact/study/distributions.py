"""Two-sided p-values and critical values from scipy.special alone, which imports in a fraction of scipy.stats' time."""

from __future__ import annotations

from typing import Any


def p_of_t(statistic: Any, df: Any) -> Any:
    """Two-sided p of Student's t; arrays or numbers."""
    import numpy
    from scipy.special import stdtr

    return 2.0 * stdtr(df, -numpy.abs(statistic))


def p_of_z(statistic: Any) -> Any:
    """Two-sided p of the standard normal; arrays or numbers."""
    import numpy
    from scipy.special import ndtr

    return 2.0 * ndtr(-numpy.abs(statistic))


def critical_t(level: float, df: Any) -> Any:
    """``t`` with ``P(|T| ≤ t) = level``."""
    from scipy.special import stdtrit

    return stdtrit(df, 0.5 + level / 2.0)


def critical_z(level: float) -> float:
    """``z`` with ``P(|Z| ≤ z) = level``."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2.0))
