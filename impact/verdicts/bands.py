"""What a printed number may stand for: the bands of its hedge and roundness, in exact decimal arithmetic.

The number and its places are read as decimals, never as binary fractions: 16.5 rounds to 17 here, as it does on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from impact.records import Claim, Grade
from impact.verdicts.policy import HedgeRule, Policy

ZERO, HUNDRED, INFINITY = Decimal(0), Decimal(100), Decimal("Infinity")
SCALES = (Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6)  # Billion/trillion, Milliarde/billion, Million/million


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``; an open end does not belong to it."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, t: Decimal) -> bool:
        above = t > self.low if self.low_open else t >= self.low
        return above and (t < self.high if self.high_open else t <= self.high)

    def meets(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and low in self and low in other)


@dataclass(frozen=True, slots=True)
class Band:
    """The bands of one printed number. ``printed``: rounding half up gives it; ``core``: ``rounded``; ``outer``: ``imprecise``."""

    number: Decimal
    printed: Interval
    truncated: Interval | None
    core: Interval
    outer: Interval
    place: Decimal  # the last written place
    understated: Interval | None = None  # a bound that holds by far more than its word suggests

    def grade(self, t: Decimal) -> Grade | None:
        """The grade of the true magnitude ``t``; None outside every band."""
        if self.truncated is None and self.understated is None and (t < self.outer.low or t > self.outer.high):
            return None  # most readings of most claims are far away
        if t in self.printed or (self.truncated is not None and t in self.truncated):
            return "true"
        if t in self.core:
            return "rounded"
        if t in self.outer:
            return "imprecise"
        return "understated" if self.understated is not None and t in self.understated else None

    @property
    def is_bound(self) -> bool:
        """Whether the number is an upper or lower bound (over, at least, under, at most)."""
        return self.understated is not None and (self.core.low == self.number or self.core.high == self.number)

    @property
    def possible(self) -> Interval:
        """Everything that the words allow, without the outer band: a bound is open to its side."""
        if self.understated is None:
            return self.core
        low, high = min(self.core.low, self.understated.low), max(self.core.high, self.understated.high)
        return Interval(low, high)


@lru_cache(maxsize=100_000)
def exact(value: float) -> Decimal:
    """A computed number as a decimal, free of binary residue (12 significant digits)."""
    return Decimal(f"{value:.12g}")


def places(value: float) -> tuple[Decimal, Decimal]:
    """Finest and coarsest written place of a number of which only the value is known, as its shortest print in its scale word."""
    x = abs(Decimal(repr(value)))
    if x == 0:
        return Decimal(1), Decimal(1)
    scale = next((s for s in SCALES if x >= s), Decimal(1))
    mantissa = (x / scale).normalize()
    exponent = int(mantissa.as_tuple().exponent)
    last = Decimal(10) ** exponent
    finest = min(last, Decimal(1))
    if scale > 1 and mantissa == mantissa.to_integral_value() and mantissa < 10:
        finest = Decimal("0.1")  # "1 Billion" is said of 0.95 to 1.05
    return finest * scale, last * scale


def band_of(claim: Claim, policy: Policy) -> Band:
    """The bands of the claim's number. ``claim.value`` must be there."""
    assert claim.value is not None
    hedge = claim.hedge
    if claim.bound == "at_most" and claim.basis in ("intraday", "premarket", "afterhours"):
        hedge = "none"  # "as much as" chooses the day's extreme; it is no hedge
    return _band(
        abs(claim.value),
        None if claim.value_high is None else abs(claim.value_high),
        hedge,
        claim.gmin,
        claim.gmax,
        claim.word_number and claim.unit in ("percent", None),
        claim.word_number and claim.unit == "multiple",
        claim.unit == "points",
        policy,
    )


