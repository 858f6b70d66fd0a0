"""Claimed against actual."""

from __future__ import annotations

from typing import Any

from impact.records import Amount, Message
from impact.study.calibration import Calibration
from impact.study.present import Section, Value
from impact.study.sections import exported, fields, percent, title, told


@told.register
def _(result: Calibration, *, language: str, explain: bool = False) -> list[Section]:
    groups = tuple(
        (
            Message(id=f"study.by_{x.by}"), x.name, x.n, x.wrong_direction, percent(x.exaggeration, places=1), percent(x.low, places=1),
            percent(x.high, places=1), percent(x.median, places=1), Value(x.rank_correlation),
        )
        for x in result.groups
    )  # fmt: skip
    columns = ("by", "group", "n", "wrong_direction", "exaggeration", "low", "high", "median", "rank_correlation")
    left = Message(id="study.left_out_claims", values={"n": result.left_out})
    out = [Section(title=title("calibrate"), columns=columns, rows=groups, notes=(Message(id="study.exaggeration"), left, *result.notes))]
    if result.regressions:
        rows = tuple(
            (
                x.unit,
                Message(id=f"study.scale_{x.scale}"),
                x.n,
                _amount(x.intercept, x.unit),
                Value(x.slope, 3),
                Value(x.slope_error, 3),
                Value(x.wald),
                Value(x.p, 3, p=True),
                Value(x.r2),
            )
            for x in result.regressions
        )
        columns = ("unit", "scale", "n", "intercept", "slope", "error", "wald", "p", "r2")
        out.append(Section(title=title("mincer_zarnowitz"), columns=columns, rows=rows, notes=(Message(id="study.mincer_zarnowitz"),)))
    if far := result.farthest():
        named = tuple((x.claim, _amount(x.claimed, x.unit), _amount(x.actual, x.unit), Value(x.claimed / x.actual)) for x in far)
        heads = ("claim", "claimed", "actual", "ratio")
        out.append(Section(title=title("farthest"), columns=heads, rows=named, notes=(Message(id="study.farthest"),)))
    return out


@exported.register
def _(result: Calibration) -> dict[str, Any]:
    return {
        "claims": result.rows(),
        "groups": [x.row() for x in result.groups],
        "mincer_zarnowitz": [fields(x) for x in result.regressions],
        "left_out": result.left_out,
        "notes": list(result.notes),
    }


def _amount(value: float, unit: str) -> Message:
    return Message(id="study.amount", values={"amount": Amount(value=value, unit=unit)})
