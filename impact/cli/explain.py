"""``impact explain``: the arithmetic of one verdict."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from impact.cli import options, output
from impact.errors import UnknownClaim

ORDER = 3


@click.command()
@click.argument("claim_id")
@options.paths
@options.language
@options.event_date
@options.published
@options.prices
@options.policy
def explain(
    claim_id: str, paths: tuple[str, ...], lang: str, event_date: date | None, published: date | None, prices: str, policy: str
) -> int:
    """Print the arithmetic of one verdict, line by line.

    CLAIM_ID stands in the table under each claim; PATHS are the articles that it was found in.

    \b
    Example:
      impact explain 001_574521603722a66e:1564
    """
    from impact import pipeline
    from impact.report import explain as lines

    claim_id, paths = _in_order(claim_id, paths)
    report, _ = pipeline.verify(
        output.inputs(paths), event_date=event_date, published=published, prices=prices, profile=policy, command=output.command_line()
    )
    check = next((c for c in report.checks if c.claim.id == claim_id), None)
    if check is None:
        near = [c.claim.id for c in report.checks if c.claim.id.startswith(claim_id)]
        remedy = f"did you mean {' or '.join(near[:3])}?" if near else "'impact verify' prints the ids under the claims"
        raise UnknownClaim(claim_id, f"no claim of this id among {len(report.checks)}", remedy)
    article = next(a for a in report.articles if a.id == check.claim.article)
    output.write(lines(check, article, report, pipeline.report_language(lang, report.articles)), None)
    return 0


def _in_order(claim_id: str, paths: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The claim's id and the articles, also where an article was given first: ``verify`` and ``claims`` begin with it."""
    ids = [p for p in paths if ":" in p and not Path(p).exists()]
    if len(ids) == 1 and Path(claim_id).exists():
        return ids[0], (claim_id, *(p for p in paths if p != ids[0]))
    return claim_id, paths
