"""The policy as a reader sees it: which words belong to which band, and what the bands make of two printed numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

from impact import languages
from impact.records import Claim, Degree, Hedge
from impact.verdicts.bands import Interval, band_of
from impact.verdicts.policy import OPEN_END, Policy

# Numbers of the press of 27 January 2025: "fast 17 %", "fast 600 Milliarden"; value, unit, written places, what one of it is.
PRINTED = ((17.0, "percent", 1.0, 1.0, 1.0), (600e9, "currency", 1e9, 1e11, 1e9))


def examples(policy: Policy) -> Iterator[tuple[str, ...]]:
    """Rows (hedge, core and outer band of 17 per cent, core and outer band of 600 billion) in per cent and billions."""
    for hedge in get_args(Hedge):
        row = [hedge]
        for value, unit, fine, coarse, one in PRINTED:
            band = band_of(_printed(value, unit, fine, coarse, hedge), policy)
            row += [_written(band.core, one), _written(band.outer, one)]
        yield tuple(row)


def degree_words(policy: Policy) -> Iterator[tuple[str, str, str, str]]:
    """Rows (degree, band of shares, band of indices, the words of each language)."""
    for degree in get_args(Degree):
        words = (
            f"{code}: {', '.join(found)}" for code in languages.codes() if (found := languages.load(code).words("degree", degree))
        )
        share, index = (_percent(*policy.degrees[market][degree]) for market in ("share", "index"))
        yield degree, share, index, "; ".join(words)


def _printed(value: float, unit: str, fine: float, coarse: float, hedge: Hedge) -> Claim:
    return Claim(
        id="", article="", start=0, end=0, quote="", kind="change", metric=None, subject=None, value=value, unit=unit,  # type: ignore[arg-type]
        hedge=hedge, gmin=fine, gmax=coarse,
    )  # fmt: skip


def _written(interval: Interval, one: float) -> str:
    """``[16; 17)``, in units of ``one``; an open end does not belong to it."""
    low, high = (end / Decimal(repr(one)) if end.is_finite() else None for end in (interval.low, interval.high))
    left, right = "(" if interval.low_open else "[", ")" if interval.high_open else "]"
    return f"{left}{_number(low)}; {_number(high)}{right}"


def _number(value: Decimal | None) -> str:
    return "∞" if value is None else f"{float(value):g}"


def _percent(low: float, high: float) -> str:
    return f"{low:g} and more" if high > OPEN_END else f"{low:g} to {high:g}"
