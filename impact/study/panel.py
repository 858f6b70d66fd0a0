"""What the significance tests work on: abnormal returns of N firms in event time, with what is known of their noise.

Shapes: L estimation sessions, W event-window days, N firms, k parameters of the model. NaN is a missing session, never filled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from impact.study.arrays import Array


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Simple or log returns (fractions) that a model is fitted on; ``M`` is 1 (one benchmark) or N (a benchmark a firm)."""

    firms: Array  # (L, N)
    firms_event: Array  # (W, N)
    benchmark: Array  # (L, M)
    benchmark_event: Array  # (W, M)
    factors: Array | None = None  # (L, F), the same for all firms
    factors_event: Array | None = None  # (W, F)
    donors: Array | None = None  # (L, D) returns of shares that the event did not touch
    donors_event: Array | None = None  # (W, D)


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A fitted model of normal returns.

    ``Var(Σ_{t∈D} AR_t) = σ²·(|D| + x'Gx)`` with ``x`` the sum of the days' regressors: the prediction error of a sum of days,
    with the covariance that the shared parameter estimates cause (Campbell, Lo and MacKinlay 1997, eq. 4.4.9 to 4.4.11).
    """

    residuals: Array  # (L, N) estimation abnormal returns
    abnormal: Array  # (W, N) event abnormal returns
    sigma: Array  # (N,) sqrt(RSS / (n − k))
    count: Array  # (N,) estimation returns used
    parameters: int  # k; degrees of freedom are count − k
    gram: Array  # (N or 1, k, k), G above: (X'X)⁻¹ for OLS
    regressors: Array  # (L, N or 1, k)
    regressors_event: Array  # (W, N or 1, k)
    coefficients: dict[str, Array] = field(default_factory=dict)  # name → (N,)


@dataclass(frozen=True, kw_only=True)
class Panel(Fit):
    """A fit with the names of its columns and rows."""

    firms: tuple[str, ...]
    days: tuple[int, ...]  # relative to the event session, consecutive

    @property
    def df(self) -> Array:
        """Degrees of freedom of each firm's residual variance, (N,)."""
        return self.count - self.parameters

    def rows(self, window: tuple[int, int]) -> slice:
        """Rows of ``abnormal`` for relative days first to last, both included; ValueError outside the event window."""
        first, last = window
        if first > last or first < self.days[0] or last > self.days[-1]:
            raise ValueError(f"window {first}:{last} is not inside the event window {self.days[0]}:{self.days[-1]}")
        return slice(first - self.days[0], last - self.days[0] + 1)

    def factor(self, window: tuple[int, int]) -> Array:
        """Forecast-error factor ``|D| + x'Gx`` of a window's CAR, (N,)."""
        import numpy

        x = self.regressors_event[self.rows(window)].sum(axis=0)
        length = window[1] - window[0] + 1
        return numpy.broadcast_to(length + numpy.einsum("nk,nkj,nj->n", *_matched(x, self.gram)), self.sigma.shape)

    def car(self, window: tuple[int, int]) -> Array:
        """Cumulative abnormal return ``Σ AR_t`` over the window, (N,); NaN where a day is missing."""
        return self.abnormal[self.rows(window)].sum(axis=0)

    def scar(self, window: tuple[int, int]) -> Array:
        """``CAR / sd(CAR)`` with the full prediction-error covariance, (N,)."""
        import numpy

        with numpy.errstate(divide="ignore", invalid="ignore"):  # a share that does not move has σ = 0
            return self.car(window) / (self.sigma * numpy.sqrt(self.factor(window)))

    @cached_property
    def leverage(self) -> Array:
        """``x_t'Gx_t`` of the estimation sessions, (L, N or 1)."""
        import numpy

        return numpy.einsum("lnk,nkj,lnj->ln", self.regressors, _spread(self.gram, self.regressors), self.regressors)

    @cached_property
    def standardized(self) -> Array:
        """Estimation residuals over their prediction error ``σ√(1 + x_t'Gx_t)``, as Kolari and Pynnönen standardize them, (L, N)."""
        import numpy

        return self.residuals / (self.sigma * numpy.sqrt(1.0 + self.leverage))

    @cached_property
    def mean_correlation(self) -> float:
        """r̄: mean of the N(N−1)/2 pairwise correlations of the standardized estimation residuals; 0 for one firm.

        Without missing sessions it comes from one row sum; with them from pairwise complete sessions.
        """
        import numpy

        return mean_pairwise_correlation(numpy.asarray(self.standardized))

    @cached_property
    def ranks(self) -> Array:
        """Ranks (ties averaged) of each firm's estimation and event abnormal returns together, (L + W, N); NaN stays NaN."""
        import numpy

        return ranks_down(numpy.vstack([self.residuals, self.abnormal]))


def _matched(x: Array, gram: Array) -> tuple[Array, Array, Array]:
    """Broadcast (N or 1, k) and (N or 1, k, k) to one N."""
    import numpy

    size = max(len(x), len(gram))
    wide = numpy.broadcast_to(x, (size, x.shape[1]))
    return wide, numpy.broadcast_to(gram, (size, *gram.shape[1:])), wide


def _spread(gram: Array, regressors: Array) -> Array:
    import numpy

    return numpy.broadcast_to(gram, (max(len(gram), regressors.shape[1]), *gram.shape[1:])) if regressors.shape[1] > 1 else gram[:1]


def mean_pairwise_correlation(values: Array) -> float:
    """Mean off-diagonal Pearson correlation of the columns of (T, N), on pairwise complete rows; 0.0 for N < 2."""
    import numpy

    size = values.shape[1]
    if size < 2:
        return 0.0
    ok = numpy.isfinite(values)
    if ok.all():
        centred = values - values.mean(axis=0)
        unit = centred / numpy.sqrt((centred**2).sum(axis=0))
        total = unit.sum(axis=1)
        return float((total @ total - size) / (size * (size - 1)))
    x = numpy.where(ok, values, 0.0)
    m = ok.astype(float)
    n, sums, squares = m.T @ m, x.T @ m, (x * x).T @ m
    with numpy.errstate(divide="ignore", invalid="ignore"):
        covariance = x.T @ x - sums * sums.T / n
        scale = numpy.sqrt((squares - sums**2 / n) * (squares.T - sums.T**2 / n))
        correlation = covariance / scale
    off = correlation[~numpy.eye(size, dtype=bool)]
    return float(off[numpy.isfinite(off)].mean())


def mean_present(values: Array, axis: int) -> Array:
    """Mean along ``axis`` of what is not NaN; NaN, without a warning, where nothing is."""
    import numpy

    with numpy.errstate(divide="ignore", invalid="ignore"):
        return numpy.nansum(values, axis=axis) / numpy.isfinite(values).sum(axis=axis)


def ranks_down(values: Array) -> Array:
    """Ranks 1… down each column of (T, N), ties averaged, NaN left out and kept."""
    import numpy

    rows = numpy.ascontiguousarray(values.T)  # sorting along memory is five times faster than across it
    order = numpy.argsort(rows, axis=1)
    ordered = numpy.take_along_axis(rows, order, axis=1)
    ranks = numpy.empty(rows.shape)
    numpy.put_along_axis(ranks, order, numpy.broadcast_to(numpy.arange(1.0, rows.shape[1] + 1.0), rows.shape), axis=1)
    ranks[~numpy.isfinite(rows)] = numpy.nan  # NaN sorts last, so the others keep their ranks
    for row in numpy.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1)):
        known = numpy.isfinite(rows[row])
        _, place, times = numpy.unique(rows[row, known], return_inverse=True, return_counts=True)
        ranks[row, known] = (numpy.cumsum(times) - (times - 1) / 2.0)[place]
    return numpy.ascontiguousarray(ranks.T)


def median_down(values: Array) -> Array:
    """Median of each column of (T, N), (N,); NaN left out, NaN for a column without a number."""
    import numpy

    rows = numpy.sort(numpy.ascontiguousarray(values.T), axis=1)
    count = numpy.isfinite(rows).sum(axis=1)
    middle = numpy.maximum(count - 1, 0)
    pair = numpy.take_along_axis(rows, numpy.column_stack([middle // 2, (middle + 1) // 2]), axis=1)
    return numpy.where(count > 0, pair.mean(axis=1), numpy.nan)
