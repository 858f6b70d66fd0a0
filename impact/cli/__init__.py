"""The command line: the only room that prints, asks or exits. stdout is for data, stderr for talk.

A command is one file of this folder: a click command named as the file, with ``ORDER`` for its place in the help. Every
import beyond click happens inside the commands, so that ``--help`` does not wait for pandas.
"""

from __future__ import annotations

import errno
import os
import pkgutil
import sys
from importlib import import_module

import click

from impact.cli import output
from impact.errors import ImpactError

NOT_COMMANDS = {"options", "output", "whole"}
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


class _Commands(click.Group):
    """Commands are the files of this folder; only the one that is asked for is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = [found.name for found in pkgutil.iter_modules(__path__) if found.name not in NOT_COMMANDS]
        return sorted(names, key=lambda name: (import_module(f"{__name__}.{name}").ORDER, name))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in NOT_COMMANDS or not any(found.name == cmd_name for found in pkgutil.iter_modules(__path__)):
            return None
        command: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
)
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
      impact verify --out report.md          the verification report

    Exit codes: 0 all fine, 1 a claim is false, 2 usage or input, 3 a price source is down, 4 internal error.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except ImpactError as error:
        output.tell(str(error))
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("impact: interrupted", err=True)
        code = 130
    except BrokenPipeError:
        _close_stdout()  # the reader has gone: nothing is left to say
        code = 0
    except Exception as error:
        if os.environ.get("IMPACT_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno in FULL:
            output.tell(f"{error.filename or 'standard output'}: cannot be written ({error.strerror}); make room, or choose another place")
            _close_stdout()
            sys.exit(2)
        output.tell(f"internal error ({type(error).__name__}: {error}); IMPACT_DEBUG=1 shows where; please report it")
        code = 4
    sys.exit(code if isinstance(code, int) else 0)


def _close_stdout() -> None:
    """What is left in the buffer goes nowhere, so that the interpreter does not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
