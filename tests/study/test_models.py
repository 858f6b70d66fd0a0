"""Models of normal returns against statsmodels, firm by firm, and against arithmetic written out here."""

from dataclasses import replace

import numpy
import pytest
import statsmodels.api as sm
from study_data import closes, panel, returns, sample

from impact.study.models import models

WINDOW = (-1, 3)


@pytest.mark.parametrize("ragged", [False, True])
def test_market_model_is_statsmodels_to_1e_10(ragged):
    frame = closes(shares=8, ragged=ragged)
    data, fitted = sample(frame), panel(frame)
    for i in range(8):
        ok = numpy.isfinite(data.firms[:, i])
        fit = sm.OLS(data.firms[ok, i], sm.add_constant(data.benchmark[ok, 0])).fit()
        assert fitted.coefficients["alpha"][i] == pytest.approx(fit.params[0], abs=1e-10)
        assert fitted.coefficients["beta"][i] == pytest.approx(fit.params[1], abs=1e-10)
        assert fitted.sigma[i] == pytest.approx(fit.mse_resid**0.5, abs=1e-10)
        assert fitted.count[i] == fit.nobs
        predicted = fit.get_prediction(sm.add_constant(data.benchmark_event[:, 0]))
        for row, day in enumerate(range(WINDOW[0], WINDOW[1] + 1)):
            assert fitted.car((day, day))[i] == pytest.approx(data.firms_event[row, i] - predicted.predicted_mean[row], abs=1e-10)
            assert fitted.sigma[i] * fitted.factor((day, day))[i] ** 0.5 == pytest.approx(predicted.se_obs[row], abs=1e-10)


def test_variance_of_a_sum_of_days_holds_the_covariance_of_their_errors():
    frame = closes(shares=1)
    data, fitted = sample(frame), panel(frame)
    fit = sm.OLS(data.firms[:, 0], sm.add_constant(data.benchmark[:, 0])).fit()
    x = sm.add_constant(data.benchmark_event[:, 0])
    covariance = fit.mse_resid * numpy.eye(5) + x @ fit.cov_params() @ x.T
    assert fitted.sigma[0] ** 2 * fitted.factor(WINDOW)[0] == pytest.approx(covariance.sum(), rel=1e-10)
    assert covariance.sum() > 5 * fit.mse_resid  # what "days times daily variance" would miss


def test_own_benchmark_for_each_firm_gives_the_same_as_one_at_a_time():
    data = sample(closes(shares=3))
    weights = numpy.array([0.0, 0.1, 0.3])
    own = replace(
        data,
        benchmark=(data.benchmark - weights * data.firms) / (1 - weights),
        benchmark_event=(data.benchmark_event - weights * data.firms_event) / (1 - weights),
    )
    together = models()["market_model"].fit(own)
    for i in range(3):
        fit = sm.OLS(data.firms[:, i], sm.add_constant(own.benchmark[:, i])).fit()
        assert together.coefficients["beta"][i] == pytest.approx(fit.params[1], abs=1e-10)
        assert together.sigma[i] == pytest.approx(fit.mse_resid**0.5, abs=1e-10)


def test_mean_and_market_adjusted():
    frame = closes(shares=2)
    data = sample(frame)
    mean = panel(frame, "mean_adjusted")
    assert mean.abnormal == pytest.approx(data.firms_event - data.firms.mean(axis=0), abs=1e-15)
    assert mean.sigma == pytest.approx(data.firms.std(axis=0, ddof=1), rel=1e-12)
    assert mean.factor((0, 0)) == pytest.approx([1 + 1 / 240] * 2)
    market = panel(frame, "market_adjusted")
    assert market.abnormal == pytest.approx(data.firms_event - data.benchmark_event, abs=1e-15)
    assert market.factor((0, 1)) == pytest.approx([2.0, 2.0])


def test_multi_factor_is_statsmodels():
    frame = closes(shares=3)
    draw = numpy.random.default_rng(5)
    data = replace(sample(frame), factors=draw.normal(0, 0.01, (240, 3)), factors_event=draw.normal(0, 0.01, (5, 3)))
    fit = models()["multi_factor"].fit(data)
    for i in range(3):
        wanted = sm.OLS(data.firms[:, i], sm.add_constant(data.factors)).fit()
        assert [fit.coefficients[name][i] for name in ("alpha", "beta_1", "beta_2", "beta_3")] == pytest.approx(wanted.params, abs=1e-10)
        predicted = wanted.get_prediction(sm.add_constant(data.factors_event)).predicted_mean
        assert fit.abnormal[:, i] == pytest.approx(data.firms_event[:, i] - predicted, abs=1e-10)


def test_hac_changes_the_parameter_errors_alone():
    frame = closes(shares=2)
    data, plain, robust = sample(frame), panel(frame), panel(frame, "market_model_hac")
    assert robust.abnormal == pytest.approx(plain.abnormal, abs=1e-12)
    lags = int(4 * (240 / 100) ** (2 / 9))
    fit = sm.OLS(data.firms[:, 0], sm.add_constant(data.benchmark[:, 0])).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}
    )
    x = numpy.array([1.0, data.benchmark_event[1, 0]])
    assert robust.sigma[0] ** 2 * robust.factor((0, 0))[0] == pytest.approx(fit.mse_resid + x @ fit.cov_params() @ x, rel=1e-9)


