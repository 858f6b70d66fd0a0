"""Scans: every article once, whatever the file, the cut, the number of workers or the day the power went."""

from __future__ import annotations

import gzip
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scanned_corpus import NEUTRAL, SEEDS, leftovers, rows, start, tables, write_lines

from impact.claims import extract
from impact.errors import ImpactError, InputError
from impact.pipeline import verify
from impact.pipeline.scan import Settings, places, plan, reading, scan, work
from impact.records import Article

pa = pytest.importorskip("pyarrow", reason="scans write Parquet")
pq = pytest.importorskip("pyarrow.parquet")


def table(out, name):
    return [row for path in sorted((out / name).glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


def run(corpus, out, workers=1, **options):
    return scan(Settings(corpus=str(corpus), out=str(out), **options), workers=workers)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scan")
    corpus = write_lines(folder / "news.jsonl", rows(60))
    run(corpus, folder / "out", partition=20_000)
    return corpus, tables(folder / "out")


def test_claims_and_verdicts_are_those_of_verify(tmp_path):
    run(SEEDS[0].parent, tmp_path / "out")
    found = {row["id"].replace(".txt", ""): row for row in table(tmp_path / "out", "claims") if row["reject"] is None}
    report, _ = verify([str(SEEDS[0].parent)])
    assert set(found) == {check.claim.id for check in report.checks}
    for check in report.checks:
        row = found[check.claim.id]
        same = ("verdict", "rule", "reading", "actual", "unit", "deviation", "severity")
        assert [row[name] for name in same] == [getattr(check, name) for name in same]
        assert (row["start"], row["end"], row["quote"], row["value"]) == (check.claim.start, check.claim.end, check.claim.quote, check.claim.value)


def test_every_kind_of_file_in_one_folder(tmp_path):
    corpus = tmp_path / "corpus"
    (corpus / "deep").mkdir(parents=True)
    seed = SEEDS[1].read_text(encoding="utf-8")
    (corpus / "a.txt").write_text(seed, encoding="utf-8")
    (corpus / "deep" / "b.html").write_text(f"<html><body><article><h1>Ein Titel mit Worten</h1><p>{seed}</p></article></body></html>", encoding="utf-8")
    (corpus / ".hidden.txt").write_text(seed, encoding="utf-8")
    (corpus / "picture.png").write_bytes(b"\x89PNG")
    write_lines(corpus / "c.jsonl", rows(3))
    with gzip.open(corpus / "d.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows(4))
    pq.write_table(pa.Table.from_pylist(rows(7)), corpus / "e.parquet", row_group_size=2)
    body = seed.encode()
    head = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://www.example.com/x\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    (corpus / "f.wet.gz").write_bytes(gzip.compress(head.encode() + body + b"\r\n\r\n") * 2)
    run(corpus, tmp_path / "out", partition=3_000)
    articles = table(tmp_path / "out", "articles")
    names = [row["article"] for row in articles]
    files = [name.partition("#")[0] for name in names]
    assert len(set(names)) == len(names)
    expected = {"a.txt": 1, "c.jsonl": 3, "d.jsonl.gz": 4, "deep/b.html": 1, "e.parquet": 7, "f.wet.gz": 2}
    assert {file: files.count(file) for file in set(files)} == expected
    assert {row["outlet"] for row in articles if row["article"].startswith("f.wet")} == {"example.com"}
    assert [row["name"] for row in articles if row["article"].startswith("e.parquet")] == [f"r{n}" for n in range(7)]
    assert table(tmp_path / "out", "skipped") == []


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_writes_the_same_bytes(undisturbed, tmp_path, workers):
    corpus, expected = undisturbed
    run(corpus, tmp_path / "out", workers=workers, partition=20_000)
    assert tables(tmp_path / "out") == expected


def test_a_killed_scan_is_finished_by_the_same_command(undisturbed, tmp_path):
    corpus, expected = undisturbed
    out = tmp_path / "out"
    command = ["scan", str(corpus), "--out", str(out), "--workers", "2", "--partition", "0.02"]
    for enough in (1, 3):
        process = start(tmp_path, *command)
        deadline = time.monotonic() + 60
        while len(list(out.glob("done/part-*"))) < enough and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        process.kill()
        process.communicate()
    process = start(tmp_path, *command)
    _, said = process.communicate(timeout=100)
    assert process.returncode == 0, said
    assert b"were there already" in said
    assert tables(out) == expected
    assert not leftovers(out)


def test_what_is_no_article_is_a_row_with_a_reason(tmp_path):
    lines = [
        json.dumps({"text": SEEDS[0].read_text(encoding="utf-8")}),
        "{broken",
        json.dumps({"text": "Акции компании упали вчера на семнадцать процентов."}),
        json.dumps({"title": "no text"}),
        json.dumps({"text": "x \ud800 y"}),
        json.dumps({"text": NEUTRAL}),
    ]
    corpus = tmp_path / "bad.jsonl"
    corpus.write_text("\n".join(lines), encoding="utf-8")
    result = run(corpus, tmp_path / "out")
    assert [row["reason"] for row in table(tmp_path / "out", "skipped")] == [
        "skipped.json", "skipped.language", "skipped.no_text_column", "skipped.surrogates",
    ]  # fmt: skip
    assert all(row["said"] for row in table(tmp_path / "out", "skipped"))
    assert (result.articles, result.skipped) == (2, 4)


def test_an_article_that_breaks_the_program_is_a_row(tmp_path, monkeypatch):
    def breaks(article, **options):
        if "Bombe" in article.text:
            raise RecursionError
        return extract(article, **options)

    monkeypatch.setattr("impact.pipeline.reading.extract", breaks)
    seed = SEEDS[0].read_text(encoding="utf-8")
    corpus = write_lines(tmp_path / "c.jsonl", [{"text": seed}, {"text": seed + " Bombe"}, {"text": seed}])
    run(corpus, tmp_path / "out")
    assert len(table(tmp_path / "out", "articles")) == 2
    (row,) = table(tmp_path / "out", "skipped")
    assert (row["reason"], json.loads(row["values"])) == ("skipped.crashed", {"format": "RecursionError"})


def test_claims_that_break_the_check_cost_one_article(tmp_path):
    worker = work.Worker(Settings(corpus=str(SEEDS[0].parent), out=str(tmp_path), prices="bundled"))
    real = worker._check_all
    bad = Article(id="bad", language="de", published="2025-01-28", text="Die Nvidia-Aktie fiel am Montag um 17 Prozent.")
    claims = [c for id in ("a", "bad", "z") for c in extract(Article(id=id, language="de", published=bad.published, text=bad.text))]

    def breaks(asked):
        if any(c.article == "bad" for c in asked):
            raise ZeroDivisionError
        return real(asked)

    worker._check_all = breaks
    verdicts = {check.claim.article: check.verdict for check in worker._checks(claims).values()}
    assert verdicts == {"a": "true", "bad": "uncheckable", "z": "true"}


def test_neutral_articles_are_passed_and_counted(tmp_path):
    run(write_lines(tmp_path / "c.jsonl", [{"text": NEUTRAL}] * 5), tmp_path / "out")
    found = table(tmp_path / "out", "articles")
    assert [(row["language"], row["claims"], row["sketch"]) for row in found] == [("de", 0, None)] * 5


@pytest.mark.parametrize("change", ["options", "corpus", "strange", "inside", "yahoo", "nothing", "empty"])
def test_refusals_name_the_input_and_the_remedy(tmp_path, change):
    corpus, out, options = write_lines(tmp_path / "c.jsonl", rows(2)), tmp_path / "out", {}
    if change in ("options", "corpus"):
        run(corpus, out)
    if change == "options":
        options = {"profile": "strict"}
    elif change == "corpus":
        write_lines(corpus, rows(3))
    elif change == "strange":
        out.mkdir()
        (out / "letter.doc").write_text("mine")
    elif change == "inside":
        corpus, out = tmp_path, tmp_path / "out"
    elif change == "yahoo":
        options = {"prices": "yahoo"}
    elif change == "nothing":
        corpus = tmp_path / "nowhere"
    elif change == "empty":
        corpus = tmp_path / "empty"
        corpus.mkdir()
    with pytest.raises(InputError) as error:
        run(corpus, out, **options)
    assert ";" in str(error.value)
    assert "\n" not in str(error.value)
    if change == "strange":
        assert (out / "letter.doc").read_text() == "mine"


def test_two_scans_into_one_folder_are_refused(tmp_path):
    fcntl = pytest.importorskip("fcntl")
    out = tmp_path / "out"
    out.mkdir()
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="another scan"):
            run(write_lines(tmp_path / "c.jsonl", rows(1)), out)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(st.text(alphabet="aäb€\u2028 ", max_size=30), max_size=12), cut=st.integers(1, 90), last=st.booleans())
def test_lines_are_read_once_wherever_the_file_is_cut(tmp_path_factory, lines, cut, last):
    path = tmp_path_factory.mktemp("cut") / "c.jsonl"
    text = "\n".join(json.dumps({"text": f"x{line}"}, ensure_ascii=False) for line in lines) + ("\n" if last else "")
    path.write_bytes(text.encode())
    corpus = places.place(str(path))
    found = [
        article
        for partition in plan.partitions(corpus.items(), cut)
        for article, _ in reading.articles(partition, corpus, None)
    ]
    assert [article.text for article in found] == [f"x{line}" for line in lines]
    assert [article.id for article in found] == list(dict.fromkeys(article.id for article in found))


@settings(max_examples=30, deadline=None)
@given(count=st.integers(0, 30), group=st.integers(1, 9), cut=st.integers(1, 3_000))
def test_rows_of_parquet_are_read_once_wherever_the_file_is_cut(tmp_path_factory, count, group, cut):
    path = tmp_path_factory.mktemp("cut") / "c.parquet"
    pq.write_table(pa.table({"text": [f"text {n}" for n in range(count)]}), path, row_group_size=group)
    corpus = places.place(str(path))
    found = [a for partition in plan.partitions(corpus.items(), cut) for a, _ in reading.articles(partition, corpus, None)]
    assert [article.text for article in found] == [f"text {n}" for n in range(count)]
    assert [article.id for article in found] == [f"c.parquet#{n}" for n in range(1, count + 1)]


def test_a_line_without_end_is_one_row(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_LINE", 1_000)
    corpus = tmp_path / "c.jsonl"
    corpus.write_text(json.dumps({"text": "a" * 10_000}) + "\n" + json.dumps({"text": NEUTRAL}) + "\n", encoding="utf-8")
    run(corpus, tmp_path / "out")
    assert [row["reason"] for row in table(tmp_path / "out", "skipped")] == ["skipped.too_large"]
    assert len(table(tmp_path / "out", "articles")) == 1


def test_a_cut_archive_gives_what_came_before(tmp_path):
    packed = gzip.compress("".join(json.dumps(row) + "\n" for row in rows(9)).encode())
    (tmp_path / "c.jsonl.gz").write_bytes(packed[: len(packed) - 40])
    run(tmp_path / "c.jsonl.gz", tmp_path / "out")
    assert [row["reason"] for row in table(tmp_path / "out", "skipped")] == ["skipped.malformed"]


def test_in_and_out_through_fsspec(undisturbed, tmp_path):
    fsspec = pytest.importorskip("fsspec", reason="needs the extra dask")
    corpus, expected = undisturbed
    files = fsspec.filesystem("memory")
    files.pipe_file("/scan-test/in/news.jsonl", corpus.read_bytes())
    run("memory://scan-test/in", "memory://scan-test/out", partition=20_000)
    found = {path.removeprefix("/scan-test/out/"): files.cat_file(path) for path in files.find("/scan-test/out") if "/part-" in path}
    assert found == expected
    assert not [path for path in files.find("/scan-test/out") if path.endswith(".partial")]
    files.rm("/scan-test", recursive=True)


def test_the_command_says_what_it_did(tmp_path):
    process = start(tmp_path, "scan", str(SEEDS[0].parent), "--out", str(tmp_path / "out"), "--workers", "1")
    out, said = process.communicate(timeout=100)
    assert (process.returncode, out) == (0, b"")
    assert b"5 articles" in said


def test_a_worker_says_what_is_wrong_with_the_prices(tmp_path):
    corpus, prices = write_lines(tmp_path / "c.jsonl", rows(4)), tmp_path / "prices.csv"
    prices.write_text("nothing,of,the,kind\n1,2,3,4\n")
    for workers in (1, 2):
        with pytest.raises(ImpactError) as error:
            run(corpus, tmp_path / f"out{workers}", workers=workers, prices=str(prices))
        assert "prices.csv" in str(error.value)
        assert error.value.remedy


def test_a_full_disk_ends_the_run_with_a_sentence_and_the_same_command_goes_on(undisturbed, tmp_path, monkeypatch):
    corpus, expected = undisturbed
    out, real, parts = tmp_path / "out", places._LocalWriting.commit, []

    def full(self):
        parts.append(self)
        if len(parts) == 12:
            raise OSError(28, "No space left on device")
        real(self)

    monkeypatch.setattr(places._LocalWriting, "commit", full)
    with pytest.raises(InputError, match="No space left"):
        run(corpus, out, partition=20_000)
    monkeypatch.undo()
    assert not leftovers(out)
    assert run(corpus, out, partition=20_000).resumed > 0
    assert tables(out) == expected
