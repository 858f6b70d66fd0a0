"""``impact correlate``: what moved together, before and after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from impact.cli import options, output

ORDER = 5


@click.command()
@options.event
@options.symbols
@options.group
@click.option("--lead", metavar="SYMBOL", help="The share that exposure is measured to; default: the first.")
@click.option("--before", type=click.IntRange(20, 1000), default=60, show_default=True, help="Sessions before the event.")
@click.option("--after", type=click.IntRange(10, 1000), default=20, show_default=True, help="Sessions from the event on.")
@options.prices
@options.study_format
@options.report_language
@click.option("--explain", is_flag=True, help="Add each statistic's null hypothesis, formula and paper.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg", help="Draw the matrices as heat maps.")
@options.out
def correlate(
    event: date,
    symbols: str | None,
    group: str | None,
    lead: str | None,
    before: int,
    after: int,
    prices: str,
    form: str,
    lang: str,
    explain: bool,
    plot: Path | None,
    out: Path | None,
) -> int:
    """What moved together, before and after an event?

    Matrices with intervals, corrected for the higher variance after a shock (Forbes and Rigobon), and exposure to the lead share.

    \b
    Examples:
      impact correlate --event 2025-01-27 --symbols NVDA,AVGO,AMD,MSFT,AAPL
      impact correlate --event 2025-01-27 --group MAG7 --lead NVDA --format json
    """
    from impact.market.facts import open_facts
    from impact.pipeline import study as studies
    from impact.report import say
    from impact.study import plots, present

    facts = open_facts(prices)
    chosen = studies.chosen_symbols(facts, symbols, group)
    results = studies.correlations(facts, chosen, event, lead=lead, before=before, after=after)
    output.write(present.render(form, results, lambda m: say(m, lang), lang, explain=explain), out)
    if plot:
        output.write(plots.heat_map(results[0], lambda m: say(m, lang), lang), plot)
    return 0
