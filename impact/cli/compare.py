"""``impact compare``: one event's articles beside each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from impact.cli import options, output

ORDER = 3.5


@click.command()
@options.paths
@click.option("--format", "form", type=click.Choice(["table", "markdown"]), default="table", show_default=True, help="Form of the output.")
@options.language
@options.event_date
@options.published
@options.prices
@options.policy
@options.out
def compare(
    paths: tuple[str, ...],
    form: str,
    lang: str,
    event_date: date | None,
    published: date | None,
    prices: str,
    policy: str,
    out: Path | None,
) -> int:
    """Who printed which number? Articles side by side.

    \b
    Example:
      impact compare seeds
    """
    from impact import pipeline
    from impact.report import compare as beside

    report, missing = pipeline.verify(
        output.inputs(paths), event_date=event_date, published=published, prices=prices, profile=policy, command=output.command_line()
    )
    said = pipeline.report_language(lang, report.articles)
    output.write(beside(report, said, form, color=out is None and output.color(), width=output.width()), out)
    output.say_skipped(report.skipped, said)
    return output.exit_code(report, missing)
