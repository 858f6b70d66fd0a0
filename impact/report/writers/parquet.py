"""Parquet for researchers: the tidy rows of CSV with typed columns. Needs pyarrow (the extra ``parquet``)."""

from __future__ import annotations

import io

from impact.records import Report
from impact.report import MissingLibrary
from impact.report.messages import catalogue
from impact.report.tidy import columns

NAME, SUFFIX, BINARY = "parquet", ".parquet", True
_TYPES = {str: "string", float: "float64", int: "int64", bool: "bool_"}


def render(report: Report, language: str, **options: object) -> bytes:
    """A Parquet file; a column that is empty throughout keeps its type."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingLibrary(NAME, "pyarrow") from None
    found = columns(report, catalogue(language))
    arrays = {name: pa.array(cells, type=getattr(pa, _TYPES[kind])()) for name, (kind, cells) in found.items()}
    table = pa.table(arrays).replace_schema_metadata({"program": "impact", "language": language})
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()
