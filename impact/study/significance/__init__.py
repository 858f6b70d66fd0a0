"""Tests of abnormal returns, a file each: ``TEST`` in every module here is found by looking.

Every test names its null hypothesis in words, its paper, formula, degrees of freedom and the variant computed. ``compute`` takes a
:class:`~impact.study.panel.Panel` and a window of relative days and gives one number (scope "basket") or one a firm (scope "firm").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from impact.study.panel import Panel

Window = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A statistic with its two-sided p, degrees of freedom (None: standard normal or by counting) and number of firms.

    NaN where it is not defined (one firm, no spread). Scope "firm": arrays (N,).
    """

    statistic: Any
    p: Any
    df: Any = None
    firms: int = 0


@dataclass(frozen=True, kw_only=True)
class Test:
    """A significance test and everything a reader must know to judge it."""

    __test__ = False  # pytest must not collect it

    id: str
    scope: Literal["firm", "basket"]
    null: Mapping[str, str]  # the null hypothesis in words, by language
    paper: str
    formula: str
    df: str
    variant: str
    compute: Callable[[Panel, Window], Outcome]
    independent: bool = False  # assumes that the firms' abnormal returns are independent: over-rejects on one common date
    minimum: int = 2  # firms


def battery() -> dict[str, Test]:
    """All tests by id."""
    from impact.study.discovery import found

    return found("impact.study.significance", "TEST")
