"""Marks abnormal returns as fragile: the report's short form of the robustness grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from impact.errors import InputError
from impact.records import Abnormal
from impact.study.robustness import grid

if TYPE_CHECKING:
    import pandas


def tried(
    closes: pandas.DataFrame,
    records: Sequence[Abnormal],
    weight: Callable[[str, str], float | None] = lambda benchmark, symbol: None,
    alternatives: Sequence[str] = (),
    *,
    estimations: Sequence[int] = (250, 120),
    gap: int = 5,
) -> tuple[Abnormal, ...]:
    """The records with ``fragile`` set: whether another benchmark, estimation window, model or kind of return says otherwise.

    ``closes`` (sessions × symbols) hold the shares, their benchmarks and the ``alternatives`` (missing ones are passed over); ``weight``
    gives a share's weight in a benchmark. Records of one session and benchmark are computed together. ``fragile`` stays None where the
    grid has a single cell or cannot be computed.
    """
    marked: dict[tuple[str, object, str], bool] = {}
    for session, benchmark in dict.fromkeys((record.session, record.benchmark) for record in records):
        symbols = [record.symbol for record in records if (record.session, record.benchmark) == (session, benchmark)]
        held = {
            index: {symbol: found for symbol in symbols if symbol != index and (found := weight(index, symbol))}
            for index in dict.fromkeys([benchmark, *alternatives])
        }
        try:
            cells = grid(closes, symbols, session, held, estimations=estimations, gap=gap)
        except InputError:
            continue
        marked |= {(item.symbol, session, benchmark): item.fragile for item in cells if len(item.cells) > 1}
    return tuple(replace(record, fragile=marked.get((record.symbol, record.session, record.benchmark))) for record in records)
