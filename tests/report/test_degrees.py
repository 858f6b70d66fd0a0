"""The bands of the degree words stand in the method of the pages, in the report's language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from impact.report import render

BANDS = {"share": {"slight": [0.0, 2.0], "strong": [3.0, 100000.0]}, "index": {"slight": [0.0, 1.0], "strong": [1.5, 100000.0]}}


@pytest.mark.parametrize("form", ["html", "markdown"])
@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "leicht bis 2 % / bis 1 %; deutlich ab 3 % / ab 1,5 %"), ("en", "slightly up to 2% / up to 1%; sharply from 3% / from 1.5%")],
)
def test_the_bands_are_published(report, form, language, said):
    text = render(form, replace(report, meta={**report.meta, "degrees": BANDS}), language).replace("\u00a0", " ").replace("\u202f", " ")
    assert said in text
    assert said not in render(form, report, language).replace("\u00a0", " ")
