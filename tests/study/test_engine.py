"""The event study from closes to rows."""

import datetime

import numpy
import pandas
import pytest
from study_data import DAYS, EVENT, EVENT_ROW, closes, panel

from impact.errors import InputError
from impact.records import Message
from impact.study.engine import event_study
from impact.study.placebo import left_out


def reasons(study):
    return {symbol: message.id for symbol, message in study.dropped}


def test_rows_carry_what_the_panel_says():
    frame = closes(shares=3)
    study = event_study(frame, ["S0", "S1", "S2"], EVENT, "^M", estimation=240)
    data = panel(frame)
    row = next(row for row in study.rows() if row["symbol"] == "S1" and row["day"] == 0)
    assert row["abnormal_return"] == pytest.approx(data.car((0, 0))[1], abs=1e-14)
    assert row["t"] == pytest.approx(data.scar((0, 0))[1], rel=1e-12)
    assert (row["session"], row["model"], row["benchmark"], row["weight"]) == (EVENT.isoformat(), "market_model", "^M", 0.0)
    assert row["actual_return"] == pytest.approx(frame["S1"].pct_change(fill_method=None).iloc[EVENT_ROW], rel=1e-12)
    whole = next(row for row in study.rows() if row["symbol"] == "S1" and row["day"] == "-1:3")
    assert whole["abnormal_return"] == pytest.approx(data.car((-1, 3))[1], abs=1e-14)
    assert whole["session"] == f"{DAYS[EVENT_ROW - 1].date()}/{DAYS[EVENT_ROW + 3].date()}"
    assert len(study.rows()) == 3 * 6
    assert len({(row["symbol"], row["session"]) for row in study.rows()}) == 3 * 6  # a session is found once
    assert study.settings.estimation_last == DAYS[EVENT_ROW - 5].date()
    assert study.settings.estimation_first == DAYS[EVENT_ROW - 5 - 239].date()


def test_bhar_compounds_and_car_adds():
    frame = closes(shares=1)
    study = event_study(frame, ["S0"], EVENT, "^M", window=(0, 3), estimation=240)
    item = study.window((0, 3))
    actual = frame["S0"].pct_change(fill_method=None).iloc[EVENT_ROW : EVENT_ROW + 4].to_numpy()
    expected = actual - panel(frame).abnormal[1:5, 0]
    assert item.bhar[0] == pytest.approx(numpy.prod(1 + actual) - numpy.prod(1 + expected), rel=1e-10)
    assert item.actual[0] == pytest.approx(frame["S0"].iloc[EVENT_ROW + 3] / frame["S0"].iloc[EVENT_ROW - 1] - 1, rel=1e-10)


def test_interval_is_where_p_reaches_its_level():
    study = event_study(closes(shares=2, shock=-0.035), ["S0", "S1"], EVENT, "^M", estimation=240, level=0.9)
    item = study.window((0, 0))
    for i in range(2):
        assert (item.p[i] < 0.1) == (item.high[i] < 0 or item.low[i] > 0)
        assert item.car[i] - item.low[i] == pytest.approx(item.high[i] - item.car[i])


def test_log_returns_add_up():
    frame = closes(shares=1)
    study = event_study(frame, ["S0"], EVENT, "^M", kind="log", window=(0, 2), estimation=240)
    logs = numpy.log(frame).diff()
    inside = logs.iloc[EVENT_ROW - 244 : EVENT_ROW - 4]
    slope, intercept = numpy.polyfit(inside["^M"], inside["S0"], 1)
    event = logs.iloc[EVENT_ROW : EVENT_ROW + 3]
    assert study.window((0, 2)).car[0] == pytest.approx((event["S0"] - intercept - slope * event["^M"]).sum(), rel=1e-9)


def test_leave_one_out_is_stated_and_used():
    frame = closes(shares=2)
    mixed = frame.copy()
    daily = frame.pct_change(fill_method=None).fillna(0.0)
    mixed["^MIX"] = 100 * (1 + 0.7 * daily["^M"] + 0.3 * daily["S0"]).cumprod()
    study = event_study(mixed, ["S0", "S1"], EVENT, "^MIX", weights={"S0": 0.3}, estimation=240)
    rest = event_study(frame, ["S0"], EVENT, "^M", estimation=240)
    assert study.window((0, 0)).car[0] == pytest.approx(rest.window((0, 0)).car[0], abs=1e-10)
    assert study.settings.weights == {"S0": 0.3}
    assert [row["weight"] for row in study.rows() if row["day"] == 0] == [0.3, 0.0]


