"""The report's two study functions, against statsmodels' own prediction and against arithmetic written out here."""

import datetime
import sys
from dataclasses import replace

import numpy
import pandas
import pytest

from impact.records import Abnormal, Comovement, Message
from impact.study import abnormal, comovement, tried

DAYS = pandas.bdate_range("2024-01-02", periods=300)
EVENT = DAYS[290].date()


def closes(seed=7, beta=1.5, shock=-0.15):
    """300 sessions of a market, a share with a shock on the 291st, and a second share; simple returns are known exactly."""
    draw = numpy.random.default_rng(seed)
    market = draw.normal(0.0004, 0.01, 300)
    share = beta * market + draw.normal(0.0, 0.02, 300)
    other = 0.5 * share + draw.normal(0.0, 0.01, 300)
    share[290] += shock
    returns = numpy.column_stack([market, share, other])
    return pandas.DataFrame(100.0 * numpy.cumprod(1.0 + returns, axis=0), index=DAYS.date, columns=["^M", "S", "O"])


def test_abnormal_return_is_statsmodels_prediction_with_its_standard_error():
    import statsmodels.api as sm

    frame = closes(shock=-0.03)
    record = abnormal(frame, "S", EVENT, "^M", estimation=200, gap=5)
    returns = frame.pct_change(fill_method=None)
    window = returns.iloc[290 - 5 - 199 : 290 - 5 + 1]
    assert len(window) == 200
    fit = sm.OLS(window["S"], sm.add_constant(window["^M"])).fit()
    prediction = fit.get_prediction([[1.0, returns["^M"].iloc[290]]])
    assert isinstance(record, Abnormal)
    assert record.abnormal_return == pytest.approx(returns["S"].iloc[290] - prediction.predicted_mean[0], abs=1e-14)
    assert record.standard_error == pytest.approx(prediction.se_obs[0], rel=1e-12)
    assert record.t == pytest.approx(record.abnormal_return / prediction.se_obs[0], rel=1e-10)
    assert record.beta == pytest.approx(fit.params["^M"], rel=1e-12)
    low, high = prediction.conf_int(obs=True, alpha=record.p)[0]
    assert min(abs(returns["S"].iloc[290] - low), abs(returns["S"].iloc[290] - high)) < 1e-9  # p is where the interval just reaches it
    assert (record.observations, record.model, record.note) == (200, "market_model", None)


def test_interval_and_rank_agree_with_the_event_study():
    from impact.study.engine import event_study

    for shock in (-0.3, -0.03, 0.0):
        frame = closes(shock=shock)
        record = abnormal(frame, "S", EVENT, "^M", estimation=200)
        window = event_study(frame, ["S"], EVENT, "^M", estimation=200, window=(0, 0)).window((0, 0))
        assert (record.low, record.high) == pytest.approx((window.low[0], window.high[0]), abs=1e-12)
        assert (record.rank, record.ranked) == (window.rank[0], window.windows[0])
    assert record.ranked == 201


def test_fragile_is_what_the_grid_says():
    from impact.study.robustness import grid

    frame = closes(shock=-0.045)
    frame["^OTHER"] = frame["O"]
    records = [abnormal(frame, name, EVENT, "^M", estimation=200) for name in ("S", "O")]
    marked = tried(frame, records, lambda index, symbol: 0.1 if (index, symbol) == ("^M", "S") else None, ["^OTHER", "^NONE"])
    cells = grid(frame, ["S", "O"], EVENT, {"^M": {"S": 0.1}, "^OTHER": {}}, estimations=(250, 120))
    assert [record.fragile for record in marked] == [item.fragile for item in cells if item.symbol != "*"]
    assert [replace(record, fragile=None) for record in marked] == records
    assert tried(frame.iloc[:100], records)[0].fragile is None


def test_the_day_and_the_gap_are_not_in_the_estimation():
    frame = closes()
    spoiled = frame.copy()
    spoiled.iloc[286:290, 1] *= 3.0
    first, second = abnormal(frame, "S", EVENT, "^M", estimation=200), abnormal(spoiled, "S", EVENT, "^M", estimation=200)
    assert (first.alpha, first.beta) == (second.alpha, second.beta)
    spoiled.iloc[285:290, 1] *= 3.0  # the fifth session before the event is the last one of the window
    assert abnormal(spoiled, "S", EVENT, "^M", estimation=200).beta != first.beta


