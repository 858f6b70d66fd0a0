"""Every format is parsed back by a reader of its own kind, hostile text stays text, the same report gives the same bytes."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import subprocess
import sys
from datetime import date
from functools import cache
from importlib import resources

import html5lib
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impact import report as reports
from impact.errors import InputError
from impact.records import Article, Figure, Message, Reading, Report, Unmeasured
from impact.report import sections
from impact.report.bundle import files
from impact.report.escape import formula, markdown, visible
from impact.report.messages import catalogue


@cache
def schema(name: str) -> dict[str, object]:
    """The published schema, closed: readers must accept new fields, but the program may write none that it does not name."""
    return closed(json.loads(resources.files("impact.report").joinpath("schema", name).read_text("utf-8")))


def closed(node: object) -> object:
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    inner = {key: closed(value) for key, value in node.items()}
    if isinstance(node.get("properties"), dict) and "schema" not in node["properties"]:
        inner["additionalProperties"] = False
    return inner


def test_formats_are_found_by_their_files_and_loaded_when_used() -> None:
    code = "import sys, impact.report as r; f = r.formats(); assert {'table', 'json'} <= set(f); r.formats()['json'];\
            assert 'impact.report.writers.table' not in sys.modules and 'rich' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
    for name, module in reports.formats().items():
        assert name == module.NAME
        assert module.SUFFIX.startswith(".")


def test_unknown_format(report: Report) -> None:
    with pytest.raises(InputError, match="table"):
        reports.render("papyrus", report, "de")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", sorted(reports.formats()))
def test_same_report_same_characters(name: str, language: str, report: Report) -> None:
    assert reports.encoded(name, report, language) == reports.encoded(name, report, language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_json_keeps_its_schema(language: str, report: Report) -> None:
    contract = schema("report.schema.json")
    jsonschema.Draft202012Validator.check_schema(contract)
    document = json.loads(reports.render("json", report, language))
    jsonschema.validate(document, contract, cls=jsonschema.Draft202012Validator)
    first = document["claims"][0]
    assert (first["value"], first["claimed_unit"], first["actual"], first["unit"], first["verdict"]) == (17.0, "percent", -16.9682, "percent", "true")
    assert document["claims"][3]["reason"] == {"de": "Das Unternehmen ist nicht bekannt.", "en": "The company is not known."}[language]
    assert document["claims"][0]["readings"][0]["inputs"][0]["value"] == 118.42


def test_json_lines_keep_their_schema_and_hold_every_field_of_the_claim(report: Report) -> None:
    rows = [json.loads(row) for row in reports.render("jsonl", report, "de").splitlines()]
    assert len(rows) == len(report.checks)
    for row, check in zip(rows, report.checks, strict=True):
        jsonschema.validate(row, schema("claim.schema.json"), cls=jsonschema.Draft202012Validator)
        names = {item.name for item in dataclasses.fields(check.claim)} | {"claimed_unit"}
        assert names <= set(row)


def test_schemas_name_every_field_of_the_record(report: Report) -> None:
    named = set(schema("claim.schema.json")["properties"])  # type: ignore[call-overload]
    row = json.loads(reports.render("jsonl", report, "de").splitlines()[0])
    assert set(row) == named


def test_claims_jsonl_is_the_record(report: Report) -> None:
    claims = [check.claim for check in report.checks]
    rows = [json.loads(row) for row in reports.claims_jsonl(claims).splitlines()]
    assert [list(row) for row in rows] == [[item.name for item in dataclasses.fields(claims[0])]] * len(claims)
    assert rows[0]["unit"] == "percent"
    assert rows[2]["record"]["since"] == "ever"


def test_csv_has_a_row_a_claim_and_reading(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(reports.render("csv", report, "en"))))
    assert len(rows) == 2 + 2 + 5
    assert [row["reading"] for row in rows[:4]] == ["close", "low", "last_trade", "close"]
    assert float(rows[1]["reading_value"]) == -18.1741
    assert rows[0]["reading_decides"] == "true"
    assert rows[4]["quote"] == "der größte eintägige Verlust in der Geschichte der Wall Street"


def test_csv_for_a_german_excel(report: Report) -> None:
    text = reports.render("csv", report, "de", dialect="excel-de")
    assert text.startswith("\ufeffclaim_id;article;")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0]["actual"] == "-16,9682"
    assert float(rows[2]["claimed_value"]) == 589e9
    with pytest.raises(InputError, match="excel-de"):
        reports.render("csv", report, "de", dialect="lotus")


def test_csv_without_claims_is_a_header() -> None:
    assert reports.render("csv", Report(meta={}, articles=(), checks=()), "de") == "claim_id\r\n"


@pytest.mark.parametrize("name", sorted(reports.formats()))
def test_an_empty_report_has_a_form(name: str) -> None:
    empty = Report(meta={}, articles=(Article(id="a", text="x"),), checks=())
    assert isinstance(reports.encoded(name, empty, "de", rejects=True), bytes)


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("language", ["de", "en"])
def test_table_keeps_to_its_width(width: int, language: str, report: Report) -> None:
    text = reports.render("table", report, language, width=width, rejects=True)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "\x1b" not in text
    flat = " ".join(text.split())
    for check in report.checks:
        assert check.claim.id in flat


def test_table_says_what_matters(report: Report) -> None:
    text = reports.render("table", report, "de", width=100)
    for said in ("−17 % (fast)", "−16,97 %", "+0,03 Pp.", "✓ Stimmt", "✗ Stimmt nicht", "−589 Mrd. $", "(rund)", "27.01.2025", "Keine Anlageberatung"):
        assert said in " ".join(text.split()), said
    assert "a2  keine prüfbare Marktaussage gefunden" in text
    assert "S&P 500" in text


def test_colour_comes_with_symbol_and_word_and_only_when_asked(report: Report) -> None:
    coloured = reports.render("table", report, "de", width=100, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == reports.render("table", report, "de", width=100)


def test_severity_comes_first_when_asked(report: Report) -> None:
    text = reports.render("table", report, "de", width=120, sort="severity")
    assert text.index("a1:333") < text.index("a1:269") < text.index("a1:290") < text.index("a1:59\n")


def test_hostile_text_in_the_terminal(report: Report) -> None:
    check = report.checks[0]
    evil = dataclasses.replace(check, claim=dataclasses.replace(check.claim, quote="\x1b[2J\x9bred\u202e\x07 pwn", id="e\x1b]0;x\x07"))
    text = reports.render("table", dataclasses.replace(report, checks=(evil,)), "de", width=100)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "�" in text


def test_hostile_text_in_markdown(report: Report) -> None:
    text = reports.render("markdown", report, "de")
    assert "<b>" not in text
    assert "&lt;b&gt;Fett&lt;/b&gt;" in text
    for line in text.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == len(re.findall(r"(?<!\\)\|", text.splitlines()[text.splitlines().index(line)]))
    tables = re.findall(r"(?:^\|.*\n)+", text, re.M)
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1, table
    assert markdown("a|b `x` <i> [l](u) @me https://x.de").count("|") == 1
    assert "@me" not in markdown("@me")


def test_markdown_links_reach_their_anchors(report: Report) -> None:
    text = reports.render("markdown", report, "en")
    anchors = set(re.findall(r'<a id="([^"]+)"></a>', text))
    links = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert links == anchors
    assert "Not investment advice." in text
    assert "0123456789ab" in text


@given(st.text())
def test_nothing_moves_the_cursor(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]", visible(text))
    visible(text).encode("utf-8")


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(text: str) -> None:
    for start in ("=", "+", "-", "@", "\t=", " ="):
        assert not formula(start + text).lstrip().startswith(("=", "+", "-", "@"))


@given(st.text(min_size=1, max_size=30))
def test_markdown_keeps_no_bare_markup(text: str) -> None:
    safe = markdown(text).replace("<!-- -->", "")
    assert not re.search(r"(?<!\\)(?:\\\\)*[|`*\[\]]", re.sub(r"\\.", "", safe))
    assert "<" not in safe
    assert "\n" not in safe


def test_explain_shows_the_arithmetic(report: Report) -> None:
    text = reports.explain(report.checks[0], report.articles[0], report, "de")
    for said in (
        "[Rückgang von fast 17 %]",
        "(Schlusskurs − Schlusskurs der Vorsitzung) ÷ Schlusskurs der Vorsitzung × 100",
        "= (118,42 $ − 142,62 $) ÷ 142,62 $ × 100 = −16,97 %",
        "Schlusskurs 27.01.2025: 118,42 $; bundled: Yahoo, Stooq, Stand 22.11.2026",
        "entscheidet",
        "t = −6,6",
        "p < 0,001",
        "Wochentag und Datum des Artikels",
    ):
        assert said in text, said
    for check in report.checks:
        for language in ("de", "en"):
            assert reports.explain(check, report.articles[0], report, language).startswith(tuple("✓≈~!×✗○–?"))


def test_claims_table(report: Report) -> None:
    text = reports.claims_table([check.claim for check in report.checks] + list(report.rejects), "en", width=90)
    assert "8 claims found" in text
    assert "−17% (almost)" in text
    assert max(map(len, text.splitlines())) <= 90


def test_notes_on_an_article_are_said(report: Report) -> None:
    noted = dataclasses.replace(report.articles[0], notes=(Message(id="verdict.review"),))
    changed = dataclasses.replace(report, articles=(noted, *report.articles[1:]))
    for name in ("table", "markdown", "json"):
        assert "Bitte prüfen" in reports.render(name, changed, "de"), name


def test_bundle_has_every_format_and_an_index_that_links_them(report: Report) -> None:
    found = files(report, "de")
    assert {"index.html", "report.html", "report.md", "report.csv", "report-excel-de.csv", "report.json", "report.jsonl", "report.txt"} <= set(found)
    assert list(found)[-1] == "SHA256SUMS"
    assert len(found) == len(reports.formats()) + 3
    index = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(found["index.html"].decode())
    assert {link.get("href") for link in index.iter("a")} == set(found) - {"index.html", "SHA256SUMS"}
    assert found == files(report, "de")


def test_order_of_the_text_is_the_default(report: Report) -> None:
    for name in ("table", "markdown", "html"):
        assert reports.render(name, report, "de", sort="text") == reports.render(name, report, "de")


def test_a_reading_is_told_apart_by_its_note(report: Report) -> None:
    first = report.checks[1]
    counted = dataclasses.replace(first.readings[1], id="close:count2", note=Message(id="label.printed", values={"number": "24,53"}))
    check = dataclasses.replace(first, readings=(*first.readings, counted))
    changed = dataclasses.replace(report, checks=(check,))
    for text in (reports.render("markdown", changed, "de"), reports.explain(check, report.articles[0], changed, "de"), reports.render("html", changed, "de")):
        assert "Schlusskurs: gedruckt „24,53“" in text
        assert "count2" not in text


def test_long_sums_are_counted(report: Report) -> None:
    inputs = tuple(Figure(name=f"change_{n}", value=-1e9 * n, unit="USD", source=f"data/market: S{n}") for n in range(1, 7))
    reading = Reading(id="largest_losers", default=True, formula=f"sum({', '.join(f.name for f in inputs)})", inputs=inputs, value=-21e9, unit="USD")
    check = dataclasses.replace(report.checks[1], readings=(reading,), reading="largest_losers")
    text = reports.explain(check, report.articles[0], report, "en")
    assert "sum of 6 values: change" in text
    assert "= −$21bn" in text


def test_sources_are_merged_and_the_articles_own_words_are_none(report: Report) -> None:
    figures = (
        Figure(name="close", value=1.0, unit="USD", source="data/prices.csv (Polygon+Yahoo)", as_of="2026-11-22"),
        Figure(name="open", value=1.0, unit="USD", source="data/prices.csv (Stooq+Yahoo)", as_of="2026-11-20"),
        Figure(name="factor", value=2.0, unit="multiple", source="„zwei“"),
        Figure(name="event", value=0.0, unit="count", source="Something happened"),
    )
    changed = dataclasses.replace(report, checks=(dataclasses.replace(report.checks[0], readings=(), evidence=figures),))
    (found,) = sections.sources(changed, catalogue("en"))
    assert found == sections.Source("data/prices.csv (Polygon, Stooq, Yahoo)", ("2026-11-20", "2026-11-22"), ("closing price", "opening price"))


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_sources_that_disagree_are_reported(report, form):
    meta = {**report.meta, "sources": [{"name": "bundled", "disagreements": ["NVDA 2025-01-27: bundled 118.42, yahoo 118.52"]}]}
    text = " ".join(reports.render(form, dataclasses.replace(report, meta=meta), "de", width=160).split())
    assert "zwei Quellen nennen verschiedene Schlusskurse: NVDA 2025-01-27: bundled 118.42, yahoo 118.52" in text


@pytest.mark.parametrize("form", ["table", "markdown", "html", "json"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_could_not_be_measured_is_a_line(form, language):
    """A session without an abnormal return says why."""
    reason = Message(id="study.short_history", values={"symbol": "NEW", "found": 12, "needed": 30})
    one = Unmeasured(symbol="NEW", session=date(2025, 1, 27), reason=reason)
    said = reports.render(form, Report(meta={}, articles=(), checks=(), unmeasured=(one,), names={"NEW": "Neuling AG"}), language)
    flat = " ".join(str(said).split())
    assert "12" in flat
    assert "30" in flat
    assert ("Neuling AG" in flat) or ('"NEW"' in flat)
