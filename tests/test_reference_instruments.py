"""The instrument table and what its reader refuses."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from impact.errors import DataError
from impact.reference import files, instruments, sessions

HEADER = "symbol,name,kind,mic,currency,aliases,epithets,groups\n"


def test_bundled_table() -> None:
    table = instruments.load()
    assert len(table) > 3000
    assert {i.kind for i in table} <= instruments.KINDS
    listed = [i.symbol for i in table if i.symbol]
    assert len(listed) == len(set(listed))
    assert all(len(i.currency) == 3 and i.currency.isupper() for i in table if i.symbol)


@pytest.mark.parametrize(
    ("symbol", "name", "mic", "currency"),
    [
        ("NVDA", "Nvidia", "XNAS", "USD"),
        ("^GDAXI", "DAX", "XETR", "EUR"),
        ("WDI.DE", "Wirecard", "XETR", "EUR"),
        ("FRC", "First Republic", "XNYS", "USD"),
        ("AAMRQ", "AMR Corp", "XNYS", "USD"),
        ("CPQ", "Compaq", "XNYS", "USD"),
        ("KU2.DE", "Kuka", "XETR", "EUR"),
        ("DRB.DE", "Dresdner Bank", "XETR", "EUR"),
        ("AUA.VI", "Austrian Airlines", "XWBO", "EUR"),
        ("ATLN.SW", "Actelion", "XSWX", "CHF"),
        ("CBRY.L", "Cadbury", "XLON", "GBP"),
        ("247540.KQ", "EcoPro BM", "XKOS", "KRW"),
    ],
)
def test_rows(symbol: str, name: str, mic: str, currency: str) -> None:
    found = instruments.by_symbol(symbol)
    assert found is not None
    assert (found.name, found.mic, found.currency) == (name, mic, currency)


def test_a_name_belongs_to_one_row() -> None:
    owners = Counter(name for i in instruments.load() for name in {i.name, *i.aliases})
    assert [name for name, count in owners.items() if count > 1] == []


def test_exchanges_have_sessions() -> None:
    mics = {i.mic for i in instruments.load() if i.kind == "stock"}
    assert all(sessions.next_session(mic, date(2024, 8, 4)) >= date(2024, 8, 5) for mic in mics)


def test_unknown_symbol() -> None:
    assert instruments.by_symbol("NO-SUCH") is None


def test_private_companies_have_neither_symbol_nor_exchange() -> None:
    private = [i for i in instruments.load() if i.kind in ("private", "project")]
    assert {"OpenAI", "DeepSeek", "Stargate"} <= {i.name for i in private}
    assert not any(i.symbol or i.mic for i in private)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("symbol,name\n", "header"),
        (HEADER + "X,Xylo,share,XNAS,USD,,,\n", "unknown kind 'share'"),
        (HEADER + "X,Xylo,stock,,USD,,,\n", "exchange"),
        (HEADER + "X,Xylo,stock,XNAS,USD,,\n", "7 fields"),
        (HEADER + "X,Xylo,stock,XNAS,USD,,,\nX,Ypsilon,stock,XNAS,USD,,,\n", "occurs twice"),
    ],
)
def test_broken_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str) -> None:
    path = tmp_path / "instruments.csv"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(instruments, "data_path", lambda name: path)
    with pytest.raises(DataError, match=said):
        instruments.load.__wrapped__()


def test_data_are_found_beside_the_package() -> None:
    assert files.data_path("instruments.csv").is_file()
    assert len(list(files.seeds_path().glob("*.txt"))) == 5
    with pytest.raises(DataError, match="missing"):
        files.data_path("no such file")
