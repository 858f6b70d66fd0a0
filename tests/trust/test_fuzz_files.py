"""Files given by users, broken at random: an error that names the file, never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impact.errors import DataError, ImpactError, InputError
from impact.languages import load_file
from impact.market import shares
from impact.market.facts import open_facts
from impact.market.prices.files import PriceFile
from impact.pipeline import read_claims, recheck
from impact.reference import benchmarks, events, files, groups, instruments, sessions, weights
from impact.report import claims_jsonl
from impact.verdicts import check_all, load_claims, load_policy, policy, receipt

QUIET = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["NaN", "", "up", "2025-01-27", "9999-99-99", "change", -1, 1e308, [], {}]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


@st.composite
def broken(draw: st.DrawFn, whole: bytes) -> bytes:
    """Bytes cut, doubled, replaced or put in."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.sampled_from([0, 1, 5, 80])))
        put = draw(st.sampled_from([b"", b"\0", b"\xff", b'"', b"[", b"]", b"=", b",", b"\n", b"-", b"nan", b"1e999", b"'", b"{}"]) | st.binary(max_size=4))
        data[at:end] = put + bytes(data[at:end]) if draw(st.booleans()) else put
    return bytes(data)


@st.composite
def changed(draw: st.DrawFn, content: Any) -> Any:
    """JSON with one value somewhere in it replaced, or taken out."""
    if isinstance(content, dict) and content and draw(st.integers(0, 9)):
        key = draw(st.sampled_from(sorted(content)))
        if draw(st.integers(0, 5)) == 0:
            return {k: v for k, v in content.items() if k != key}
        return content | {key: draw(changed(content[key]))}
    if isinstance(content, list) and content and draw(st.integers(0, 9)):
        at = draw(st.integers(0, len(content) - 1))
        return [*content[:at], draw(changed(content[at])), *content[at + 1 :]]
    return draw(values)


def named(work: Callable[[], object], name: str, kind: type[ImpactError]) -> None:
    """It works, or says what is wrong with the file of that name, on one line."""
    said = ""
    try:
        work()
    except kind as error:
        said = str(error)
    assert not said or name in said
    assert "\n" not in said


@given(st.data())
@QUIET
def test_languages(tmp_path: Path, data: st.DataObject) -> None:
    file = tmp_path / "de.toml"
    file.write_bytes(data.draw(broken((resources.files("impact.languages") / "de.toml").read_bytes())))
    named(lambda: load_file(file), "de.toml", DataError)


@given(st.data())
@QUIET
def test_policies(tmp_path: Path, data: st.DataObject) -> None:
    file = tmp_path / "policy.toml"
    file.write_bytes(data.draw(broken(policy.PATH.read_bytes())))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "PATH", file)
        named(lambda: load_policy.__wrapped__("strict"), "", ImpactError)


BUNDLED = {
    "groups.toml": groups.groups, "instruments.csv": instruments.load, "known_events.csv": events.known_events, "events.csv": events._confounders,
    "index_weights.csv": weights._weights, "sessions.csv": sessions._rows, "benchmarks.csv": benchmarks._by_exchange, "shares.csv": shares._by_symbol,
}  # fmt: skip


