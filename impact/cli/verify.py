"""``impact verify``: the main job."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from impact.cli import options, output
from impact.errors import InputError

ORDER = 1


@click.command()
@options.paths
@click.option("--format", "form", type=click.Choice(options.formats()), help="Form of the output; by --out's suffix, else table.")
@options.out
@options.language
@options.event_date
@options.published
@options.prices
@options.online
@options.companyfacts
@options.policy
@click.option(
    "--claims",
    "claims_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Check the claims of a JSONL file as they stand, instead of extracting them.",
)
@options.rejects
@click.option("--sort", type=click.Choice(["text", "severity"]), default="text", show_default=True, help="Order of the claims.")
@click.option(
    "--csv-dialect",
    type=click.Choice(["tidy", "excel-de"]),
    default="tidy",
    show_default=True,
    help="Form of CSV; excel-de has semicolons, decimal commas and a byte order mark.",
)
@click.option("--receipt", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a receipt for 'impact recheck'.")
@click.option("--supersedes", type=click.Path(path_type=Path), metavar="FILE", help="The earlier receipt that this run corrects.")
@click.option("--publisher", metavar="NAME", help="Who publishes the check; without it a ClaimReview is a draft.")
@click.option("--page-url", metavar="URL", help="Where the check is published, for ClaimReview.")
def verify(
    paths: tuple[str, ...],
    form: str | None,
    out: Path | None,
    lang: str,
    event_date: date | None,
    published: date | None,
    prices: str,
    online: bool | None,
    companyfacts: Path | None,
    policy: str,
    claims_file: Path | None,
    rejects: bool,
    sort: str,
    csv_dialect: str,
    receipt: Path | None,
    supersedes: Path | None,
    publisher: str | None,
    page_url: str | None,
) -> int:
    """Check the claims of articles: the claims-vs-reality table.

    PATHS are files, folders, URLs or - for standard input; without any, the five bundled articles.

    \b
    Examples:
      impact verify
      impact verify seeds --lang en --sort severity
      impact verify article.txt --event-date 2025-01-27 --out report.md
    """
    from impact import pipeline
    from impact.report import encoded, render

    run = pipeline.Run(
        paths=paths,
        claims_file=str(claims_file) if claims_file else None,
        event_date=event_date.isoformat() if event_date else None,
        published=published.isoformat() if published else None,
        prices=prices,
        online=online,
        companyfacts=str(companyfacts) if companyfacts else None,
        profile=policy,
    )
    if receipt and receipt.exists():
        raise InputError(str(receipt), "a receipt is never overwritten", "choose another name, and name the earlier one with --supersedes")
    with output.progress() as progress:
        report, missing = run.verify(output.command_line(), progress)
    chosen = form or (_form_of(out) if out else "table")
    said = pipeline.report_language(lang, report.articles)
    shown: dict[str, object] = {"rejects": rejects, "sort": sort, "dialect": csv_dialect, "publisher": publisher, "page_url": page_url}
    shown |= {"color": out is None and output.color(), "width": output.width()}
    output.write(encoded(chosen, report, said, **shown) if out else render(chosen, report, said, **shown), out)
    if receipt:
        output.write(pipeline.write_receipt(report, run, supersedes=supersedes), receipt)
    output.say_skipped(report.skipped, said)
    return output.exit_code(report, missing)


def _form_of(out: Path) -> str:
    """The format whose files have the suffix of ``out``; the verification report in Markdown for any other."""
    from impact.report import formats

    return next((name for name, module in formats().items() if out.suffix.lower() == module.SUFFIX), "markdown")
