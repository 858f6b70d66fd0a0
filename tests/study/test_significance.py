"""Every test of abnormal returns: against other software where it exists, against its own definition where it does not."""

import warnings
from dataclasses import replace

import numpy
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from study_data import closes, panel

from impact.study.panel import mean_pairwise_correlation, median_down, ranks_down
from impact.study.placebo import left_out
from impact.study.significance import battery

BASKET = sorted(name for name, test in battery().items() if test.scope == "basket")
SIGNED = [name for name in BASKET if name not in {"wilcoxon", "portfolio_sq", "placebo_bmp"}]
WINDOWS = [(0, 0), (-1, 3)]


def outcome(name, data, window=(0, 0)):
    return battery()[name].compute(data, window)


@pytest.mark.parametrize("name", sorted(battery()))
def test_it_says_what_it_tests(name):
    test = battery()[name]
    assert test.id == name
    for language in ("de", "en"):
        assert len(test.null[language]) > 30
    assert any(character.isdigit() for character in test.paper)
    assert test.formula
    assert test.df
    assert test.variant


@pytest.mark.parametrize("window", WINDOWS)
def test_cross_sectional_t_is_scipys_one_sample_t(window):
    data = panel(closes(shares=9))
    wanted = scipy.stats.ttest_1samp(data.car(window), 0.0)
    found = outcome("cross_sectional_t", data, window)
    assert (found.statistic, found.p) == pytest.approx((wanted.statistic, wanted.pvalue), rel=1e-12)
    assert (found.df, found.firms) == (wanted.df, 9)
    standardized = scipy.stats.ttest_1samp(data.scar(window), 0.0)
    assert outcome("bmp", data, window).p == pytest.approx(standardized.pvalue, rel=1e-12)


@pytest.mark.parametrize("shock", [-0.02, -0.005, 0.0])
@pytest.mark.parametrize("shares", [4, 9, 30])
def test_wilcoxon_is_scipys(shares, shock):
    data = panel(closes(shares=shares, shock=shock))
    car = data.car((0, 0))
    wanted = scipy.stats.wilcoxon(car, method="exact")
    found = outcome("wilcoxon", data)
    assert min(found.statistic, shares * (shares + 1) / 2 - found.statistic) == wanted.statistic
    assert found.p == pytest.approx(wanted.pvalue, rel=1e-9)


def test_wilcoxon_with_ties_and_zeros_is_scipys_normal():
    values = numpy.array([0.01, -0.01, 0.02, 0.02, -0.03, 0.0, 0.04, 0.05, 0.01, -0.02, 0.03, 0.06])
    data = panel(closes(shares=12), window=(0, 0))
    data = replace(data, abnormal=values[None])
    wanted = scipy.stats.wilcoxon(values, method="approx", correction=False)
    assert outcome("wilcoxon", data).p == pytest.approx(wanted.pvalue, rel=1e-9)


@pytest.mark.parametrize("shares", [5, 12])
@pytest.mark.parametrize("shock", [-0.01, 0.01])
def test_sign_p_is_the_binomial(shares, shock):
    data = panel(closes(shares=shares, shock=shock))
    positive = int((data.car((0, 0)) > 0).sum())
    assert outcome("sign", data).p == pytest.approx(scipy.stats.binomtest(positive, shares, 0.5).pvalue, rel=1e-9)


def test_patell_and_its_adjustment_by_hand():
    data = panel(closes(shares=7, correlation=0.4))
    z = data.scar((0, 0)).sum() / (7 * 238 / 236) ** 0.5
    r = data.mean_correlation
    assert outcome("patell", data).statistic == pytest.approx(z, rel=1e-12)
    assert outcome("adjusted_patell", data).statistic == pytest.approx(z / (1 + 6 * r) ** 0.5, rel=1e-12)
    plain = outcome("bmp", data).statistic
    assert outcome("adjusted_bmp", data).statistic == pytest.approx(plain * ((1 - r) / (1 + 6 * r)) ** 0.5, rel=1e-12)
    assert 0.2 < r < 0.6  # what the data were made with: 0.4


def test_portfolio_is_the_market_model_of_the_mean_share():
    frame = closes(shares=5, correlation=0.3)
    data = panel(frame)
    mean = frame[["^M"]].copy()
    mean["P"] = 100 * (1 + frame.pct_change(fill_method=None).iloc[:, 1:].mean(axis=1).fillna(0.0)).cumprod()
    for window in WINDOWS:
        wanted = outcome("prediction_error_t", panel(mean), window)
        found = outcome("portfolio_t", data, window)
        assert (found.statistic, found.p, found.df) == pytest.approx((wanted.statistic[0], wanted.p[0], 238), rel=1e-8)


def test_sq_counts_ordinary_days():
    data = panel(closes(shares=3, shock=-0.03))
    found = outcome("sq", data)
    ordinary = left_out(data)
    for i in range(3):
        car = data.car((0, 0))[i]
        rank = min((ordinary[:, i] <= car).sum(), (ordinary[:, i] >= car).sum()) + 1
        assert found.p[i] == pytest.approx(min(1.0, 2 * rank / 241))
    extreme = outcome("sq", panel(closes(shares=3, shock=-0.3)))
    assert extreme.p == pytest.approx([2 / 241] * 3)


