"""JSON lines with a text column: each line is an article."""

from __future__ import annotations

import json
from collections.abc import Sequence

from impact.articles import columns
from impact.articles.parsed import Parsed, noted
from impact.articles.text import decode
from impact.records import Message, Skipped

SUFFIXES = (".jsonl", ".ndjson")
MEDIA_TYPES = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")


def sniff(data: bytes) -> bool:
    """A first line that is a JSON object with a text column."""
    head = data[:1].strip() and data.split(b"\n", 1)[0]
    if not head or not head.startswith(b"{"):
        return False
    try:
        row = json.loads(head)
    except (ValueError, RecursionError):
        return False
    return columns.text_column(row) is not None


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """The articles in order; a line that is no article becomes a row with the line's number. Lines without any character are none."""
    text, notes = decode(data)
    parts: list[Parsed | Skipped] = []
    for number, line in enumerate(text.split("\n"), 1):  # not splitlines: U+2028 may stand inside a JSON string
        if not line.strip():
            continue
        if len(parts) >= columns.MOST_ROWS:
            parts.append(Skipped(name=str(number), reason=Message(id="skipped.more_rows", values={"limit": columns.MOST_ROWS})))
            break
        parts.append(_article(line, number))
    return [noted(part, notes) for part in parts]


def _article(line: str, number: int) -> Parsed | Skipped:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return Skipped(name=str(number), reason=Message(id="skipped.json"))
    if not isinstance(row, dict):
        return Skipped(name=str(number), reason=Message(id="skipped.json"))
    return columns.article(row, number)
