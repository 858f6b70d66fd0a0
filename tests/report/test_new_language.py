"""A language to write is one file: a French one, laid beside the others, serves every format."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from impact import report as reports
from impact.errors import DataError
from impact.records import Report
from impact.report import messages

ENGLISH = Path(str(messages.FOLDER)) / "en.toml"
FRENCH = {
    'million = "m"': 'million = " M"',
    'billion = "bn"': 'billion = " Md"',
    'trillion = "tn"': 'trillion = " 000 Md"',
    'date = "yyyy-MM-dd"': 'date = "dd/MM/yyyy"',
    'quote = "“{text}”"': 'quote = "« {text} »"',
    'true = "True"': 'true = "Vrai"',
    'almost = "almost"': 'almost = "près de"',
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ENGLISH, tmp_path / "en.toml")
    monkeypatch.setattr(messages, "FOLDER", tmp_path)
    messages.catalogue.cache_clear()
    yield tmp_path
    messages.catalogue.cache_clear()


def test_french(folder: Path, report: Report) -> None:
    text = ENGLISH.read_text("utf-8")
    for english, french in FRENCH.items():
        assert english in text
        text = text.replace(english, french)
    (folder / "fr.toml").write_text(text, "utf-8")
    assert messages.languages() == ("en", "fr")
    table = re.sub(r"[\u00a0\u202f]", " ", reports.render("table", report, "fr", width=120))
    for said in ("−17 % (près de)", "−16,97 %", "✓ Vrai", "27/01/2025", "« … verzeichnete", "−588,74 Md $US"):
        assert said in table, said
    for name in reports.formats():
        assert reports.encoded(name, report, "fr")


@pytest.mark.parametrize(("written", "said"), [("[verdict]\ntrue = 1\n", "is no text"), ("[verdict\n", "not valid TOML")])
def test_a_broken_file_is_named(folder: Path, written: str, said: str) -> None:
    (folder / "fr.toml").write_text(written, "utf-8")
    with pytest.raises(DataError, match=rf"messages/fr\.toml.*{said}"):
        messages.catalogue("fr")
