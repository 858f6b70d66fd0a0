"""What the verification report says of each named share: its abnormal return, and how it moved with the lead share before.

These two functions are all that ``impact verify`` needs of the study; they import one regression of statsmodels and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from impact.records import Abnormal, Comovement, Message
from impact.study.returns import leave_one_out, simple_returns

if TYPE_CHECKING:
    import pandas

MINIMUM_ESTIMATION = 60
MINIMUM_COMOVEMENT = 20


def abnormal(
    closes: pandas.DataFrame,
    symbol: str,
    session: date,
    benchmark: str,
    *,
    estimation: int = 250,
    gap: int = 5,
    weight: float = 0.0,
    minimum: int = MINIMUM_ESTIMATION,
) -> Abnormal | Message:
    """Market-model abnormal return of one share on one session (MacKinlay 1997, p. 20; statsmodels OLS).

    ``closes`` is (sessions × symbols), split-adjusted, indexed by session. The model ``R_i = α + β R_m + ε`` of simple returns
    is estimated on the ``estimation`` sessions that end ``gap`` sessions before the event session (gap 5: the last one is the
    fifth session before it). ``weight`` is the share's weight in the benchmark: the share is taken out of it
    (constant weight, see :func:`~impact.study.returns.leave_one_out`). ``rank`` is the session's place by size among itself and the
    sessions of the estimation, each measured by a model without it.

    Null hypothesis: the session's abnormal return is zero, given residuals that are normal with the variance of the estimation
    window. ``t = AR / (s·√(1 + 1/L + (R_m − mean R_m)²/S_xx))`` with ``s² = RSS/(L − 2)``, Student t with L − 2 degrees of
    freedom, p two-sided. Sessions without a close of either are left out, never filled.

    Returns the record, or a :class:`~impact.records.Message` that says why there is none: no column, no close on the session or
    the one before, fewer than ``minimum`` returns to estimate from, a share that is its own benchmark, a benchmark that does not move.
    """
    import numpy
    from scipy.special import stdtr, stdtrit
    from statsmodels.regression.linear_model import OLS

    if symbol == benchmark:
        return Message(id="study.own_benchmark", values={"symbol": symbol})
    for name in (symbol, benchmark):
        if name not in closes.columns:
            return Message(id="study.no_series", values={"symbol": name})
    pair = closes[[symbol, benchmark]].dropna(subset=[benchmark])
    place = _place(pair, session)
    if place is None:
        return Message(id="study.no_close", values={"symbol": benchmark, "session": session})
    values = simple_returns(pair.to_numpy(dtype=float))
    if place == 0 or not numpy.isfinite(values[place]).all():
        return Message(id="study.no_return", values={"symbol": symbol, "session": session})
    last = place - gap
    window = values[max(0, last - estimation + 1) : max(0, last + 1)]
    window = window[numpy.isfinite(window).all(axis=1)]
    count = len(window)
    if count < max(minimum, 3):
        return Message(id="study.short_history", values={"symbol": symbol, "found": count, "needed": minimum})
    firm, market = window[:, 0], leave_one_out(window[:, 1], window[:, 0], weight)
    spread = float(((market - market.mean()) ** 2).sum())
    if spread == 0.0:
        return Message(id="study.flat_benchmark", values={"symbol": benchmark})

    fit = OLS(firm, numpy.column_stack([numpy.ones(count), market])).fit()
    actual = float(values[place, 0])
    on_day = float(leave_one_out(values[place, 1], values[place, 0], weight))
    regressors = numpy.array([1.0, on_day])
    difference = actual - float(regressors @ fit.params)
    variance = float(fit.mse_resid * (1.0 + regressors @ fit.normalized_cov_params @ regressors))
    if variance <= 0.0:
        return Message(id="study.flat_share", values={"symbol": symbol})
    error = variance**0.5
    statistic = difference / error
    reach = float(stdtrit(count - 2, 0.975)) * error
    leverage = 1.0 / count + (market - market.mean()) ** 2 / spread
    ordinary = numpy.abs(fit.resid / (1.0 - leverage))  # each session's prediction error when it is left out of its own estimation
    return Abnormal(
        symbol=symbol,
        session=session,
        benchmark=benchmark,
        model="market_model",
        actual_return=actual,
        abnormal_return=difference,
        standard_error=error,
        t=statistic,
        p=float(2.0 * stdtr(count - 2, -abs(statistic))),
        alpha=float(fit.params[0]),
        beta=float(fit.params[1]),
        observations=count,
        weight=weight,
        low=difference - reach,
        high=difference + reach,
        rank=int((ordinary >= abs(difference)).sum()) + 1,
        ranked=count + 1,
        note=Message(id="study.fewer_sessions", values={"found": count, "wanted": estimation}) if count < estimation else None,
    )


def comovement(
    closes: pandas.DataFrame,
    lead: str,
    symbols: Sequence[str],
    session: date,
    *,
    sessions: int = 60,
) -> tuple[Comovement, ...]:
    """Pearson correlation with, and OLS beta to, ``lead`` over the ``sessions`` sessions before ``session``, which is left out.

    Close-to-close simple returns of the sessions on which both have closes, in the order of ``symbols``. A share with fewer
    than 20 common returns, or without any movement, has no row; neither has the lead share itself.
    """
    import numpy

    if lead not in closes.columns:
        return ()
    present = [symbol for symbol in dict.fromkeys(symbols) if symbol != lead and symbol in closes.columns]
    frame = closes[[lead, *present]].dropna(subset=[lead])
    place = int(_dates(frame).searchsorted(numpy.datetime64(session, "D"), side="left"))
    values = simple_returns(frame.to_numpy(dtype=float))[max(1, place - sessions) : place]
    days = _dates(frame)[max(1, place - sessions) : place]
    rows: list[Comovement] = []
    for column, symbol in enumerate(present, start=1):
        both = numpy.isfinite(values[:, [0, column]]).all(axis=1)
        if both.sum() < MINIMUM_COMOVEMENT:
            continue
        leader, other = (values[both, i] - values[both, i].mean() for i in (0, column))
        leading, own, joint = float(leader @ leader), float(other @ other), float(leader @ other)
        if leading == 0.0 or own == 0.0:
            continue
        rows.append(
            Comovement(
                symbol=symbol,
                lead=lead,
                correlation=joint / (leading * own) ** 0.5,
                beta=joint / leading,
                observations=int(both.sum()),
                first=days[both][0].astype(object),
                last=days[both][-1].astype(object),
            )
        )
    return tuple(rows)


def _dates(frame: pandas.DataFrame):  # type: ignore[no-untyped-def]  # numpy array of datetime64[D]
    """The index as days, whether it holds dates, timestamps or ISO text."""
    import numpy

    return numpy.asarray(frame.index.to_numpy(), dtype="datetime64[D]")


def _place(frame: pandas.DataFrame, session: date) -> int | None:
    """Row of the session, or None."""
    import numpy

    days = _dates(frame)
    place = int(days.searchsorted(numpy.datetime64(session, "D")))
    return place if place < len(days) and days[place] == numpy.datetime64(session, "D") else None
