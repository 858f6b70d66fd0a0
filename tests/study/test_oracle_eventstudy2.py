"""Values asserted by the port of Stata's eventstudy2 for 16 additions to the S&P 500, each with a date of its own."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from oracle_data import event_time, read

from impact.study.models import models
from impact.study.panel import Panel, mean_pairwise_correlation
from impact.study.significance import battery

ALL = tuple(dict.fromkeys(row["event"] for row in read("eventstudy2/input_event_time.csv")))
GROUPS = {"G1": ALL, "G2": ALL[:10]}
DAYS = tuple(range(-5, 6))


def panel(group):
    fit = models()["market_model"].fit(event_time(GROUPS[group]))
    return Panel(**vars(fit), firms=GROUPS[group], days=DAYS)


ROWS = read("eventstudy2/expected_from_peer_tests.csv")


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["field"] in {"N", "aar", "caar"}], ids=lambda row: "-".join(list(row.values())[:4])
)
def test_averages_to_every_printed_digit(row):
    data = panel(row["grp"])
    first, _, last = row["day_or_window"].partition("..")
    car = data.car((int(first), int(last or first)))
    if row["field"] == "N":
        assert len(car) == int(row["value"])
    else:
        place = Decimal(1).scaleb(-int(row["digits"]))
        assert Decimal(float(car.mean())).quantize(place, ROUND_HALF_UP) == Decimal(row["value"]).quantize(place)


def test_kolari_pynnonen_adjustment_of_the_peer():
    """Adjusted over unadjusted BMP: the peer's mean correlation, standardized by the fourth root of 1 + h."""
    data = panel("G1")
    r = mean_pairwise_correlation(data.residuals / data.sigma / (1.0 + data.leverage) ** 0.25)
    assert ((1 - r) / (1 + 15 * r)) ** 0.5 == pytest.approx(1.7704221411863068 / 1.9850248192240711, rel=1e-12)


def test_the_papers_own_formulas():
    """Computed independently of this project from the papers (adjusted BMP 1.9764, GRANK-T 2.3765, Patell 6.4995)."""
    data, window = panel("G1"), (0, 1)
    by = {name: test.compute(data, window) for name, test in battery().items()}
    assert data.mean_correlation == pytest.approx(0.015822709205109087, rel=1e-12)
    assert by["bmp"].statistic == pytest.approx(2.21590930456988, rel=1e-10)
    assert by["patell"].statistic == pytest.approx(6.499477927926814, rel=1e-10)
    assert by["adjusted_bmp"].statistic == pytest.approx(2.2159 * ((1 - 0.0158227) / (1 + 15 * 0.0158227)) ** 0.5, abs=2e-4)
    assert by["grank_t"].statistic == pytest.approx(2.3764985037440525, rel=1e-10)
    assert by["grank_t"].df == 114
