"""Corrado's rank test."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.distributions import p_of_z
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window


def of_scores(panel: Panel, window: Window, scores: Array, power: float, length: str = "rows") -> Outcome:
    """z of daily score sums: ``Σ_{t∈D} q_t / (√D · √(Σ_t q_t² / T))`` with ``q_t = Σ_i score_it / N_t^power``.

    ``scores`` is (L + W, N) with NaN for missing sessions and mean zero down each column; ``N_t`` counts the firms present. T is the
    number of sessions with any firm ("rows") or the mean number of sessions a firm ("mean", which differs for ragged histories).
    """
    import numpy

    present = numpy.isfinite(scores).sum(axis=1)
    with numpy.errstate(all="ignore"):
        daily = numpy.nansum(scores, axis=1) / present.astype(float) ** power
    known = present > 0
    sessions = float(known.sum()) if length == "rows" else float(numpy.isfinite(scores).sum(axis=0).mean())
    rows = panel.rows(window)
    offset = len(panel.residuals)
    event = daily[offset + rows.start : offset + rows.stop]
    spread = ((daily[known] ** 2).sum() / sessions) ** 0.5
    statistic = float(event.sum() / (spread * len(event) ** 0.5)) if spread > 0 else numpy.nan
    return Outcome(statistic=statistic, p=float(p_of_z(statistic)), firms=int(present[offset + rows.start]))


def compute(panel: Panel, window: Window, *, power: float = 1.0, length: str = "rows") -> Outcome:
    """Mean rank deviation of the window's days over its time-series spread."""
    import numpy

    sessions = numpy.isfinite(panel.ranks).sum(axis=0)
    return of_scores(panel, window, panel.ranks - (sessions + 1.0) / 2.0, power, length)


TEST = Test(
    id="corrado_rank",
    scope="basket",
    null={
        "en": "The window's days have average ranks among all days of estimation and event window.",
        "de": "Die Tage des Fensters haben unter allen Tagen von Schätz- und Ereignisfenster durchschnittliche Ränge.",
    },
    paper="Corrado 1989, Journal of Financial Economics 23, p. 388; several days as Cowan 1992",
    formula="Σ_D K̄_t / (√D · s(K̄)), K̄_t = mean_i(rank_it − (T_i + 1)/2), s² = Σ_t K̄_t²/T",
    df="standard normal",
    variant="daily means over the firms present; the time series of means holds the correlation of the firms",
    compute=compute,
    minimum=1,
)
