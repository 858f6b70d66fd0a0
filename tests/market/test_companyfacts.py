"""Share counts from the SEC's companyfacts files."""

import json
from datetime import date

import pytest

from impact.errors import DataError, InputError
from impact.market.facts import open_facts

FACTS = [
    {"end": "2025-02-21", "val": 24_400_000_000, "accn": "0001045810-25-000023", "form": "10-K", "filed": "2025-02-26"},
    {"end": "2025-05-23", "val": 24_400_000_001, "accn": "0001045810-25-000116", "form": "10-Q", "filed": "2025-05-28"},
    {"end": "2025-05-23", "val": 24_400_000_001, "accn": "0001045810-25-000116", "form": "10-Q", "filed": "2025-05-28", "frame": "CY2025Q2I"},
]


def write(folder, facts=FACTS, name="CIK0001045810.json", entity="NVIDIA CORP"):
    content = {"cik": 1, "entityName": entity, "facts": {"dei": {"EntityCommonStockSharesOutstanding": {"units": {"shares": facts}}}}}
    path = folder / name
    path.write_text(json.dumps(content))
    return path


def test_counts_join_the_bundled_ones(tmp_path):
    facts = open_facts("bundled", companyfacts=write(tmp_path))
    first, *_ = facts.share_counts("NVDA", date(2025, 5, 29))
    assert (first.shares, first.filed, first.source) == (24_400_000_001, "2025-05-28", "CIK0001045810.json: cover page")
    assert facts.share_counts("NVDA", date(2025, 5, 28))[0].shares == 24.4e9  # filed that day: not known yet
    assert facts.share_counts("MSFT", date(2025, 1, 27))[0].source.startswith("data/shares.csv")


def test_a_folder_and_a_symbol_as_name(tmp_path):
    write(tmp_path, name="NVDA.json", entity="Some Other Name")
    facts = open_facts("bundled", companyfacts=tmp_path)
    assert facts.share_counts("NVDA", date(2025, 5, 29))[0].shares == 24_400_000_001


def test_classes_of_one_filing_are_not_added_up(tmp_path):
    two = [{**FACTS[0], "val": 1_000_000}, {**FACTS[0], "val": 2_000_000}]
    facts = open_facts("bundled", companyfacts=write(tmp_path, two))
    assert all(c.shares > 1e9 for c in facts.share_counts("NVDA", date(2025, 3, 3)))


@pytest.mark.parametrize(
    ("facts", "entity", "message"),
    [
        ([{**FACTS[0], "val": 0}], "NVIDIA CORP", "0 shares"),
        ([{**FACTS[0], "filed": "2025-02-01"}], "NVIDIA CORP", "filed 2025-02-01"),
        ([{"end": "2025-02-21"}], "NVIDIA CORP", "holds no dei"),
        (FACTS, "Nobody Knows Me Inc", "not the name of exactly one known share"),
    ],
)
def test_bad_files_are_named(tmp_path, facts, entity, message):
    path = write(tmp_path, facts, entity=entity)
    with pytest.raises(DataError, match=rf"CIK0001045810.json.*{message}"):
        open_facts("bundled", companyfacts=path).share_counts("NVDA", date(2025, 3, 3))


def test_missing_and_broken_files(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        open_facts("bundled", companyfacts=tmp_path / "none.json").share_counts("NVDA", date(2025, 3, 3))
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(DataError, match=r"x.json: cannot be read as JSON"):
        open_facts("bundled", companyfacts=tmp_path / "x.json").share_counts("NVDA", date(2025, 3, 3))
