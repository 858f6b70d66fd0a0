"""Jackknife of the standardized mean: does one firm carry the result?"""

from __future__ import annotations

from impact.study.distributions import p_of_t
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window


def compute(panel: Panel, window: Window) -> Outcome:
    """Pseudo-values of ``θ = mean(SCAR)/rms(SCAR)``, their mean over its standard error."""
    import numpy

    scar = panel.scar(window)
    scar = scar[numpy.isfinite(scar)]
    count = len(scar)
    if count < 3:
        return Outcome(statistic=numpy.nan, p=numpy.nan, firms=count)
    total, squares = scar.sum(), (scar**2).sum()
    theta = total / count / (squares / count) ** 0.5
    without = (total - scar) / (count - 1) / numpy.sqrt((squares - scar**2) / (count - 1))
    pseudo = count * theta - (count - 1) * without
    spread = pseudo.std(ddof=1)
    statistic = float(pseudo.mean() / spread * count**0.5) if spread > 0 else numpy.nan
    return Outcome(statistic=statistic, p=float(p_of_t(statistic, count - 1)), df=count - 1, firms=count)


TEST = Test(
    id="jackknife",
    scope="basket",
    null={
        "en": "The mean standardized abnormal return is zero whatever its variance on the day; firms are independent.",
        "de": "Die mittlere standardisierte abnormale Rendite ist null, gleich mit welcher Varianz am Tag; die Aktien sind unabhängig.",
    },
    paper="Giaccotto and Sfiridis 1996, Journal of Economics and Business 48; pseudo-values of Tukey as in Miller 1974, Biometrika 61",
    formula="√N · mean(J_i)/sd(J_i), J_i = Nθ̂ − (N − 1)θ̂₍₋ᵢ₎, θ = mean(SCAR)/√mean(SCAR²)",
    df="N − 1",
    variant="own choice of θ (standardized mean over root mean square, which is bounded): the jackknife of a plain "
    "mean would only repeat the cross-sectional t",
    compute=compute,
    independent=True,
    minimum=3,
)
