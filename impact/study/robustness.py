"""Does the finding survive other reasonable choices? Benchmark × estimation window × model × kind of return."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from impact.errors import InputError
from impact.study.arrays import Array
from impact.study.distributions import p_of_t
from impact.study.frames import cut
from impact.study.models import models
from impact.study.panel import Panel
from impact.study.results import number
from impact.study.significance import battery

if TYPE_CHECKING:
    import pandas

MODELS = ("market_model", "market_adjusted", "mean_adjusted")
ESTIMATIONS = (250, 120)
KINDS = ("simple", "log")
MINIMUM = 60  # estimation returns, unless a shorter window is asked for
BASKET = "*"  # stands for the equally weighted mean of the firms, tested by the adjusted BMP


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One firm (or the basket) under one set of choices; log abnormal returns are given as simple ones, so that cells can be compared."""

    symbol: str
    benchmark: str  # "" where the model uses none
    weight: float  # of the firm, taken out of the benchmark
    estimation: int
    model: str
    kind: str
    abnormal_return: float
    t: float
    p: float


@dataclass(frozen=True, kw_only=True)
class Robustness:
    """What the grid says of one firm.

    The statement is that of ``base``: abnormal with its sign at the given level, or not abnormal. ``fragile``: some cell says otherwise.
    """

    symbol: str
    base: Cell
    cells: tuple[Cell, ...]
    against: tuple[Cell, ...]  # cells that do not bear the statement
    alpha: float

    @property
    def finding(self) -> str:
        """The statement of the base: "down", "up" or "none"."""
        return {-1: "down", 0: "none", 1: "up"}[_says(self.base, self.alpha)]

    @property
    def fragile(self) -> bool:
        """Whether any cell contradicts the statement."""
        return bool(self.against)

    @property
    def low(self) -> float:
        """Smallest abnormal return of the grid."""
        return min(cell.abnormal_return for cell in self.cells)

    @property
    def high(self) -> float:
        """Largest abnormal return of the grid."""
        return max(cell.abnormal_return for cell in self.cells)

    def row(self) -> dict[str, Any]:
        """For CSV and JSON."""
        return {
            "symbol": self.symbol,
            "abnormal_return": number(self.base.abnormal_return),
            "p": number(self.base.p),
            "benchmark": self.base.benchmark,
            "low": number(self.low),
            "high": number(self.high),
            "finding": self.finding,
            "p_max": number(max(cell.p for cell in self.cells)),
            "cells": len(self.cells),
            "against": len(self.against),
            "fragile": self.fragile,
        }


