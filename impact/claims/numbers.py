"""Printed digits → value and written places, per language; a number whose groups are malformed is no number."""

from __future__ import annotations

import re
from decimal import Decimal
from math import floor, log10

LONGEST = 40  # characters: what is longer is no number of a market (and too large for a float)
_POWERS = {power: float(Decimal(10) ** power) for power in range(-LONGEST, LONGEST)}
_GROUPS = re.compile(r"[ \u00a0\u202f'’]")
_SHAPE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})*(?:[.,]\d+)*|\d+(?:[.,]\d+)*")


def parse_number(printed: str, decimal: str, group: str, *, point_decimal: bool = False) -> tuple[float, float] | None:
    """Value and finest written place of ``printed`` ("1.234,50" in German: 1234.5, 0.01); None when the groups are malformed.

    ``point_decimal``: the document writes decimals with a point although its language has a comma (Swiss German).
    """
    if len(printed) > LONGEST:
        return None
    if printed.isdecimal():
        return float(printed), 1.0
    if not _SHAPE.fullmatch(printed):
        return None
    digits = _GROUPS.sub("", printed)
    points, commas = digits.count("."), digits.count(",")
    if not (points or commas):
        return float(digits), 1.0
    if (points and commas) or len(digits) != len(printed):  # the last one is the decimal sign, whatever the language
        head, tail = re.split(r"[.,](?=\d+$)", digits)
        return _joined(head, tail)
    sign = "." if points else ","
    if points + commas > 1:
        parts = digits.split(sign)
        if all(len(p) == 3 for p in parts[1:]) or (
            group == "," and commas and all(len(p) == 2 for p in parts[1:-1]) and len(parts[-1]) == 3
        ):
            return float("".join(parts)), 1.0
        return None
    head, _, tail = digits.partition(sign)
    if sign == decimal:
        return _joined(head, tail)
    if len(tail) == 3 and len(head) <= 3 and head != "0" and not (point_decimal and points):
        return float(head + tail), 1.0
    if len(tail) != 3 or head == "0" or (point_decimal and points):
        return _joined(head, tail)
    return None


def _joined(head: str, tail: str) -> tuple[float, float] | None:
    if not head.isdecimal():
        parts = re.split(r"[.,]", head)
        western = all(len(p) == 3 for p in parts[1:])
        indian = len(parts) > 1 and len(parts[-1]) == 3 and all(len(p) == 2 for p in parts[1:-1])
        if not (western or indian):
            return None
        head = "".join(parts)
    return float(f"{head}.{tail}"), _POWERS[-len(tail)]


def coarsest_place(value: float, finest: float) -> float:
    """The place of the last digit that is not zero: 600 → 100, 589 → 1, 17.0 → 1, 14.3 → 0.1."""
    if value <= 0:
        return finest
    number = str(round(value / finest)) if finest else "0"
    zeros = len(number) - len(number.rstrip("0"))
    return float(Decimal(repr(finest)) * (Decimal(10) ** zeros)) if zeros else finest


def places(value: float, finest: float, scale: float) -> tuple[float, float]:
    """``gmin`` and ``gmax`` in base units: a one-digit mantissa before a million or more counts as written to a tenth."""
    gmax = coarsest_place(value, finest) * scale
    gmin = finest * scale
    if scale >= 1e6 and finest == 1.0 and 0 < value < 10:
        gmin = 0.1 * scale
    return _clean(gmin), _clean(gmax)


def _clean(place: float) -> float:
    if place <= 0:
        return place
    power = floor(log10(place) + 1e-9)
    return _POWERS[power] if power in _POWERS else float(Decimal(10) ** power)
