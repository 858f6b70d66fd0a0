"""Checks as tidy rows: one a claim and reading (a claim without readings has one row); shared by CSV and Parquet.

Column names are the same in every language; numbers stay numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from impact.records import Figure, Reading, Report
from impact.report.messages import Catalogue
from impact.report.wording import Entry, entries, reading_title

Cell = str | float | int | bool | None


def rows(report: Report, words: Catalogue) -> Iterator[dict[str, Cell]]:
    """The rows, in the order of the report; all have the same keys."""
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
        "reading_label": reading_title(reading, words),
        "reading_default": reading.default,
        "reading_decides": reading.id == item.check.reading,
        "reading_formula": reading.formula,
        "reading_inputs": "; ".join(f"{figure.name} = {plain(figure.value)} {figure.unit}" for figure in reading.inputs),
        "reading_value": reading.value,
        "reading_unit": reading.unit,
        "reading_grade": reading.grade,
        "reading_holds": reading.holds,
        "reading_sources": "; ".join(dict.fromkeys(_source(figure) for figure in reading.inputs)),
    }


def _source(figure: Figure) -> str:
    return f"{figure.source} ({figure.as_of})" if figure.as_of else figure.source


def plain(value: float) -> str:
    """Digits with a decimal point and without exponent."""
    return format(Decimal(str(value)).normalize(), "f")


FLOATS = frozenset(
    {"claimed_value", "claimed_value_high", "actual", "deviation", "deviation_pct", "abnormal_return", "t", "reading_value"}
)
INTEGERS = frozenset({"start", "end"})
FLAGS = frozenset({"reading_default", "reading_decides", "reading_holds"})


def columns(report: Report, words: Catalogue) -> dict[str, tuple[type, list[Cell]]]:
    """The same rows by column, each with its type: float, int, bool or str."""
    found: dict[str, tuple[type, list[Cell]]] = {}
    for row in rows(report, words):
        for name, cell in row.items():
            kind = float if name in FLOATS else int if name in INTEGERS else bool if name in FLAGS else str
            found.setdefault(name, (kind, []))[1].append(float(cell) if kind is float and isinstance(cell, int | float) else cell)
    return found
