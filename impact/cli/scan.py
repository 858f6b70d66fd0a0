"""``impact scan``: corpora of any size."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import click

from impact.cli import options

if TYPE_CHECKING:
    from impact.pipeline.scan import Progress

ORDER = 9
EVERY = 0.5  # seconds between two updates of the bar
EVERY_LINE = 30.0  # and between two lines, where stderr is a file


@click.command()
@click.argument("corpus")
@click.option("--out", required=True, metavar="DIR", help="Folder or fsspec URL of the tables; the same command goes on after a kill.")
@click.option("--workers", type=click.IntRange(1), help="Processes; default: all cores.")
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="Work on a Dask cluster instead (pip install 'impact-claims[dask]').")
@click.option("--prices", default="auto", show_default=True, metavar="auto|bundled|FILE", help="Prices, as 'impact verify' has them.")
@options.policy
@options.event_date
@options.published
@click.option("--partition", type=click.FloatRange(0, min_open=True), default=8.0, show_default=True, metavar="MB", help="Size of a part.")
def scan(
    corpus: str,
    out: str,
    workers: int | None,
    scheduler: str | None,
    prices: str,
    policy: str,
    event_date: date | None,
    published: date | None,
    partition: float,
) -> int:
    """Extract and check the claims of a whole corpus, into Parquet.

    CORPUS is a folder, JSONL, Parquet with a text column, a web archive (WARC, WET), or an fsspec URL of one of them; packed ones
    (.gz, .bz2, .xz, .zst) too. DIR gets the tables articles, claims (with verdicts) and skipped, a part file a partition;
    'impact stats DIR' counts them.

    \b
    Examples:
      impact scan news.jsonl --out scanned
      impact scan crawl/ --out scanned --workers 8
      impact scan s3://bucket/crawl --out s3://bucket/scanned --scheduler tcp://10.0.0.1:8786
    """
    from impact.pipeline.scan import Settings
    from impact.pipeline.scan import scan as run

    settings = Settings(
        corpus=corpus,
        out=out,
        prices=prices,
        profile=policy,
        event_date=event_date,
        published=published,
        partition=round(partition * 1_000_000),
    )
    start = time.monotonic()
    result = run(settings, workers=workers, scheduler=scheduler, progress=_progress(start))
    before = f" ({result.resumed:,} parts were there already)" if result.resumed else ""
    click.echo(
        f"impact: {out}: {result.articles:,} articles, {result.claims:,} claims, {result.skipped:,} skipped rows "
        f"in {time.monotonic() - start:.1f} s{before}",
        err=True,
    )
    return 0


def _progress(start: float) -> Callable[[Progress], None]:
    """A bar on a terminal, a line now and then elsewhere; both on stderr."""
    terminal = sys.stderr.isatty()
    last = start
    first: int | None = None

    def say(state: Progress) -> None:
        nonlocal last, first
        now = time.monotonic()
        first = state.read if first is None else first
        ended = state.finished == state.partitions
        if not ended and now - last < (EVERY if terminal else EVERY_LINE):
            return
        last = now
        speed = (state.read - first) / max(now - start, 1e-9)
        left = f", {(state.size - state.read) / speed / 60:.0f} min left" if speed and not ended else ""
        share = state.read / state.size if state.size else 1.0
        text = f"{share:4.0%} {state.finished:,}/{state.partitions:,} parts, {state.claims:,} claims, {speed / 1e6:.1f} MB/s{left}"
        if terminal:
            bar = "█" * int(share * 20)
            click.echo(f"\r{bar:<20} {text}\x1b[K", err=True, nl=ended)
        elif not ended:
            click.echo(f"impact: {text.strip()}", err=True)

    return say
