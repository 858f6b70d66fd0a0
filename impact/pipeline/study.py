"""The study's commands: market frames in, results out. What is computed stands in :mod:`impact.study`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from impact.errors import InputError
from impact.reference.benchmarks import benchmark as exchange_benchmark
from impact.reference.files import data_path
from impact.reference.weights import weight

if TYPE_CHECKING:
    from impact.market.facts import MarketFacts

MARGIN = 10  # sessions fetched beyond the estimation window, for the first return and for ragged starts
ALTERNATIVES = ("^GSPC", "^IXIC", "SMH")  # benchmarks of the robustness grid, where prices know them


def chosen_symbols(facts: MarketFacts, symbols: str | None, group: str | None) -> list[str]:
    """The shares asked for: a comma-separated list, a group's members, or every share whose prices can be listed."""
    if symbols:
        return list(dict.fromkeys(part.strip() for part in symbols.split(",") if part.strip()))
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

    index = benchmark or _benchmark(facts, symbols[0])
    first = _shift(facts, index, event, -(estimation + gap + MARGIN - window[0]))
    last = _shift(facts, index, event, max(window[1], 0) + MARGIN)
    alternatives = [s for s in ALTERNATIVES if s != index] if index in ALTERNATIVES else []
    closes = facts.closes([*symbols, index, *alternatives, *donors], first, last)
    return run.study(
        closes,
        symbols,
        event,
        index,
        weight=weight,
        leave_one_out=leave_one_out,
        alternatives=[s for s in alternatives if s in closes.columns],
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

    lead = lead or symbols[0]
    market, fund = _benchmark(facts, lead), "SMH"
    first, last = _shift(facts, lead, event, -(before + MARGIN)), _shift(facts, lead, event, after + MARGIN)
    closes = facts.closes(dict.fromkeys([lead, *symbols, market, fund]), first, last)
    return run.correlations(closes, symbols, event, lead, market=market, fund=fund, weight=weight, before=before, after=after)


def _benchmark(facts: MarketFacts, symbol: str) -> str:
    instrument = facts.instrument(symbol)
    found = exchange_benchmark(instrument.mic) if instrument else None
    if found is None:
        raise InputError(symbol, "has no benchmark in data/benchmarks.csv", "name one with --benchmark")
    return found


def _shift(facts: MarketFacts, symbol: str, day: date, sessions: int) -> date:
    move = facts.next_session if sessions > 0 else facts.previous_session
    for _ in range(abs(sessions)):
        day = move(symbol, day)
    return day


def _factors(path: Path | None) -> Any:
    """A CSV whose first column is the date and whose others are factors' returns as fractions."""
    if path is None:
        return None
    import pandas

    try:
        return pandas.read_csv(path, index_col=0, parse_dates=True)
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"is no factor file ({error})", "give a CSV: date, then one column a factor, as fractions") from None
