"""JSONL and Parquet: a row an article, its text to the character; a bad row costs only itself."""

import datetime
import json

import pytest
from built_documents import outcome
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.articles import Unreadable, collect
from impact.articles.jsonl import read as read_lines


def lines(*rows):
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows).encode()


ROWS = [
    {"id": "n-1", "text": "Der Dax stieg.\n\n Ende ", "title": "Dax", "date": "2025-01-28T09:00:00Z", "authors": ["A", "B"], "source": "Blatt", "url": "u"},
    {"id": "../../etc", "body": "Nvidia fiel.", "publish_date": "28.01.2025"},
    {"id": 7, "Full_Text": "Apple fell.", "date": 1738050000},
]


def checked(articles):
    first, second, third = articles
    assert [a.id.partition("#")[2] for a in articles] == ["n-1", "2", "7"]
    assert (first.text, first.title, first.published) == ("Der Dax stieg.\n\n Ende ", "Dax", "2025-01-28")
    assert (first.author, first.outlet, first.url) == ("A, B", "Blatt", "u")
    assert (second.text, second.published, second.published_source) == ("Nvidia fiel.", "2025-01-28", "metadata")
    assert third.published is None  # seconds or milliseconds, and of which zone? said, not guessed
    assert [note.id for note in third.notes] == ["note.unread_date"]


def test_json_lines(tmp_path):
    file = tmp_path / "korpus-2025-02-01.jsonl"
    file.write_bytes(lines(*ROWS) + b"\n\n")
    got = collect([str(file)])
    assert got.skipped == ()
    checked(got.articles)


def test_bad_lines_are_rows_and_the_rest_goes_on(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(lines(ROWS[0], "{broken", "[1]", {"title": "nur Titel"}, {"text": 5}, {"text": "  "}, '{"text": "halb \\ud83d"}', ROWS[0]))
    got = collect([str(file)])
    assert [a.id for a in got.articles] == ["a#n-1", f"{tmp_path.name}/a#n-1"]
    assert [(row.name.rpartition("#")[2], row.reason.id) for row in got.skipped] == [
        ("2", "skipped.json"),
        ("3", "skipped.json"),
        ("4", "skipped.no_text_column"),
        ("5", "skipped.text_not_text"),
        ("6", "skipped.empty"),
        ("7", "skipped.surrogates"),
    ]


@pytest.mark.parametrize("empty", [None, "", "  ", 5])
def test_the_text_is_in_the_first_column_that_holds_one(empty):
    (part,) = read_lines(lines({"text": empty, "content": "Nvidia fiel.", "Body": "Der Dax stieg."}))
    assert part.text == "Der Dax stieg."


def test_a_line_separator_inside_a_text_ends_no_line():
    (part,) = read_lines(lines({"text": "a\u2028b\x85c"}))
    assert part.text == "a\u2028b\x85c"


def test_lines_nested_beyond_recursion(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"[" * 500_000 + b'\n{"text": "Der Dax stieg."}')
    got = collect([str(file)])
    assert [a.text for a in got.articles] == ["Der Dax stieg."]
    assert [row.reason.id for row in got.skipped] == ["skipped.json"]


def test_more_rows_than_one_run_takes_are_said(monkeypatch):
    monkeypatch.setattr("impact.articles.columns.MOST_ROWS", 2)
    *articles, rest = read_lines(lines(*[{"text": "Der Dax stieg."}] * 4))
    assert len(articles) == 2
    assert (rest.name, rest.reason.id) == ("3", "skipped.more_rows")


@settings(deadline=None)  # the first example pays for imports
@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda t: json.dumps({"text": t}).encode()))
def test_any_lines_are_articles_or_reasons(data):
    try:
        parts = read_lines(data)
    except Unreadable:
        return
    for part in parts:
        assert getattr(part, "text", part.name).strip()


@pytest.fixture
def parquet(tmp_path):
    pa = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    def write(columns, name="korpus.parquet"):
        write_table(pa.table(columns), tmp_path / name)
        return tmp_path / name

    return write


def test_parquet(parquet):
    file = parquet(
        {
            "id": ["n-1", "../../etc", "7"],
            "text": ["Der Dax stieg.\n\n Ende ", "Nvidia fiel.", None],
            "title": ["Dax", None, None],
            "published": [datetime.datetime(2025, 1, 28, 9), datetime.datetime(2025, 1, 28, 23, 59), None],
            "picture": [b"\0" * 1000] * 3,
        }
    )
    got = collect([str(file)])
    assert [(a.id, a.text, a.published) for a in got.articles] == [
        ("korpus#n-1", "Der Dax stieg.\n\n Ende ", "2025-01-28"),
        ("korpus#2", "Nvidia fiel.", "2025-01-28"),
    ]
    assert [(row.name.rpartition("#")[2], row.reason.id) for row in got.skipped] == [("3", "skipped.text_not_text")]


def test_parquet_without_a_text_column(parquet):
    assert [row.reason.id for row in collect([str(parquet({"a": [1, 2]}))]).skipped] == ["skipped.no_text_column"]


def test_a_text_repeated_by_a_dictionary_ends_at_the_limit(parquet):
    import pyarrow as pa

    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 5000, pa.int32()), ["Der Dax stieg. " * 700_000])
    file = parquet({"text": texts})  # 10 MB of text, 52 GB when repeated
    assert file.stat().st_size < 12_000_000
    got = collect([str(file)])
    assert len(got.articles) == 12  # 128 MB
    assert [row.reason.id for row in got.skipped] == ["skipped.more_entries"]


@pytest.mark.parametrize("data", [b"PAR1PAR1", b"PAR1" + b"\xff" * 100 + b"PAR1", b"nothing", b""])
def test_what_is_no_parquet(reason, data):
    pytest.importorskip("pyarrow")
    assert reason("a.parquet", data) == "skipped.malformed"


def test_damaged_parquet_is_a_row(parquet):
    good = parquet({"text": ["Der Dax stieg."] * 100}).read_bytes()
    from impact.articles.parquet import read

    for at in range(4, len(good) - 4, 7):
        damaged = bytearray(good)
        damaged[at] ^= 0xFF
        got = outcome(read, bytes(damaged))
        assert isinstance(got, list) or got in {"skipped.malformed", "skipped.no_text_column"}


def test_without_pyarrow_the_row_names_the_command(monkeypatch, reason):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert reason("a.parquet", b"PAR1PAR1") == "skipped.missing_extra"
