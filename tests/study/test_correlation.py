"""Correlation matrices, their errors, and what changes after a shock."""

import numpy
import pandas
import pytest
import scipy.stats

from impact.errors import InputError
from impact.study import bootstrap
from impact.study.contagion import forbes_rigobon, jennrich
from impact.study.correlate import correlate
from impact.study.correlation import average, interval, matrix, partial
from impact.study.dynamics import clusters, lead_lag, rolling

DRAW = numpy.random.default_rng(8)
VALUES = DRAW.standard_t(5, (60, 4)) @ numpy.array([[1, 0.5, 0.2, 0], [0, 1, 0.4, 0], [0, 0, 1, 0], [0, 0, 0, 1.0]])


@pytest.mark.parametrize(
    ("method", "theirs"), [("pearson", scipy.stats.pearsonr), ("spearman", scipy.stats.spearmanr), ("kendall", scipy.stats.kendalltau)]
)
@pytest.mark.parametrize("ties", [False, True])
def test_matrices_are_scipys(method, theirs, ties):
    values = numpy.round(VALUES, 0) if ties else VALUES
    found = matrix(values, method)
    for i in range(4):
        for j in range(i):
            assert found[i, j] == pytest.approx(theirs(values[:, i], values[:, j])[0], abs=1e-12)
    assert numpy.diag(found).tolist() == [1.0] * 4


def test_a_share_that_does_not_move_has_no_correlation():
    values = VALUES.copy()
    values[:, 2] = 1.0
    for method in ("pearson", "spearman", "kendall"):
        found = matrix(values, method)
        assert numpy.isnan(found[2]).all()
        assert numpy.isfinite(found[0, 1])


def test_fisher_interval_is_scipys():
    wanted = scipy.stats.pearsonr(VALUES[:, 0], VALUES[:, 1])
    low, high = interval(numpy.array(wanted[0]), 60)
    assert (low, high) == pytest.approx(tuple(wanted.confidence_interval(0.95)), rel=1e-9)
    wider = interval(numpy.array(wanted[0]), 60, "spearman")
    assert wider[0] < low < high < wider[1]


def test_intervals_hold_the_truth_as_often_as_they_say():
    draw, inside = numpy.random.default_rng(1), {"pearson": 0, "spearman": 0, "kendall": 0}
    truth = {"pearson": 0.5, "spearman": 6 / numpy.pi * numpy.arcsin(0.25), "kendall": 2 / numpy.pi * numpy.arcsin(0.5)}
    for _ in range(400):
        x = draw.standard_normal((50, 2))
        x[:, 1] = 0.5 * x[:, 0] + 0.75**0.5 * x[:, 1]
        for method in inside:
            low, high = interval(matrix(x, method), 50, method)
            inside[method] += low[0, 1] <= truth[method] <= high[0, 1]
    assert all(0.92 <= count / 400 <= 0.98 for count in inside.values())


def test_partial_correlation_is_that_of_the_residuals():
    market = VALUES[:, 0]
    rest = [VALUES[:, i] - numpy.polyval(numpy.polyfit(market, VALUES[:, i], 1), market) for i in (1, 2, 3)]
    assert partial(VALUES[:, 1:], market) == pytest.approx(numpy.corrcoef(rest), abs=1e-10)


def test_stationary_runs_are_consecutive_and_as_long_as_asked():
    rows = bootstrap.stationary_indices(50, 400, 5.0)
    assert rows.shape == (400, 50)
    assert rows.min() == 0
    assert rows.max() == 49
    follows = (rows[:, 1:] - rows[:, :-1]) % 50 == 1
    assert follows.mean() == pytest.approx(1 - 1 / 5 + 1 / 5 / 50, abs=0.01)
    assert numpy.array_equal(bootstrap.stationary_indices(50, 400, 5.0), rows)  # the same seed, the same draws


def test_bootstrap_interval_is_near_fishers_for_independent_normal_days():
    draw = numpy.random.default_rng(9)
    x = draw.standard_normal((2000, 2))
    x[:, 1] = 0.6 * x[:, 0] + 0.8 * x[:, 1]
    low, high = bootstrap.percentile(bootstrap.correlations(x, 1000))
    fisher = interval(matrix(x), 2000)
    assert (low[0, 1], high[0, 1]) == pytest.approx((fisher[0][0, 1], fisher[1][0, 1]), abs=0.012)