def test_robust_regression_shrugs_off_a_jump_that_ols_follows():
    frame = closes(shares=1)
    jumped = frame.copy()
    jumped.iloc[150:, 1] *= 1.6
    assert panel(jumped).sigma[0] > 1.5 * panel(frame).sigma[0]
    assert panel(jumped, "market_model_robust").sigma[0] == pytest.approx(panel(frame, "market_model_robust").sigma[0], rel=0.05)


def test_scholes_williams_finds_the_beta_of_a_share_that_answers_a_day_late():
    draw = numpy.random.default_rng(2)
    market = draw.normal(0, 0.01, 4001)
    late = 0.3 * market[1:] + 0.7 * market[:-1] + draw.normal(0, 0.001, 4000)
    data = replace(sample(closes(shares=1)), firms=late[:, None], benchmark=market[1:, None])
    assert models()["market_model"].fit(data).coefficients["beta"][0] == pytest.approx(0.3, abs=0.03)
    assert models()["scholes_williams"].fit(data).coefficients["beta"][0] == pytest.approx(1.0, abs=0.03)


def test_scholes_williams_by_hand():
    data = sample(closes(shares=1))
    y, m = data.firms[1:-1, 0], data.benchmark[:, 0]
    slopes = [numpy.polyfit(x, y, 1)[0] for x in (m[:-2], m[1:-1], m[2:])]
    rho = numpy.corrcoef(m[1:-1], m[:-2])[0, 1]
    beta = sum(slopes) / (1 + 2 * rho)
    fit = models()["scholes_williams"].fit(data)
    assert fit.coefficients["beta"][0] == pytest.approx(beta, rel=1e-9)
    assert fit.coefficients["alpha"][0] == pytest.approx(y.mean() - beta * m[1:-1].mean(), rel=1e-9)


def test_scholes_williams_prediction_error_has_the_least_squares_weights():
    data, fitted = sample(closes(shares=1)), panel(closes(shares=1), "scholes_williams")
    m, n = data.benchmark[1:-1, 0], 238
    spread = ((m - m.mean()) ** 2).sum()
    for row, day in enumerate(range(-1, 4)):
        wanted = 1 + 1 / n + (data.benchmark_event[row, 0] - m.mean()) ** 2 / spread
        assert fitted.factor((day, day))[0] == pytest.approx(wanted, rel=1e-10)
    residuals = data.firms[1:-1, 0] - fitted.coefficients["alpha"][0] - fitted.coefficients["beta"][0] * m
    assert fitted.sigma[0] == pytest.approx(((residuals**2).sum() / (n - 2)) ** 0.5, rel=1e-10)


def test_synthetic_control_finds_the_weights_that_made_the_share():
    draw = numpy.random.default_rng(3)
    donors = draw.normal(0, 0.02, (245, 4))
    made = donors @ [0.5, 0.0, 0.3, 0.2] + draw.normal(0, 0.0005, 245)
    data = replace(
        sample(closes(shares=1)), firms=made[:240, None], firms_event=made[240:, None] - 0.1, donors=donors[:240], donors_event=donors[240:]
    )
    fit = models()["synthetic_control"].fit(data)
    weights = [fit.coefficients[f"weight_{i}"][0] for i in range(1, 5)]
    assert weights == pytest.approx([0.5, 0.0, 0.3, 0.2], abs=0.01)
    assert sum(weights) == pytest.approx(1.0)
    assert fit.abnormal == pytest.approx(numpy.full((5, 1), -0.1), abs=0.005)


@pytest.mark.parametrize("model", ["multi_factor", "synthetic_control"])
def test_a_model_that_lacks_its_input_says_so(model):
    with pytest.raises(ValueError, match="needs"):
        models()[model].fit(sample(closes(shares=1)))


@pytest.mark.parametrize("model", sorted(set(models()) - {"multi_factor", "synthetic_control"}))
def test_a_share_without_any_return_becomes_nan_and_harms_no_other(model):
    frame = closes(shares=3)
    alone = panel(frame, model)
    frame["S1"] = numpy.nan
    fitted = panel(frame, model)
    assert not numpy.isfinite(fitted.scar((0, 0))[1])
    assert fitted.scar((0, 0))[[0, 2]] == pytest.approx(alone.scar((0, 0))[[0, 2]], rel=1e-9)


def test_every_model_names_its_source_formula_and_variant():
    assert len(models()) >= 8
    for name, model in models().items():
        assert model.id == name
        assert all(model.name[language] for language in ("de", "en"))
        assert all(len(text) > 10 for text in (model.paper, model.formula, model.variant))
        assert any(character.isdigit() for character in model.paper)  # a year


def test_returns_are_what_prices_say():
    frame = closes(shares=1)
    assert returns(frame)[0, 0] == pytest.approx(frame.iloc[1, 0] / frame.iloc[0, 0] - 1)
