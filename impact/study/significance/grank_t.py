"""Kolari and Pynnönen's generalized rank t test."""

from __future__ import annotations

from impact.study.arrays import Array
from impact.study.distributions import p_of_t
from impact.study.panel import Panel, ranks_down
from impact.study.significance import Outcome, Test, Window


def generalized_ranks(panel: Panel, window: Window) -> tuple[Array, int]:
    """``(U (L + 1, n), T)``: centred ranks of the estimation sessions with the window, as one more day in the last row.

    The window enters as its SCAR divided by the cross-sectional sd of all SCARs, so that event-induced variance does not matter.
    """
    import numpy

    scar = panel.scar(window)
    ok = numpy.isfinite(scar)
    spread = scar[ok].std(ddof=1) if ok.sum() > 1 else numpy.nan
    if not spread > 0:
        return None, len(panel.residuals) + 1
    # sigma and SCAR's scale are positive: ranking is done once for the estimation window, the event is slotted in
    known = (panel.residuals / panel.sigma)[:, ok]
    ranks = _estimation_ranks(panel)[:, ok]
    event = scar[ok] / spread
    above = (known > event).astype(float)
    if (ties := known == event).any():
        above += 0.5 * ties
    sessions = numpy.isfinite(known).sum(axis=0)
    u = numpy.vstack([ranks + above, sessions - above.sum(axis=0) + 1.0])
    return u / (sessions + 2.0) - 0.5, len(panel.residuals) + 1


def _estimation_ranks(panel: Panel) -> Array:
    """Ranks of the estimation residuals, kept on the panel: every window asks for them."""
    kept = panel.__dict__.get("_estimation_ranks")
    if kept is None:
        kept = panel.__dict__["_estimation_ranks"] = ranks_down(panel.residuals)
    return kept


def compute(panel: Panel, window: Window) -> Outcome:
    """``Z √((T − 2)/(T − 1 − Z²))`` with ``Z = Ū₀ / √(Σ_t (n_t/n) Ū_t² / T)``."""
    import numpy

    u, sessions = generalized_ranks(panel, window)
    if u is None:
        return Outcome(statistic=numpy.nan, p=numpy.nan)
    present = numpy.isfinite(u).sum(axis=1)
    with numpy.errstate(all="ignore"):
        mean = numpy.nansum(u, axis=1) / present
    used = present > 0
    spread = (((present[used] / u.shape[1]) * mean[used] ** 2).sum() / sessions) ** 0.5
    z = mean[-1] / spread
    room = sessions - 1.0 - z * z
    statistic = float(z * ((sessions - 2.0) / room) ** 0.5) if room > 0 else numpy.nan
    return Outcome(statistic=statistic, p=float(p_of_t(statistic, sessions - 2)), df=sessions - 2, firms=u.shape[1])


TEST = Test(
    id="grank_t",
    scope="basket",
    null={
        "en": "The window's standardized abnormal return has an average rank among the ordinary days.",
        "de": "Die standardisierte abnormale Rendite des Fensters hat unter den gewöhnlichen Tagen einen durchschnittlichen Rang.",
    },
    paper="Kolari and Pynnönen 2011, Journal of Empirical Finance 18, p. 956",
    formula="Z √((T − 2)/(T − 1 − Z²)), Z = Ū₀/s(Ū), T = L + 1",
    df="T − 2",
    variant="the paper's: SCAR divided by its cross-sectional sd (not by sd/√N); estimation residuals over σ; n_t/n "
    "weights for ragged histories",
    compute=compute,
)