def test_leave_one_out_recovers_the_rest_of_the_index():
    frame = closes()
    weight = 0.2
    returns = frame.pct_change(fill_method=None)
    frame["^MIX"] = 100.0 * (1.0 + ((1 - weight) * returns["^M"] + weight * returns["S"]).fillna(0.0)).cumprod()
    against_rest = abnormal(frame, "S", EVENT, "^MIX", estimation=200, weight=weight)
    against_market = abnormal(frame, "S", EVENT, "^M", estimation=200)
    assert against_rest.abnormal_return == pytest.approx(against_market.abnormal_return, abs=1e-12)
    assert against_rest.t == pytest.approx(against_market.t, rel=1e-9)
    diluted = abnormal(frame, "S", EVENT, "^MIX", estimation=200)
    assert abs(diluted.abnormal_return) < abs(against_rest.abnormal_return)  # an index that holds the share absorbs part of its fall


def test_missing_sessions_are_left_out_and_counted():
    frame = closes()
    frame.iloc[150, 1] = numpy.nan  # costs two returns
    record = abnormal(frame, "S", EVENT, "^M", estimation=200)
    assert record.observations == 198
    assert record.note == Message(id="study.fewer_sessions", values={"found": 198, "wanted": 200})


def test_a_session_of_another_exchange_only_is_no_session():
    frame = closes()
    extra = pandas.DataFrame({"^M": numpy.nan, "S": numpy.nan, "O": 50.0}, index=[datetime.date(2024, 6, 15)])
    mixed = pandas.concat([frame, extra]).sort_index()
    assert abnormal(mixed, "S", EVENT, "^M") == abnormal(frame, "S", EVENT, "^M")


@pytest.mark.parametrize("index", [DAYS, DAYS.strftime("%Y-%m-%d"), list(DAYS.date)])
def test_any_index_of_days_will_do(index):
    frame = closes()
    expected = abnormal(frame, "S", EVENT, "^M")
    frame.index = index
    assert abnormal(frame, "S", EVENT, "^M") == expected


@pytest.mark.parametrize(
    ("symbol", "benchmark", "day", "reason"),
    [
        ("S", "S", EVENT, "study.own_benchmark"),
        ("X", "^M", EVENT, "study.no_series"),
        ("S", "^X", EVENT, "study.no_series"),
        ("S", "^M", datetime.date(2024, 6, 15), "study.no_close"),
        ("S", "^M", datetime.date(2031, 1, 2), "study.no_close"),
        ("S", "^M", DAYS[0].date(), "study.no_return"),
        ("S", "^M", DAYS[40].date(), "study.short_history"),
        ("GONE", "^M", EVENT, "study.no_return"),
        ("FLAT", "^M", EVENT, "study.flat_share"),
        ("S", "FLAT", EVENT, "study.flat_benchmark"),
    ],
)
def test_what_cannot_be_computed_says_why(symbol, benchmark, day, reason):
    frame = closes()
    frame["GONE"] = frame["S"]
    frame.loc[EVENT, "GONE"] = numpy.nan
    frame["FLAT"] = 10.0
    answer = abnormal(frame, symbol, day, benchmark)
    assert isinstance(answer, Message)
    assert answer.id == reason


def test_comovement_is_the_correlation_and_slope_of_the_sessions_before():
    frame = closes()
    (row,) = comovement(frame, "S", ["S", "O", "UNKNOWN", "O"], EVENT, sessions=60)
    window = frame.pct_change(fill_method=None).iloc[230:290]
    assert isinstance(row, Comovement)
    assert row.correlation == pytest.approx(window["S"].corr(window["O"]), rel=1e-12)
    assert row.beta == pytest.approx(numpy.polyfit(window["S"], window["O"], 1)[0], rel=1e-10)
    assert (row.observations, row.first, row.last) == (60, DAYS[230].date(), DAYS[289].date())


def test_comovement_uses_what_there_is_before():
    frame = closes().iloc[250:]
    (row,) = comovement(frame, "S", ["O"], EVENT, sessions=60)
    assert (row.observations, row.first, row.last) == (39, DAYS[251].date(), DAYS[289].date())  # the first session has no return
    assert row.correlation == pytest.approx(frame.pct_change(fill_method=None).iloc[1:40].corr().loc["S", "O"], rel=1e-12)


def test_comovement_leaves_out_what_has_too_few_sessions():
    frame = closes()
    frame.iloc[:275, 2] = numpy.nan
    assert comovement(frame, "S", ["O"], EVENT) == ()
    assert comovement(frame, "NONE", ["O"], EVENT) == ()


def test_the_package_costs_nothing_until_it_is_asked():
    import subprocess

    code = "import sys, impact.study; print(sorted({m.split('.')[0] for m in sys.modules} & {'pandas', 'numpy', 'statsmodels', 'scipy'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