def test_a_weekend_goes_to_the_next_session_and_says_so():
    friday = next(k for k in range(EVENT_ROW - 5, EVENT_ROW) if DAYS[k].weekday() == 4)
    sunday = DAYS[friday].date() + datetime.timedelta(days=2)
    study = event_study(closes(shares=1), ["S0"], sunday, "^M", estimation=200)
    assert study.settings.session == DAYS[friday + 1].date()
    assert study.settings.asked == sunday
    assert Message(id="study.moved_to_next", values={"day": sunday, "session": DAYS[friday + 1].date()}) in study.notes


def test_what_cannot_be_studied_is_named_and_the_rest_goes_on():
    frame = closes(shares=5)
    frame.iloc[: EVENT_ROW - 20, 2] = numpy.nan  # S1: 15 returns
    frame.iloc[EVENT_ROW, 3] = numpy.nan  # S2: no close on the day
    frame["S3"] = 50.0
    study = event_study(frame, ["S0", "S1", "S2", "S3", "GONE", "^M", "S4"], EVENT, "^M", estimation=240)
    assert study.panel.firms == ("S0", "S4")
    assert reasons(study) == {
        "S1": "study.short_history", "S2": "study.no_return", "S3": "study.flat_share", "GONE": "study.no_series", "^M": "study.own_benchmark",
    }  # fmt: skip
    listed = [row for row in study.rows() if row["reason"] is not None]
    assert {row["symbol"] for row in listed} == set(reasons(study))
    assert all(row["abnormal_return"] is None for row in listed)


def test_nothing_usable_gives_reasons_alone():
    frame = closes(shares=1)
    frame["S0"] = 5.0
    study = event_study(frame, ["S0"], EVENT, "^M")
    assert study.windows == ()
    assert [row["reason"].id for row in study.rows()] == ["study.flat_share"]


def test_a_short_history_is_used_and_counted():
    study = event_study(closes(shares=2, ragged=True), ["S0", "S1"], EVENT, "^M", estimation=240)
    assert [note.observations for note in study.firms] == [175, 238]
    assert study.window((0, 0)).df.tolist() == [173, 236]


def test_few_sessions_are_refused_unless_asked_for():
    frame = closes(shares=1).iloc[EVENT_ROW - 30 :]
    refused = event_study(frame, ["S0"], EVENT, "^M", window=(0, 0))
    assert refused.panel.firms == ()
    assert refused.dropped[0][1] == Message(id="study.short_history", values={"symbol": "S0", "found": 25, "needed": 60})
    asked = event_study(frame, ["S0"], EVENT, "^M", window=(0, 0), estimation=25)
    assert asked.window((0, 0)).df.tolist() == [23]


def test_data_that_begin_late_and_end_early_are_said():
    frame = closes(shares=1).iloc[150 : EVENT_ROW + 2]
    study = event_study(frame, ["S0"], EVENT, "^M", window=(-1, 5))
    assert study.panel.days == (-1, 0, 1)
    assert [note.id for note in study.notes] == ["study.window_cut", "study.fewer_sessions"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"benchmark": "^X"}, "no prices of this benchmark"),
        ({"event": datetime.date(2031, 1, 1)}, "no session on or after"),
        ({"event": DAYS[3].date()}, "too late for an estimation window"),
        ({"window": (-7, 3)}, "reaches into the estimation window"),
        ({"window": (1, 3)}, "does not hold day 0"),
        ({"model": "crystal_ball"}, "no such model"),
        ({"kind": "gross"}, "no kind of return"),
        ({"model": "multi_factor"}, "needs factors"),
        ({"model": "synthetic_control"}, "needs donors"),
        ({"symbols": ["X", "Y"]}, "no prices of any of them"),
    ],
)
def test_what_nobody_can_study_is_an_error_with_a_remedy(options, said):
    given = {"symbols": ["S0"], "event": EVENT, "benchmark": "^M"} | options
    with pytest.raises(InputError, match=said) as caught:
        event_study(closes(shares=1), **given)
    assert ";" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_factors_from_a_frame_of_other_days():
    frame = closes(shares=1)
    market = frame["^M"].pct_change(fill_method=None)
    factors = pandas.DataFrame({"F": market}).iloc[1:].drop(DAYS[EVENT_ROW - 50])  # one session missing
    study = event_study(frame, ["S0"], EVENT, "^M", model="multi_factor", factors=factors, estimation=240)
    assert study.firms[0].observations == 239
    plain = event_study(frame, ["S0"], EVENT, "^M", estimation=240)
    assert study.window((0, 0)).car[0] == pytest.approx(plain.window((0, 0)).car[0], abs=1e-3)


