"""The regression of the day's moves on betas from before."""

import numpy
import pandas
import pytest
import statsmodels.api as sm

from impact.study.exposure import exposure

SHARES = [f"S{i}" for i in range(12)]


def frame(link=-1.0):
    """Twelve shares with betas 0.2, 0.4, … to the lead; on session 80 each moves by ``link`` × 10 % × beta."""
    draw = numpy.random.default_rng(1)
    lead = draw.normal(0, 0.02, 90)
    betas = 0.2 * numpy.arange(1, 13)
    returns = betas * lead[:, None] + draw.normal(0, 0.002, (90, 12))
    returns[80] = link * 0.1 * betas + draw.normal(0, 0.005, 12)
    days = pandas.bdate_range("2024-01-02", periods=90)
    return pandas.DataFrame(100 * numpy.cumprod(1 + numpy.column_stack([lead, returns]), axis=0), index=days, columns=["L", *SHARES])


def test_slope_is_statsmodels_on_betas_estimated_before():
    data = frame()
    found = exposure(data, "L", ["L", *SHARES], data.index[80].date())
    returns = data.pct_change(fill_method=None)
    before = returns.iloc[20:80]
    betas = numpy.array([numpy.polyfit(before["L"], before[name], 1)[0] for name in SHARES])
    wanted = sm.OLS(returns.iloc[80][SHARES].to_numpy(), sm.add_constant(betas)).fit(cov_type="HC3")
    assert (found.intercept, found.slope) == pytest.approx(tuple(wanted.params), rel=1e-8)
    assert found.error == pytest.approx(wanted.bse[1], rel=1e-8)
    assert found.r2 == pytest.approx(wanted.rsquared, rel=1e-9)
    assert found.slope == pytest.approx(-0.1, abs=0.01)
    assert found.p < 1e-6
    assert found.n == 12  # the lead is no point
    assert exposure(frame(0.0), "L", SHARES, data.index[80].date()).p > 0.01


def test_a_member_is_taken_out_of_the_fund_first():
    data = frame()
    daily = data.pct_change(fill_method=None).fillna(0.0)
    data["FUND"] = 100 * (1 + 0.8 * daily["L"] + 0.2 * daily["S11"]).cumprod()
    through = exposure(data, "FUND", SHARES, data.index[80].date(), without="S11", weight=0.2)
    direct = exposure(data, "L", SHARES[:-1], data.index[80].date())
    assert through.slope == pytest.approx(direct.slope, rel=1e-6)
    assert (through.without, through.n) == ("S11", 11)


def test_too_few_shares_or_no_session_is_said():
    data = frame()
    few = exposure(data, "L", SHARES[:5], data.index[80].date())
    assert (few.id, few.values["n"]) == ("study.too_few_shares", 5)
    weekend = next(day for day in pandas.date_range(data.index[70], data.index[80]) if day not in data.index)
    assert exposure(data, "L", SHARES, weekend.date()).id == "study.no_close"
