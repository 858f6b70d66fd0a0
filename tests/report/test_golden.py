"""Each format of one hand-made report as a file that people have looked at (``golden/``).

After a wanted change: ``IMPACT_GOLDEN=write pytest tests/report/test_golden.py``, then read the difference in git.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from impact import report as reports
from impact.records import Report

GOLDEN = Path(__file__).parent / "golden"
CASES = [
    ("table-80.de.txt", "table", "de", {"width": 80, "rejects": True}),
    ("table-120.en.txt", "table", "en", {"width": 120}),
    ("table-200.de.txt", "table", "de", {"width": 200, "sort": "severity"}),
    ("report.de.md", "markdown", "de", {"rejects": True}),
    ("report.en.md", "markdown", "en", {}),
    ("report.en.csv", "csv", "en", {}),
    ("report.excel-de.csv", "csv", "de", {"dialect": "excel-de"}),
    ("report.de.json", "json", "de", {}),
    ("report.en.jsonl", "jsonl", "en", {}),
    ("report.de.html", "html", "de", {}),
    ("report.en.sarif", "sarif", "en", {}),
    ("annotations.de.txt", "github", "de", {}),
    ("claimreview.de.json", "claimreview", "de", {"publisher": "Redaktion", "page_url": "https://example.org/check"}),
]


@pytest.mark.parametrize(("file", "name", "language", "options"), CASES, ids=[case[0] for case in CASES])
def test_format_is_as_it_was_looked_at(file: str, name: str, language: str, options: dict[str, object], report: Report) -> None:
    made = reports.encoded(name, report, language, **options)
    path = GOLDEN / file
    if os.environ.get("IMPACT_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    assert made.decode() == path.read_bytes().decode(), f"{file} has changed: see this file's docstring"


def test_explanation_is_as_it_was_looked_at(report: Report) -> None:
    made = reports.explain(report.checks[1], report.articles[0], report, "de")
    path = GOLDEN / "explain.de.txt"
    if os.environ.get("IMPACT_GOLDEN") == "write":
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text("utf-8")
