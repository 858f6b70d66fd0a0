"""Kolari and Pynnönen's generalized rank z test."""

from __future__ import annotations

from impact.study.distributions import p_of_z
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window
from impact.study.significance.grank_t import generalized_ranks


def compute(panel: Panel, window: Window) -> Outcome:
    """``√(12 N (T + 1)/(T − 1)) · Ū₀``."""
    import numpy

    u, sessions = generalized_ranks(panel, window)
    if u is None:
        return Outcome(statistic=numpy.nan, p=numpy.nan)
    statistic = float((12.0 * u.shape[1] * (sessions + 1.0) / (sessions - 1.0)) ** 0.5 * u[-1].mean())
    return Outcome(statistic=statistic, p=float(p_of_z(statistic)), firms=u.shape[1])


TEST = Test(
    id="grank_z",
    scope="basket",
    null={
        "en": "The window's standardized abnormal return has an average rank among the ordinary days; firms are independent.",
        "de": "Die standardisierte abnormale Rendite des Fensters hat unter den gewöhnlichen Tagen einen "
        "durchschnittlichen Rang; die Aktien sind unabhängig.",
    },
    paper="Kolari and Pynnönen 2011, Journal of Empirical Finance 18, p. 957",
    formula="√(12 N (T + 1)/(T − 1)) · Ū₀, T = L + 1",
    df="standard normal",
    variant="equal T for all firms; with ragged histories an approximation",
    compute=compute,
    independent=True,
)
