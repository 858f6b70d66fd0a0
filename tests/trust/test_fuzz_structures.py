"""Files in good form with a structure that nobody wrote: an error that names the file, on one line. Found by tests/bench/fuzz_structures.py."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impact.errors import DataError, ImpactError, InputError
from impact.market.facts import open_facts
from impact.market.prices.files import PriceFile
from impact.pipeline import read_claims, recheck
from impact.pipeline.receipts import Run, write_receipt
from impact.verdicts import check_all, load_policy, policy, policy_table, receipt

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
TEXT = (
    "Die Nvidia-Aktie fiel am 27. Januar 2025 um fast 17 Prozent, was 589 Milliarden Dollar entspricht, der größte Tagesverlust der Geschichte. "
    "Der Dow stieg am 27. Januar 2025 um 289 Punkte auf 44.713 Punkte. Apple gab leicht nach."
)
ODD = [None, True, 0, -1, 10**40, 1e308, float("inf"), float("nan"), "", "NaN", "inf", "17", "\0", "\u202e", [], {}, [[1]], {"a": 1}]


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("structures") / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def one_line(work: Callable[[], object], names: str) -> None:
    """It works, or says in one line what is wrong with the file of that name."""
    said = names
    try:
        work()
    except ImpactError as error:
        said = str(error)
    assert names in said
    assert "\n" not in said


def put(content: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The content with the value at the path."""
    at, *rest = path
    if not rest:
        return {**content, at: value} if isinstance(content, dict) else [*content[:at], value, *content[at + 1 :]]
    inner = put(content[at], tuple(rest), value)
    return {**content, at: inner} if isinstance(content, dict) else [*content[:at], inner, *content[at + 1 :]]


