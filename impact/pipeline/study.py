"""The study's commands: market frames in, results out. What is computed stands in :mod:`impact.study`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from impact.errors import InputError
from impact.pipeline.alternatives import alternatives
from impact.reference.benchmarks import benchmark as exchange_benchmark
from impact.reference.files import data_path

if TYPE_CHECKING:
    from impact.market.facts import MarketFacts

_TICKER = re.compile(r"[A-Za-z0-9^.=&_-]{1,32}")
MARGIN = 10  # sessions fetched beyond the estimation window, for the first return and for ragged starts


def tickers(symbols: Iterable[str]) -> list[str]:
    """The symbols in their order, each once; :class:`InputError` for what cannot be one, since they are printed in tables and pages."""
    found = list(dict.fromkeys(symbols))
    for symbol in found:
        if not _TICKER.fullmatch(symbol):
            raise InputError(f"symbol {symbol!r}", "is no ticker", "write it as Yahoo does (NVDA, ^GSPC, SAP.DE)")
    return found


def chosen_symbols(facts: MarketFacts, symbols: str | None, group: str | None) -> list[str]:
    """The shares asked for: a comma-separated list, a group's members, or every share whose prices can be listed."""
    if symbols:
        return tickers(part.strip() for part in symbols.split(",") if part.strip())
    if group:
        members = list(facts.members(group))
        if not members:
            raise InputError(f"group {group!r}", "has no members with prices", "name the shares with --symbols")
        return members
    found = ((symbol, facts.instrument(symbol)) for symbol in facts.symbols())
    shares = sorted(symbol for symbol, instrument in found if instrument and instrument.kind == "stock")
    if not shares:
        raise InputError("the price source", "cannot list its symbols", "name the shares with --symbols")
    return shares


def event_study(
    facts: MarketFacts,
    symbols: Sequence[str],
    event: date,
    *,
    benchmark: str | None = None,
    window: tuple[int, int] = (-1, 3),
    estimation: int = 250,
    gap: int = 5,
    model: str = "market_model",
    kind: str = "simple",
    leave_one_out: bool = True,
    factors: Path | None = None,
    donors: Sequence[str] = (),
) -> tuple[Any, ...]:
    """Event study on one date, its robustness grid, and the day's volume and range; see :func:`impact.study.run.study`."""
    import pandas

    from impact.study import run
    from impact.study.dated import weight_near

    index = tickers([benchmark])[0] if benchmark else _benchmark(facts, symbols)
    donors = tickers(donors)
    first = facts.shift(index, event, -(estimation + gap + MARGIN - window[0]))
    last = facts.shift(index, event, max(window[1], 0) + MARGIN)
    others = alternatives(index)
    closes = facts.closes([*symbols, index, *others, *donors], first, last)
    return run.study(
        closes,
        symbols,
        event,
        index,
        weight=weight_near(event),
        leave_one_out=leave_one_out,
        alternatives=[s for s in others if s in closes.columns],
        bars={symbol: facts.bars(symbol, first, last) for symbol in symbols},
        events=pandas.read_csv(data_path("events.csv")),
        window=window,
        estimation=estimation,
        gap=gap,
        model=model,
        kind=kind,
        factors=_factors(factors),
        donors=donors,
    )


def correlations(
    facts: MarketFacts, symbols: Sequence[str], event: date, *, lead: str | None = None, before: int = 60, after: int = 20
) -> tuple[Any, ...]:
    """Correlations around the event, and exposure to ``lead`` (default: the first); see :func:`impact.study.run.correlations`."""
    from impact.study import run
    from impact.study.dated import weight_near

    lead = tickers([lead])[0] if lead else _first_share(facts, symbols)
    market, fund = _benchmark(facts, [lead]), "SMH"
    first, last = facts.shift(lead, event, -(before + MARGIN)), facts.shift(lead, event, after + MARGIN)
    closes = facts.closes(dict.fromkeys([lead, *symbols, market, fund]), first, last)
    return run.correlations(closes, symbols, event, lead, market=market, fund=fund, weight=weight_near(event), before=before, after=after)


def _benchmark(facts: MarketFacts, symbols: Sequence[str]) -> str:
    for symbol in symbols:
        instrument = facts.instrument(symbol)
        found = exchange_benchmark(instrument.mic) if instrument else None
        if found is not None:
            return found
    raise InputError(", ".join(symbols), "no benchmark is known for these in data/benchmarks.csv", "name one with --benchmark")


def _first_share(facts: MarketFacts, symbols: Sequence[str]) -> str:
    for symbol in symbols:
        instrument = facts.instrument(symbol)
        if instrument is not None and instrument.kind == "stock":
            return symbol
    return symbols[0]


def _factors(path: Path | None) -> Any:
    """A CSV whose first column is the date and whose others are factors' returns as fractions."""
    if path is None:
        return None
    import pandas

    try:
        return pandas.read_csv(path, index_col=0, parse_dates=True)
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"is no factor file ({error})", "give a CSV: date, then one column a factor, as fractions") from None
