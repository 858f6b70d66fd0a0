"""The words of the report: every language complete, every id used in code has a text, values written as the language does."""

from __future__ import annotations

import ast
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import impact
from impact.errors import DataError
from impact.records import Amount, Figure, Message
from impact.report.messages import catalogue, languages, placeholders

PACKAGE = Path(impact.__file__).parent
FREE_TABLES = {"unit", "scale", "format"}  # the same keys, but a language may order words its own way


def tables(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((PACKAGE / "report" / "messages" / f"{language}.toml").read_text("utf-8"))


def literal_ids() -> set[tuple[str, str]]:
    """(id, file) of every ``Message(id="…")`` in the package."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Message":
                for word in node.keywords:
                    if word.arg == "id" and isinstance(word.value, ast.Constant):
                        found.add((str(word.value.value), str(path.relative_to(PACKAGE))))
    return found


def label_keys() -> set[str]:
    """Keys of ``words.label("…")`` in the report room."""
    found = set()
    for path in (PACKAGE / "report").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "label" and node.args and isinstance(node.args[0], ast.Constant):
                found.add(str(node.args[0].value))
    return found


def test_there_are_german_and_english() -> None:
    assert {"de", "en"} <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_every_id_in_code_has_a_text(language: str) -> None:
    words = catalogue(language)
    missing = sorted(f"{id} ({file})" for id, file in literal_ids() if not words.has(id))
    assert not missing, f"{language}.toml has no text for: {missing}"
    assert not sorted(key for key in label_keys() if not words.has(f"label.{key}"))


def test_languages_have_the_same_messages_and_placeholders() -> None:
    german = tables("de")
    for language in languages():
        other = tables(language)
        assert set(other) == set(german)
        for table, entries in german.items():
            singular = {key for key in {*entries, *other[table]} if key.endswith("_one")}
            assert set(entries) - singular == set(other[table]) - singular, f"[{table}] of {language}"
            for key in set(entries) & set(other[table]):
                if table not in FREE_TABLES:
                    assert placeholders(entries[key]) == placeholders(other[table][key]), f"{language} {table}.{key}"


@pytest.mark.parametrize("language", languages())
def test_singular_has_a_plural_and_texts_are_not_empty(language: str) -> None:
    for table, entries in tables(language).items():
        for key, text in entries.items():
            if key.endswith("_one"):
                assert key.removesuffix("_one") in entries
            assert text.strip() or (table, key) == ("hedge_word", "none"), f"{table}.{key} is empty"


@pytest.mark.parametrize(
    ("value", "unit", "signed", "german", "english"),
    [
        (-16.97, "percent", True, "−16,97 %", "−16.97%"),
        (17.0, "percent", False, "17 %", "17%"),
        (8.93, "percent", True, "+8,93 %", "+8.93%"),
        (-4.1022, "percent", True, "−4,10 %", "−4.10%"),
        (-592.66e9, "USD", True, "−592,66 Mrd. $", "−$592.66bn"),
        (600e9, "EUR", False, "600 Mrd. €", "€600bn"),
        (-1.0577e12, "USD", True, "−1,058 Bio. $", "−$1.058tn"),
        (-588.74, "USD bn", True, "−588,74 Mrd. $", "−$588.74bn"),
        (118.42, "USD", False, "118,42 $", "$118.42"),
        (12.3, "CHF", False, "12,30 CHF", "CHF 12.30"),
        (19341.83, "points", False, "19.341,83 Punkte", "19,341.83 points"),
        (24.49e9, "shares", False, "24,49 Mrd. Aktien", "24.49bn shares"),
        (999.9999e9, "USD", False, "1,000 Bio. $", "$1.000tn"),
        (1e12, "USD", False, "1 Bio. $", "$1tn"),
        (-1.2404834e12, "USD", True, "−1,240 Bio. $", "−$1.240tn"),
        (5.6e6, "USD", False, "5,6 Mio. $", "$5.6m"),
        (50000, "count", False, "50.000", "50,000"),
        (2.345, "t", False, "2,35", "2.35"),  # half up, not half to even
        (float("nan"), "percent", True, "—", "—"),
        (float("inf"), "USD", True, "—", "—"),
    ],
)
def test_amounts(value: float, unit: str, signed: bool, german: str, english: str) -> None:
    amount = Amount(value=value, unit=unit, signed=signed)
    assert catalogue("de").value(amount).replace("\u00a0", " ") == german
    assert catalogue("en").value(amount).replace("\u00a0", " ") == english


def test_days_and_numbers() -> None:
    german, english = catalogue("de"), catalogue("en")
    assert german.value(date(2025, 1, 27)) == "27.01.2025"
    assert english.value(date(2025, 1, 27)) == "2025-01-27"
    assert german.value("2025-01-27") == "27.01.2025"
    assert german.value("2025-01") == "Januar 2025"
    assert german.value("2025-13") == "2025-13"
    assert german.value(2025) == "2025"
    assert german.value(50000) == "50.000"
    assert german.value(("a", Figure(name="close", value=118.42, unit="USD", source=""), "c")).replace("\u00a0", " ") == "a, 118,42 $ und c"


def test_singular_and_plural() -> None:
    assert catalogue("en").label("claims", n=1) == "1 claim"
    assert catalogue("en").label("claims", n=2) == "2 claims"


def test_a_missing_message_shows_its_id_and_values() -> None:
    message = Message(id="reason.not_there", values={"a": Message(id="verdict.true"), "b": 3})
    assert catalogue("de").say(message) == "reason.not_there (a=Stimmt, b=3)"
    assert catalogue("de").say(Message(id="label.claims")) == "{n} Aussagen"


def test_unknown_language_is_an_error_that_names_the_known() -> None:
    with pytest.raises(DataError, match="de, en"):
        catalogue("xx")


@given(st.floats(), st.sampled_from(["percent", "USD", "points", "shares", "multiple", "rank", "count", "t", "USD bn", "GBp", ""]), st.booleans())
def test_every_number_can_be_written(value: float, unit: str, signed: bool) -> None:
    for language in languages():
        text = catalogue(language).value(Amount(value=value, unit=unit, signed=signed))
        assert text
        assert not text.startswith("-")


@given(st.decimals(-(10**15), 10**15, places=2))
def test_grouped_digits_read_back(value: object) -> None:
    text = catalogue("de").numbers.decimal(float(str(value)), 2)
    assert float(text.replace(".", "").replace(",", ".").replace("−", "-")) == float(str(value))
