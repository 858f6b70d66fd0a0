"""12 tests × 5 days × 3 models of the R package estudy2, to 1e-8; where it departs from the paper, its variant is built here."""

from dataclasses import replace

import numpy
import pytest
from oracle_data import FIRMS, column, estudy2, read

from impact.study.significance import battery, corrado_rank, corrado_sign, corrado_zivney_rank, generalized_sign

MODELS = ("sim", "mrkt_adj", "mean_adj")
TOLERANCE = 1e-8


def expected(model, test):
    rows = [row for row in read(f"estudy2/expected_tests_{model}.csv") if row["test"] == test]
    return column(rows, "stat")


def daily(panel, compute, **variant):
    return numpy.array([compute(panel, (day, day), **variant).statistic for day in panel.days])


def peers_forecast(panel):
    """sd with n − 1; forecast error from the market of the whole estimation window, even for a firm that was listed later."""
    market = panel.regressors[:, 0, 1]
    mean, spread = market.mean(), ((market - market.mean()) ** 2).sum()
    gram = numpy.array([[[1 / n + mean**2 / spread, -mean / spread], [-mean / spread, 1 / spread]] for n in panel.count])
    return replace(panel, gram=gram, sigma=numpy.nanstd(panel.residuals, axis=0, ddof=1))


def test_models_and_abnormal_returns():
    for model in MODELS:
        panel = estudy2(model)
        rows = read(f"estudy2/expected_ar_{model}.csv")
        for i, firm in enumerate(FIRMS):
            wanted = column([row for row in rows if row["ticker"] == firm], "ar")
            assert numpy.abs(panel.abnormal[:, i] - wanted).max() < 1e-12
        for i, row in enumerate(read(f"estudy2/expected_models_{model}.csv")):
            assert panel.count[i] == float(row["n_est"])
            assert numpy.nanstd(panel.residuals[:, i], ddof=1) == pytest.approx(float(row["sd_ar_est_n_minus_1"]), rel=1e-12)
            if model == "sim":
                assert panel.coefficients["alpha"][i] == pytest.approx(float(row["alpha"]), rel=1e-10)
                assert panel.coefficients["beta"][i] == pytest.approx(float(row["beta"]), rel=1e-10)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("test", ["t_test", "brown_warner_1985", "sign_test"])
def test_same_formula(model, test):
    ours = {"t_test": "cross_sectional_t", "brown_warner_1985": "brown_warner_1985", "sign_test": "sign"}[test]
    assert daily(estudy2(model), battery()[ours].compute) == pytest.approx(expected(model, test), abs=TOLERANCE)


@pytest.mark.parametrize("model", MODELS)
def test_wilcoxon_statistic(model):
    assert daily(estudy2(model), battery()["wilcoxon"].compute).tolist() == expected(model, "wilcoxon_test").tolist()


@pytest.mark.parametrize("model", MODELS)
def test_brown_warner_1980_with_their_standard_deviation(model):
    panel = estudy2(model)
    panel = replace(panel, sigma=numpy.nanstd(panel.residuals, axis=0, ddof=1))
    assert daily(panel, battery()["brown_warner_1980"].compute) == pytest.approx(expected(model, "brown_warner_1980"), abs=TOLERANCE)


@pytest.mark.parametrize(("test", "ours"), [("patell", "patell"), ("boehmer", "bmp")])
def test_standardized_with_their_forecast_error(test, ours):
    assert daily(peers_forecast(estudy2("sim")), battery()[ours].compute) == pytest.approx(expected("sim", test), abs=TOLERANCE)


def test_lamb_is_the_portfolio_test_with_the_mean_number_of_returns():
    panel = estudy2("sim")
    market, event = panel.regressors[:, 0, 1], panel.regressors_event[:, 0, 1]
    factor = 1 + 1 / panel.count.mean() + (event - market.mean()) ** 2 / ((market - market.mean()) ** 2).sum()
    ours = daily(panel, battery()["brown_warner_1985"].compute) / numpy.sqrt(factor)
    assert ours == pytest.approx(expected("sim", "lamb"), abs=TOLERANCE)
    assert daily(panel, battery()["portfolio_t"].compute) == pytest.approx(ours, rel=4e-3)  # the paper's: n − 2, L sessions


@pytest.mark.parametrize("model", MODELS)
def test_generalized_sign_pooled(model):
    ours = daily(estudy2(model), generalized_sign.compute, pooled=True)
    assert ours == pytest.approx(expected(model, "generalized_sign_test"), abs=TOLERANCE)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("test", "module", "power"),
    [("rank_test", corrado_rank, 2.0), ("modified_rank_test", corrado_zivney_rank, 1.5), ("corrado_sign_test", corrado_sign, 1.5)],
)
def test_rank_and_sign_with_their_day_weights(model, test, module, power):
    ours = daily(estudy2(model), module.compute, power=power, length="mean")
    assert ours == pytest.approx(expected(model, test), abs=TOLERANCE)


@pytest.mark.parametrize("model", MODELS)
def test_cumulative(model):
    panel = estudy2(model)
    stats = {row["test"]: float(row["stat"]) for row in read(f"estudy2/expected_car_tests_{model}.csv")}
    assert battery()["brown_warner_1985"].compute(panel, (0, 4)).statistic == pytest.approx(stats["car_brown_warner_1985"], abs=TOLERANCE)


def test_their_cumulative_lamb_is_the_sum_of_its_days():
    stats = {row["test"]: float(row["stat"]) for row in read("estudy2/expected_car_tests_sim.csv")}
    assert expected("sim", "lamb").sum() / 5**0.5 == pytest.approx(stats["car_lamb"], abs=TOLERANCE)
    ours = battery()["portfolio_t"].compute(estudy2("sim"), (0, 4)).statistic
    assert ours == pytest.approx(stats["car_lamb"], rel=0.04)  # the full covariance of the five prediction errors instead


def test_the_papers_weights_agree_with_theirs_where_histories_are_complete():
    panel = estudy2("sim")
    whole = [i for i in range(len(FIRMS)) if panel.count[i] == 240]
    panel = replace(
        panel, residuals=panel.residuals[:, whole], abnormal=panel.abnormal[:, whole], sigma=panel.sigma[whole], count=panel.count[whole]
    )
    for module, theirs in ((corrado_rank, 2.0), (corrado_zivney_rank, 1.5), (corrado_sign, 1.5)):
        paper = daily(panel, module.compute)
        assert paper == pytest.approx(daily(panel, module.compute, power=theirs, length="mean"), rel=1e-12)
