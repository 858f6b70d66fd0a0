"""Does exposure before the event explain the move on the day? A regression across shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from impact.records import Message
from impact.study.correlation import matrix
from impact.study.distributions import p_of_t
from impact.study.frames import days_of
from impact.study.returns import leave_one_out, simple_returns
from impact.study.single import MINIMUM_COMOVEMENT, comovement

if TYPE_CHECKING:
    import pandas

MINIMUM = 8  # shares; with fewer, two parameters and robust errors say nothing


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """``R_i(event) = a + b·β_i + u`` across shares. Null hypothesis: the beta before the event has nothing to do with the move (b = 0).

    HC3 errors (MacKinnon and White 1985, Journal of Econometrics 29), t with n − 2 degrees of freedom. Betas are estimates, so b is
    biased towards zero; shares of one event are not independent, so p is too small when they share other factors.
    """

    lead: str
    without: str | None  # the share taken out of the lead (an index or a fund)
    session: date
    intercept: float
    slope: float
    error: float
    t: float
    p: float
    r2: float
    rank_correlation: float
    n: int
    points: tuple[tuple[str, float, float], ...]  # symbol, beta, return

    def row(self) -> dict[str, Any]:
        """For CSV and JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "points"} | {"session": self.session.isoformat()}


def exposure(
    closes: pandas.DataFrame,
    lead: str,
    symbols: Sequence[str],
    session: date,
    *,
    sessions: int = 60,
    without: str | None = None,
    weight: float = 0.0,
) -> Exposure | Message:
    """Betas to ``lead`` over the ``sessions`` before ``session`` against the simple returns of the day (statsmodels OLS, HC3).

    ``without`` and ``weight`` take one member out of the lead first (SMH without Nvidia); that member and the lead are no points.
    A Message when fewer than eight shares have both numbers.
    """
    import numpy
    from statsmodels.regression.linear_model import OLS

    frame = closes
    if without is not None and weight and lead in closes.columns and without in closes.columns:
        values = simple_returns(closes[[lead, without]].to_numpy(dtype=float))
        rest = leave_one_out(values[:, 0], values[:, 1], weight)
        rest[0] = 0.0
        frame = closes.assign(**{lead: numpy.cumprod(1.0 + numpy.where(numpy.isfinite(rest), rest, 0.0))})
        frame.loc[closes[lead].isna(), lead] = numpy.nan
    chosen = [symbol for symbol in symbols if symbol not in {lead, without}]
    betas = {row.symbol: row.beta for row in comovement(frame, lead, chosen, session, sessions=sessions)}
    days = days_of(frame)
    place = int(days.searchsorted(numpy.datetime64(session, "D")))
    if place == 0 or place >= len(days) or days[place] != numpy.datetime64(session, "D"):
        return Message(id="study.no_close", values={"symbol": lead, "session": session})
    names = list(betas)
    moves = simple_returns(frame[names].iloc[place - 1 : place + 1].to_numpy(dtype=float))[1]
    points = tuple((name, betas[name], float(move)) for name, move in zip(names, moves, strict=True) if numpy.isfinite(move))
    if len(points) < MINIMUM:
        return Message(id="study.too_few_shares", values={"n": len(points), "needed": MINIMUM, "sessions": MINIMUM_COMOVEMENT})
    x, y = numpy.array([point[1] for point in points]), numpy.array([point[2] for point in points])
    fit = OLS(y, numpy.column_stack([numpy.ones(len(x)), x])).fit(cov_type="HC3")
    t = float(fit.params[1] / fit.bse[1])

    return Exposure(
        lead=lead, without=without if weight else None, session=session, intercept=float(fit.params[0]), slope=float(fit.params[1]),
        error=float(fit.bse[1]), t=t, p=float(p_of_t(t, len(x) - 2)), r2=float(fit.rsquared),
        rank_correlation=float(matrix(numpy.column_stack([x, y]), "spearman")[0, 1]), n=len(x), points=points,
    )  # fmt: skip