@pytest.mark.parametrize("name", BUNDLED)
@given(st.data())
@settings(parent=QUIET, max_examples=30)
def test_bundled_files(name: str, tmp_path: Path, data: st.DataObject) -> None:
    """Found by tests/bench/fuzz_files.py: a damaged groups.toml was a traceback."""
    whole = files.data_path(name).read_bytes()
    (tmp_path / name).write_bytes(data.draw(broken(whole)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "_find", lambda folder, wanted: tmp_path / wanted)
        named(BUNDLED[name].__wrapped__, name.split(".")[0], DataError)


PRICES = b"symbol,date,open,high,low,close,volume\nNVDA,2025-01-24,148.4,148.97,141.9,142.62,234657600\nNVDA,2025-01-27,124.8,128.4,116.7,118.42,818830900\nNVDA,2025-01-28,121.8,129,116.25,128.99,579666400\n"


@given(st.data())
@QUIET
def test_prices(tmp_path: Path, data: st.DataObject) -> None:
    file = tmp_path / "prices.csv"
    file.write_bytes(data.draw(broken(PRICES)))
    named(lambda: PriceFile(file), "prices.csv", ImpactError)


@pytest.mark.parametrize(
    "header", ["Date,Open,High,Low,Close,Volume,date", "Date,Open,High,Low,Close,Close", "Price,Close,Close\nTicker,NVDA,NVDA", "Price,Close\nTicker,NVDA"]
)
def test_exports_with_doubled_or_missing_columns(header: str, tmp_path: Path) -> None:
    """Found by tests/bench/fuzz_files.py: a column that stood twice was a traceback."""
    file = tmp_path / "NVDA.csv"
    file.write_text(header + "\n2025-01-27" + ",118.42" * header.splitlines()[0].count(",") + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"NVDA\.csv"):
        PriceFile(file)


@pytest.mark.parametrize("day", ["25020-01-27", "99999-01-27", "0001-01-27", "2025-02-30"])
def test_prices_of_days_that_no_calendar_has(day: str, tmp_path: Path) -> None:
    """Found by tests/bench/fuzz_files.py: a year of five digits was a traceback."""
    file = tmp_path / "prices.csv"
    file.write_text(f"symbol,date,open,high,low,close,volume\nNVDA,{day},1,1,1,1,5\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"prices\.csv row 2, column date"):
        PriceFile(file)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    file = tmp_path_factory.mktemp("claims") / "a.txt"
    file.write_text(
        "Die Nvidia-Aktie fiel am 27. Januar 2025 um fast 17 Prozent, was 589 Milliarden Dollar entspricht, der größte Tagesverlust der Geschichte. "
        "Der Dow stieg am 27. Januar 2025 um 289 Punkte auf 44.713 Punkte.",
        encoding="utf-8",
    )
    return [json.loads(line) for line in claims_jsonl(read_claims([str(file)]).market_claims).splitlines()]


@given(st.data())
@QUIET
def test_claims(tmp_path: Path, records: list[dict[str, Any]], data: st.DataObject) -> None:
    """What the loader lets through is judged without a fault as well."""
    file = tmp_path / "claims.jsonl"
    record = data.draw(changed(data.draw(st.sampled_from(records))))
    file.write_text(json.dumps(record) + "\n", encoding="utf-8")
    named(lambda: check_all(load_claims(file), open_facts("bundled"), load_policy("newsroom")), "claims.jsonl, line 1", InputError)


@given(st.data())
@QUIET
def test_lines_that_are_no_claims(tmp_path: Path, records: list[dict[str, Any]], data: st.DataObject) -> None:
    file = tmp_path / "claims.jsonl"
    file.write_bytes(data.draw(broken((json.dumps(records[0]) + "\n").encode())))
    named(lambda: load_claims(file), "claims.jsonl", InputError)


RECEIPT = {"paths": ["nowhere.txt"], "claims_file": None, "event_date": None, "published": None, "prices": "auto", "online": None, "companyfacts": None, "profile": "newsroom"}


@given(st.data())
@settings(parent=QUIET, max_examples=60)
def test_receipts(tmp_path: Path, data: st.DataObject) -> None:
    """Whole and signed by nobody: a receipt may say anything about its run."""
    content = {part: {} for part in receipt.PARTS} | {"schema": receipt.SCHEMA, "run": RECEIPT}
    made = json.dumps(data.draw(changed(content)), sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    file = tmp_path / "receipt.json"
    file.write_bytes(made.encode("utf-8", "replace") if data.draw(st.booleans()) else data.draw(broken(made.encode("utf-8", "replace"))))
    named(lambda: receipt.read(file), "receipt.json", InputError)


@pytest.mark.parametrize(
    "run",
    [{"paths": 5}, {"paths": [5]}, {"event_date": "x"}, {"event_date": 5}, {"profile": 7}, {"prices": None}, {"online": "x"}, {"claims_file": 3}, {"more": 1}, {"companyfacts": []}, {"published": "9999-99"}, {"claims_file": "a\0b"}, {"paths": ["\0"]}, {"prices": "\0.csv"}],
    ids=str,
)
def test_receipts_of_runs_that_cannot_be(run: dict[str, object], tmp_path: Path) -> None:
    content = {part: {} for part in receipt.PARTS} | {"schema": receipt.SCHEMA, "run": RECEIPT | run}
    file = tmp_path / "receipt.json"
    file.write_bytes(receipt.canonical(content))
    named(lambda: recheck(file), "", ImpactError)
