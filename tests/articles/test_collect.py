"""Inputs as users give them: each becomes an article or a row with a reason, and the rest goes on."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.articles import Unreadable, collect
from impact.articles.text import decode, read


def reasons(collected):
    return {os.path.basename(row.name): row.reason.id for row in collected.skipped}


def test_a_folder_gives_its_articles_in_order_and_says_why_others_are_none(tmp_path):
    (tmp_path / "b.txt").write_text("zwei", encoding="utf-8")
    (tmp_path / "a.md").write_text("eins", encoding="utf-8")
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\0\0\0")
    (tmp_path / "table.xlsx").write_bytes(b"PK\3\4")  # not asked for: other suffixes of a folder are no articles
    (tmp_path / ".hidden.txt").write_text("nein")
    collected = collect([str(tmp_path)])
    assert [a.id for a in collected.articles] == ["a", "b"]
    assert reasons(collected) == {"empty.txt": "skipped.empty", "picture.txt": "skipped.binary"}
    assert collected.missing == 0  # the folder that was named did give articles


def test_named_paths_that_give_nothing_are_counted_and_the_rest_goes_on(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text("Der Dax fiel.", encoding="utf-8")
    (tmp_path / "none").mkdir()
    collected = collect([str(tmp_path / "gone.txt"), str(tmp_path / "none"), str(good)])
    assert [a.text for a in collected.articles] == ["Der Dax fiel."]
    assert reasons(collected) == {"gone.txt": "skipped.no_such_file", "none": "skipped.no_articles"}
    assert collected.missing == 2


def test_windows_1252_is_read_and_said(tmp_path):
    file = tmp_path / "old.txt"
    file.write_bytes("Börsenwert: 3 € – „fast“".encode("cp1252"))
    (article,) = collect([str(file)]).articles
    assert article.text == "Börsenwert: 3 € – „fast“"
    assert [note.id for note in article.notes] == ["note.encoding"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(encoding):
    assert decode("Kurs −17 %".encode(encoding)) == ("Kurs −17 %", ())


def test_a_text_that_breaks_its_own_mark_is_said():
    with pytest.raises(Unreadable) as error:
        read(b"\xef\xbb\xbfKurs \xff\xff")
    assert error.value.reason.id == "skipped.encoding"


def test_a_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")  # reading it would wait for ever
    assert reasons(collect([str(tmp_path / "pipe.txt")])) == {"pipe.txt": "skipped.not_regular"}


def test_an_unreadable_file_is_a_row(tmp_path, monkeypatch):
    file = tmp_path / "secret.txt"
    file.write_text("x")

    def denied(self, mode):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", denied)  # the suite may run as root, whom no mode bits stop
    assert reasons(collect([str(file)])) == {"secret.txt": "skipped.system"}


def test_two_files_of_one_stem_get_two_ids(tmp_path):
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(folder)
    assert [a.id for a in collect([str(tmp_path)]).articles] == ["report", "tuesday/report"]


def test_standard_input():
    (article,) = collect(["-"], stdin=lambda: b"Der Dow stieg.").articles
    assert (article.id, article.text) == ("stdin", "Der Dow stieg.")


@settings(deadline=None)  # the first example pays for imports
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_text_is_kept_to_the_character(text):
    assert read(("\ufeff" + text).encode())[0].text == text
