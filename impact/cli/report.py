"""``impact report``: every format of one report, with an index."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from impact.cli import options, output

ORDER = 7


@click.command()
@options.paths
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR", help="Folder to write to.")
@options.language
@options.event_date
@options.published
@options.prices
@options.policy
def report(
    paths: tuple[str, ...], out: Path, lang: str, event_date: date | None, published: date | None, prices: str, policy: str
) -> int:
    """Write the report in every format, with an index page.

    SHA256SUMS comes last: a folder without it was not finished, and the same command finishes it.

    \b
    Example:
      impact report article.txt --out report
    """
    from impact import pipeline
    from impact.errors import InputError
    from impact.report.bundle import SUMS, files

    checked, missing = pipeline.verify(
        output.inputs(paths), event_date=event_date, published=published, prices=prices, profile=policy, command=output.command_line()
    )
    said = pipeline.report_language(lang, checked.articles)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(str(out), f"cannot be made ({error.strerror})", "choose another --out") from None
    output.write_all({out / name: content for name, content in files(checked, said).items()}, marker=out / SUMS)
    output.say_skipped(checked.skipped, said)
    return output.exit_code(checked, missing)