def test_left_out_residual_is_the_prediction_error_of_a_model_without_the_day():
    frame = closes(shares=1)
    data = panel(frame)
    firm = data.residuals[:, 0] + data.coefficients["alpha"][0] + data.coefficients["beta"][0] * data.regressors[:, 0, 1]
    market = data.regressors[:, 0, 1]
    for day in (0, 17, 239):
        others = numpy.arange(240) != day
        slope, intercept = numpy.polyfit(market[others], firm[others], 1)
        assert left_out(data)[day, 0] == pytest.approx(firm[day] - intercept - slope * market[day], rel=1e-8)


def test_grank_uses_the_window_as_one_more_day():
    data = panel(closes(shares=4))
    scar = data.scar((0, 0))
    everything = numpy.vstack([data.residuals / data.sigma, scar / scar.std(ddof=1)])
    u = scipy.stats.rankdata(everything, axis=0) / 242 - 0.5
    mean = u.mean(axis=1)
    z = mean[-1] / (mean**2).mean() ** 0.5
    found = outcome("grank_t", data)
    assert found.statistic == pytest.approx(z * (239 / (240 - z * z)) ** 0.5, rel=1e-12)
    assert found.df == 239
    assert outcome("grank_z", data).statistic == pytest.approx((12 * 4 * 242 / 240) ** 0.5 * mean[-1], rel=1e-12)


def test_ranks_are_scipys_with_ties_and_gaps():
    values = numpy.array([[3.0, 1.0], [1.0, numpy.nan], [3.0, 2.0], [2.0, 1.0], [3.0, 5.0]])
    wanted = scipy.stats.rankdata(values, axis=0, nan_policy="omit")
    assert numpy.array_equal(ranks_down(values), wanted, equal_nan=True)


@pytest.mark.parametrize("rows", [1, 2, 7, 8])
def test_median_is_numpys_with_gaps(rows):
    values = numpy.random.default_rng(rows).standard_normal((rows, 5))
    values[0, 1] = values[-1, 2] = numpy.nan
    values[:, 3] = numpy.nan
    with numpy.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = numpy.nanmedian(values, axis=0)
    assert median_down(values) == pytest.approx(wanted, nan_ok=True)


def test_mean_correlation_with_gaps_is_pandas_pairwise():
    import pandas

    values = panel(closes(shares=5, correlation=0.3, ragged=True)).residuals
    matrix = pandas.DataFrame(values).corr().to_numpy()
    assert mean_pairwise_correlation(values) == pytest.approx(matrix[~numpy.eye(5, dtype=bool)].mean(), rel=1e-10)
    whole = panel(closes(shares=5, correlation=0.3)).residuals
    assert mean_pairwise_correlation(whole) == pytest.approx(numpy.corrcoef(whole.T)[~numpy.eye(5, dtype=bool)].mean(), rel=1e-10)


def test_jackknife_by_leaving_each_firm_out():
    scar = panel(closes(shares=6)).scar((0, 0))

    def theta(values):
        return values.mean() / (values**2).mean() ** 0.5

    pseudo = numpy.array([6 * theta(scar) - 5 * theta(numpy.delete(scar, i)) for i in range(6)])
    found = outcome("jackknife", panel(closes(shares=6)))
    assert found.statistic == pytest.approx(scipy.stats.ttest_1samp(pseudo, 0.0).statistic, rel=1e-10)


def test_placebo_puts_a_huge_common_shock_first_only_by_its_statistic():
    quiet = outcome("placebo_bmp", panel(closes(shares=8, shock=0.0, correlation=0.3)))
    loud = outcome("placebo_bmp", panel(closes(shares=8, shock=-0.3, correlation=0.3)))
    assert loud.p == pytest.approx(1 / 241)
    assert quiet.p > 0.02


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), scale=st.floats(0.01, 100.0))
def test_signed_tests_turn_with_the_sign_and_ignore_the_scale(seed, scale):
    data = panel(closes(shares=5, seed=seed, shock=-0.03))
    flipped = replace(data, residuals=-data.residuals, abnormal=-data.abnormal)
    scaled = replace(data, residuals=scale * data.residuals, abnormal=scale * data.abnormal, sigma=scale * data.sigma)
    for name in SIGNED:
        if name == "generalized_sign":
            continue  # its share of positive days is not symmetric
        value = outcome(name, data, (-1, 3)).statistic
        assert outcome(name, flipped, (-1, 3)).statistic == pytest.approx(-value, rel=1e-8, abs=1e-10)
        assert outcome(name, scaled, (-1, 3)).statistic == pytest.approx(value, rel=1e-8, abs=1e-10)


@pytest.mark.parametrize("name", BASKET)
def test_gaps_in_histories_give_a_number(name):
    found = outcome(name, panel(closes(shares=6, ragged=True)), (-1, 3))
    assert numpy.isfinite(found.statistic)
    assert 0.0 <= found.p <= 1.0
    assert found.firms == 6


@pytest.mark.parametrize("name", BASKET)
def test_one_firm_gives_a_number_or_nan_but_no_error(name):
    found = outcome(name, panel(closes(shares=1)))
    assert numpy.isnan(found.p) or 0.0 <= found.p <= 1.0


def test_every_test_that_assumes_independence_says_so():
    marked = {name for name in BASKET if battery()[name].independent}
    assert marked == {
        "bmp", "brown_warner_1980", "cross_sectional_t", "generalized_sign", "grank_z", "jackknife", "patell", "sign", "wilcoxon",
    }  # fmt: skip


def test_a_window_outside_the_event_window_is_refused():
    with pytest.raises(ValueError, match="not inside"):
        panel(closes(shares=2)).car((0, 9))
