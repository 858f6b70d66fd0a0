"""``impact prices``: the local store of live prices."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from impact.cli import options, output, whole
from impact.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from impact.errors import ImpactError

ORDER = 9

symbols_argument = click.argument("symbols", nargs=-1, metavar="SYMBOL...")
first_day = click.option("--from", "first", type=options.Day(), default="2024-01-02", show_default=True, help="First day.")
last_day = click.option("--to", "last", type=options.Day(), help="Last day; default: the newest.")


@click.group()
def prices() -> None:
    """Fetch live prices into a local store and look at it.

    Once fetched, 'impact verify' finds them without the network (--prices auto). Only 'fetch' and 'selftest' use the network.

    \b
    Examples:
      impact prices fetch NVDA SAP.DE --from 2024-01-02
      impact prices status
    """


@prices.command()
@symbols_argument
@first_day
@last_day
@click.option("--shares", is_flag=True, help="Fetch share counts as well.")
@click.option("--refresh", is_flag=True, help="Ask again for what the store holds already.")
def fetch(symbols: tuple[str, ...], first: date, last: date | None, shares: bool, refresh: bool) -> int:
    """Fetch daily bars from Yahoo into the store.

    \b
    Example:
      impact prices fetch NVDA ^GSPC --from 2024-01-02
    """
    from impact.market import fetch as market

    _some(symbols)

    with output.progress(least=2) as bar:
        outcomes = market.fetch(
            symbols, first, last=last, shares=shares, refresh=refresh, progress=lambda done, total, symbol: bar(done, total)
        )
    for outcome in outcomes:
        if outcome.error is not None:
            click.echo(f"impact: {outcome.error}", err=True)
        else:
            kept = "held already" if outcome.held else "fetched"
            click.echo(f"{outcome.symbol}  {outcome.bars} bars  {outcome.first} to {outcome.last}  {kept}")
    return _worst(outcome.error for outcome in outcomes)


@prices.command()
@click.argument("symbol")
@first_day
@last_day
def show(symbol: str, first: date, last: date | None) -> int:
    """Print the stored bars of a symbol as CSV.

    \b
    Example:
      impact prices show NVDA --from 2025-01-24 --to 2025-01-29
    """
    from impact.market import fetch as market

    bars = market.show(symbol, first, last or date.max - timedelta(days=366))
    lines = ["date,open,high,low,close,volume,source,as_of"]
    lines += [f"{b.session},{b.open},{b.high},{b.low},{b.close},{b.volume or ''},{b.source},{b.as_of}" for b in bars]
    output.write("\n".join(lines), None)
    return 0


@prices.command()
def status() -> int:
    """Print what the store holds, from when, and where it is.

    \b
    Example:
      impact prices status
    """
    from impact.market.store import Store

    store = Store()
    rows = [f"{h.symbol}  {h.bars} bars  {h.first} to {h.last}  {h.currency}  {h.source}  {h.as_of}" for h in store.held()]
    output.write("\n".join([str(store.path), *(rows or ["empty; fill it with 'impact prices fetch SYMBOL'"])]), None)
    for note in store.notes:
        click.echo(f"impact: {note}", err=True)
    return 0


@prices.command()
@symbols_argument
@click.option("--all", "everything", is_flag=True, help="Forget every symbol.")
def clear(symbols: tuple[str, ...], everything: bool) -> int:
    """Forget stored symbols.

    \b
    Example:
      impact prices clear NVDA
    """
    from impact.market.store import Store

    if not everything:
        _some(symbols)
    click.echo(f"{Store().clear(None if everything else list(symbols))} symbols cleared")
    return 0


@prices.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@symbols_argument
def export(path: Path, symbols: tuple[str, ...]) -> int:
    """Write stored bars as a CSV that --prices takes.

    \b
    Example:
      impact prices export prices.csv NVDA
    """
    from impact.market import fetch as market

    text, rows = market.export(list(symbols) or None)
    whole.put({path: text.encode()})
    click.echo(f"{rows} rows written to {path}")
    return 0


@prices.command()
def selftest() -> int:
    """Ask Yahoo for a move that is known and say plainly what came.

    \b
    Example:
      impact prices selftest
    """
    from impact.market import fetch as market

    steps = market.selftest()
    for step in steps:
        click.echo(f"{'ok  ' if step.passed else 'FAIL'}  {step.name}: {step.text}")
    return 0 if all(step.passed for step in steps) else 3


def _some(symbols: tuple[str, ...]) -> None:
    if not symbols:
        raise InputError("SYMBOL", "none is given", "name at least one, as Yahoo spells it: NVDA, SAP.DE, ^GDAXI")


def _worst(errors: Iterable[ImpactError | None]) -> int:
    return max((error.exit_code for error in errors if error is not None), default=0)
