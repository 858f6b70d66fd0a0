"""JSON Lines: one checked claim a line, as ``schema/claim.schema.json`` describes it."""

from __future__ import annotations

from impact.records import Report
from impact.report.data import check_row, line
from impact.report.messages import catalogue

NAME, SUFFIX, BINARY = "jsonl", ".jsonl", False


def render(report: Report, language: str, **options: object) -> str:
    """A row a claim, in the order of the report."""
    words = catalogue(language)
    return "".join(line(check_row(check, words)) for check in report.checks)
