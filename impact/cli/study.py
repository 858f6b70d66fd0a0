"""``impact study``: abnormal returns, tests and their robustness."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from impact.cli import options, output

ORDER = 4


class Window(click.ParamType):  # type: ignore[type-arg]  # generic in newer clicks only
    """Sessions around the event, as ``-1:3``."""

    name = "FROM:TO"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """First and last session relative to the event."""
        if isinstance(value, tuple):
            return value
        match = re.fullmatch(r"(-?\d+):(-?\d+)", str(value))
        if not match or int(match[1]) > int(match[2]):
            self.fail(f"{value!r} is no window; write it as -1:3", param, ctx)
        return int(match[1]), int(match[2])


@click.command()
@options.event
@options.symbols
@options.group
@click.option("--benchmark", metavar="SYMBOL", help="Default: the broad index of the first share's exchange.")
@click.option("--window", type=Window(), default="-1:3", show_default=True, help="Sessions around the event.")
@click.option("--estimation", type=click.IntRange(30, 2000), default=250, show_default=True, help="Sessions of the estimation window.")
@click.option("--gap", type=click.IntRange(0, 250), default=5, show_default=True, help="Sessions between estimation window and event.")
@click.option("--model", type=click.Choice(options.models()), default="market_model", show_default=True, help="Model of the normal return.")
@click.option("--returns", type=click.Choice(["simple", "log"]), default="simple", show_default=True, help="Kind of returns.")
@click.option("--leave-one-out/--whole-benchmark", default=True, show_default=True, help="Take a firm out of the benchmark that holds it.")
@click.option("--factors", type=click.Path(path_type=Path), metavar="FILE", help="CSV of factor returns (fractions) for multi_factor.")
@click.option("--donors", metavar="SYMBOLS", default="", help="Untouched shares for synthetic_control.")
@options.prices
@options.study_format
@options.report_language
@click.option("--explain", is_flag=True, help="Add each test's null hypothesis, formula, degrees of freedom and paper.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg", help="Draw cumulative abnormal returns.")
@options.out
def study(
    event: date,
    symbols: str | None,
    group: str | None,
    benchmark: str | None,
    window: tuple[int, int],
    estimation: int,
    gap: int,
    model: str,
    returns: str,
    leave_one_out: bool,
    factors: Path | None,
    donors: str,
    prices: str,
    form: str,
    lang: str,
    explain: bool,
    plot: Path | None,
    out: Path | None,
) -> int:
    """Was it unusual? Abnormal returns, tests, robustness.

    \b
    Examples:
      impact study --event 2025-01-27 --symbols NVDA
      impact study --event 2025-01-27 --group MAG7 --format markdown
      impact study --event 2025-01-27 --symbols NVDA,AVGO,AMD --benchmark SMH --window 0:1 --explain
    """
    from impact.market.facts import open_facts
    from impact.pipeline import study as studies
    from impact.report import say
    from impact.study import plots, present

    facts = open_facts(prices)
    results = studies.event_study(
        facts,
        studies.chosen_symbols(facts, symbols, group),
        event,
        benchmark=benchmark,
        window=window,
        estimation=estimation,
        gap=gap,
        model=model,
        kind=returns,
        leave_one_out=leave_one_out,
        factors=factors,
        donors=[part.strip() for part in donors.split(",") if part.strip()],
    )
    output.write(present.render(form, results, lambda m: say(m, lang), lang, explain=explain), out)
    if plot:
        output.write(plots.study(results[0], lambda m: say(m, lang), lang), plot)
    return 0
