"""Volume and range of one session against those before."""

import datetime

import numpy
import pytest
from statsmodels.api import OLS

from impact.records import Bar
from impact.study.activity import activities, activity, parkinson

FIRST = datetime.date(2024, 1, 1)


def bars(count=90, seed=1):
    draw = numpy.random.default_rng(seed)
    out = []
    for i in range(count):
        low = 100 * (1 + draw.normal(0, 0.01))
        high = low * (1 + abs(draw.normal(0.02, 0.005)))
        out.append(
            Bar(
                symbol="S", session=FIRST + datetime.timedelta(days=i), open=low, high=high, low=low, close=high,
                volume=float(numpy.exp(draw.normal(15, 0.3))), source="made", as_of="2024",
            )
        )  # fmt: skip
    return out


def changed(series, place, **fields):
    import dataclasses

    return [dataclasses.replace(bar, **fields) if i == place else bar for i, bar in enumerate(series)]


def test_parkinson_of_a_known_range():
    assert parkinson(numpy.e, 1.0) == pytest.approx(1 / (4 * 0.6931471805599453) ** 0.5)


def test_parkinson_estimates_the_volatility_of_a_random_walk():
    draw = numpy.random.default_rng(2)
    paths = numpy.exp(numpy.cumsum(draw.normal(0, 0.02 / 2000**0.5, (800, 2000)), axis=1))
    squares = parkinson(paths.max(axis=1), paths.min(axis=1)) ** 2
    assert squares.mean() ** 0.5 == pytest.approx(0.02, rel=0.05)


def test_log_volume_is_a_prediction_from_a_constant():
    series = bars()
    found = activity(series, series[80].session, estimation=60, gap=5)
    logs = numpy.log([bar.volume for bar in series[16:76]])
    assert len(logs) == 60
    predicted = OLS(logs, numpy.ones(60)).fit().get_prediction([1.0])
    here = numpy.log(series[80].volume)
    assert found.volume_t == pytest.approx((here - predicted.predicted_mean[0]) / predicted.se_obs[0], rel=1e-9)
    assert found.volume_ratio == pytest.approx(numpy.exp(here - logs.mean()))
    ranges = [parkinson(bar.high, bar.low) for bar in series[16:76]]
    assert found.range_rank == 1 + sum(item >= parkinson(series[80].high, series[80].low) for item in ranges)


def test_a_wild_session_is_found():
    series = changed(bars(), 80, high=150.0, volume=5e8)
    found = activity(series, series[80].session)
    assert (found.range_rank, found.range_p < 1e-6, found.volume_p < 1e-6) == (1, True, True)
    assert found.row()["session"] == series[80].session.isoformat()


def test_what_a_bar_lacks_is_left_out():
    flat = changed(bars(), 80, high=100.0, low=100.0, open=100.0, close=100.0)
    found = activity(flat, flat[80].session)
    assert (found.range_t, found.range_rank) == (None, None)
    assert found.volume_t is not None
    silent = changed(bars(), 80, volume=None)
    assert activity(silent, silent[80].session).volume_ratio is None
    assert activity(silent, silent[80].session).range_t is not None


def test_reasons():
    series = bars()
    assert activity(series, datetime.date(2030, 1, 1)).id == "study.no_close"
    assert activity(series, series[20].session).id == "study.short_history"
    assert activity([], FIRST).id == "study.no_close"
    found = activities({"S": series, "T": []}, series[80].session)
    assert (found["S"].symbol, found["T"].id) == ("S", "study.no_close")
