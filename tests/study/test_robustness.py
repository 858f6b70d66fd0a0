"""The grid: which cells there are, and when a statement is fragile."""

import numpy
import pytest
from study_data import EVENT, closes

from impact.errors import InputError
from impact.study.engine import event_study
from impact.study.robustness import Cell, grid, judged


def cell(abnormal_return, p, model="market_model"):
    return Cell(
        symbol="S", benchmark="^M", weight=0.0, estimation=250, model=model, kind="simple", abnormal_return=abnormal_return, t=0.0, p=p
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "finding", "fragile"),
    [
        ([cell(-0.1, 0.001), cell(-0.05, 0.04)], "down", False),
        ([cell(-0.1, 0.001), cell(-0.05, 0.06)], "down", True),  # no longer abnormal
        ([cell(0.1, 0.001), cell(-0.1, 0.001)], "up", True),  # abnormal the other way
        ([cell(0.01, 0.6), cell(-0.01, 0.3)], "none", False),  # "not abnormal" does not depend on a sign
        ([cell(0.01, 0.6), cell(0.05, 0.01)], "none", True),
        ([cell(0.01, 0.05), cell(0.05, float("nan"))], "none", False),
    ],
)
def test_fragile(cells, finding, fragile):
    found = judged("S", tuple(cells))
    assert (found.finding, found.fragile) == (finding, fragile)
    assert (found.low, found.high) == (min(c.abnormal_return for c in cells), max(c.abnormal_return for c in cells))


def test_cells_are_those_of_single_studies():
    frame = closes(shares=2)
    _, first, _ = grid(frame, ["S0", "S1"], EVENT, {"^M": {}}, estimations=(240, 120))
    for item in first.cells:
        study = event_study(frame, ["S0"], EVENT, "^M", window=(0, 0), estimation=item.estimation, model=item.model, kind=item.kind)
        assert item.p == pytest.approx(study.window((0, 0)).p[0], rel=1e-9)
        if item.kind == "simple":
            assert item.abnormal_return == pytest.approx(study.window((0, 0)).car[0], rel=1e-9)
        else:
            assert item.abnormal_return == pytest.approx(study.window((0, 0)).bhar[0], rel=1e-9)  # as a simple return
    assert len(first.cells) == 2 * 3 * 2
    assert first.base.estimation == 240


def test_leave_one_out_is_tried_both_ways_for_the_member_alone():
    frame = closes(shares=2)
    _, first, second = grid(frame, ["S0", "S1"], EVENT, {"^M": {"S0": 0.2}}, estimations=(240,), kinds=("simple",))
    assert [(c.model, c.weight) for c in first.cells] == [
        ("market_model", 0.2), ("market_adjusted", 0.2), ("market_model", 0.0), ("market_adjusted", 0.0), ("mean_adjusted", 0.0),
    ]  # fmt: skip
    assert len(second.cells) == 3
    assert first.base.weight == 0.2


def test_a_benchmark_or_window_without_data_is_passed_over():
    frame = closes(shares=1)
    frame["^LATE"] = frame["^M"].where(numpy.arange(len(frame)) > 200)
    (found,) = grid(frame, ["S0"], EVENT, {"^LATE": {}, "^M": {}, "^NONE": {}}, estimations=(240, 80), kinds=("simple",))
    assert {(c.benchmark, c.estimation) for c in found.cells if c.benchmark} == {("^LATE", 80), ("^M", 240), ("^M", 80)}
    with pytest.raises(InputError, match="no benchmark has prices"):
        grid(frame, ["S0"], EVENT, {"^NONE": {}})


def test_the_basket_stands_first_with_its_adjusted_bmp():
    frame = closes(shares=5, correlation=0.3)
    symbols = [f"S{i}" for i in range(5)]
    basket = grid(frame, symbols, EVENT, {"^M": {"S0": 0.1}}, estimations=(240,), kinds=("simple",))[0]
    assert basket.symbol == "*"
    for item, weights in zip(basket.cells, ({"S0": 0.1}, {"S0": 0.1}, {}, {}, {}), strict=True):
        study = event_study(frame, symbols, EVENT, "^M", window=(0, 0), estimation=240, model=item.model, weights=weights)
        wanted = next(found for found in study.basket if found.test == "adjusted_bmp")
        assert (item.t, item.p) == pytest.approx((wanted.statistic, wanted.p), rel=1e-9)
        assert item.abnormal_return == pytest.approx(study.means[0].caar, rel=1e-9)
    assert grid(frame, ["S0"], EVENT, {"^M": {}}, estimations=(240,))[0].symbol == "S0"  # one share is no basket
