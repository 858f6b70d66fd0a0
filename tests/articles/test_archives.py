"""Web archives and packed files: pages with their address and time; what is no page is counted; a broken end costs only itself."""

import bz2
import gzip
import lzma
import zlib

import pytest
from built_documents import outcome, page
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.articles import collect
from impact.articles.warc import read

HTML = page(head='<meta name="date" content="2025-01-28">').encode()


def record(kind, block, length=None, **fields):
    fields = {"WARC-Type": kind, "WARC-Date": "2025-01-28T08:00:00Z", **{k.replace("_", "-"): v for k, v in fields.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{head}Content-Length: {len(block) if length is None else length}\r\n\r\n".encode() + block + b"\r\n\r\n"


def answer(body, status="200 OK", kind="text/html; charset=utf-8", **fields):
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in {"Content_Type": kind, **fields}.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


CRAWL = [
    record("warcinfo", b"software: x\r\n"),
    record("request", b"GET / HTTP/1.1\r\n\r\n"),
    record("response", answer(HTML), WARC_Target_URI="https://blatt.example/nvidia"),
    record("response", answer(b"", "301 Moved"), WARC_Target_URI="https://blatt.example/alt"),
    record("response", answer(b"\x89PNG", kind="image/png")),
    record("response", answer(b"<html><body></body></html>"), WARC_Target_URI="https://blatt.example/leer"),
    record("response", answer(b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML), Transfer_Encoding="chunked")),
    record("response", answer(gzip.compress(HTML), Content_Encoding="gzip")),
    record("response", answer(HTML, Content_Encoding="gzip", Transfer_Encoding="chunked")),  # as Common Crawl keeps it: unpacked, unjoined header
    record("conversion", b"Der Dax stieg um 1 Prozent.", Content_Type="text/plain", WARC_Target_URI="<https://blatt.example/dax>"),
]


@pytest.mark.parametrize("packed", [False, True])
def test_a_crawl(tmp_path, packed):
    file = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    file.write_bytes(b"".join(gzip.compress(r) for r in CRAWL) if packed else b"".join(CRAWL))
    got = collect([str(tmp_path)])
    assert [a.id.partition("#")[2] for a in got.articles] == ["3", "7", "8", "9", "10"]
    first, *others = got.articles
    assert "fast 17 Prozent" in first.text
    assert {a.text for a in others[:-1]} == {first.text}
    assert (first.url, first.published, first.fetched_at) == ("https://blatt.example/nvidia", "2025-01-28", "2025-01-28T08:00:00+00:00")
    assert (others[-1].text, others[-1].url) == ("Der Dax stieg um 1 Prozent.", "https://blatt.example/dax")
    reasons = [(row.name.rpartition("#")[2], row.reason.id) for row in got.skipped]
    assert reasons == [("6", "skipped.no_article_text"), ("*", "skipped.no_pages")]
    assert got.skipped[-1].reason.values == {"n": 4}


PACKED = [
    ("deflate", zlib.compress(HTML), None), ("deflate", zlib.compress(HTML)[2:-4], None), ("GZIP", gzip.compress(HTML), None), ("br", HTML, None), ("identity", HTML, None),
    ("br", b"\x1b\xb1\x03\xf8\x8d", "skipped.packed_page"), ("zstd", b"\x28\xb5\x2f\xfd\x00", "skipped.packed_page"), ("gzip", gzip.compress(HTML)[:12] + b"\xff" * 30, "skipped.malformed"),
    ("deflate", b"\xff\xff\xff", "skipped.malformed"),
]  # fmt: skip


@pytest.mark.parametrize(("packing", "body", "reason"), PACKED)
def test_pages_as_servers_pack_them(packing, body, reason):
    """Crawlers that unpack keep the header; what is not unpacked here is said by its name."""
    (part,) = read(record("response", answer(body, Content_Encoding=packing), WARC_Target_URI="https://blatt.example/nvidia"))
    if reason is None:
        assert "fast 17 Prozent" in part.text
    else:
        assert part.reason.id == reason


def test_a_packed_picture_is_no_page():
    (part,) = read(record("response", answer(b"\x1b\xb1", kind="image/png", Content_Encoding="br")))
    assert part.reason.id == "skipped.no_pages"


@pytest.mark.parametrize("end", [b"WARC/1.0\r\n", record("response", b"x", length=10**12), record("response", b"", length="-1"), b"garbage\n", b"WARC/1.0\r\nA: " + b"x" * 200_000])
def test_a_broken_end_costs_only_itself(end):
    *parts, last = read(CRAWL[2] + end)
    assert [part.url for part in parts] == ["https://blatt.example/nvidia"]
    assert last.reason.id == "skipped.malformed"


def test_an_archive_that_is_none(reason):
    assert reason("a.warc", b"garbage") == "skipped.malformed"


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_a_packed_table(tmp_path, suffix, pack):
    file = tmp_path / f"korpus.jsonl{suffix}"
    file.write_bytes(pack(b'{"text": "Der Dax stieg."}\n{"text": "Nvidia fiel."}\n'))
    assert [a.text for a in collect([str(file)]).articles] == ["Der Dax stieg.", "Nvidia fiel."]
    file.write_bytes(file.read_bytes()[:-9])
    assert [row.reason.id for row in collect([str(file)]).skipped] == ["skipped.malformed"]


def test_packed_files_that_are_bombs_or_broken(reason):
    packed = gzip.compress(b"Der Dax stieg." * 100)
    assert reason("a.gz", packed[:-20]) == "skipped.malformed"
    assert reason("a.gz", b"no gzip") == "skipped.malformed"
    assert reason("a.gz", gzip.compress(packed)) == "skipped.malformed"
    bomb = gzip.compress(b" " * 2**22) * 70  # 280 MB in members of 4
    assert len(bomb) < 400_000
    assert reason("a.gz", bomb) == "skipped.unpacked_too_large"


@settings(deadline=None)  # the first example pays for imports
@given(st.data())
def test_damaged_archives(data):
    damaged = bytearray(b"".join(CRAWL))
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    got = outcome(read, bytes(damaged))
    assert got == "skipped.malformed" or len(got) <= len(CRAWL) + 1
