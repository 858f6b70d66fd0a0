"""Packed corpora, and plain web archives cut into partitions: every page once, wherever the cuts fall."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma

import pytest
from scanned_corpus import rows

from impact.pipeline.scan import Settings, scan

pa = pytest.importorskip("pyarrow", reason="scans write Parquet")


def zstd(data):
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return sink.getvalue().to_pybytes()


PACKINGS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd}


def record(body, url, kind="text/plain"):
    head = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {url}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def scanned(corpus, out, partition):
    from pyarrow.parquet import read_table

    scan(Settings(corpus=str(corpus), out=str(out), partition=partition), workers=1)
    return {
        name: [row for path in sorted(out.glob(f"{name}/part-*")) for row in read_table(path).to_pylist()] for name in ("articles", "skipped")
    }


@pytest.mark.parametrize("packing", PACKINGS)
def test_packed_lines_and_archives(tmp_path, packing):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in rows(4)).encode()
    pack = PACKINGS[packing]
    (corpus / f"a.jsonl{packing}").write_bytes(pack(lines[:1000]) + pack(lines[1000:]))  # members one after another, as parallel packers write
    crawl = [record(row["text"].encode(), f"https://blatt.example/{n}") for n, row in enumerate(rows(3))]
    (corpus / f"b.warc{packing}").write_bytes(b"".join(map(pack, crawl)))
    (corpus / f"c.jsonl{packing}").write_bytes(pack(lines)[:-30])
    found = scanned(corpus, tmp_path / "out", 3_000)
    names = [row["article"].partition("#")[0].partition(".")[0] for row in found["articles"]]
    assert (names.count("a"), names.count("b")) == (4, 3)
    assert [(row["name"], row["reason"]) for row in found["skipped"]] == [(f"c.jsonl{packing}", "skipped.malformed")]


QUOTED = b"Wie ein Archiv aussieht:\r\n\r\n" + record(b"Die Apple-Aktie fiel um 3 Prozent.", "https://quoted.example/") + b"So sieht es aus, und nicht anders."


@pytest.mark.parametrize("partition", [300, 1_000, 7_777, 10**6])
def test_a_plain_archive_may_be_cut_anywhere(tmp_path, partition):
    bodies = [row["text"].encode() for row in rows(7)]
    bodies[3] = QUOTED
    pages = [record(body, f"https://blatt.example/{n}") for n, body in enumerate(bodies)]
    corpus = tmp_path / "crawl.warc"
    corpus.write_bytes(b"".join(pages))
    found = scanned(corpus, tmp_path / "out", partition)
    starts = [sum(map(len, pages[:n])) for n in range(len(pages))]
    assert [row["article"] for row in found["articles"]] == [f"crawl.warc#{start}" for start in starts]
    assert [row["url"] for row in found["articles"]] == [f"https://blatt.example/{n}" for n in range(7)]
    assert {row["reason"] for row in found["skipped"]} <= {"skipped.malformed"}  # of the quotation, where a cut falls before it
    assert partition < 10**6 or found["skipped"] == []


@pytest.mark.parametrize("partition", [500, 10**6])
@pytest.mark.parametrize("damage", [b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\nshort", b"no record at all\r\n", b"WARC/1.0\r\nContent-Length: x\r\n\r\n"])
def test_a_damaged_record_costs_no_other(tmp_path, damage, partition):
    pages = [record(row["text"].encode(), f"https://blatt.example/{n}") for n, row in enumerate(rows(6))]
    corpus = tmp_path / "crawl.warc"
    corpus.write_bytes(b"".join(pages[:3]) + damage + b"\r\n\r\n" + b"".join(pages[3:]))
    found = scanned(corpus, tmp_path / "out", partition)
    urls = [row["url"] for row in found["articles"]]
    beside = {"https://blatt.example/2"} if partition == 500 else set()  # a cut right before it: nothing vouches for its end
    assert urls == sorted(set(urls))
    assert {f"https://blatt.example/{n}" for n in range(6)} - set(urls) <= beside
    assert {row["reason"] for row in found["skipped"]} == {"skipped.malformed"}


def test_an_archive_that_is_none_is_one_row(tmp_path):
    corpus = tmp_path / "crawl.warc"
    corpus.write_bytes(b"garbage " * 400)
    found = scanned(corpus, tmp_path / "out", 500)
    assert found["articles"] == []
    assert [row["reason"] for row in found["skipped"]] == ["skipped.malformed"]


def stored(data):
    """Gzip without compression: what is packed stands in it as it is."""
    return gzip.compress(data, compresslevel=0)


@pytest.mark.parametrize("partition", [150, 700, 3_333, 10**6])
def test_an_archive_packed_record_by_record_may_be_cut_anywhere(tmp_path, partition):
    bodies = [row["text"].encode() for row in rows(7)]
    pages = [record(body, f"https://blatt.example/{n}") for n, body in enumerate(bodies)]
    inner = gzip.compress(record(b"Die Apple-Aktie fiel um 3 Prozent.", "https://quoted.example/"))
    packed = [gzip.compress(page) for page in pages]
    packed[2] = gzip.compress(pages[2][:500]) + gzip.compress(pages[2][500:])  # a record over two members
    packed[3] = gzip.compress(pages[3] + record(b"Die Aktie von SAP gab am Montag um ein Prozent nach.", "https://blatt.example/3b"))  # two in one
    packed[4] = stored(record(b"Ein Archiv: " + inner + b" und mehr.", "https://blatt.example/4", "image/png"))
    packed[5] += b"\0" * 512 + gzip.compress(b"")
    corpus = tmp_path / "crawl.warc.gz"
    corpus.write_bytes(b"".join(packed))
    found = scanned(corpus, tmp_path / "out", partition)
    starts = [sum(map(len, packed[:n])) for n in range(len(packed))]
    expected = {f"{starts[n]}": f"https://blatt.example/{n}" for n in (0, 1, 2, 3, 5, 6)} | {f"{starts[3]}.1": "https://blatt.example/3b"}
    assert {row["article"].removeprefix("crawl.warc.gz#"): row["url"] for row in found["articles"]} == expected
    reasons = {row["reason"] for row in found["skipped"]}
    assert reasons - {"skipped.malformed"} == {"skipped.no_pages"}  # the picture; the other of the halved record, where a cut falls before it
    assert partition < 10**6 or reasons == {"skipped.no_pages"}


@pytest.mark.parametrize("partition", [200, 10**6])
def test_an_archive_in_one_member_is_read_once(tmp_path, partition):
    pages = [record(row["text"].encode(), f"https://blatt.example/{n}") for n, row in enumerate(rows(5))]
    corpus = tmp_path / "crawl.warc.gz"
    corpus.write_bytes(gzip.compress(b"".join(pages)))
    found = scanned(corpus, tmp_path / "out", partition)
    assert [row["url"] for row in found["articles"]] == [f"https://blatt.example/{n}" for n in range(5)]
    assert len({row["article"] for row in found["articles"]}) == 5
    assert found["skipped"] == []


@pytest.mark.parametrize("partition", [400, 10**6])
@pytest.mark.parametrize("damage", ["bytes", "no record", "cut", "length"])
def test_a_damaged_member_costs_no_other(tmp_path, damage, partition):
    packed = [gzip.compress(record(row["text"].encode(), f"https://blatt.example/{n}")) for n, row in enumerate(rows(6))]
    bad = {
        "bytes": packed[0][:200] + b"\xff" * 40 + packed[0][240:],
        "no record": gzip.compress(b"no record at all\r\n"),
        "cut": packed[0][:-20],
        "length": gzip.compress(b"WARC/1.0\r\nContent-Length: x\r\n\r\n"),
    }[damage]
    corpus = tmp_path / "crawl.warc.gz"
    corpus.write_bytes(b"".join(packed[:3]) + bad + b"".join(packed[3:]))
    found = scanned(corpus, tmp_path / "out", partition)
    urls = [row["url"] for row in found["articles"]]
    assert sorted(urls) == sorted(set(urls))
    assert {f"https://blatt.example/{n}" for n in range(6)} - set(urls) <= {"https://blatt.example/2"}  # right before it: nothing vouches for its end
    assert {row["reason"] for row in found["skipped"]} == {"skipped.malformed"}


def test_a_name_that_says_another_packing(tmp_path):
    corpus = tmp_path / "crawl.warc.gz"
    corpus.write_bytes(bz2.compress(record(rows(1)[0]["text"].encode(), "https://blatt.example/0")) * 3)
    found = scanned(corpus, tmp_path / "out", 100)
    assert len(found["articles"]) == 3
