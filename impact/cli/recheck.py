"""``impact recheck``: a receipt, run again."""

from __future__ import annotations

from pathlib import Path

import click

from impact.cli import options, output

ORDER = 7.5


@click.command()
@click.argument("receipt", type=click.Path(path_type=Path))
@options.report_language
def recheck(receipt: Path, lang: str) -> int:
    """Run a receipt again and compare byte for byte.

    RECEIPT is a file that 'impact verify --receipt FILE' wrote. Exit code 0: nothing differs; 2: something does, and it is named.

    \b
    Examples:
      impact verify article.txt --receipt receipt.json
      impact recheck receipt.json
    """
    from impact.pipeline.receipts import recheck as again
    from impact.report import say

    differences = again(receipt)
    if not differences:
        output.write(f"{receipt}: every byte the same", None)
        return 0
    output.write("\n".join(say(difference, lang) for difference in differences), None)
    return 2
