"""PDF: running text again out of set lines; scans, locked, broken and endless files are rows."""

import sys

import pytest

from impact.articles.isolated import in_child
from impact.articles.pdf import paragraphs
from impact.articles.unreadable import Unreadable

LINES = [
    "Nvidia bricht ein",
    "",
    "Am Montag verlor die Aktie von Nvidia fast 17 Prozent. Das ent-",
    "spricht 589 Milliarden Dollar (–16,97 %), wie die Börse „meldete“. Die Nvidia-",
    "Aktie war wertvoll.",
    "Der Nasdaq gab um 3,1 Prozent nach, und auch der Dow verlor am Ende.",
]
TEXT = (
    "Nvidia bricht ein\n\nAm Montag verlor die Aktie von Nvidia fast 17 Prozent. Das entspricht 589 Milliarden Dollar (–16,97 %), "
    "wie die Börse „meldete“. Die Nvidia-Aktie war wertvoll.\n\nDer Nasdaq gab um 3,1 Prozent nach, und auch der Dow verlor am Ende."
)


def test_lines_become_paragraphs():
    assert paragraphs("\n".join(LINES)) == TEXT


def test_a_file_with_its_properties(only, build):
    info = "/Title (Der Sturm) /Author (E. Muster) /CreationDate (D:20250128091500+01'00')"
    article = only("druck.pdf", build.portable([LINES, ["Zweite Seite: der Dax stieg um 1 Prozent."]], info))
    words = " ".join(article.text.split())
    assert "Das entspricht 589 Milliarden Dollar (–16,97 %), wie die Börse „meldete“. Die Nvidia-Aktie war wertvoll." in words
    assert words.endswith("Zweite Seite: der Dax stieg um 1 Prozent.")
    assert (article.title, article.author) == ("Der Sturm", "E. Muster")
    assert article.published is None  # the day of printing is not the day of the article
    assert [(note.id, str(note.values["day"])) for note in article.notes] == [("note.created", "2025-01-28")]


def test_a_scan_has_no_text(reason, build):
    assert reason("scan.pdf", build.portable([[]])) == "skipped.no_text_layer"


def test_a_locked_file(reason, build):
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(build.portable([LINES]))))
    writer.encrypt("geheim", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert reason("zu.pdf", buffer.getvalue()) == "skipped.locked"


@pytest.mark.parametrize(
    "broken",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.7\n" + b"\xff" * 5000,
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF",  # its own page
        b"%PDF-1.4\n" + b"[" * 100_000,
        b"no pdf at all",
    ],
)
def test_broken_files(reason, broken):
    assert reason("kaputt.pdf", broken) in {"skipped.malformed", "skipped.no_text_layer", "skipped.crashed", "skipped.gave_up"}


def test_a_stream_that_unpacks_to_hundreds_of_megabytes(only, reason, build):
    import zlib

    def packed(megabytes):
        packer = zlib.compressobj(9)
        blanks = (packer.compress(b" " * 2**20) for _ in range(megabytes))
        return b"".join([packer.compress(b"BT /F1 11 Tf (Der Dax stieg.) Tj ET "), *blanks, packer.flush()])

    assert only("klein.pdf", build.portable([packed(1)])).text.strip() == "Der Dax stieg."
    assert reason("bombe.pdf", build.portable([packed(300)])) in {"skipped.malformed", "skipped.crashed", "skipped.gave_up"}


def test_a_reader_that_never_ends_is_stopped(monkeypatch, tmp_path):
    fake = tmp_path / "sleeper"
    fake.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fake))
    with pytest.raises(Unreadable) as error:
        in_child("pdf", b"", seconds=0.5)
    assert error.value.reason.id == "skipped.gave_up"


def test_a_reader_that_dies_is_a_row(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Unreadable) as error:
        in_child("pdf", b"")
    assert error.value.reason.id == "skipped.crashed"


def test_without_the_package_the_row_names_the_command(monkeypatch, reason, build):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert reason("a.pdf", build.portable([LINES])) == "skipped.missing_extra"
