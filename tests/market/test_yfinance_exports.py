"""Folders and files that users have saved from yfinance."""

from datetime import date

import pytest

from impact.errors import DataError, InputError
from impact.market.facts import open_facts

# As yfinance 1.7 writes them: yf.download(["NVDA", "MSFT"]).to_csv(), yf.download("NVDA"), Ticker("NVDA").history().to_csv().
DOWNLOAD = """Price,Close,Close,High,High,Low,Low,Open,Open,Volume,Volume
Ticker,MSFT,NVDA,MSFT,NVDA,MSFT,NVDA,MSFT,NVDA,MSFT,NVDA
Date,,,,,,,,,,
2025-01-24,444.06,142.62,446.85,148.97,441.89,141.88,445.16,148.37,15549500,234657600
2025-01-27,434.56,118.42,435.2,128.4,423.5,116.7,424.01,124.8,35647800,818830900
"""
BY_TICKER = """Ticker,NVDA,NVDA,NVDA,NVDA,NVDA,NVDA
Price,Open,High,Low,Close,Adj Close,Volume
Date,,,,,,
2025-01-24,148.37,148.97,141.88,142.62,142.6,234657600
2025-01-27,124.8,128.4,116.7,118.42,118.4,818830900
"""
HISTORY = """Date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits
2025-01-24 00:00:00-05:00,148.37,148.97,141.88,142.62,142.6,234657600,0.0,0.0
2025-01-27 00:00:00-05:00,124.8,128.4,116.7,118.42,118.4,818830900,0.0,0.0
"""


def moves(facts, *symbols):
    day, before = date(2025, 1, 27), date(2025, 1, 24)
    return [round((facts.bar(s, day).close / facts.bar(s, before).close - 1) * 100, 2) for s in symbols]


def test_download_with_two_line_header(tmp_path):
    (tmp_path / "prices.csv").write_text(DOWNLOAD)
    facts = open_facts(str(tmp_path / "prices.csv"))
    assert moves(facts, "NVDA", "MSFT") == [-16.97, -2.14]
    assert facts.bar("NVDA", date(2025, 1, 27)).low == 116.7
    assert facts.sources()[0]["notes"] == [
        f"{s}: no Adj Close in the export: the closes may be adjusted for dividends" for s in ("MSFT", "NVDA")
    ]


def test_download_grouped_by_ticker(tmp_path):
    lines = BY_TICKER.splitlines()
    (tmp_path / "prices.csv").write_text("\n".join([lines[0].replace("Ticker", "", 1), lines[1].replace("Price", "", 1), *lines[2:]]) + "\n")
    facts = open_facts(str(tmp_path / "prices.csv"))
    assert moves(facts, "NVDA") == [-16.97]


def test_history_takes_its_symbol_from_the_name(tmp_path):
    (tmp_path / "NVDA.csv").write_text(HISTORY)
    facts = open_facts(str(tmp_path / "NVDA.csv"))
    assert moves(facts, "NVDA") == [-16.97]
    assert "notes" not in facts.sources()[0]


def test_a_folder_of_all_shapes(tmp_path):
    (tmp_path / "NVDA.csv").write_text(HISTORY)
    (tmp_path / "own.csv").write_text("symbol,date,open,high,low,close\nAMD,2025-01-24,122,124,120,122.84\nAMD,2025-01-27,116,118,112,115.01\n")
    (tmp_path / "readme.txt").write_text("not prices")
    facts = open_facts(str(tmp_path))
    assert moves(facts, "NVDA", "AMD") == [-16.97, -6.37]
    described = facts.sources()[0]
    assert (described["symbols"], described["bars"]) == (2, 4)


def test_a_ticker_without_a_bar_on_a_day_of_the_others(tmp_path):
    rows = DOWNLOAD.splitlines()
    rows[3] = "2025-01-24,444.06,,446.85,,441.89,,445.16,,15549500,"
    (tmp_path / "prices.csv").write_text("\n".join(rows) + "\n")
    facts = open_facts(str(tmp_path / "prices.csv"))
    assert facts.bar("NVDA", date(2025, 1, 24)) is None
    assert facts.missing("NVDA", date(2025, 1, 24)).id == "missing.outside"
    assert facts.bar("MSFT", date(2025, 1, 24)) is not None


def test_bad_folders_and_exports_are_named(tmp_path):
    with pytest.raises(InputError, match="holds no CSV or Parquet"):
        open_facts(str(tmp_path))
    (tmp_path / "NVDA.csv").write_text(HISTORY.replace(",118.42,", ",oops,"))
    with pytest.raises(DataError, match=r"NVDA.csv row 3, column close: 'oops' is no number"):
        open_facts(str(tmp_path))
    (tmp_path / "NVDA.csv").write_text(HISTORY)
    (tmp_path / "all.csv").write_text(DOWNLOAD)
    with pytest.raises(DataError, match=r"all.csv: NVDA stands in NVDA.csv as well"):
        open_facts(str(tmp_path))