@lru_cache(maxsize=20_000)
def _band(
    value: float, value_high: float | None, hedge: str, gmin: float | None, gmax: float | None, fraction: bool, times: bool, points: bool,
    policy: Policy,
) -> Band:  # fmt: skip
    x = Decimal(repr(value))
    fine, coarse = places(value)
    if fraction:
        fine, coarse, share = policy.fraction
        if x >= HUNDRED:
            coarse = share * (HUNDRED + x)
    elif times:
        fine = coarse = 2 * policy.fraction[2] * x  # "twice as much" is that share more or less, whatever digits "2" has
    else:
        fine = Decimal(repr(gmin)) if gmin else fine
        coarse = Decimal(repr(gmax)) if gmax else max(coarse, fine)
    if value_high is not None:
        return _range(x, Decimal(repr(value_high)), fine, policy)
    rule = policy.hedges[hedge]
    half = fine / 2
    printed = _sided(Interval(x - half, x + half, high_open=True), x, rule.side)
    decimals = points or _decimal_printed(x, fine)
    truncated = Interval(x, x + fine, high_open=True) if rule.side == "both" and decimals and hedge != "exactly" and fine < x else None
    if rule.side in ("at_least", "at_most"):
        return _bound(x, fine, coarse, rule, printed, policy)
    floor = (rule.floor or rule.granules) * fine
    width = max(half, min(max(floor, min(rule.granules * coarse, rule.cap * x)), rule.limit * x))
    far = max(width, min(rule.outer * width, policy.limits.outer * x))
    slack = policy.limits.wrong_side * x
    if rule.side == "below":
        return Band(x, printed, None, Interval(x - width, x, high_open=True), Interval(x - far, x + slack), fine)
    if rule.side == "above":
        return Band(x, printed, None, Interval(x, x + width, low_open=True), Interval(x - slack, x + far), fine)
    more = None
    if fraction and hedge == "none" and (x >= HUNDRED or x == 50):
        # "doubled" is true of 2.4 times as well, and understated; the next such word is "tripled", after "halved" two thirds.
        following = HUNDRED * (x // HUNDRED + 1) if x >= HUNDRED else HUNDRED * 2 / 3
        more = Interval(x + width, following, low_open=True, high_open=True)
    return Band(x, printed, truncated, Interval(x - width, x + width), Interval(x - far, x + far), fine, more)


def _decimal_printed(x: Decimal, fine: Decimal) -> bool:
    """Whether a decimal stands in the print: "2,97 Billionen" and "16,9", but not "1 Billion"."""
    scale = next((s for s in SCALES if x >= s), Decimal(1))
    mantissa = x / scale
    said_whole = scale > 1 and mantissa == mantissa.to_integral_value() and mantissa < 10 and fine * 10 == scale
    return fine < scale and not said_whole


def _bound(x: Decimal, fine: Decimal, coarse: Decimal, rule: HedgeRule, printed: Interval, policy: Policy) -> Band:
    reach, slack = max(rule.granules * coarse, rule.cap * x), policy.limits.wrong_side * x
    if rule.side == "at_least":
        beyond = Interval(x + reach, INFINITY, low_open=True)
        return Band(x, printed, None, Interval(x, x + reach), Interval(x - slack, x + reach), fine, beyond)
    low = max(ZERO, x - reach)
    return Band(x, printed, None, Interval(low, x), Interval(low, x + slack), fine, Interval(ZERO, low, high_open=True))


def _range(low: Decimal, high: Decimal, fine: Decimal, policy: Policy) -> Band:
    low, high = min(low, high), max(low, high)
    core = Interval(low - fine / 2, high + fine / 2)
    return Band((low + high) / 2, core, None, core, Interval(low - fine, high + fine), fine)


def _sided(interval: Interval, x: Decimal, side: str) -> Interval:
    """The part of the rounding interval on the hedge's side."""
    if side == "below":
        return Interval(interval.low, x, high_open=True)
    if side == "at_most":
        return Interval(interval.low, x)
    if side in ("above", "at_least"):
        return Interval(x, interval.high, low_open=side == "above", high_open=True)
    return interval
