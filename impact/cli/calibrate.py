"""``impact calibrate``: how well claims track reality over a run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from impact.cli import options, output

ORDER = 6


@click.command()
@options.paths
@options.event_date
@options.published
@options.prices
@options.policy
@options.study_format
@options.report_language
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg", help="Draw claimed against actual.")
@options.out
def calibrate(
    paths: tuple[str, ...],
    event_date: date | None,
    published: date | None,
    prices: str,
    policy: str,
    form: str,
    lang: str,
    plot: Path | None,
    out: Path | None,
) -> int:
    """How well do claims track reality, over many articles?

    Claimed against actual: exaggeration, rank correlation, Mincer-Zarnowitz regression.

    \b
    Example:
      impact calibrate articles --format markdown
    """
    from impact.pipeline import verify
    from impact.report import say
    from impact.study import plots, present
    from impact.study.calibration import calibrate as calibrated

    report, _ = verify(output.inputs(paths), event_date=event_date, published=published, prices=prices, profile=policy)
    result = calibrated(report.checks, report.articles, {a.id: a.outlet for a in report.articles if a.outlet})
    output.write(present.render(form, (result,), lambda m: say(m, lang), lang), out)
    output.say_skipped(report.skipped, lang)
    if plot:
        output.write(plots.scatter(result, lambda m: say(m, lang), lang), plot)
    return 0
