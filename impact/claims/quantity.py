"""A number of the text with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from impact.records import Bound, Hedge

BOUNDS: dict[Hedge, Bound] = {
    "none": "exact", "exactly": "exact", "about": "approx", "just_under": "almost", "almost": "almost", "just_over": "slightly_more",
    "over": "at_least", "under": "at_most",
}  # fmt: skip


@dataclass(slots=True)
class Quantity:
    """A number of one sentence. ``first``–``last`` are tokens (hedge included), ``start``–``end`` characters.

    Nothing changes a quantity; it is not frozen because a frozen one takes three times as long to make.
    """

    first: int
    last: int
    number: int  # token of the first digit
    start: int
    end: int
    value: float
    high: float | None
    unit: str  # "percent", "percentage_points", "basis_points", "points", "currency", "mark", "plain", "fraction", "shares"
    currency: str | None
    scale: float
    hedge: Hedge
    printed: str
    gmin: float
    gmax: float
    sign: int = 0
    role: str | None = None  # "by", "to", "from", "above", "below", "with"
    peak: bool = False  # "bis zu", "as much as"
    more: bool = False  # "weitere", "another"
    word: bool = False