def shocked(n, factor, draw):
    """The lead's variance is multiplied, the share's link to it is unchanged."""
    lead = draw.standard_normal(n) * factor
    return numpy.column_stack([lead, 0.5 * lead + draw.standard_normal(n)])


def test_the_correction_undoes_what_a_higher_variance_alone_does():
    draw = numpy.random.default_rng(6)
    found = forbes_rigobon("S", "L", shocked(200_000, 1.0, draw), shocked(200_000, 3.0, draw))
    assert found.before == pytest.approx(0.5 / 1.25**0.5, abs=0.01)
    assert found.after == pytest.approx(1.5 / 3.25**0.5, abs=0.01)
    assert found.delta == pytest.approx(8.0, abs=0.1)
    assert found.corrected == pytest.approx(found.before, abs=0.01)


def test_corrected_difference_by_hand():
    draw = numpy.random.default_rng(12)
    before, after = shocked(60, 1.0, draw), shocked(20, 2.0, draw)
    found = forbes_rigobon("S", "L", before, after)
    r1, r2 = numpy.corrcoef(before.T)[0, 1], numpy.corrcoef(after.T)[0, 1]
    delta = after[:, 0].var(ddof=1) / before[:, 0].var(ddof=1) - 1
    corrected = r2 / (1 + delta * (1 - r2**2)) ** 0.5
    error = (1 / 57 + 1 / 17) ** 0.5
    assert found.z == pytest.approx((numpy.arctanh(corrected) - numpy.arctanh(r1)) / error, rel=1e-10)
    assert found.p == pytest.approx(2 * scipy.stats.norm.sf(abs(found.z)), rel=1e-10)
    plain = (numpy.arctanh(r2) - numpy.arctanh(r1)) / error
    assert found.p_uncorrected == pytest.approx(2 * scipy.stats.norm.sf(abs(plain)), rel=1e-10)


def test_size_of_the_corrected_and_the_uncorrected_test():
    draw, corrected, plain = numpy.random.default_rng(7), 0, 0
    for _ in range(400):
        found = forbes_rigobon("S", "L", shocked(60, 1.0, draw), shocked(60, 3.0, draw))
        corrected += found.p < 0.05
        plain += found.p_uncorrected < 0.05
    assert plain / 400 > 0.7  # "contagion" that is none
    assert corrected / 400 < 0.10


def test_jennrich_holds_its_size_and_finds_a_difference():
    draw, hits = numpy.random.default_rng(5), 0
    for _ in range(300):
        found = jennrich(draw.standard_normal((80, 4)), draw.standard_normal((60, 4)))
        hits += found.p < 0.05
    assert 0.02 <= hits / 300 <= 0.09
    assert found.df == 6
    common = draw.standard_normal((60, 1))
    assert jennrich(draw.standard_normal((80, 4)), draw.standard_normal((60, 4)) + 2 * common).p < 1e-6


def test_jennrich_for_two_shares_is_close_to_fishers_test():
    draw = numpy.random.default_rng(3)
    first, second = draw.standard_normal((300, 2)), draw.standard_normal((300, 2))
    second[:, 1] += 0.25 * second[:, 0]
    r1, r2 = numpy.corrcoef(first.T)[0, 1], numpy.corrcoef(second.T)[0, 1]
    z = (numpy.arctanh(r2) - numpy.arctanh(r1)) / (2 / 297) ** 0.5
    assert jennrich(first, second).chi2 == pytest.approx(z**2, rel=0.03)
    assert jennrich(first[:2], second) is None


@pytest.mark.parametrize("lag", [-2, 0, 1])
def test_lead_lag_finds_who_moved_first(lag):
    draw = numpy.random.default_rng(2)
    base = draw.standard_normal(130)
    other = numpy.roll(base, lag) + 0.4 * draw.standard_normal(130)
    found = lead_lag("S", "L", base[5:125], other[5:125])
    assert found.peak == lag
    assert found.bound == pytest.approx(scipy.stats.norm.isf(0.05 / 7 / 2) / 120**0.5, rel=1e-9)
    assert max(found.correlations) == found.correlations[found.lags.index(lag)]
    assert lead_lag("S", "L", draw.standard_normal(120), draw.standard_normal(120)).peak is None


