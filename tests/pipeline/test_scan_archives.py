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
