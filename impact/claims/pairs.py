"""Numbers that are written as pairs: ranges ("16 bis 17 Prozent"), and units said once ("von 3,5 auf 2,9 Billionen Dollar")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from impact.claims.tokens import Sentence

if TYPE_CHECKING:
    from impact.claims.quantity import Quantity

WIDEST = 4  # times its lower end that a range without "between" may reach
LARGEST = 100  # per cent that are said without their unit
GAP = 8  # tokens between a number with its unit and one without
SAID = ("move.", "level.", "reject.", "metric.")
UNITLESS = ("plain", "mark")


def carried(s: Sentence, quantities: list[Quantity], names: Sequence[int], joins: frozenset[str]) -> list[Quantity]:
    """Units left out behind another name: "stiegen um 2,8 Prozent, Lam Research um 2,5"; ``names``: the tokens that open a name."""
    out = quantities[:1]
    for q in quantities[1:]:
        p = out[-1]
        if p.unit == "percent" and q.unit == "plain" and q.scale == 1 and q.value < LARGEST and q.role in (None, "by"):
            after = s.words[q.last] if q.last < len(s.words) else "."
            between = [k for k in names if p.last <= k < q.first]
            free = not any(p.last <= m.first < q.first and m.entry.tag.startswith(SAID) for m in s.marks)
            if between and free and q.first - p.last <= GAP and not (after[0].isalpha() and after not in joins):
                q = replace(q, unit="percent")
        out.append(q)
    return out


@dataclass(frozen=True, slots=True)
class Pairs:
    """The words that pair numbers in one language."""

    roles: Mapping[str, str]
    ranges: frozenset[str]
    between: frozenset[str]
    links: frozenset[str]  # "und", "beziehungsweise", "oder": they join two numbers but make no range
    passed: frozenset[str]  # hedges and fillers that may stand between

    def join(self, text: str, s: Sentence, found: list[Quantity]) -> list[Quantity]:
        """The quantities of a sentence, ranges as one, and units given to the numbers that share them."""
        out: list[Quantity] = []  # from the last to the first: the unit stands with the last
        for q in reversed(found):
            if not out:
                out.append(q)
                continue
            following = out[-1]
            left = [w for w in s.words[q.last : following.number] if w not in self.passed]
            merged = self._range(text, s, q, following, left)
            if merged is not None:
                out[-1] = merged
            else:
                out.append(self._with_unit(q, following, left))
        return out[::-1]

    def _range(self, text: str, s: Sentence, q: Quantity, following: Quantity, left: list[str]) -> Quantity | None:
        if len(left) != 1 or not (left[0] in self.ranges or left[0] in "-–") or q.first == 0:
            return None
        if q.unit not in ("plain", following.unit) or following.unit in UNITLESS or q.role == "from":
            return None
        before = s.words[q.first - 1]
        between = before in self.between
        if not between and left[0] in self.links:
            return None
        low = q.value * (following.scale if q.unit == "plain" else 1.0)
        if not low < following.value or (not between and following.value > WIDEST * low):
            return None  # "climbed 5.4p to 612.8p": a change and where it ended
        role = q.role
        if between:
            role = self.roles.get(s.words[q.first - 2]) if q.first > 1 else None
        changes: dict[str, Any] = {
            "first": q.first, "number": q.number, "start": q.start, "value": low, "high": following.value, "hedge": q.hedge, "role": role,
            "sign": q.sign, "peak": q.peak, "printed": text[q.start : following.end],
        }  # fmt: skip
        return replace(following, **changes)

    def _with_unit(self, q: Quantity, following: Quantity, left: list[str]) -> Quantity:
        if q.unit != "plain" or following.unit in UNITLESS or not self._shares_unit(q, following, left):
            return q
        if q.scale > 1:  # "von 3,5 Billionen auf 2,9 Billionen Dollar": only the currency is missing
            return replace(q, unit="currency", currency=following.currency) if following.unit == "currency" else q
        scale = following.scale
        return replace(
            q, unit=following.unit, currency=following.currency, scale=scale, value=float(f"{q.value * scale:.12g}"),
            gmin=q.gmin * scale, gmax=q.gmax * scale,
        )  # fmt: skip

    def _shares_unit(self, q: Quantity, following: Quantity, left: list[str]) -> bool:
        if 1900 <= q.value <= 2100 and q.gmin == 1 and q.scale == 1:
            return False  # a year
        if not left:
            return q.role is not None
        if len(left) == 1:
            return left[0] in self.ranges or left[0] in self.links or left[0] in self.roles or left[0] == ","
        return (q.role == "by" and following.role == "by") or (q.role == "from" and following.role == "to" and len(left) <= 3)
