"""One firm's abnormal return against its prediction error."""

from __future__ import annotations

from impact.study.distributions import p_of_t
from impact.study.panel import Panel
from impact.study.significance import Outcome, Test, Window


def compute(panel: Panel, window: Window) -> Outcome:
    """SCAR of each firm, t with n − k degrees of freedom."""
    scar = panel.scar(window)
    return Outcome(statistic=scar, p=p_of_t(scar, panel.df), df=panel.df, firms=len(panel.firms))


TEST = Test(
    id="prediction_error_t",
    scope="firm",
    null={
        "en": "The firm's cumulative abnormal return is zero; residuals are normal with the variance of the estimation window.",
        "de": "Die kumulierte abnormale Rendite der Aktie ist null; die Residuen sind normal mit der Varianz des Schätzfensters.",
    },
    paper="Campbell, Lo and MacKinlay 1997, The Econometrics of Financial Markets, eq. 4.4.9 to 4.4.19",
    formula="CAR_i / (s_i √(D + x'(X'X)⁻¹x)), x = Σ x_t over the window",
    df="n − k",
    variant="full covariance of the window's prediction errors, not D times the daily variance",
    compute=compute,
    minimum=1,
)
