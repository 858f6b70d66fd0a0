"""Claimed against actual: which checks count, with which sign, and the regression on them."""

import numpy
import pytest
import scipy.stats
import statsmodels.api as sm

from impact.records import Article, Check, Claim
from impact.study.calibration import calibrate, mincer_zarnowitz, pairs


def check(claimed, actual, article="a", kind="change", direction=None, unit="percent", hedge="none", deviation=True, **claim):
    """A judged claim as the verdicts room leaves it: the claimed number without sign, the actual one with it."""
    told = Claim(
        id=f"{article}:{claimed}", article=article, start=0, end=1, quote="x", kind=kind, metric=None, subject="S", value=abs(claimed),
        unit="percent", direction=direction or ("down" if claimed < 0 else "up"), hedge=hedge, **claim,
    )  # fmt: skip
    size = abs(claimed)
    signed = -size if claimed < 0 and actual < 0 else size
    return Check(
        claim=told, verdict="true", rule="core", actual=actual, unit=unit, deviation=actual - signed if deviation else None
    )  # fmt: skip


def test_signs_are_those_of_the_words():
    found = pairs([check(-17, -16.97), check(8, -9.0), check(-5, 4.0), check(3, 3.1)])
    assert [(pair.claimed, pair.actual) for pair in found] == [(-17, -16.97), (8, -9.0), (-5, 4.0), (3, 3.1)]


def test_what_sets_no_number_against_the_market_does_not_count():
    checks = [
        check(-17, -16.97, deviation=False),
        check(-17, -16.97, negated=True),
        check(-17, -16.97, hypothetical=True),
        check(2, 2.1, kind="rank"),
        check(2, 2.1, kind="equivalence"),
        check(2, 2.1, kind="no_such_kind"),
    ]
    assert pairs(checks) == ()
    result = calibrate(checks)
    assert result.left_out == 6
    assert [note.id for note in result.notes] == ["study.no_claims"]


def test_levels_have_no_sign_of_their_own():
    (pair,) = pairs([check(118, 118.42, kind="level", direction="down", unit="USD")])
    assert (pair.claimed, pair.actual) == (118, 118.42)


def test_regression_is_statsmodels_with_a_joint_wald_test():
    draw = numpy.random.default_rng(3)
    claimed = draw.normal(0, 8, 40)
    actual = 0.3 + 0.8 * claimed + draw.normal(0, 1, 40)
    found = mincer_zarnowitz(claimed, actual, "percent")
    fit = sm.OLS(actual, sm.add_constant(claimed)).fit(cov_type="HC3")
    wanted = fit.wald_test((numpy.eye(2), numpy.array([0.0, 1.0])), use_f=True, scalar=True)
    assert (found.intercept, found.slope) == pytest.approx(tuple(fit.params), rel=1e-8)
    assert (found.intercept_error, found.slope_error) == pytest.approx(tuple(fit.bse), rel=1e-8)
    assert (found.wald, found.p) == pytest.approx((float(wanted.statistic), float(wanted.pvalue)), rel=1e-6)
    assert found.p < 1e-6
    dollars = mincer_zarnowitz(claimed * 1e11, actual * 1e11, "USD")
    assert (dollars.slope, dollars.wald, dollars.p) == pytest.approx((found.slope, found.wald, found.p), rel=1e-6)
    assert dollars.intercept == pytest.approx(found.intercept * 1e11, rel=1e-6)


def test_true_claims_are_not_rejected_more_often_than_said():
    draw, hits = numpy.random.default_rng(4), 0
    for _ in range(300):
        claimed = draw.normal(0, 8, 25)
        hits += mincer_zarnowitz(claimed, claimed + draw.normal(0, 1 + 0.1 * abs(claimed)), "percent").p < 0.05
    assert hits / 300 < 0.10


def test_too_few_and_too_alike_are_said_plainly():
    result = calibrate([check(-17, -16.97, article=name) for name in "abc"])
    (note,) = result.notes
    assert (note.id, note.values["n"], note.values["needed"]) == ("study.too_few_claims", 3, 10)
    assert result.regressions == ()
    same = calibrate([check(-17, -16.97, article=str(i)) for i in range(12)])
    assert [note.id for note in same.notes] == ["study.same_claims"]


def test_levels_and_changes_are_regressed_apart():
    draw = numpy.random.default_rng(1)
    checks = [check(-100 - i, -100.0 - i + draw.normal(), str(i), unit="USD") for i in range(12)]
    checks += [check(3000 + i, 3000.0 + i + draw.normal(), str(i), kind="cap_level", unit="USD") for i in range(12)]
    result = calibrate(checks)
    assert [(item.unit, item.scale, item.n) for item in result.regressions] == [("USD", "change", 12), ("USD", "level", 12)]
    assert result.groups[0].rank_correlation is None


def test_exaggeration_is_a_geometric_mean_over_claims_of_the_right_sign():
    checks = [check(-20, -10.0, "a"), check(-10, -20.0, "b"), check(-30, -10.0, "c"), check(5, -1.0, "d")]
    whole = calibrate(checks).groups[0]
    assert (whole.by, whole.n, whole.wrong_direction) == ("all", 4, 1)
    assert whole.exaggeration == pytest.approx(3 ** (1 / 3) - 1)
    assert whole.median == pytest.approx(1.0)
    assert (whole.low, whole.high) == (None, None)  # four articles are no sample of articles
    many = calibrate([check(-10 * ratio, -10.0, str(i)) for i, ratio in enumerate([2.0, 0.5, 1.0, 4.0, 1.0, 1.0])]).groups[0]
    assert 0.5 - 1 < many.low < many.exaggeration < many.high < 4.0 - 1
    copies = calibrate([check(-20, -10.0, str(i // 2)) for i in range(12)]).groups[0]
    assert (copies.low, copies.high) == pytest.approx((1.0, 1.0))
    assert whole.rank_correlation == pytest.approx(scipy.stats.spearmanr([20, 10, 30], [10, 20, 10]).statistic)
    mixed = [*checks, check(-100, -90.0, "e", kind="cap_change", unit="USD")]
    assert calibrate(mixed).groups[0].rank_correlation is None  # dollars and percent have no common order
    assert calibrate(checks).rows()[0]["exaggeration"] == pytest.approx(1.0)
    assert calibrate(checks).rows()[3]["exaggeration"] is None


def test_groups_by_outlet_language_hedge_and_kind():
    checks = [check(-20, -10.0, "a", hedge="about"), check(3, 3.0, "b", attributed_to="Reuters")]
    articles = [Article(id="a", text="", language="de"), Article(id="b", text="", language="en")]
    groups = {(group.by, group.name): group for group in calibrate(checks, articles, {"a": "Handelsblatt"}).groups}
    assert set(groups) == {
        ("all", ""), ("outlet", "Handelsblatt"), ("outlet", "Reuters"), ("language", "de"), ("language", "en"), ("hedge", "about"),
        ("hedge", "none"), ("kind", "change"),
    }  # fmt: skip
    assert groups["language", "de"].exaggeration == pytest.approx(1.0)
    assert groups["language", "en"].exaggeration == pytest.approx(0.0)


def test_the_farthest_are_named_in_order():
    checks = [
        check(-20, -10.0, "twice"),
        check(-10.1, -10.0, "right"),
        check(-2, -10.0, "fifth"),
        check(5, -5.0, "sign"),
        check(-13, -10.0, "near"),
    ]
    assert [pair.article for pair in calibrate(checks).farthest()] == ["fifth", "twice"]
