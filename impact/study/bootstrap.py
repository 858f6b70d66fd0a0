"""The stationary bootstrap: sessions are drawn in runs of random length, so that what hangs together in time stays together."""

from __future__ import annotations

from collections.abc import Callable

from impact.study.arrays import Array

SEED = 20250127


def stationary_indices(n: int, draws: int, mean_length: float, seed: int = SEED) -> Array:
    """Row numbers (draws, n): runs of geometric length with the given mean, wrapped around the end.

    Politis and Romano 1994, Journal of the American Statistical Association 89, p. 1304. ``mean_length`` 1 is the plain bootstrap.
    """
    import numpy

    generator = numpy.random.default_rng(seed)
    starts = generator.integers(0, n, size=(draws, n))
    fresh = generator.random((draws, n)) < 1.0 / mean_length
    fresh[:, 0] = True
    place = numpy.arange(n)
    began = numpy.maximum.accumulate(numpy.where(fresh, place, 0), axis=1)
    return (numpy.take_along_axis(starts, began, axis=1) + place - began) % n


def run_length(n: int) -> float:
    """Mean run of ``n^(1/3)`` sessions, the rate that minimizes the mean square error of a variance (Politis and White 2004)."""
    return max(1.0, float(round(n ** (1.0 / 3.0))))


def correlations(values: Array, draws: int = 1000, seed: int = SEED) -> Array:
    """Pearson matrices of ``draws`` stationary resamples of (n, N) returns: (draws, N, N)."""
    import numpy

    rows = stationary_indices(len(values), draws, run_length(len(values)), seed)
    out = numpy.empty((draws, values.shape[1], values.shape[1]))
    for start in range(0, draws, 100):  # in parts: all resamples of many shares at once would not fit
        sample = values[rows[start : start + 100]]
        sample = sample - sample.mean(axis=1, keepdims=True)
        products = numpy.matmul(sample.transpose(0, 2, 1), sample)
        norm = numpy.sqrt(numpy.einsum("bii->bi", products))
        with numpy.errstate(invalid="ignore", divide="ignore"):
            out[start : start + 100] = products / (norm[:, :, None] * norm[:, None, :])
    return out


def percentile(draws: Array, level: float = 0.95) -> tuple[Array, Array]:
    """Percentile interval over the first axis; NaN draws are left out."""
    import numpy

    tail = (1.0 - level) / 2.0
    with numpy.errstate(invalid="ignore"):
        low, high = numpy.nanquantile(draws, [tail, 1.0 - tail], axis=0)
    return low, high


def of_clusters(values: Array, clusters: Array, statistic: Callable[[Array], float], draws: int = 2000, seed: int = SEED) -> Array:
    """``statistic`` of resamples that draw whole clusters with replacement, (draws,): claims of one article stand or fall together."""
    import numpy

    names = numpy.unique(clusters)
    parts = [values[clusters == name] for name in names]
    generator = numpy.random.default_rng(seed)
    return numpy.array(
        [statistic(numpy.concatenate([parts[k] for k in row])) for row in generator.integers(0, len(parts), (draws, len(parts)))]
    )
