"""The day that the project was founded on, from the bundled prices; expected values were computed elsewhere (design notes, section 6)."""

import datetime

import pytest

from impact.market.facts import open_facts
from impact.reference.weights import weight
from impact.study import abnormal, correlations_around, run
from impact.study.dated import weight_near
from impact.study.engine import event_study

DAY = datetime.date(2025, 1, 27)
BASKET = ["NVDA", "AVGO", "AMD", "TSM", "MU", "MRVL", "ARM", "SMCI", "DELL", "VRT", "VST", "CEG"]


@pytest.fixture(scope="module")
def facts():
    return open_facts("bundled")


@pytest.fixture(scope="module")
def prices(facts):
    names = [*BASKET, "AAPL", "CRM", "MSFT", "^GSPC", "^IXIC", "SMH"]
    return facts.closes(names, datetime.date(2023, 12, 1), datetime.date(2025, 3, 31))


@pytest.mark.parametrize(
    ("benchmark", "held", "percent"), [("^GSPC", 0.0, -13.2), ("^GSPC", 0.065, -16.5), ("SMH", 0.0, -4.5), ("SMH", 0.2, -8.0)]
)
def test_abnormal_return_against_four_benchmarks(prices, benchmark, held, percent):
    record = abnormal(prices, "NVDA", DAY, benchmark, weight=held)
    assert 100 * record.abnormal_return == pytest.approx(percent, abs=0.1)
    study = event_study(prices, ["NVDA"], DAY, benchmark, weights={"NVDA": held})
    assert study.window((0, 0)).car[0] == pytest.approx(record.abnormal_return, abs=1e-12)  # statsmodels and the vectorized path
    assert study.window((0, 0)).t[0] == pytest.approx(record.t, rel=1e-10)


def test_t_and_p_of_the_notes(prices):
    assert abnormal(prices, "NVDA", DAY, "^GSPC").t == pytest.approx(-5.1, abs=0.05)
    assert abnormal(prices, "NVDA", DAY, "SMH").p == pytest.approx(0.017, abs=0.001)
    study = event_study(prices, ["AAPL", "CRM", "DELL", "ARM"], DAY, "^GSPC")
    by = dict(zip(study.panel.firms, range(4), strict=True))
    item = study.window((0, 0))
    assert item.p[by["AAPL"]] == pytest.approx(0.0003, abs=5e-5)
    assert [item.p_sq[by[name]] for name in ("AAPL", "CRM")] == pytest.approx([0.024, 0.032], abs=5e-4)
    assert item.p[by["CRM"]] == pytest.approx(0.003, abs=5e-4)
    assert item.p[by["DELL"]] == pytest.approx(0.10, abs=5e-3)
    assert item.p[by["ARM"]] == pytest.approx(0.25, abs=5e-3)
    kurtosis = {note.symbol: note.kurtosis for note in study.firms}
    assert kurtosis["CRM"] == pytest.approx(38, abs=1.0)


def test_the_basket_line_depends_on_the_correction(prices):
    """The notes' 25 names: p .0018 by BMP, .119 adjusted; here fifteen of them, with the same reversal."""
    names = [*BASKET, "AAPL", "CRM", "MSFT"]
    study = event_study(prices, names, DAY, "^GSPC", window=(0, 0), weights={"NVDA": 0.065})
    tests = {item.test: item for item in study.basket}
    assert study.mean_correlation > 0.1
    assert tests["bmp"].p < 0.01
    assert tests["adjusted_bmp"].p > 0.05
    assert tests["portfolio_sq"].p == pytest.approx(2 / 251)  # the mean fell as on no day of the year before
    plain, adjusted = tests["bmp"].statistic, tests["adjusted_bmp"].statistic
    r, n = study.mean_correlation, len(study.panel.firms)
    assert adjusted == pytest.approx(plain * ((1 - r) / (1 + (n - 1) * r)) ** 0.5, rel=1e-9)


def test_statement_about_nvidia_is_robust_and_about_amd_is_not(prices):
    _, grid = run.study(prices, ["NVDA", "AMD"], DAY, "^GSPC", weight=weight, alternatives=["SMH", "^IXIC"])[:2]
    by = {item.symbol: item for item in grid}
    assert set(by) == {"*", "NVDA", "AMD"}
    assert not by["NVDA"].fragile
    assert by["AMD"].fragile
    assert by["NVDA"].high == pytest.approx(-0.0446, abs=0.001)  # the mildest choice: against SMH, which holds it
    assert len({(c.benchmark, c.weight, c.estimation, c.model, c.kind) for c in by["NVDA"].cells}) == len(by["NVDA"].cells)


def test_contagion_vanishes_with_the_correction(prices):
    result, exposure = run.correlations(prices, [*BASKET, "OPENAI"], DAY, "NVDA", market="^GSPC")[:2]
    avgo = next(item for item in result.contagion if item.symbol == "AVGO")
    assert avgo.p_uncorrected < 0.001 < 0.05 < avgo.p
    assert min(row["p_holm"] for row in result.contagion_rows()) > 0.05
    assert [(symbol, message.id) for symbol, message in result.dropped] == [("OPENAI", "study.no_series")]
    assert exposure.slope < 0
    assert exposure.n == 11


def test_a_weight_of_another_year_is_not_used():
    assert weight_near(DAY)("^GSPC", "NVDA") == weight("^GSPC", "NVDA")
    assert weight_near(datetime.date(2020, 3, 16))("^GSPC", "NVDA") is None
    assert weight_near(DAY)("^GSPC", "MSFT") is None


def test_two_matrices_for_a_report(prices):
    before, after = correlations_around(prices, ["NVDA", "AVGO", "NONE"], DAY)
    window = prices[["NVDA", "AVGO"]].pct_change(fill_method=None).loc["2024-10-28":"2025-01-24"]
    assert before.values[0][1] == pytest.approx(window.corr().iloc[0, 1], rel=1e-10)
    assert (before.observations, after.observations, after.first) == (60, 20, DAY)
    assert (before.span, after.span) == ("before", "after")
