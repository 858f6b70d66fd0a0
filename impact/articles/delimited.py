"""CSV and its kin with a text column: each row is an article. The separator is the one under which the head names such a column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from impact.articles import columns
from impact.articles.parsed import Parsed, noted
from impact.articles.text import decode
from impact.articles.unreadable import Unreadable
from impact.records import Message, Skipped

SUFFIXES = (".csv", ".tsv")
MEDIA_TYPES = ("text/csv", "text/tab-separated-values")

SEPARATORS = (",", ";", "\t", "|")
MOST_CELL = 16 * 1024 * 1024  # characters; the library's own limit of 131,072 is less than a long report


def sniff(data: bytes) -> bool:
    """Nothing marks a table among texts with commas: it is known by its name."""
    return False


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """The articles in order, named by their id or their row (the head is row 1); what is none becomes a row with that number."""
    text, notes = decode(data)
    csv.field_size_limit(MOST_CELL)
    try:
        parts = list(_rows(text, _separator(text)))
    except csv.Error:
        raise Unreadable(Message(id="skipped.malformed", values={"format": "CSV"})) from None
    if not parts:
        raise Unreadable(Message(id="skipped.empty"))
    return [noted(part, notes) for part in parts]


def _separator(text: str) -> str:
    for separator in SEPARATORS:
        head = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
        if len(head) > 1 and columns.text_column(head) is not None:
            return separator
    head = next(csv.reader(io.StringIO(text, newline="")), [])
    if len(head) == 1 and columns.text_column(head) is not None:
        return ","
    raise Unreadable(columns.no_text_column())


def _rows(text: str, separator: str) -> Iterator[Parsed | Skipped]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    head = next(rows)
    for number, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        if number > columns.MOST_ROWS + 1:
            yield Skipped(name=str(number), reason=Message(id="skipped.more_rows", values={"limit": columns.MOST_ROWS}))
            return
        if len(cells) > len(head):  # a separator inside a text without quotes: its rest stands in columns without a name
            yield Skipped(name=str(number), reason=Message(id="skipped.more_cells", values={"n": len(cells), "columns": len(head)}))
            continue
        yield columns.article({**dict.fromkeys(head, ""), **dict(zip(head, cells, strict=False))}, number)
