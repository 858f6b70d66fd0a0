"""``impact claims``: what was extracted, unjudged."""

from __future__ import annotations

from datetime import date

import click

from impact.cli import options, output
from impact.errors import InputError

ORDER = 2


@click.command()
@options.paths
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True, help="Form of the output.")
@options.language
@options.event_date
@options.published
@options.rejects
def claims(paths: tuple[str, ...], form: str, lang: str, event_date: date | None, published: date | None, rejects: bool) -> int:
    """Print the claims of articles, unjudged.

    \b
    Examples:
      impact claims article.txt
      impact claims seeds --format jsonl > claims.jsonl
    """
    from impact.pipeline import read_claims, report_language
    from impact.report import claims_jsonl, claims_table

    extracted = read_claims(output.inputs(paths), event_date=event_date, published=published)
    found = extracted.claims if rejects else extracted.market_claims
    said = report_language(lang, extracted.articles)
    text = claims_jsonl(found) if form == "jsonl" else claims_table(found, said, color=output.color(), width=output.width())
    output.write(text, None)
    output.say_skipped(extracted.skipped, said)
    return InputError.exit_code if extracted.missing else 0
