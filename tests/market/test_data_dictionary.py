"""The data dictionary names every file of data/ and every column; the folder stays small."""

import csv
import re

import pytest

from impact.reference.files import data_path

FOLDER = data_path("README.md").parent
FILES = sorted(p for p in FOLDER.iterdir() if p.name != "README.md")
DICTIONARY = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_file_is_described(path):
    assert path.name in DICTIONARY


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".csv"], ids=lambda p: p.name)
def test_every_column_is_described(path):
    if path.name == "losses_reported.csv":
        pattern = r"## losses_computed.csv, losses_reported.csv.*?(?=\n## |\Z)"
    else:
        pattern = rf"(?:## {re.escape(path.name)}.*?(?=\n## |\Z))|(?:\| {re.escape(path.name)} \|[^\n]*)|(?:## [^\n]*{re.escape(path.name)}.*?(?=\n## |\Z))"
    section = re.search(pattern, DICTIONARY, re.DOTALL)
    assert section, f"no section of {path.name}"
    with path.open(encoding="utf-8", newline="") as lines:
        for column in next(csv.reader(lines)):
            assert re.search(rf"\b{re.escape(column)}\b", section[0]), column


def test_the_folder_stays_small():
    assert sum(p.stat().st_size for p in FILES) < 5_000_000
