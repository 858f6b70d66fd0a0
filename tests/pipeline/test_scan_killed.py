"""A scan killed at every step that touches its folder: what is there is whole, and the same command gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scanned_corpus import ROOT, SEEDS, leftovers, rows, tables, write_lines

pytest.importorskip("pyarrow", reason="scans write Parquet")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the steps are killed in forked processes")

# The process kills itself by SIGKILL before its n-th opening for writing, renaming, or deleting in the folder. Everything is imported
# once; each try is a fork. Prints one line a try: the step, and what a reader of the folder finds before the scan goes on.
PROGRAM = """
import json, os, signal, sys
from pathlib import Path
from impact.pipeline.scan import Settings, scan
import pyarrow.parquet as pq
from impact.pipeline import verify
corpus, base, seed = sys.argv[1:]
verify([seed])  # what is loaded once is loaded before the forks

def run(out, nth=None):
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = [nth]
    def hook(event, args):
        name = os.fsdecode(args[0]) if args and isinstance(args[0], (str, bytes)) else ""
        writes = event in ("os.rename", "os.remove") or (event == "open" and set("wxa+") & set(str(args[1] or "")))
        if writes and name.startswith(out):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
    if nth is not None:
        sys.addaudithook(hook)
    scan(Settings(corpus=corpus, out=out, partition=6_000), workers=1)
    os._exit(0)

def whole(out):
    done = sorted(path.stem for path in Path(out).glob("done/part-*.json"))
    for name in done:
        marker = json.loads((Path(out) / "done" / f"{name}.json").read_text(encoding="utf-8"))
        for table in ("articles", "claims", "skipped"):
            assert pq.read_metadata(Path(out) / table / f"{name}.parquet").num_rows == marker[table]
    for path in Path(out).glob("*/part-*.parquet"):
        pq.ParquetFile(path).read(use_threads=False)
    return len(done)

nth = 0
while True:
    out = f"{base}/out{nth}"
    code = run(out, nth)
    if code == 0:
        break
    assert code == -signal.SIGKILL, code
    done = whole(out)
    assert run(out) == 0
    print(nth, done, flush=True)
    nth += 1
"""


def test_killed_at_every_step(tmp_path: Path) -> None:
    corpus = write_lines(tmp_path / "news.jsonl", rows(4))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(corpus), str(tmp_path), str(SEEDS[0])], env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    steps = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    outs = sorted(tmp_path.glob("out*"), key=lambda path: int(path.name.removeprefix("out")))
    undisturbed = tables(outs[-1])
    parts = sum(name.startswith("done/") for name in undisturbed)
    assert parts > 1
    assert len(steps) == len(outs) - 1 >= 5 + 8 * parts  # lock, plan and manifest; three tables and a marker, opened and renamed, a part
    assert {done for _, done in steps} == set(range(parts))
    for out in outs:
        assert tables(out) == undisturbed
        assert not leftovers(out)
        assert (out / "scan.json").read_bytes() == (outs[-1] / "scan.json").read_bytes()