def paths(content: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    return [*([above] if above else []), *(path for key, value in inner for path in paths(value, (*above, key)))]


# Policies: what is loaded is used


def toml(content: dict[str, Any], above: str = "") -> str:
    plain = [f"{key} = {written(value)}" for key, value in content.items() if not isinstance(value, dict)]
    tables = [toml(value, f"{above}{json.dumps(key)}.") for key, value in content.items() if isinstance(value, dict)]
    return "\n".join(([f"[{above[:-1]}]"] if above else []) + plain + tables)


def written(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return str(value).lower() if isinstance(value, (bool, float)) else json.dumps(value)


WHOLE = tomllib.loads(policy.PATH.read_text(encoding="utf-8"))


@pytest.mark.parametrize("profile", ["newsroom", "strict", "lenient"])
def test_a_policy_written_again_is_the_same(profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "policy.toml").write_text(toml(WHOLE), encoding="utf-8")
    before = load_policy(profile)
    monkeypatch.setattr(policy, "PATH", tmp_path / "policy.toml")
    again = load_policy.__wrapped__(profile)
    assert (again.hedges, again.limits, again.degrees, again.fraction) == (before.hedges, before.limits, before.degrees, before.fraction)


@given(st.data())
@QUIET
def test_policies_of_any_structure(article: Path, tmp_path: Path, data: st.DataObject) -> None:
    made = put(WHOLE, data.draw(st.sampled_from(paths(WHOLE))), data.draw(st.sampled_from([odd for odd in ODD if odd is not None])))
    (tmp_path / "policy.toml").write_text(toml(made), encoding="utf-8")
    claims = read_claims([str(article)]).market_claims

    def use() -> None:
        loaded = load_policy.__wrapped__("newsroom")
        list(policy_table(loaded))
        check_all(claims, open_facts("bundled"), loaded)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "PATH", tmp_path / "policy.toml")
        one_line(use, "")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("degree",), {"index": {}}), (("degree", "share", "slight"), [2.0, 1.0]), (("degree", "share", "slight"), [0.0, float("inf")]), (("limits", "flat"), float("nan")),
        (("limits", "ratio"), -2.0), (("limits", "outer"), True), (("limits", "span"), "3"), (("hedge", "none", "cap"), float("inf")), (("hedge", "none", "limit"), 0),
        (("hedge", "about", "outer"), 0.5), (("hedge", "about", "granules"), 10**40), (("fraction", "gmin"), []), (("version",), 1), (("source", "hedges"), 5),
    ],
    ids=str,
)  # fmt: skip
def test_tolerances_that_are_none(path: tuple[str, ...], value: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing market of degree words was a traceback in the middle of judging; NaN, infinity and true were tolerances."""
    (tmp_path / "policy.toml").write_text(toml(put(WHOLE, path, value)), encoding="utf-8")
    monkeypatch.setattr(policy, "PATH", tmp_path / "policy.toml")
    with pytest.raises(DataError, match=r"policy\.toml"):
        load_policy.__wrapped__("newsroom")


def test_a_policy_nested_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "policy.toml").write_text("version = " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    monkeypatch.setattr(policy, "PATH", tmp_path / "policy.toml")
    with pytest.raises(DataError, match=r"policy\.toml"):
        load_policy.__wrapped__("newsroom")


# Receipts


@pytest.fixture(scope="module")
def held(article: Path) -> dict[str, Any]:
    run = Run(paths=(str(article),))
    content: dict[str, Any] = json.loads(write_receipt(run.verify()[0], run))
    return content


@given(st.data())
@QUIET
def test_receipts_of_any_structure(held: dict[str, Any], tmp_path: Path, data: st.DataObject) -> None:
    made = put(held, data.draw(st.sampled_from(paths(held))), data.draw(st.sampled_from([odd for odd in ODD if odd == odd and odd != float("inf")])))
    (tmp_path / "receipt.json").write_bytes(receipt.canonical(made))

    def use() -> None:
        again, _ = receipt.read(tmp_path / "receipt.json")
        receipt.compare(receipt.canonical(held), again)
        receipt.compare(again, receipt.canonical(held))

    one_line(use, "receipt.json")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("inputs",), [[]]), (("inputs",), {"a": 1}), (("inputs", 0, "id"), 5), (("data", 0), {}), (("checks",), None), (("checks", 0, "verdict"), "wonderful"),
        (("checks", 0, "id"), []), (("program",), "impact"), (("policy",), []), (("consistency",), [1]), (("supersedes",), 5), (("run",), []),
    ],
    ids=str,
)  # fmt: skip
def test_receipts_with_parts_of_another_form(path: tuple[Any, ...], value: Any, held: dict[str, Any], tmp_path: Path) -> None:
    """Each was a traceback of ``impact recheck``: only the bytes were checked, not what they held."""
    (tmp_path / "receipt.json").write_bytes(receipt.canonical(put(held, path, value)))
    with pytest.raises(InputError, match=r"receipt\.json: was changed"):
        recheck(tmp_path / "receipt.json")


def test_a_receipt_nested_without_end(tmp_path: Path) -> None:
    (tmp_path / "receipt.json").write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    with pytest.raises(InputError, match=r"receipt\.json"):
        recheck(tmp_path / "receipt.json")


# Prices as Parquet


def table(**columns: Any) -> Any:
    import datetime

    pa = pytest.importorskip("pyarrow")
    rows = {
        "symbol": ["NVDA", "NVDA"], "date": [datetime.date(2025, 1, 24), datetime.date(2025, 1, 27)], "open": [148.4, 124.8], "high": [149.0, 128.4], "low": [141.9, 116.7],
        "close": [142.62, 118.42], "volume": [234657600.0, 818830900.0],
    } | columns  # fmt: skip
    return pa.table({name: values for name, values in rows.items() if values is not None})


def saved(made: Any, folder: Path) -> Path:
    import pyarrow.parquet as pq

    pq.write_table(made, folder / "prices.parquet")
    return folder / "prices.parquet"


@pytest.mark.parametrize(
    "columns",
    [
        {"close": [[142.62], [118.42]]}, {"close": [{"a": 1.0}, {"a": 2.0}]}, {"close": [b"1", b"2"]}, {"close": ["a", "b"]}, {"volume": [[1], [2]]}, {"close": [None, None]},
        {"date": [None, None]}, {"date": [1, 2]}, {"symbol": [None, None]}, {"open": None}, {"close": [float("inf"), 1.0]}, {"date": ["2025-01-24", "25020-01-27"]},
    ],
    ids=str,
)  # fmt: skip
def test_parquet_of_other_types(columns: dict[str, Any], tmp_path: Path) -> None:
    """A list or a structure in place of a price was a traceback."""
    with pytest.raises(DataError, match=r"prices\.parquet"):
        PriceFile(saved(table(**columns), tmp_path))


@pytest.mark.parametrize("about", [{"index_columns": [""]}, {"index_columns": ["nowhere"], "columns": 5}, {"index_columns": [None], "column_indexes": [1], "columns": []}, {}, []], ids=str)
def test_parquet_with_odd_words_of_pandas(about: Any, tmp_path: Path) -> None:
    """What pandas had written of its index was believed: a KeyError. It is not needed."""
    made = table().replace_schema_metadata({"pandas": json.dumps(about)})
    assert PriceFile(saved(made, tmp_path)).symbols() == ("NVDA",)


def test_parquet_with_a_doubled_column(tmp_path: Path) -> None:
    made = table()
    with pytest.raises(DataError, match=r"prices\.parquet: the column close stands in it twice"):
        PriceFile(saved(made.append_column("close", made["open"]), tmp_path))


def test_prices_that_pandas_saved_with_an_index(tmp_path: Path) -> None:
    frame = table().to_pandas().set_index(["symbol", "date"])
    frame.to_parquet(tmp_path / "prices.parquet")
    assert PriceFile(tmp_path / "prices.parquet").symbols() == ("NVDA",)
