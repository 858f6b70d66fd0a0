"""JSON: one document, ``{"meta": …, "claims": […], "articles": […], …}``, as ``schema/report.schema.json`` describes it."""

from __future__ import annotations

import json as _json

from impact.records import Report
from impact.report.data import document
from impact.report.escape import json_text
from impact.report.messages import catalogue

NAME, SUFFIX, BINARY = "json", ".json", False


def render(report: Report, language: str, **options: object) -> str:
    """The report as indented JSON."""
    return json_text(_json.dumps(document(report, catalogue(language), language), ensure_ascii=False, allow_nan=False, indent=2)) + "\n"
