"""Folders and files that loop, block, hide or are too large: a row each, and the run goes on."""

import io
import os
import stat

import pytest
from built_documents import outcome

from impact.articles import collect
from impact.articles.formats import formats


def rows(collected, folder):
    return {os.path.relpath(row.name, folder): row.reason.id for row in collected.skipped}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "gut.txt").write_text("Der Dax stieg.")
    return tmp_path


def test_links_that_lead_round_are_said_and_not_followed(folder):
    (folder / "unter").mkdir()
    (folder / "unter" / "kreis").symlink_to(folder, target_is_directory=True)
    (folder / "selbst.txt").symlink_to(folder / "selbst.txt")
    (folder / "leer.txt").symlink_to(folder / "gibt-es-nicht.txt")
    (folder / "zweig.txt").symlink_to(folder / "gut.txt")
    got = collect([str(folder)])
    assert [a.id for a in got.articles] == ["gut", "zweig"]
    assert rows(got, folder) == {
        "unter/kreis": "skipped.linked_folder",
        "selbst.txt": "skipped.dangling_link",
        "leer.txt": "skipped.dangling_link",
    }


def test_a_linked_folder_that_is_named_is_entered(folder, tmp_path_factory):
    link = tmp_path_factory.mktemp("x") / "link"
    link.symlink_to(folder, target_is_directory=True)
    assert [a.id for a in collect([str(link)]).articles] == ["gut"]


def test_pipes_devices_and_sockets_are_not_opened(folder):
    os.mkfifo(folder / "rohr.txt")
    got = collect([str(folder), str(folder / "rohr.txt"), "/dev/zero", "/dev/stdin"])
    assert [a.id for a in got.articles] == ["gut"]
    assert [row.reason.id for row in got.skipped] == ["skipped.not_regular"] * 4
    assert got.missing == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_closed_files_and_folders(folder):
    for name in ("zu", "zu.txt"):
        (folder / name).mkdir() if name == "zu" else (folder / name).write_text("x")
        (folder / name).chmod(0)
    got = collect([str(folder)])
    (folder / "zu").chmod(stat.S_IRWXU)
    assert [a.id for a in got.articles] == ["gut"]
    assert rows(got, folder) == {"zu": "skipped.system", "zu.txt": "skipped.system"}


def test_a_closed_folder_is_a_row(folder, monkeypatch):
    (folder / "zu").mkdir()
    real = os.scandir

    def scan(path):
        if os.path.basename(path) == "zu":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scan)
    got = collect([str(folder)])
    assert [a.id for a in got.articles] == ["gut"]
    assert rows(got, folder) == {"zu": "skipped.system"}


def test_a_huge_file_is_not_read(folder):
    with (folder / "riese.txt").open("wb") as stream:
        stream.truncate(10 * 2**30)  # sparse: it takes no disk
    got = collect([str(folder)])
    assert rows(got, folder) == {"riese.txt": "skipped.too_large"}


def test_standard_input_without_end():
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            assert 0 <= size < 2**27
            return b"x" * size

    import sys
    from types import SimpleNamespace

    before, sys.stdin = sys.stdin, SimpleNamespace(buffer=Endless())
    try:
        got = collect(["-"])
    finally:
        sys.stdin = before
    assert [row.reason.id for row in got.skipped] == ["skipped.too_large"]


def test_names_that_are_no_paths():
    got = collect(["a\0b.txt", "x" * 5000, "", "\udcff.txt"])
    assert got.articles == ()
    assert got.missing == 4
    assert {row.reason.id for row in got.skipped} <= {"skipped.no_such_file", "skipped.system"}


def test_a_reader_that_raises_costs_only_its_own_input(folder, monkeypatch):
    def broken(data):
        raise RecursionError

    monkeypatch.setattr("impact.articles.docx.read", broken)
    (folder / "a.docx").write_bytes(b"PK")
    got = collect([str(folder)])
    assert [a.id for a in got.articles] == ["gut"]
    assert rows(got, folder) == {"a.docx": "skipped.crashed"}


BYTES = [b"", b"\0" * 100, b"\xff\xfe", b"\xff" * 1000, b"<" * 10_000, b"&" * 10_000, b"{" * 10_000, "\u202e\u200f 17 %".encode(), bytes(range(256)) * 20]


@pytest.mark.parametrize("reader", [r for r in formats() if not r.__name__.endswith("pdf")], ids=lambda r: r.__name__)
@pytest.mark.parametrize("data", BYTES, ids=range(len(BYTES)))
def test_every_reader_meets_bytes_of_any_kind(reader, data):
    got = outcome(reader.read, data)
    assert got.startswith("skipped.") if isinstance(got, str) else all(part.text.strip() for part in got if hasattr(part, "text"))
