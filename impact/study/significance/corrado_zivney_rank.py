"""Corrado and Zivney's rank test for histories of unequal length."""

from __future__ import annotations

from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window
from impact.study.significance.corrado_rank import of_scores


def compute(panel: Panel, window: Window, *, power: float = 0.5, length: str = "rows") -> Outcome:
    """As Corrado's, with ranks divided by the firm's own number of sessions and days weighted by the firms present."""
    import numpy

    sessions = numpy.isfinite(panel.ranks).sum(axis=0)
    return of_scores(panel, window, panel.ranks / (1.0 + sessions) - 0.5, power, length)


TEST = Test(
    id="corrado_zivney_rank",
    scope="basket",
    null={
        "en": "The window's days have average ranks among all days of estimation and event window.",
        "de": "Die Tage des Fensters haben unter allen Tagen von Schätz- und Ereignisfenster durchschnittliche Ränge.",
    },
    paper="Corrado and Zivney 1992, Journal of Financial and Quantitative Analysis 27, p. 470",
    formula="Σ_D u_t / (√D · s(u)), u_t = N_t^(−1/2) Σ_i (rank_it/(T_i + 1) − 1/2)",
    df="standard normal",
    variant="as printed; T counts sessions with any firm",
    compute=compute,
    minimum=1,
)
