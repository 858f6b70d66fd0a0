"""A scan on a real Dask cluster on loopback: a scheduler and two worker processes, one of which is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from scanned_corpus import ROOT, leftovers, rows, tables, write_lines

from impact.errors import InputError
from impact.pipeline.scan import Settings, scan
from impact.pipeline.scan import run as running

pytest.importorskip("pyarrow", reason="scans write Parquet")
distributed = pytest.importorskip("distributed", reason="needs the extra dask")

WAIT = 180  # seconds; on a machine under load each process takes half a minute to come up


@pytest.fixture
def cluster(tmp_path):
    """Address of a scheduler, and the processes of its two workers."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(tmp_path / "dask")}
    chosen = tmp_path / "scheduler.json"  # the scheduler chooses its port: one that is free now may be taken when it starts

    def dask(*arguments):
        return subprocess.Popen([sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip

    scheduler = dask("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(chosen), "--no-dashboard")
    deadline = time.monotonic() + WAIT
    while not (chosen.exists() and chosen.read_text().endswith("}")) and time.monotonic() < deadline and scheduler.poll() is None:
        time.sleep(0.05)
    address = json.loads(chosen.read_text())["address"]
    workers = [
        dask("dask_worker", address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", str(WAIT))
        for _ in range(2)
    ]
    try:
        with distributed.Client(address, timeout=WAIT) as client:
            client.wait_for_workers(2, timeout=WAIT)
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_cluster_that_loses_a_worker_writes_the_bytes_of_one_machine(cluster, tmp_path):
    address, workers = cluster
    corpus = write_lines(tmp_path / "news.jsonl", rows(150))
    scan(Settings(corpus=str(corpus), out=str(tmp_path / "here"), partition=20_000), workers=1)
    out = tmp_path / "there"
    killed = threading.Event()

    def kill_one():
        deadline = time.monotonic() + WAIT
        while len(list(out.glob("done/part-*"))) < 3 and time.monotonic() < deadline:
            time.sleep(0.005)
        workers[0].send_signal(signal.SIGKILL)
        killed.set()

    killer = threading.Thread(target=kill_one)
    killer.start()
    settings = Settings(corpus=f"file://{corpus}", out=f"file://{out}", partition=20_000)
    result = scan(settings, scheduler=address)
    killer.join()
    expected = tables(tmp_path / "here")
    assert killed.is_set()
    assert workers[0].wait(timeout=10) == -signal.SIGKILL
    assert result.finished == result.partitions > 6
    assert tables(out) == expected
    assert not leftovers(out)


def test_a_scheduler_that_does_not_answer(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "ANSWER", 1.0)
    corpus = write_lines(tmp_path / "news.jsonl", rows(1))
    with pytest.raises(InputError, match="does not answer"):
        scan(Settings(corpus=str(corpus), out=str(tmp_path / "out")), scheduler="tcp://127.0.0.1:9")
