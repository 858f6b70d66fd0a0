"""Holm and Benjamini-Hochberg against statsmodels."""

import numpy
import pytest
from statsmodels.stats.multitest import multipletests

from impact.study.multiple import benjamini_hochberg, holm


@pytest.mark.parametrize("seed", range(3))
def test_both_are_statsmodels(seed):
    draw = numpy.random.default_rng(seed)
    p = draw.random(draw.integers(1, 30)) ** 3
    p[: len(p) // 3] = p[0]  # ties
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1], abs=1e-12)
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1], abs=1e-12)


def test_what_has_no_p_does_not_count():
    found = holm(numpy.array([0.01, numpy.nan, 0.03]))
    assert found[[0, 2]] == pytest.approx(holm(numpy.array([0.01, 0.03])))
    assert numpy.isnan(found[1])
    assert len(holm(numpy.array([]))) == 0
