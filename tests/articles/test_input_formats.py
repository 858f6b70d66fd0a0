"""Which reader an input gets, and that a run on plain text pays for no other."""

import subprocess
import sys

import pytest

from impact.articles import collect
from impact.articles.formats import by_bytes, by_media_type, formats, suffixes


@pytest.fixture
def samples(build):
    from test_feed import ATOM, RSS

    pytest.importorskip("pyarrow")
    import io

    import pyarrow as pa
    from pyarrow.parquet import write_table

    buffer = io.BytesIO()
    write_table(pa.table({"text": [build.SENTENCE]}), buffer)
    return {
        "text": build.SENTENCE.encode(),
        "html": b"\xef\xbb\xbf\n" + build.page().encode(),
        "docx": build.word(f"<w:p><w:r><w:t>{build.SENTENCE}</w:t></w:r></w:p>"),
        "odt": build.opened(f"<text:p>{build.SENTENCE}</text:p>"),
        "pdf": build.portable([[build.SENTENCE]]),
        "feed": RSS.encode(),
        "jsonl": f'{{"text": "{build.SENTENCE}"}}'.encode(),
        "parquet": buffer.getvalue(),
        "atom": ATOM.encode(),
    }


def test_each_format_is_known_by_its_bytes_and_by_no_other_reader(samples):
    for name, data in samples.items():
        claiming = [reader.__name__.rpartition(".")[2] for reader in formats() if reader.sniff(data)]
        assert claiming == ([] if name == "text" else ["feed" if name == "atom" else name])


def test_standard_input_in_any_format(samples):
    for data in samples.values():
        articles = collect(["-"], stdin=lambda data=data: data).articles
        assert any("17" in article.text for article in articles)
        assert all(article.id.startswith("stdin") and article.path is None for article in articles)


def test_an_unknown_suffix_is_read_by_its_bytes(tmp_path, samples):
    file = tmp_path / "anhang.bin"
    file.write_bytes(samples["docx"])
    assert "fast 17" in collect([str(file)]).articles[0].text


def test_no_two_formats_share_a_suffix_or_a_type():
    assert len(suffixes()) == sum(len(reader.SUFFIXES) for reader in formats())
    types = [media_type for reader in formats() for media_type in reader.MEDIA_TYPES]
    assert len(types) == len(set(types))
    assert formats()[-1].__name__ == "impact.articles.text"


@pytest.mark.parametrize(
    ("media_type", "name", "reader"),
    [
        ("text/html", "feed", "feed"),
        ("application/octet-stream", "pdf", "pdf"),
        ("", "text", "text"),
        ("text/html", "text", "html"),
        ("text/plain", "html", "html"),
        ("image/png", "text", None),
        ("application/json", "text", "json_list"),
    ],
)
def test_what_a_server_calls_it(samples, media_type, name, reader):
    found = by_media_type(media_type, samples[name])
    assert (found and found.__name__) == (reader and f"impact.articles.{reader}")


@pytest.mark.parametrize("data", [b"", b"{", b"{}", b"<", b"PK", b"%PDF", b"<p>Der Dax <html", b"{" * 10_000, b"PAR1"])
def test_what_is_not_certain_is_plain_text(data):
    assert by_bytes(data).__name__ == "impact.articles.text"


def test_plain_text_imports_no_library_of_another_format(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Der Dax stieg.")
    heavy = {"trafilatura", "lxml", "pypdf", "docx", "pyarrow", "ssl", "http.client", "xml.etree.ElementTree", "subprocess", "socket", "numpy", "pandas"}
    code = (
        "import sys; from impact.articles import collect; "
        f"assert collect([{str(file)!r}]).articles; print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