def test_one_firm_has_no_basket_and_many_have_a_warning():
    frame = closes(shares=3, correlation=0.4)
    alone = event_study(frame, ["S0"], EVENT, "^M", estimation=240)
    assert (alone.basket, alone.mean_correlation) == ((), None)
    together = event_study(frame, ["S0", "S1", "S2"], EVENT, "^M", estimation=240)
    assert together.mean_correlation == pytest.approx(0.4, abs=0.12)
    assert [note.id for note in together.notes] == ["study.common_date", "study.small_basket"]
    assert {item.test for item in together.basket if item.independent} >= {"patell", "bmp", "wilcoxon"}
    assert all("assumes_independence" in row for row in together.basket_rows())


def test_a_jump_in_the_estimation_window_is_found_and_left_out():
    frame = closes(shares=1, shock=-0.07)
    clean = event_study(frame, ["S0"], EVENT, "^M", estimation=240)
    frame.iloc[200:, 1] *= 1.5
    spoiled = event_study(frame, ["S0"], EVENT, "^M", estimation=240)
    (note,) = spoiled.firms
    assert [jump.session for jump in note.jumps] == [DAYS[200].date()]
    assert note.jumps[0].abnormal_return == pytest.approx(0.5, abs=0.08)
    assert note.kurtosis > 20
    assert spoiled.window((0, 0)).p[0] > 0.05 > note.p_without_jumps
    assert note.p_without_jumps == pytest.approx(clean.window((0, 0)).p[0], abs=0.02)
    assert clean.firms[0].jumps == ()


def test_confounders_fall_on_the_session_that_could_react():
    day = [session.date().isoformat() for session in DAYS]
    rows = [
        (day[EVENT_ROW - 2], "after the close", "*", "before the window, reacts inside it"),
        (day[EVENT_ROW - 2], "before the open", "*", "before the window"),
        (day[EVENT_ROW], "after the close", "S0 X", "own results"),
        (day[EVENT_ROW + 1], "before the open", "X", "of another share"),
        (day[EVENT_ROW + 3], "after the close", "*", "too late"),
    ]
    events = pandas.DataFrame(rows, columns=["session", "when", "symbols", "what"]).assign(certainty="confirmed")
    study = event_study(closes(shares=1), ["S0"], EVENT, "^M", estimation=240, events=events)
    assert [(item.day, item.symbols, item.what) for item in study.confounders] == [
        (-1, "*", "before the window, reacts inside it"),
        (1, "S0", "own results"),
    ]
    assert Message(id="study.confounded", values={"n": 1}) in study.notes


def test_detectable_effect_is_found_four_times_in_five():
    draw = numpy.random.default_rng(4)
    study = event_study(closes(shares=1), ["S0"], EVENT, "^M", estimation=240)
    effect, error = study.firms[0].detectable, study.window((0, 0)).error[0]
    t = (effect + error * draw.standard_normal(20_000)) / error
    assert (t > 1.97).mean() == pytest.approx(0.8, abs=0.02)


def test_rank_counts_the_day_among_the_ordinary_ones():
    loud = event_study(closes(shares=1, shock=-0.4), ["S0"], EVENT, "^M", estimation=240)
    assert (loud.window((0, 0)).rank[0], loud.window((0, 0)).windows[0]) == (1, 241)
    assert loud.window((-1, 3)).windows[0] == 237  # 236 overlapping sums of five sessions, and the event
    middle = event_study(closes(shares=1, shock=0.0), ["S0"], EVENT, "^M", estimation=240).window((0, 0))
    ordinary = numpy.abs(left_out(panel(closes(shares=1, shock=0.0)))[:, 0])
    assert middle.rank[0] == 1 + (ordinary >= abs(middle.car[0])).sum()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "model",
    ["market_model", "market_adjusted", "mean_adjusted", "scholes_williams", "multi_factor", "market_model_hac", "market_model_robust"],
)
def test_holes_anywhere_make_no_noise(model):
    frame = closes(shares=4, ragged=True)
    frame.iloc[220, :] = numpy.nan  # a day that no share and not even the benchmark has
    frame.iloc[230, 1:] = numpy.nan  # a day that only the benchmark has
    frame["S3"] = 7.0
    factors = pandas.DataFrame({"F": frame["^M"].pct_change(fill_method=None)}).iloc[80:]
    study = event_study(frame, ["S0", "S1", "S2", "S3"], EVENT, "^M", model=model, estimation=240, factors=factors)
    assert study.panel.firms == ("S0", "S1", "S2")
    assert all(numpy.isfinite(item.p) for item in study.basket if item.window == (0, 0) and item.test not in {"clustered_t", "jackknife"})
