"""CSV and JSON lists of articles: a row an article, its text to the character; what is none says what to do; our own tables are none."""

import csv
import io
import json

import pytest
from built_documents import outcome
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.articles import collect
from impact.articles.delimited import read as read_cells
from impact.articles.json_list import read as read_list
from impact.cli import cli

HEAD = ["id", "date", "title", "text"]
FIRST = ["n-1", "2025-01-28", "Dax, am Ende", 'Der Dax stieg um 1 %; „Nvidia“ fiel um 17 %.\n\nDas sagte er: "so, so".\tEnde ']
SECOND = ["n-2", "2025-01-29", "Apple", "Apple fell 3 percent."]


def table(*rows, separator=",", encoding="utf-8"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


@pytest.mark.parametrize(
    ("name", "separator", "encoding"),
    [("a.csv", ",", "utf-8"), ("a.csv", ";", "utf-8-sig"), ("a.tsv", "\t", "utf-8"), ("a.CSV", "|", "utf-16"), ("a.csv", ";", "cp1252"), ("a.tsv", ",", "utf-8")],
)
def test_rows_of_any_separator(tmp_path, name, separator, encoding):
    (tmp_path / name).write_bytes(table(HEAD, FIRST, SECOND, separator=separator, encoding=encoding))
    got = collect([str(tmp_path / name)])
    assert got.skipped == ()
    first, second = got.articles
    assert (first.id, first.text, first.title, first.published) == ("a#n-1", FIRST[3], FIRST[2], FIRST[1])
    assert second.text == SECOND[3]
    assert [note.id for note in first.notes] == (["note.encoding"] if encoding == "cp1252" else [])


def test_a_row_that_is_no_article_costs_only_itself(tmp_path):
    (tmp_path / "a.csv").write_bytes(table(HEAD, FIRST, ["n-2", "", "t", "  "], [], ["n-3"], ["n-4", "", "", "a", "b"], SECOND))
    got = collect([str(tmp_path / "a.csv")])
    assert [a.id for a in got.articles] == ["a#n-1", "a#n-2"]
    assert [(row.name.rpartition("#")[2], row.reason.id) for row in got.skipped] == [("3", "skipped.empty"), ("5", "skipped.empty"), ("6", "skipped.more_cells")]


def test_one_column_and_long_cells(only):
    long = "Der Dax stieg. " * 20_000
    assert only("a.csv", table(["text"], [long])).text == long


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", table(["symbol", "close"], ["NVDA", "118.42"]), "skipped.no_text_column"), ("a.csv", b'text,"title\nx', "skipped.empty"), ("a.csv", b"\n\n", "skipped.empty"),
        ("a.json", b'{"name": "package", "version": 1}', "skipped.no_text_column"), ("a.json", b"[1, 2]", "skipped.no_text_column"), ("a.json", b'{"text": ', "skipped.malformed"),
        ("a.json", b"[" * 200_000, "skipped.malformed"), ("a.json", b"17", "skipped.no_text_column"), ("a.json", b"[]", "skipped.no_text_column"), ("a.json", b"", "skipped.empty"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_articles(reason, name, data, why):
    assert reason(name, data) == why


ROWS = [dict(zip(HEAD, FIRST, strict=True)), dict(zip(HEAD, SECOND, strict=True))]


@pytest.mark.parametrize(
    "held", [ROWS, {"articles": ROWS, "count": 2}, {"tags": ["a"], "data": ROWS, "few": ROWS[:1]}], ids=["list", "inside", "longest"]
)
def test_articles_of_json(tmp_path, held):
    (tmp_path / "a.json").write_text(json.dumps(held, indent=1), encoding="utf-8")
    got = collect([str(tmp_path / "a.json")])
    assert [(a.id, a.text, a.published) for a in got.articles] == [("a#n-1", FIRST[3], FIRST[1]), ("a#n-2", SECOND[3], SECOND[1])]


def test_one_article_and_lines_under_the_name_of_json(only, tmp_path):
    assert only("a.json", json.dumps(ROWS[0])).text == FIRST[3]
    (tmp_path / "b.json").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    assert [a.id for a in collect([str(tmp_path / "b.json")]).articles] == ["b#n-1", "b#n-2"]


def test_rows_of_json_that_are_none(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([ROWS[0], 5, {"title": "t"}, {"text": 5}]), encoding="utf-8")
    got = collect([str(tmp_path / "a.json")])
    assert [(row.name.rpartition("#")[2], row.reason.id) for row in got.skipped] == [("2", "skipped.json"), ("3", "skipped.no_text_column"), ("4", "skipped.text_not_text")]


def test_a_list_on_standard_input():
    got = collect(["-"], stdin=lambda: json.dumps(ROWS).encode())
    assert [a.id for a in got.articles] == ["stdin#n-1", "stdin#n-2"]


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_what_impact_wrote_is_no_list_of_articles(tmp_path, form):
    (tmp_path / "a.txt").write_text("Die Nvidia-Aktie fiel am 27. Januar 2025 um 17 Prozent.", encoding="utf-8")
    out = tmp_path / f"report.{form}"
    assert cli.main(["verify", str(tmp_path / "a.txt"), "--out", str(out), "--format", form], standalone_mode=False) == 0
    got = collect([str(out)])
    assert got.articles == ()
    assert {row.reason.id for row in got.skipped} == {"skipped.no_text_column"}


@given(st.binary(max_size=200) | st.text(alphabet='text,;|\t"\n {}[]:0é', max_size=80).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_any_bytes(data):
    outcome(read_cells, data)
    outcome(read_list, data)
    outcome(read_cells, b"id,text\n" + data)
    outcome(read_list, b'[{"text": "a"}, ' + data + b"]")
