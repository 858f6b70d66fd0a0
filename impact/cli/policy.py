"""``impact policy``: every tolerance, with its source."""

from __future__ import annotations

import click

from impact.cli import options, output

ORDER = 8


@click.command()
@click.argument("profile", type=click.Choice(options.PROFILES), default="newsroom")
def policy(profile: str) -> int:
    """Print every tolerance of the verdicts, with sources.

    \b
    Examples:
      impact policy
      impact policy strict
    """
    from impact.verdicts import load_policy, policy_table

    chosen = load_policy(profile)
    rows = [(name, str(value), source) for name, value, source in policy_table(chosen)]
    wide = [max(len(row[column]) for row in rows) for column in (0, 1)]
    lines = [f"profile {chosen.profile}, version {chosen.version}, sha256 {chosen.sha256}", ""]
    lines += [f"{name:<{wide[0]}}  {value:<{wide[1]}}  {source}".rstrip() for name, value, source in rows]
    lines += ["", *(f"{key}: {text}" for key, text in chosen.sources.items())]
    output.write("\n".join(lines), None)
    return 0
