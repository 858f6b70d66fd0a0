"""One call a command: the results that ``impact study``, ``impact correlate`` and ``impact calibrate`` print, in their order.

Takes frames and bars that the caller fetched; :func:`impact.study.present.render` writes what comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from impact.records import Bar, Message
from impact.study.activity import Activity, activities
from impact.study.correlate import correlate
from impact.study.engine import event_study
from impact.study.exposure import exposure
from impact.study.robustness import grid

if TYPE_CHECKING:
    import pandas

Weight = Callable[[str, str], float | None]  # (benchmark, symbol) → weight of the symbol in the benchmark


def study(
    closes: pandas.DataFrame,
    symbols: Sequence[str],
    event: date,
    benchmark: str,
    *,
    weight: Weight = lambda benchmark, symbol: None,
    leave_one_out: bool = True,
    alternatives: Sequence[str] = (),
    bars: Mapping[str, Sequence[Bar]] | None = None,
    **options: Any,
) -> tuple[Any, ...]:
    """Event study, robustness grid over ``benchmark`` and ``alternatives``, and, with ``bars``, volume and range of the event session.

    ``options`` are those of :func:`~impact.study.engine.event_study`. ``leave_one_out``: firms that ``weight`` finds in the benchmark are
    taken out of it; the grid tries both ways in any case.
    """

    def held(index: str) -> dict[str, float]:
        return {symbol: found for symbol in symbols if symbol != index and (found := weight(index, symbol))}

    result = event_study(closes, symbols, event, benchmark, weights=held(benchmark) if leave_one_out else {}, **options)
    out: list[Any] = [result]
    if result.panel.firms:
        benchmarks = {index: held(index) for index in dict.fromkeys([benchmark, *alternatives])}
        gap = options.get("gap", 5)
        lengths = tuple(dict.fromkeys([options.get("estimation", 250), 120]))
        out.append(grid(closes, result.panel.firms, result.settings.session, benchmarks, gap=gap, estimations=lengths))
    if bars:
        busy = activities(bars, result.settings.session)
        out.append(tuple(item for item in busy.values() if isinstance(item, Activity)))
    return tuple(out)


def correlations(
    closes: pandas.DataFrame,
    symbols: Sequence[str],
    event: date,
    lead: str,
    *,
    market: str | None = None,
    fund: str | None = None,
    weight: Weight = lambda benchmark, symbol: None,
    before: int = 60,
    **options: Any,
) -> tuple[Any, ...]:
    """Correlations around the event, then the exposure of each share to the lead, and to ``fund`` without the lead.

    An exposure that cannot be had is a Message in its place; there is then no second one.
    """
    result = correlate(closes, symbols, event, lead, market=market, before=before, **options)
    out: list[Any] = [result]
    found = exposure(closes, lead, result.symbols, result.session, sessions=before)
    out.append(found)
    if fund is not None and fund in closes.columns and not isinstance(found, Message):
        share = weight(fund, lead) or 0.0
        out.append(exposure(closes, fund, result.symbols, result.session, sessions=before, without=lead, weight=share))
    return tuple(out)