def test_rolling_is_pandas():
    wanted = pandas.Series(VALUES[:, 0]).rolling(20).corr(pandas.Series(VALUES[:, 1])).dropna()
    assert rolling(VALUES[:, 0], VALUES[:, 1], 20) == pytest.approx(wanted.to_numpy(), abs=1e-10)


def test_clusters_are_the_blocks_of_the_data():
    draw = numpy.random.default_rng(4)
    two = draw.standard_normal((200, 2))
    values = two[:, [0, 1, 0, 1, 0]] + 0.5 * draw.standard_normal((200, 5))
    found = clusters(matrix(values), ["A", "B", "C", "D", "E"])
    assert [set(group) for group in found.groups] == [{"A", "C", "E"}, {"B", "D"}]
    assert set(found.order[:3]) == {"A", "C", "E"} or set(found.order[2:]) == {"A", "C", "E"}
    assert clusters(numpy.ones((1, 1)), ["A"]).groups == (("A",),)


def frame(sessions=100, shares=4):
    draw = numpy.random.default_rng(1)
    returns = 0.01 * (draw.standard_normal((sessions, shares)) + draw.standard_normal((sessions, 1)))
    days = pandas.bdate_range("2024-01-02", periods=sessions)
    return pandas.DataFrame(100 * numpy.cumprod(1 + returns, axis=0), index=days, columns=["L", "A", "B", "^M"][:shares])


def test_windows_meet_at_the_event_session():
    data = frame()
    event = data.index[70].date()
    found = correlate(data, ["A", "B"], event, "L", market="^M", before=60, after=20, draws=50)
    assert found.symbols == ("L", "A", "B")
    assert (found.before.first, found.before.last) == (data.index[10].date(), data.index[69].date())
    assert (found.after.first, found.after.last) == (event, data.index[89].date())
    returns = data.pct_change(fill_method=None)
    assert found.before.matrices["pearson"] == pytest.approx(returns.iloc[10:70][["L", "A", "B"]].corr().to_numpy(), abs=1e-12)
    assert found.after.averages["pearson"] == pytest.approx(average(returns.iloc[70:90][["L", "A", "B"]].corr().to_numpy()), abs=1e-12)
    assert found.change[0] == pytest.approx(found.after.averages["pearson"] - found.before.averages["pearson"])
    assert found.change[1] < found.change[0] < found.change[2]
    without = correlate(data, ["A", "B"], event, "L", before=60, after=20, event_day=False, draws=0)
    assert without.after.first == data.index[71].date()
    assert without.after.boot_low is None
    pair = next(row for row in found.rows() if (row["first"], row["second"], row["side"], row["method"]) == ("L", "A", "before", "pearson"))
    assert pair["low"] < pair["correlation"] < pair["high"]
    assert pair["partial"] == pytest.approx(partial(returns.iloc[10:70][["L", "A"]].to_numpy(), returns.iloc[10:70]["^M"].to_numpy())[0, 1])


def test_a_share_with_gaps_is_dropped_and_a_missing_day_is_left_out():
    data = frame()
    data["GAP"] = data["A"].where(numpy.arange(100) % 3 > 0)
    data.iloc[30, 1] = numpy.nan
    found = correlate(data, ["A", "GAP", "NONE"], data.index[70].date(), "L", draws=0)
    assert {symbol: message.id for symbol, message in found.dropped} == {"GAP": "study.gaps", "NONE": "study.no_series"}
    assert found.before.observations == 58
    assert [note.id for note in correlate(data, ["A"], data.index[88].date(), "L", draws=0).notes] == ["study.after_short"]


@pytest.mark.parametrize(
    ("lead", "market", "row", "said"),
    [
        ("X", None, 70, "no prices of the lead"),
        ("L", "^X", 70, "no prices of this benchmark"),
        ("L", None, 3, "are needed on either side"),
        ("L", None, 96, "are needed on either side"),
    ],
)
def test_errors_name_the_remedy(lead, market, row, said):
    data = frame()
    with pytest.raises(InputError, match=said):
        correlate(data, ["A"], data.index[row].date(), lead, market=market, draws=0)
