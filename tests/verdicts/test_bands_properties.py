"""What must hold of every band, whatever the number: hypothesis draws number, places, hedge and actual."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from impact.records import Claim
from impact.verdicts import load_policy
from impact.verdicts.bands import band_of, places
from impact.verdicts.grading import ORDER, grade

HEDGES = ("none", "exactly", "about", "just_under", "almost", "just_over", "over", "under")
PROFILES = ("strict", "newsroom", "lenient")
mantissas = st.integers(1, 9999)
decimals = st.integers(0, 3)
hedges = st.sampled_from(HEDGES)
profiles = st.sampled_from(PROFILES)


def number(mantissa: int, places_after: int) -> tuple[float, float, float]:
    """Value, finest and coarsest written place of a number of so many decimals."""
    fine = Decimal(1).scaleb(-places_after)
    value = Decimal(mantissa) * fine
    coarse = fine
    while value % (coarse * 10) == 0:
        coarse *= 10
    return float(value), float(fine), float(coarse)


def claim(value: float, gmin: float, gmax: float, hedge: str, direction: str = "down", unit: str = "percent") -> Claim:
    return Claim(
        id="x", article="a", start=0, end=0, quote="", kind="change", metric="price_change_pct", subject="X", value=value, unit=unit,
        direction=direction, hedge=hedge, gmin=gmin, gmax=gmax,
    )  # fmt: skip


def graded(c: Claim, actual: Decimal, profile: str = "newsroom") -> int:
    policy = load_policy(profile)
    signed = -actual if c.direction == "down" else actual
    return ORDER[grade(signed, c.direction, band_of(c, policy), policy, signed=True)]


@given(mantissas, decimals, hedges, profiles, st.fractions(0, 3), st.fractions(0, 3))
def test_nearer_on_the_same_side_is_never_judged_worse(mantissa, after, hedge, profile, first, second):
    value, fine, coarse = number(mantissa, after)
    x = Decimal(repr(value))
    one, two = (x * Decimal(f.numerator) / Decimal(f.denominator) for f in (first, second))
    assume((one < x) == (two < x) and (one > x) == (two > x))
    near, far = sorted((one, two), key=lambda t: abs(t - x))
    c = claim(value, fine, coarse, hedge)
    assert graded(c, near, profile) <= graded(c, far, profile)


@given(mantissas, st.sampled_from(("none", "exactly", "about")), profiles, st.fractions(0, 3), st.fractions(0, 3))
def test_nearer_on_either_side_is_never_judged_worse_where_the_hedge_has_none(mantissa, hedge, profile, first, second):
    """Whole numbers: with a decimal in print truncation passes, which is one-sided by its nature. Outside every band the limit of
    mostly_false is a ratio, so that a third of the number is farther from it than twice the number: there the two count as one."""
    value, fine, coarse = number(mantissa, 0)
    x = Decimal(repr(value))
    one, two = (x * Decimal(f.numerator) / Decimal(f.denominator) for f in (first, second))
    near, far = sorted((one, two), key=lambda t: abs(t - x))
    assume(abs(near - x) < abs(far - x))
    c = claim(value, fine, coarse, hedge)
    assert graded(c, near, profile) <= graded(c, far, profile) or abs(near - x) > x / 2


@given(mantissas, decimals, hedges, st.fractions(0, 3), st.integers(-6, 12))
def test_scaling_number_places_and_actual_together_changes_nothing(mantissa, after, hedge, share, power):
    value, fine, coarse = number(mantissa, after)
    actual = Decimal(repr(value)) * Decimal(share.numerator) / Decimal(share.denominator)
    ten = Decimal(10) ** power
    scaled = claim(float(Decimal(repr(value)) * ten), float(Decimal(repr(fine)) * ten), float(Decimal(repr(coarse)) * ten), hedge)
    # A decimal in print allows truncation; whether one is there does not survive a change of unit, so only bands are compared.
    policy = load_policy()
    band, other = band_of(claim(value, fine, coarse, hedge), policy), band_of(scaled, policy)
    for name in ("printed", "core", "outer"):
        before, now = getattr(band, name), getattr(other, name)
        assert (actual in before) == (actual * ten in now)


@given(mantissas, decimals, hedges, st.fractions(-3, 3))
def test_up_and_down_are_judged_alike(mantissa, after, hedge, share):
    value, fine, coarse = number(mantissa, after)
    actual = Decimal(repr(value)) * Decimal(share.numerator) / Decimal(share.denominator)
    assert graded(claim(value, fine, coarse, hedge, "up"), actual) == graded(claim(value, fine, coarse, hedge, "down"), actual)


@given(mantissas, decimals, hedges, profiles)
def test_the_core_lies_inside_the_outer_band_and_bands_have_width(mantissa, after, hedge, profile):
    value, fine, coarse = number(mantissa, after)
    band = band_of(claim(value, fine, coarse, hedge), load_policy(profile))
    assert band.outer.low <= band.core.low < band.core.high <= band.outer.high or (band.core.low == band.number == band.core.high)
    assert band.core.low <= band.number <= band.core.high
    width = band.core.high - band.core.low
    assert width >= Decimal(repr(fine)) / 2 or hedge == "under"


@given(mantissas, decimals, hedges)
def test_an_outer_band_reaches_no_farther_than_a_quarter_unless_the_core_does(mantissa, after, hedge):
    value, fine, coarse = number(mantissa, after)
    band = band_of(claim(value, fine, coarse, hedge), load_policy())
    assume(hedge not in ("over", "under"))
    reach = max(band.number - band.outer.low, band.outer.high - band.number)
    core = max(band.number - band.core.low, band.core.high - band.number)
    assert reach <= max(band.number / 4, core)


@given(mantissas, decimals, hedges, st.fractions(0, 3))
def test_strict_is_never_milder_and_lenient_never_harsher(mantissa, after, hedge, share):
    value, fine, coarse = number(mantissa, after)
    c = claim(value, fine, coarse, hedge)
    actual = Decimal(repr(value)) * Decimal(share.numerator) / Decimal(share.denominator)
    strict, newsroom, lenient = (graded(c, actual, p) for p in PROFILES)
    # An upper bound's "understated" begins sooner under a strict profile, which is no better grade.
    if {strict, newsroom, lenient} & {ORDER["understated"]} and hedge in ("over", "under"):
        return
    assert lenient <= newsroom <= strict


@given(st.floats(0.01, 1e14, allow_nan=False), hedges)
def test_any_float_has_places_and_a_band(value, hedge):
    fine, coarse = places(value)
    assert 0 < fine <= coarse or fine == coarse
    band = band_of(claim(value, float(fine), float(coarse), hedge), load_policy())
    assert band.number == Decimal(repr(value))


@pytest.mark.parametrize(
    ("value", "fine", "coarse"),
    [(17.0, "1", "1"), (16.9, "0.1", "0.1"), (600e9, "1e9", "100e9"), (1e12, "0.1e12", "1e12"), (2.97e12, "0.01e12", "0.01e12"), (590e9, "1e9", "10e9"),
     (120.0, "1", "10"), (19341.83, "0.01", "0.01")],
)  # fmt: skip
def test_places_of_a_bare_value_are_those_of_its_shortest_print(value, fine, coarse):
    assert places(value) == (Decimal(fine), Decimal(coarse))


@pytest.mark.parametrize(
    ("hedge", "value", "gmin", "gmax", "core", "outer"),
    [
        ("almost", 17.0, 1.0, 1.0, ("16", "17"), ("15", "17.085")),
        ("none", 600e9, 1e9, 1e11, ("585e9", "615e9"), ("570e9", "630e9")),
        ("none", 5.0, 1.0, 1.0, ("4.5", "5.5"), ("4", "6")),
        ("about", 589e9, 1e9, 1e9, ("588e9", "590e9"), ("587e9", "591e9")),
    ],
)
def test_the_bands_that_the_design_computes(hedge, value, gmin, gmax, core, outer):
    band = band_of(claim(value, gmin, gmax, hedge), load_policy())
    assert (band.core.low, band.core.high) == tuple(map(Decimal, core))
    assert (band.outer.low, band.outer.high) == tuple(map(Decimal, outer))
