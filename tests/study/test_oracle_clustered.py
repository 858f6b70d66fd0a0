"""Plain, one-way and two-way clustered t of the R package crseEventStudy on 2,340 abnormal returns."""

import numpy
import pytest
from oracle_data import column, read

from impact.study.distributions import p_of_t
from impact.study.significance.clustered_t import clustered_mean

ROWS = read("crseEventStudy/input_share_repurchases.csv")
EXPECTED = {row["name"]: float(row["value"]) for row in read("crseEventStudy/expected.csv")}
VALUES = column(ROWS, "ars")
CODES = {name: numpy.array([row[name] for row in ROWS]) for name in ("date", "code")}


@pytest.mark.parametrize(("ways", "field"), [(("date",), "cl_date"), (("code",), "cl_code"), (("date", "code"), "cl_two")])
def test_clustered(ways, field):
    mean, error, _ = clustered_mean(VALUES, *(CODES[way] for way in ways))
    assert mean == pytest.approx(EXPECTED["mean"], rel=1e-12)
    assert mean / error == pytest.approx(EXPECTED[f"t_{field}"], rel=1e-10)


@pytest.mark.parametrize("name", ["date", "code"])
def test_numbers_of_clusters(name):
    assert clustered_mean(VALUES, CODES[name])[2] == EXPECTED[f"n_{name}s"]


def test_two_ways_count_the_fewer_clusters():
    assert clustered_mean(VALUES, CODES["date"], CODES["code"])[2] == min(EXPECTED["n_dates"], EXPECTED["n_codes"])


def test_plain_p():
    t = VALUES.mean() / VALUES.std(ddof=1) * len(VALUES) ** 0.5
    assert p_of_t(t, len(VALUES) - 1) == pytest.approx(EXPECTED["p_plain"], rel=1e-9)
