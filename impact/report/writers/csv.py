"""CSV: tidy, a row a claim and reading (a claim without readings has one row). Column names are the same in every language.

``dialect="excel-de"`` writes what a German Excel opens with a double click: semicolons, decimal commas, a byte order mark.
"""

from __future__ import annotations

import csv as _csv
import io
from collections.abc import Iterator
from decimal import Decimal

from impact.errors import InputError
from impact.records import Figure, Reading, Report
from impact.report.escape import formula
from impact.report.messages import Catalogue, catalogue
from impact.report.wording import Entry, entries, reading_label

NAME, SUFFIX, BINARY = "csv", ".csv", False
DIALECTS = ("tidy", "excel-de")

Cell = str | float | int | bool | None


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
    for row in _rows(report, words):
        if not names:
            names = list(row)
            writer.writerow(names)
        writer.writerow([_text(cell, german) for cell in row.values()])
    if not names:
        writer.writerow(["claim_id"])
    return buffer.getvalue()


def _rows(report: Report, words: Catalogue) -> Iterator[dict[str, Cell]]:
    for item in entries(report, words):
        readings: tuple[Reading | None, ...] = item.check.readings or (None,)
        for reading in readings:
            yield _claim(item) | _reading(item, reading, words)


def _claim(item: Entry) -> dict[str, Cell]:
    check, claim = item.check, item.check.claim
    return {
        "claim_id": claim.id,
        "article": claim.article,
        "place": item.place,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "kind": claim.kind,
        "metric": claim.metric,
        "subject": claim.subject,
        "subject_name": item.subject,
        "event_date": claim.event_date,
        "claimed": item.claimed,
        "direction": claim.direction,
        "claimed_value": claim.value,
        "claimed_value_high": claim.value_high,
        "claimed_unit": claim.unit,
        "currency": claim.currency,
        "hedge": claim.hedge,
        "basis": claim.basis,
        "verdict": check.verdict,
        "verdict_label": item.verdict,
        "severity": check.severity,
        "rule": check.rule,
        "rule_label": item.rule,
        "deciding_reading": check.reading,
        "actual": check.actual,
        "unit": check.unit,
        "deviation": check.deviation,
        "deviation_pct": check.deviation_pct,
        "reason": item.reason,
        "suggestion": item.suggestion,
        "abnormal_return": None if check.abnormal is None else check.abnormal.abnormal_return,
        "t": None if check.abnormal is None else check.abnormal.t,
        "benchmark": None if check.abnormal is None else check.abnormal.benchmark,
    }


def _reading(item: Entry, reading: Reading | None, words: Catalogue) -> dict[str, Cell]:
    if reading is None:
        names = ("", "_label", "_default", "_decides", "_formula", "_inputs", "_value", "_unit", "_grade", "_holds", "_sources")
        return {f"reading{name}": None for name in names}
    return {
        "reading": reading.id,
        "reading_label": reading_label(reading.id, words),
        "reading_default": reading.default,
        "reading_decides": reading.id == item.check.reading,
        "reading_formula": reading.formula,
        "reading_inputs": "; ".join(f"{figure.name} = {_plain(figure.value)} {figure.unit}" for figure in reading.inputs),
        "reading_value": reading.value,
        "reading_unit": reading.unit,
        "reading_grade": reading.grade,
        "reading_holds": reading.holds,
        "reading_sources": "; ".join(dict.fromkeys(_source(figure) for figure in reading.inputs)),
    }


def _source(figure: Figure) -> str:
    return f"{figure.source} ({figure.as_of})" if figure.as_of else figure.source


def _plain(value: float) -> str:
    """Digits without exponent."""
    return format(Decimal(str(value)).normalize(), "f")


def _text(cell: Cell, german: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        if cell != cell or cell in (float("inf"), float("-inf")):
            return ""
        return _plain(cell).replace(".", ",") if german else _plain(cell)
    return formula(cell)
