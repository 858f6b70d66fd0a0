"""The tables of a scan as Parquet, a part file each for every partition: articles, claims with their verdicts, and what was skipped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from impact.errors import InputError
from impact.pipeline.scan.places import Place, Writing
from impact.records import Article, Check, Claim, Message, Reading, Skipped

if TYPE_CHECKING:
    import pyarrow as pa

# Column → Arrow type. Numbers are in the units that the claim's and the verdict's own ``unit`` columns name.
TABLES = {
    "articles": {
        "article": "string",  # file and place in it: unique in the corpus
        "name": "string",  # what the file itself calls it
        "outlet": "string",
        "language": "string",
        "published": "string",
        "published_source": "string",
        "title": "string",
        "url": "string",
        "characters": "int64",
        "claims": "int32",
        "rejects": "int32",
        "notes": "list<string>",  # ids of report/messages
        "sha256": "string",  # of the text, as the next: where it holds claims
        "sketch": "binary",  # see sketch.py
    },
    "claims": {
        "id": "string",
        "article": "string",
        "outlet": "string",
        "language": "string",
        "published": "string",
        "start": "int64",
        "end": "int64",
        "quote": "string",
        "sentence": "string",
        "kind": "string",
        "metric": "string",
        "subject": "string",
        "subject_name": "string",
        "subject_source": "string",
        "direction": "string",
        "value": "double",
        "value_high": "double",
        "claimed_unit": "string",
        "currency": "string",
        "printed": "string",
        "hedge": "string",
        "bound": "string",
        "basis": "string",
        "event_date": "string",
        "date_source": "string",
        "period_start": "string",
        "attributed_to": "string",
        "negated": "bool",
        "hypothetical": "bool",
        "reported": "bool",
        "reject": "string",
        "unresolved": "string",
        "verdict": "string",  # null for typed rejects
        "rule": "string",
        "reading": "string",
        "formula": "string",  # of the reading that decided, over ``inputs``
        "inputs": "string",  # JSON: name → [value, unit, session, source]
        "actual": "double",
        "unit": "string",
        "deviation": "double",
        "deviation_pct": "double",
        "severity": "string",
        "reason": "string",  # id of report/messages
    },
    "skipped": {"name": "string", "reason": "string", "values": "string", "said": "string"},
}


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table. Raises :class:`InputError` without pyarrow."""
    try:
        import pyarrow as pa
    except ImportError:
        raise InputError("a scan", "writes Parquet, which needs pyarrow", "pip install 'impact-claims[parquet]'") from None
    types = {
        "string": pa.string(),
        "int64": pa.int64(),
        "int32": pa.int32(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "binary": pa.binary(),
        "list<string>": pa.list_(pa.string()),
    }
    return pa.schema([(name, types[kind]) for name, kind in TABLES[table].items()])


class Part:
    """The part files of one partition: rows are written as they come, and get their names together."""

    def __init__(self, out: Place, number: int) -> None:
        from pyarrow.parquet import ParquetWriter

        self.rows = dict.fromkeys(TABLES, 0)
        self._waiting: dict[str, list[Sequence[object]]] = {table: [] for table in TABLES}
        self._files: dict[str, Writing] = {}
        self._writers: dict[str, Any] = {}
        try:
            for table in TABLES:
                self._files[table] = out.writing(f"{table}/{part_name(number)}.parquet")
                self._writers[table] = ParquetWriter(self._files[table].stream, schema(table), compression="zstd")
        except BaseException:
            self.abandon()
            raise

    def add(self, table: str, row: Sequence[object]) -> None:
        """A row, its values in the order of the table's columns."""
        self._waiting[table].append(row)

    def flush(self) -> None:
        """Write the rows that wait as a row group."""
        import pyarrow as pa

        for table, rows in self._waiting.items():
            if rows:
                columns = [pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), schema(table), strict=True)]
                self._writers[table].write_batch(pa.record_batch(columns, schema=schema(table)))
                self.rows[table] += len(rows)
                rows.clear()

    def commit(self) -> None:
        """Finish the files and give them their names."""
        self.flush()
        for table in TABLES:
            self._writers[table].close()
            self._files[table].commit()

    def abandon(self) -> None:
        """Delete what has no name yet."""
        for table, file in self._files.items():
            with suppress(OSError, ValueError, KeyError):  # a writer that is left open would write to a closed file when it is forgotten
                self._writers[table].close()
            file.abandon()


def part_name(number: int) -> str:
    """The name of the files of a partition, without suffix."""
    return f"part-{number:06d}"


def article_row(
    article: Article, name: str | None, outlet: str | None, claims: int, rejects: int, sha256: str | None, sketch: bytes | None
) -> tuple[object, ...]:
    """A row of ``articles``."""
    return (
        article.id,
        name,
        outlet,
        article.language,
        article.published,
        article.published_source,
        article.title,
        article.url,
        len(article.text),
        claims,
        rejects,
        [note.id for note in article.notes],
        sha256,
        sketch,
    )


def claim_row(article: Article, outlet: str | None, c: Claim, check: Check | None) -> tuple[object, ...]:
    """A row of ``claims``; ``check`` is None for a typed reject."""
    words = (
        c.id, c.article, outlet, article.language, article.published, c.start, c.end, c.quote, c.sentence, c.kind, c.metric, c.subject,
        c.subject_name, c.subject_source, c.direction, c.value, c.value_high, c.unit, c.currency, c.printed, c.hedge, c.bound, c.basis,
        c.event_date, c.date_source, c.period_start, c.attributed_to, c.negated, c.hypothetical, c.reported, c.reject, c.unresolved,
    )  # fmt: skip
    if check is None:
        return (*words, *[None] * 11)
    reading = next((r for r in check.readings if r.id == check.reading), None)
    return (
        *words,
        check.verdict,
        check.rule,
        check.reading,
        reading.formula if reading else None,
        _inputs(reading) if reading else None,
        check.actual,
        check.unit,
        check.deviation,
        check.deviation_pct,
        check.severity,
        check.reason.id if check.reason else None,
    )


def skipped_row(skipped: Skipped) -> tuple[object, ...]:
    """A row of ``skipped``, with the reason as an id, its values, and an English sentence."""
    return skipped.name, skipped.reason.id, _json(skipped.reason.values) if skipped.reason.values else None, _said(skipped.reason)


def _said(message: Message) -> str:
    if message.values:
        from impact.report import say

        return say(message, "en")
    return _said_once(message.id)


@cache
def _said_once(id: str) -> str:
    from impact.report import say

    return say(Message(id=id), "en")


def _inputs(reading: Reading) -> str:
    return _json({f.name: [f.value, f.unit, f.session.isoformat() if f.session else None, f.source] for f in reading.inputs})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":"))