def grid(
    closes: pandas.DataFrame,
    symbols: Sequence[str],
    event: date,
    benchmarks: Mapping[str, Mapping[str, float]],
    *,
    estimations: Sequence[int] = ESTIMATIONS,
    gap: int = 5,
    names: Sequence[str] = MODELS,
    kinds: Sequence[str] = KINDS,
    alpha: float = 0.05,
) -> tuple[Robustness, ...]:
    """Day 0 of each firm under every combination; one :class:`Robustness` a firm that could be computed at all, the basket first.

    ``benchmarks``: benchmark → weights of the firms in it (empty: none is in it). A benchmark with weights is used both with and without
    the firm. The first benchmark (without the firm where it has a weight), estimation length, model and kind make the base. A benchmark
    or window that the data do not reach is passed over; InputError when none is left.
    """
    import numpy

    known = models()
    cells: dict[str, dict[tuple[object, ...], Cell]] = {symbol: {} for symbol in (BASKET, *symbols)}
    reached = False
    for benchmark, weights, estimation, kind in _choices(benchmarks, estimations, kinds):
        chosen = [symbol for symbol in dict.fromkeys(symbols) if symbol in closes.columns and symbol != benchmark]
        try:
            part = cut(closes, chosen, event, benchmark, window=(0, 0), estimation=estimation, gap=gap, kind=kind, weights=weights)
        except InputError:
            continue
        if any(note.id == "study.fewer_sessions" for note in part.notes) and estimation != min(estimations):
            continue  # a longer window that the data do not hold would only repeat a shorter one
        reached = True
        for name in names:
            without_benchmark = name == "mean_adjusted"
            if without_benchmark and (benchmark != next(iter(benchmarks)) or weights):
                continue
            panel = Panel(**vars(known[name].fit(part.sample)), firms=part.firms, days=(0,))
            scar, car = panel.scar((0, 0)), panel.car((0, 0))
            p = p_of_t(scar, panel.df)
            usable = numpy.flatnonzero(numpy.isfinite(p) & (panel.sigma > 1e-12) & (panel.count >= min(MINIMUM, *estimations)))
            if len(usable) > 1:
                _add_basket(cells[BASKET], panel, usable, benchmark, any(weights.values()), estimation, name, kind)
            for i in usable:
                actual = part.actual[0, i]
                effect = car[i] if kind == "simple" else actual - ((1.0 + actual) / numpy.exp(car[i]) - 1.0)
                symbol, weight = part.firms[i], 0.0 if without_benchmark else weights.get(part.firms[i], 0.0)
                # A firm that is not in the benchmark meets the same cell again when the weights are dropped: it counts once.
                cells[symbol].setdefault(
                    (benchmark, weight, estimation, name, kind),
                    Cell(
                        symbol=symbol, benchmark="" if without_benchmark else benchmark, weight=weight, estimation=estimation, model=name,
                        kind=kind, abnormal_return=float(effect), t=float(scar[i]), p=float(p[i]),
                    ),
                )  # fmt: skip
    if not reached:
        raise InputError(str(event), "no benchmark has prices around it", "choose another event day or other prices")
    return tuple(judged(symbol, tuple(found.values()), alpha) for symbol, found in cells.items() if found)


def _add_basket(
    cells: dict[tuple[object, ...], Cell], panel: Panel, usable: Array, benchmark: str, held: bool, estimation: int, name: str, kind: str
) -> None:
    """The basket's cell: mean abnormal return (log returns as they are), adjusted BMP. A weight of NaN says that members were taken out."""
    own = panel.regressors.shape[1] > 1
    part = replace(
        panel,
        residuals=panel.residuals[:, usable],
        abnormal=panel.abnormal[:, usable],
        sigma=panel.sigma[usable],
        count=panel.count[usable],
        gram=panel.gram[usable] if len(panel.gram) > 1 else panel.gram,
        regressors=panel.regressors[:, usable] if own else panel.regressors,
        regressors_event=panel.regressors_event[:, usable] if own else panel.regressors_event,
        firms=tuple(panel.firms[i] for i in usable),
    )
    found = battery()["adjusted_bmp"].compute(part, (0, 0))
    without = name == "mean_adjusted"
    cells.setdefault(
        (benchmark, held and not without, estimation, name, kind),
        Cell(
            symbol=BASKET, benchmark="" if without else benchmark, weight=float("nan") if held and not without else 0.0,
            estimation=estimation, model=name, kind=kind, abnormal_return=float(part.car((0, 0)).mean()), t=float(found.statistic),
            p=float(found.p),
        ),
    )  # fmt: skip


def _choices(
    benchmarks: Mapping[str, Mapping[str, float]], estimations: Sequence[int], kinds: Sequence[str]
) -> Iterator[tuple[str, Mapping[str, float], int, str]]:
    for benchmark, weights in benchmarks.items():
        held: Mapping[str, float]
        for held in [weights, {}] if any(weights.values()) else [{}]:
            for estimation in estimations:
                for kind in kinds:
                    yield benchmark, held, estimation, kind


def judged(symbol: str, cells: tuple[Cell, ...], alpha: float = 0.05) -> Robustness:
    """The first cell's statement and the cells that do not bear it."""
    base = cells[0]
    against = tuple(cell for cell in cells if _says(cell, alpha) != _says(base, alpha))
    return Robustness(symbol=symbol, base=base, cells=cells, against=against, alpha=alpha)


def _says(cell: Cell, alpha: float) -> int:
    """Sign of an abnormal return that is significant at ``alpha``, else 0 (also where p is not defined)."""
    return (1 if cell.abnormal_return > 0 else -1) if cell.p < alpha else 0
