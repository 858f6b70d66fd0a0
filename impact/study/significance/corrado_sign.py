"""Corrado and Zivney's sign test about the firm's own median."""

from __future__ import annotations

from impact.study.panel import Panel, median_down
from impact.study.significance import Outcome, Test, Window
from impact.study.significance.corrado_rank import of_scores


def compute(panel: Panel, window: Window, *, power: float = 0.5, length: str = "rows") -> Outcome:
    """Signs of abnormal returns about their median over estimation and event window."""
    import numpy

    values = numpy.vstack([panel.residuals, panel.abnormal])
    return of_scores(panel, window, numpy.sign(values - median_down(values)), power, length)


TEST = Test(
    id="corrado_sign",
    scope="basket",
    null={
        "en": "Abnormal returns lie above and below the firm's own median equally often.",
        "de": "Abnormale Renditen liegen gleich oft über und unter dem eigenen Median der Aktie.",
    },
    paper="Corrado and Zivney 1992, Journal of Financial and Quantitative Analysis 27, p. 466",
    formula="Σ_D g_t / (√D · s(g)), g_t = N_t^(−1/2) Σ_i sign(AR_it − median_i)",
    df="standard normal",
    variant="median over estimation and event window; time-series spread over both",
    compute=compute,
    minimum=1,
)
