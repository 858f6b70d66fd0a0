"""``impact verify``: the main job."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from impact.cli import options, output
from impact.errors import InputError

if TYPE_CHECKING:
    from impact.pipeline import Run

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
    chosen = form or (_form_of(out) if out else "table")
    if claims_file and chosen == "jsonl" and pipeline.many(claims_file):
        return _by_parts(run, claims_file, lang, out, receipt)
    with output.progress() as progress:
        report, missing = run.verify(output.command_line(), progress)
    said = pipeline.report_language(lang, report.articles)
    shown: dict[str, object] = {"rejects": rejects, "sort": sort, "dialect": csv_dialect, "publisher": publisher, "page_url": page_url}
    shown |= {"color": out is None and output.color(), "width": output.width()}
    output.write(encoded(chosen, report, said, **shown) if out else render(chosen, report, said, **shown), out)
    if receipt:
        output.write(pipeline.write_receipt(report, run, supersedes=supersedes), receipt)
    output.say_skipped(report.skipped, said)
    return output.exit_code(report, missing)


def _by_parts(run: Run, claims_file: Path, lang: str, out: Path | None, receipt: Path | None) -> int:
    """More claims than a report can hold: their rows as they come."""
    from impact import pipeline
    from impact.report import encoded

    if run.paths or receipt:
        remedy = "leave out --receipt and the articles, or split the file"
        raise InputError(str(claims_file), "holds more claims than a report with articles or a receipt can", remedy)
    said = pipeline.report_language(lang, ())
    companyfacts = Path(run.companyfacts) if run.companyfacts else None
    codes = {0}

    def rows() -> Iterator[bytes]:
        reports = pipeline.parts(claims_file, prices=run.prices, online=run.online, companyfacts=companyfacts, profile=run.profile)
        for part in reports:
            codes.add(output.exit_code(part, 0))
            yield encoded("jsonl", part, said)

    output.write_parts(rows(), out)
    return max(codes)


def _form_of(out: Path) -> str:
    """The format whose files have the suffix of ``out``; the verification report in Markdown for any other."""
    from impact.report import formats

    return next((name for name, module in formats().items() if out.suffix.lower() == module.SUFFIX), "markdown")
