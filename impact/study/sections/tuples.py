"""A robustness grid, and activities of several shares: results that come as tuples."""

from __future__ import annotations

from typing import Any

from impact.records import Message
from impact.study.activity import Activity
from impact.study.present import Cell, Section, Value
from impact.study.robustness import BASKET, Robustness
from impact.study.sections import exported, fields, percent, title, told


@told.register
def _(result: tuple, *, language: str, explain: bool = False) -> list[Section]:  # type: ignore[type-arg]
    """A grid, or activities of several shares."""
    rows: tuple[tuple[Cell, ...], ...]
    if result and isinstance(result[0], Activity):
        rows = tuple(
            (
                x.symbol, Value(x.volume_ratio), Value(x.volume_t), Value(x.volume_p, 3, p=True), percent(x.range_volatility, signed=False),
                Value(x.range_ratio), Value(x.range_t), Value(x.range_p, 3, p=True), x.range_rank,
            )
            for x in result
        )  # fmt: skip
        columns: tuple[str, ...] = (
            "symbol",
            "volume_ratio",
            "volume_t",
            "volume_p",
            "parkinson",
            "range_ratio",
            "range_t",
            "range_p",
            "range_rank",
        )
        return [Section(title=title("activity"), columns=columns, rows=rows, notes=(Message(id="study.activity_method"),))]
    if result and isinstance(result[0], Robustness):
        rows = tuple(
            (
                Message(id="study.basket") if x.symbol == BASKET else x.symbol, percent(x.base.abnormal_return),
                Value(x.base.p, 3, p=True), percent(x.low), percent(x.high), len(x.cells), len(x.against),
                Message(id=f"study.finding_{x.finding}"), Message(id="study.fragile" if x.fragile else "study.robust"),
            )
            for x in result
        )  # fmt: skip
        columns = ("symbol", "abnormal", "p", "lowest", "highest", "choices", "against", "finding", "verdict")
        return [Section(title=title("robustness"), columns=columns, rows=rows, notes=(Message(id="study.grid_method"),))]
    return []


@exported.register
def _(result: tuple) -> dict[str, Any]:  # type: ignore[type-arg]
    if not result:
        return {}
    name = "activity" if isinstance(result[0], Activity) else "robustness"
    if name == "activity":
        return {name: [x.row() for x in result]}
    cells = [fields(cell) for x in result for cell in x.cells]
    return {name: [x.row() for x in result], "robustness_cells": cells}
