"""CSV: tidy, a row a claim and reading (a claim without readings has one row). Column names are the same in every language.

``dialect="excel-de"`` writes what a German Excel opens with a double click: semicolons, decimal commas, a byte order mark.
"""

from __future__ import annotations

import csv as _csv
import io

from impact.errors import InputError
from impact.records import Report
from impact.report.escape import formula
from impact.report.messages import catalogue
from impact.report.tidy import Cell, plain, rows

NAME, SUFFIX, BINARY = "csv", ".csv", False
DIALECTS = ("tidy", "excel-de")


def render(report: Report, language: str, *, dialect: str = "tidy", **options: object) -> str:
    """The rows with a header; lines end in CRLF as RFC 4180 says."""
    if dialect not in DIALECTS:
        raise InputError(f"CSV dialect {dialect!r}", "is not known", f"use one of {', '.join(DIALECTS)}")
    german = dialect == "excel-de"
    words = catalogue(language)
    buffer = io.StringIO()
    if german:
        buffer.write("\ufeff")
    writer = _csv.writer(buffer, delimiter=";" if german else ",")
    names: list[str] = []
    for row in rows(report, words):
        if not names:
            names = list(row)
            writer.writerow(names)
        writer.writerow([_text(cell, german) for cell in row.values()])
    if not names:
        writer.writerow(["claim_id"])
    return buffer.getvalue()


def _text(cell: Cell, german: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        if cell != cell or cell in (float("inf"), float("-inf")):
            return ""
        return plain(cell).replace(".", ",") if german else plain(cell)
    return formula(cell)
