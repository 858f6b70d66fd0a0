"""Which date is the article's: the user's word, metadata, the text, the file's name; what disagrees is said."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.articles import collect, settle
from impact.articles.dates import from_file_name, iso_day, iso_instant
from impact.records import Article


def settled(**dates):
    article = settle(Article(id="a", text="x"), **dates)
    return article.published, article.published_source, [str(note.values["other"]) for note in article.notes]


@pytest.mark.parametrize(
    ("dates", "result"),
    [
        ({}, (None, None, [])),
        ({"file_name": "2025-01-28"}, ("2025-01-28", "file name", [])),
        ({"file_name": "2025-01-29", "text": "2025-01-28"}, ("2025-01-28", "text", ["2025-01-29"])),
        ({"file_name": "2025-01-28", "text": "2025-01-28"}, ("2025-01-28", "text", [])),
        ({"file_name": "2025-01-28", "text": "2025-01"}, ("2025-01-28", "file name", [])),  # the finer of two that agree
        ({"file_name": "2025-02-28", "text": "2025-01"}, ("2025-01", "text", ["2025-02-28"])),
        ({"option": "2025-01-27", "text": "2025-01"}, ("2025-01-27", "option", [])),
        ({"option": "2025-01-27", "text": "2024-01", "address": "2025-01-26"}, ("2025-01-27", "option", ["2024-01", "2025-01-26"])),
    ],
)
def test_order_and_conflicts(dates, result):
    assert settled(**dates) == result


def test_sources_can_come_one_after_the_other():
    article = settle(Article(id="a", text="x", published="2025-01-28", published_source="metadata"), file_name="2025-01-30")
    later = settle(article, text="2025-01-27")
    assert (later.published, later.published_source) == ("2025-01-28", "metadata")
    assert [str(n.values["other"]) for n in later.notes] == ["2025-01-30", "2025-01-27"]


@pytest.mark.parametrize(
    ("stem", "day"),
    [
        ("2025-01-28", "2025-01-28"),
        ("20250128_nvidia", "2025-01-28"),
        ("nvidia 28.1.2025", "2025-01-28"),
        ("dpa_2025_01_28_v2", "2025-01-28"),
        ("https://blatt.example/2025/01/28/nvidia", "2025-01-28"),
        ("2025-01-27_2025-01-31", None),
        ("2025-01-28 und 28.01.2025", "2025-01-28"),
        ("2025-02-30", None),
        ("001_574521603722a66e", None),
        ("120250128", None),
        ("2025-01", None),
        ("2025-0128", None),
    ],
)
def test_file_names(stem, day):
    assert from_file_name(stem) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-01-28", "2025-01-28"),
        (" 2025-01-28T23:59:00-05:00", "2025-01-28"),
        ("2025-01", "2025-01"),
        ("2025-13", None),
        ("Tue, 28 Jan 2025 07:12:00 +0100", "2025-01-28"),
        ("28.1.2025, 7:12 Uhr", "2025-01-28"),
        ("20250128", "2025-01-28"),
        (datetime.date(2025, 1, 28), "2025-01-28"),
        (datetime.datetime(2025, 1, 28, 23, tzinfo=datetime.UTC), "2025-01-28"),
        ("2025-02-30", None),
        ("heute", None),
        ("", None),
        (None, None),
        (1738050000, None),
    ],
)
def test_written_dates(written, day):
    assert iso_day(written) == day


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-01-28T07:12:00+01:00", "2025-01-28T07:12:00+01:00"),
        ("2025-01-28T06:12Z", "2025-01-28T06:12:00+00:00"),
        ("Tue, 28 Jan 2025 07:12:00 +0100", "2025-01-28T07:12:00+01:00"),
        (datetime.datetime(2025, 1, 28, 23, tzinfo=datetime.UTC), "2025-01-28T23:00:00+00:00"),
        ("2025-01-28T07:12:00", None),  # of which zone?
        ("2025-01-28", None),
        (datetime.datetime(2025, 1, 28), None),
        ("heute", None),
        (None, None),
    ],
)
def test_moments(written, moment):
    assert iso_instant(written) == moment


def test_a_moment_goes_with_its_day(only, build):
    page = build.page(head='<meta property="article:published_time" content="2025-01-28T07:12:00+01:00">')
    assert only("a.html", page).published_at == "2025-01-28T07:12:00+01:00"
    assert only("a.html", page, published="2025-01-27").published_at is None


@settings(deadline=None)  # the first example pays for imports
@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text):
    assert iso_instant(text) is None or datetime.datetime.fromisoformat(iso_instant(text))
    for day in (iso_day(text), from_file_name(text)):
        assert day is None or datetime.date.fromisoformat((day + "-01")[:10])


def test_the_name_of_a_file_gives_its_article_a_date_and_an_option_outranks_it(tmp_path):
    file = tmp_path / "2025-01-28_nvidia.txt"
    file.write_text("Am Montag fiel Nvidia.")
    (article,) = collect([str(file)]).articles
    assert (article.published, article.published_source, article.notes) == ("2025-01-28", "file name", ())
    (article,) = collect([str(file)], published="2025-01-27").articles
    assert (article.published, article.published_source) == ("2025-01-27", "option")
    (note,) = article.notes
    assert note.id == "note.date_conflict"
    assert (note.values["source"].id, note.values["other_source"].id) == ("published_source.option", "published_source.file_name")


def test_metadata_against_the_name_of_the_file(only, build):
    article = only("20250130.html", build.page(head='<meta name="date" content="2025-01-28">'))
    assert (article.published, article.published_source) == ("2025-01-28", "metadata")
    assert [note.id for note in article.notes] == ["note.date_conflict"]


def test_the_name_of_a_collection_dates_no_article(tmp_path):
    file = tmp_path / "2025-02-01.jsonl"
    file.write_text('{"text": "Der Dax stieg."}\n')
    assert collect([str(file)]).articles[0].published is None
