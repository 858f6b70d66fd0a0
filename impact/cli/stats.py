"""``impact stats``: what a scan found, counted."""

from __future__ import annotations

from pathlib import Path

import click

from impact.cli import options, output

ORDER = 10
FORMS = ("table", "markdown", "csv", "json", "svg")
BY = ("outlet", "language", "kind", "hedge")


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--by", type=click.Choice(BY), multiple=True, help="Count by this only (may be given again); default: all four.")
@click.option("--least", type=click.IntRange(0), default=1, show_default=True, help="Leave out groups with fewer judged claims.")
@click.option("--format", "form", type=click.Choice(FORMS), default="table", show_default=True, help="Form of the output; svg: a picture.")
@options.out
@options.report_language
def stats(folder: str, by: tuple[str, ...], least: int, form: str, out: Path | None, lang: str) -> None:
    """Count how often a scan's claims are right, exaggerate or err, with 95 % Wilson intervals.

    DIR is the --out of 'impact scan'. Near-duplicates (copies of agency text) count once; by outlet, once for each outlet.

    \b
    Examples:
      impact stats scanned
      impact stats scanned --by outlet --least 20 --format csv --out outlets.csv
    """
    from impact.pipeline.stats import render, statistics

    output.write(render(form, statistics(folder), lang, by or BY, least), out)
