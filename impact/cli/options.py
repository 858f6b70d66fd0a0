"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

DAY = "YYYY-MM-DD"
PROFILES = ("strict", "newsroom", "lenient")


class Day(click.ParamType):  # type: ignore[type-arg]  # generic in newer clicks only
    """An ISO date, as a :class:`datetime.date`."""

    name = DAY

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that names what was given."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2025-01-27", param, ctx)


def formats() -> list[str]:
    """Names of the output formats."""
    return _files("report/writers")


def models() -> list[str]:
    """Names of the study's models."""
    return _files("study/models")


def _files(folder: str) -> list[str]:
    """The modules of a folder whose files are choices, read without importing them, since --help must not wait."""
    found = (Path(__file__).parent.parent / folder).glob("*.py")
    return sorted(file.stem for file in found if not file.stem.startswith("_"))


paths = click.argument("paths", nargs=-1, metavar="[PATHS]...")
language = click.option(
    "--lang",
    type=click.Choice(["auto", "de", "en"]),
    default="auto",
    show_default=True,
    help="Language of the report's own words; auto is the articles'.",
)
event_date = click.option("--event-date", type=Day(), help="The day meant by articles that name none.")
published = click.option("--published", type=Day(), help="The day on which the articles appeared; it counts above what they say.")
prices = click.option(
    "--prices",
    default="auto",
    show_default=True,
    metavar="auto|bundled|yahoo|FILE",
    help="Where prices come from: auto is the bundled facts, then what 'impact prices fetch' has stored; FILE is CSV or Parquet in "
    "the form of data/prices.csv, or a folder of yfinance exports; yahoo asks Yahoo.",
)
online = click.option(
    "--online/--offline",
    default=None,
    help="Let auto ask Yahoo for what neither bundle nor store holds; or forbid the network even to 'yahoo', which then reads the store.",
)
companyfacts = click.option(
    "--companyfacts",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Share counts from a file of the SEC's companyfacts API, or a folder of them, beside the bundled ones.",
)
policy = click.option(
    "--policy", type=click.Choice(PROFILES), default="newsroom", show_default=True, help="How much rounding is allowed ('impact policy')."
)
rejects = click.option("--rejects", is_flag=True, help="List the numbers that are no market claims as well, with their type.")
out = click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE instead of the terminal.")
event = click.option("--event", type=Day(), required=True, help="The day; a day without trading goes to the next session, and says so.")
symbols = click.option("--symbols", metavar="A,B,…", help="Shares, as Yahoo spells them; default: all with bundled prices.")
group = click.option("--group", metavar="NAME", help="A group of data/groups.toml instead, such as MAG7.")
study_format = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "markdown", "csv", "json"]),
    default="table",
    show_default=True,
    help="Form of the output.",
)
report_language = click.option("--lang", type=click.Choice(["de", "en"]), default="en", show_default=True, help="Language of the output.")
