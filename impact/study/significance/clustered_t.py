"""Mean abnormal return with errors clustered by session and firm."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.distributions import p_of_t
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window


def clustered_mean(values: Array, *clusters: Array) -> tuple[float, float, int]:
    """``(mean, standard error, smallest number of clusters)`` of (n,) values, clustered one way or two ways.

    One way: ``V = G/(G − 1) · (n − 1)/(n − 1) · Σ_g (Σ_{i∈g} u_i)² / n²``; two ways: ``V₁ + V₂ − V₁₂`` (Cameron, Gelbach and
    Miller 2011, Journal of Business and Economic Statistics 29, p. 241). NaN where a way has one cluster or V is not positive.
    """
    import numpy

    count = len(values)
    mean = float(values.mean())
    deviation = values - mean

    def variance(codes: Array) -> tuple[float, int]:
        _, place = numpy.unique(codes, return_inverse=True)
        sums = numpy.bincount(place, weights=deviation)
        groups = len(sums)
        return (groups / (groups - 1.0) if groups > 1 else numpy.nan) * float(sums @ sums) / count**2, groups

    ways = [variance(codes) for codes in clusters]
    total = sum(v for v, _ in ways)
    if len(clusters) == 2:
        places = [numpy.unique(codes, return_inverse=True)[1] for codes in clusters]
        total -= variance(places[0] * (int(places[1].max()) + 1) + places[1])[0]
    return mean, (total**0.5 if total > 0 else numpy.nan), min(groups for _, groups in ways)


def compute(panel: Panel, window: Window) -> Outcome:
    """Mean daily abnormal return of the window's firm-days, clustered by session."""
    import numpy

    values = panel.abnormal[panel.rows(window)]
    sessions = numpy.broadcast_to(numpy.arange(len(values))[:, None], values.shape)
    ok = numpy.isfinite(values)
    if len(values) < 2 or not ok.any():
        return Outcome(statistic=numpy.nan, p=numpy.nan, firms=values.shape[1])
    mean, error, groups = clustered_mean(values[ok], sessions[ok])
    statistic = mean / error
    return Outcome(statistic=statistic, p=float(p_of_t(statistic, groups - 1)), df=groups - 1, firms=values.shape[1])


TEST = Test(
    id="clustered_t",
    scope="basket",
    null={
        "en": "The mean daily abnormal return of the window is zero; firms may be correlated within a session, sessions are independent.",
        "de": "Die mittlere tägliche abnormale Rendite des Fensters ist null; Aktien dürfen am selben Tag "
        "zusammenhängen, Tage sind unabhängig.",
    },
    paper="Petersen 2009, Review of Financial Studies 22, p. 459; Cameron, Gelbach and Miller 2011",
    formula="mean(AR) / √(G/(G − 1) Σ_g (Σ_{i∈g} u_i)²)/n",
    df="G − 1, G sessions",
    variant="clustered by session; not defined for a single day; few sessions make it unreliable",
    compute=compute,
)
