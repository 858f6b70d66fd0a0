"""Parquet with a text column: each row is an article. Needs pyarrow, which the extra ``parquet`` installs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from impact.articles import columns
from impact.articles.extra import missing
from impact.articles.parsed import Parsed
from impact.articles.unreadable import Unreadable
from impact.records import Message, Skipped

SUFFIXES = (".parquet",)
MEDIA_TYPES = ("application/vnd.apache.parquet",)

MARK = b"PAR1"
MOST_CHARACTERS = 128 * 1024 * 1024  # of all texts together: a dictionary can repeat one long text a million times
_KNOWN = (columns.TEXT, columns.NAME, columns.TITLE, columns.PUBLISHED, columns.AUTHOR, columns.OUTLET, columns.URL)


def sniff(data: bytes) -> bool:
    """The mark at both ends."""
    return len(data) > 2 * len(MARK) and data.startswith(MARK) and data.endswith(MARK)


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """The articles in order; rows without text become rows with their number. Other columns are not unpacked."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise missing("pyarrow") from None
    try:
        file = ParquetFile(pa.BufferReader(data))
        names = file.schema_arrow.names
        text_column = columns.text_column(names)
        if text_column is None:
            raise Unreadable(columns.no_text_column())
        wanted = [name for kind in _KNOWN if (name := columns.column(names, kind))]
        # As a dictionary a repeated text is unpacked once, however often it is repeated.
        strings = [name for name in wanted if file.schema_arrow.field(name).type in (pa.string(), pa.large_string())]
        file = ParquetFile(pa.BufferReader(data), read_dictionary=strings)
        return list(_articles(file, wanted, text_column))
    except (pa.ArrowException, OSError, ValueError, TypeError, OverflowError, MemoryError):
        raise Unreadable(Message(id="skipped.malformed", values={"format": "Parquet"})) from None


def _articles(file: Any, wanted: list[str], text_column: str) -> Iterator[Parsed | Skipped]:
    number = total = 0
    for batch in file.iter_batches(batch_size=256, columns=wanted):
        cells = {name: batch.column(name) for name in wanted}
        for row in range(batch.num_rows):
            number += 1
            values = {name: cell[row].as_py() for name, cell in cells.items()}
            total += len(values[text_column]) if isinstance(values[text_column], str) else 0
            if number > columns.MOST_ROWS or total > MOST_CHARACTERS:
                left = file.metadata.num_rows - number + 1
                yield Skipped(name=str(number), reason=Message(id="skipped.more_entries", values={"n": left}))
                return
            yield columns.article(values, number)
