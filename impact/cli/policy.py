"""``impact policy``: every tolerance, with its source."""

from __future__ import annotations

from collections.abc import Sequence

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
    from impact.verdicts.published import degree_words, examples

    chosen = load_policy(profile)
    lines = [f"profile {chosen.profile}, version {chosen.version}, sha256 {chosen.sha256}", ""]
    lines += _columns([(name, str(value), source) for name, value, source in policy_table(chosen)])
    lines += ["", "What a printed number may stand for: rounded (core) and imprecise (outer)", ""]
    lines += _columns([("", "17 %: core", "outer", "600 bn: core", "outer"), *examples(chosen)])
    lines += ["", "Degree words: the move of a day in per cent that each is said of", ""]
    lines += _columns([("", "shares", "indices", "words"), *degree_words(chosen)])
    lines += ["", *(f"{key}: {text}" for key, text in chosen.sources.items())]
    output.write("\n".join(lines), None)
    return 0


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    wide = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    return ["  ".join([*(f"{cell:<{width}}" for cell, width in zip(row, wide, strict=False)), row[-1]]).rstrip() for row in rows]
