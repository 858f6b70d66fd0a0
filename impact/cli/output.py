"""How commands print: data to stdout or a file, talk to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from impact.cli import whole
from impact.errors import InputError

if TYPE_CHECKING:
    from impact.records import Report, Skipped


Progress = Callable[[int, int], None]  # steps done, steps in all


def command_line() -> str:
    """The command as typed, for the report's head."""
    return " ".join(["impact", *sys.argv[1:]])


def inputs(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The paths given, or the bundled articles."""
    if paths:
        return paths
    from impact.reference.files import seeds_path

    return (str(seeds_path()),)


def color() -> bool:
    """Whether stdout is a terminal that may be coloured."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def width() -> int | None:
    """Columns asked for by the environment; None lets the format take the terminal's."""
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) >= 40 else None


def write(content: str | bytes, out: Path | None) -> None:
    """Print, or write the file whole: a reader meets the old file or the new one, never half of it."""
    if out is None:
        click.echo(content, nl=isinstance(content, str) and not content.endswith("\n"))
        return
    write_all({out: content.encode(errors="replace") if isinstance(content, str) else content})


def write_parts(parts: Iterable[bytes], out: Path | None) -> None:
    """As :func:`write`, for what is too long to be held at once."""
    if out is not None:
        whole.put({out: parts})
        tell(f"wrote {out}")
        return
    for part in parts:
        click.echo(part, nl=False)


def write_all(files: Mapping[Path, bytes], marker: Path | None = None) -> None:
    """Write files whole, see :func:`impact.cli.whole.put`, and say which."""
    whole.put(files, marker)
    for out in files:
        tell(f"wrote {out}")


def tell(text: str) -> None:
    """One line of talk on stderr; names in it may hold anything, and act on no terminal."""
    from impact.report.escape import visible

    click.echo(f"impact: {visible(text)}", err=True)


def say_skipped(rows: Iterable[Skipped], language: str) -> None:
    """One line on stderr for each input that gave nothing."""
    from impact.report import say

    for row in rows:
        tell(f"{row.name}: {say(row.reason, language)}")


@contextmanager
def progress(least: int = 20) -> Iterator[Progress]:
    """A bar on stderr for long work, from ``least`` steps on and only where a person watches; gives the function that moves it."""
    bar: Any = None

    def step(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and total >= least and sys.stderr.isatty():
            bar = click.progressbar(length=total, file=sys.stderr)
        if bar is not None:
            bar.update(done - bar.pos)

    try:
        yield step
    finally:
        if bar is not None:
            bar.render_finish()


def exit_code(report: Report, missing: int) -> int:
    """2 where a named input gave nothing, else 3 where a price source failed, else 1 for a false claim, else 0."""
    if missing:
        return InputError.exit_code
    if any(check.rule == "source" for check in report.checks):
        return 3
    return 1 if any(check.verdict == "false" for check in report.checks) else 0
