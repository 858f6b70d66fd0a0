"""The command line: the only file that prints, asks or exits. stdout is for data, stderr for talk."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from impact.errors import ImpactError, InputError, UnknownClaim

if TYPE_CHECKING:
    from impact.records import Report

# A format is a file of report/writers; their names alone are read here, since --help must not wait for imports.
FORMATS = sorted(p.stem for p in (Path(__file__).parent / "report" / "writers").glob("*.py") if not p.stem.startswith("_"))
PROFILES = ("strict", "newsroom", "lenient")

paths = click.argument("paths", nargs=-1, metavar="[PATHS]...")
language = click.option(
    "--lang", type=click.Choice(["auto", "de", "en"]), default="auto", show_default=True, help="Language of the report's own words."
)
event_date = click.option(
    "--event-date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day meant by articles that name none."
)
price_source = click.option(
    "--prices",
    default="auto",
    show_default=True,
    metavar="auto|bundled|yahoo|FILE",
    help="Where prices come from. FILE is CSV or Parquet in the form of data/prices.csv. Only 'yahoo' uses the network.",
)
policy_profile = click.option(
    "--policy", type=click.Choice(PROFILES), default="newsroom", show_default=True, help="How much rounding is allowed (impact policy)."
)


class _Commands(click.Group):
    """Lists commands in the order in which they are written below: the main job first."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, invoke_without_command=True)
@click.version_option(package_name="impact-claims", prog_name="impact")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Check what the news says about markets against what markets did.

    impact reads articles (German or English), finds every claim on market moves, recomputes it from prices and prints the
    claims-vs-reality table. It needs no key and no network: prices of 46 symbols around the bundled articles come with it.

    \b
    Try first:
      impact verify                          the five bundled articles
      impact verify article.txt              your own
      impact explain 001_574521603722a66e:1583
      impact verify --out report.md          the verification report

    Exit codes: 0 all fine, 1 a claim is false, 2 usage or input, 3 a price source is down, 4 internal error.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@cli.command()
@paths
@click.option("--format", "form", type=click.Choice(FORMATS), help="Form of the output; by --out's suffix, else table.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE instead of the terminal.", metavar="FILE")
@language
@event_date
@price_source
@policy_profile
@click.option("--rejects", is_flag=True, help="List the numbers that are no market claims as well.")
def verify(
    paths: tuple[str, ...],
    form: str | None,
    out: Path | None,
    lang: str,
    event_date: Any,
    prices: str,
    policy: str,
    rejects: bool,
) -> int:
    """Check the claims of articles: the claims-vs-reality table.

    PATHS are files, folders or - for standard input; without any, the five bundled articles.

    \b
    Examples:
      impact verify
      impact verify seeds --lang en --format markdown
      impact verify article.txt --event-date 2025-01-27 --out report.md
    """
    report, missing = _verified(paths, event_date, prices, policy)
    from impact import report as formats
    from impact.pipeline import report_language

    chosen = form or (_form_of(out) if out else "table")
    said = report_language(lang, report.articles)
    text = formats.render(chosen, report, said, rejects=rejects, color=out is None and _colors(), width=_width())
    _write(text, out)
    _say_skipped(report, said)
    if missing:
        return InputError.exit_code
    return 1 if any(check.verdict == "false" for check in report.checks) else 0


@cli.command()
@paths
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True, help="Form of the output.")
@language
@event_date
@click.option("--rejects", is_flag=True, help="List the numbers that are no market claims as well, with their type.")
def claims(paths: tuple[str, ...], form: str, lang: str, event_date: Any, rejects: bool) -> int:
    """Print what was extracted, unjudged.

    \b
    Examples:
      impact claims article.txt
      impact claims seeds --format jsonl > claims.jsonl
    """
    from impact import report as formats
    from impact.pipeline import read_claims, report_language

    extracted = read_claims(_inputs(paths), event_date=event_date.date() if event_date else None)
    found = extracted.claims if rejects else extracted.market_claims
    said = report_language(lang, extracted.articles)
    if form == "jsonl":
        _write(formats.claims_jsonl(found), None)
    else:
        _write(formats.claims_table(found, said, color=_colors(), width=_width()), None)
    for row in extracted.skipped:
        click.echo(f"impact: {row.name}: {formats.say(row.reason, said)}", err=True)
    return InputError.exit_code if extracted.missing else 0


@cli.command()
@click.argument("claim_id")
@paths
@language
@event_date
@price_source
@policy_profile
def explain(claim_id: str, paths: tuple[str, ...], lang: str, event_date: Any, prices: str, policy: str) -> int:
    """Print the arithmetic of one verdict, line by line.

    CLAIM_ID stands in the first column of the table; PATHS are the articles that it was found in.

    \b
    Example:
      impact explain 001_574521603722a66e:1583
    """
    from impact import report as formats
    from impact.pipeline import report_language

    report, _ = _verified(paths, event_date, prices, policy)
    check = next((c for c in report.checks if c.claim.id == claim_id), None)
    if check is None:
        known = [c.claim.id for c in report.checks if c.claim.id.startswith(claim_id)]
        remedy = f"did you mean {' or '.join(known[:3])}?" if known else "'impact verify' prints the ids in its first column"
        raise UnknownClaim(claim_id, f"no claim of this id among {len(report.checks)}", remedy)
    article = next(a for a in report.articles if a.id == check.claim.article)
    _write(formats.explain(check, article, report, report_language(lang, report.articles)), None)
    return 0


def _verified(paths: tuple[str, ...], event_date: Any, prices: str, policy: str) -> tuple[Report, int]:
    from impact.pipeline import verify as run

    day: date | None = event_date.date() if event_date else None
    command = " ".join(["impact", *sys.argv[1:]])
    report, extracted, _ = run(_inputs(paths), event_date=day, prices=prices, profile=policy, command=command)
    return report, extracted.missing


def _form_of(out: Path) -> str:
    """The format whose files have the suffix of ``out``; the verification report for any other."""
    from impact.report import formats

    return next((name for name, module in formats().items() if out.suffix.lower() == module.SUFFIX), "markdown")


def _inputs(paths: tuple[str, ...]) -> tuple[str, ...]:
    if paths:
        return paths
    from impact.reference.files import seeds_path

    return (str(seeds_path()),)


def _colors() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _width() -> int | None:
    """Columns to use; None lets the format take the terminal's, or 120 in a pipe."""
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) >= 40 else None


def _write(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
        partial.write_text(text, encoding="utf-8", newline="")
        partial.replace(out)  # a reader meets the old file or the new one, never half of it
    except OSError as error:
        raise InputError(str(out), f"cannot be written ({error.strerror})", "choose another --out") from None
    click.echo(f"impact: wrote {out}", err=True)


def _say_skipped(report: Report, said: str) -> None:
    from impact.report import say

    for row in report.skipped:
        click.echo(f"impact: {row.name}: {say(row.reason, said)}", err=True)


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except ImpactError as error:
        click.echo(f"impact: {error}", err=True)
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("impact: interrupted", err=True)
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone: nothing is left to say
        code = 0
    except Exception as error:
        if os.environ.get("IMPACT_DEBUG"):
            raise
        click.echo(f"impact: internal error ({type(error).__name__}: {error}); IMPACT_DEBUG=1 shows where; please report it", err=True)
        code = 4
    sys.exit(code if isinstance(code, int) else 0)
