"""Speed, scaling, memory and recovery of scans, on the corpus that scan_corpus.py builds (30 % text like the seeds).

    python tests/bench/scan.py [MB …]                        (default: 20 200)
    python tests/bench/scan.py --kills 10 [--kill-mb 20]     (kill -9 at random moments, then compare)

Prints MB/s for each core (CPU seconds, start of the program left out), wall-clock gain of a second process, peak memory of the largest
process, µs of verdicts a claim in bulk, and whether a scan killed again and again ends in the bytes of an undisturbed one.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import scan_corpus

ROOT = Path(__file__).parent.parent.parent
PROGRAM = "from impact.cli import main\nif __name__ == '__main__':\n    main()\n"


def start(folder: Path, corpus: Path, out: Path, workers: int, partition: str = "2") -> subprocess.Popen[bytes]:
    program = folder / "program.py"
    program.write_text(PROGRAM)
    command = [sys.executable, str(program), "scan", str(corpus), "--out", str(out), "--workers", str(workers), "--partition", partition]
    path = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(ROOT)]))
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path})


def measured(folder: Path, corpus: Path, workers: int) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds, and peak MB of the largest process of a scan."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    begin = time.perf_counter()
    process = start(folder, corpus, out, workers)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the scan ended with {status}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def speeds(folder: Path, sizes: list[float]) -> None:
    empty = folder / "empty.jsonl"
    scan_corpus.write(empty, 60_000)
    idle_wall, idle, _ = measured(folder, empty, 1)
    print(f"start of the program, languages, names and facts: {idle_wall:.1f} s wall, {idle:.1f} s CPU (left out below)")
    for size in sizes:
        corpus = folder / f"{size:g}.jsonl"
        scan_corpus.write(corpus, int(size * 1e6))
        megabytes = corpus.stat().st_size / 1e6
        wall, cpu, memory = measured(folder, corpus, 1)
        wall_2, cpu_2, memory_2 = measured(folder, corpus, 2)
        print(
            f"{size:5g} MB: {megabytes / (cpu - idle):.2f} MB/s a core, {wall:.1f} s with one process, {wall_2:.1f} s with two "
            f"({(wall - idle_wall) / (wall_2 - idle_wall):.2f} x; CPU {cpu:.1f} and {cpu_2:.1f} s), peak {memory:.0f} and {memory_2:.0f} MB"
        )
        corpus.unlink()


def verdicts(count: int = 20_000) -> None:
    from impact.claims import detect_language, extract
    from impact.market.facts import open_facts
    from impact.records import Article
    from impact.verdicts import Bulk, load_policy

    claims = []
    for n, row in enumerate(scan_corpus.articles(10**9, seed=2)):
        language = detect_language(row["text"])
        if language == "de" and "DeepSeek" in row["text"]:
            article = Article(id=f"a{n}", text=row["text"], language=language, published=row["published"])
            claims += [c for c in extract(article) if c.reject is None]
        if len(claims) >= count:
            break
    bulk = Bulk(open_facts("bundled"), load_policy())
    begin = time.process_time()
    for first in range(0, len(claims), 1_000):
        bulk(claims[first : first + 1_000])
        if first == 0:
            cold = (time.process_time() - begin) / 1_000
            begin = time.process_time()
    warm = (time.process_time() - begin) / (len(claims) - 1_000)
    print(f"verdicts in batches of 1,000: first {cold * 1e6:.0f} µs a claim with loading, then {warm * 1e6:.0f} µs ({len(claims):,} claims)")


def kills(folder: Path, count: int, size: float) -> None:
    corpus = folder / "kill.jsonl"
    scan_corpus.write(corpus, int(size * 1e6))
    expected = folder / "expected"
    start(folder, corpus, expected, 2, "0.25").wait()
    rng = random.Random(4)
    out = folder / "killed"
    moments = []
    for _ in range(count):
        process = start(folder, corpus, out, 2, "0.25")
        # A random moment after a random number of parts: most of a short run is the start of its processes.
        more = len(list(out.glob("done/*.json"))) + rng.randint(0, 6)
        while len(list(out.glob("done/*.json"))) < more and process.poll() is None:
            time.sleep(0.01)
        time.sleep(rng.uniform(0, 0.5))
        process.kill()
        process.wait()
        moments.append(len(list(out.glob("done/*.json"))))
    start(folder, corpus, out, 2, "0.25").wait()
    names = sorted(path.relative_to(expected) for path in expected.glob("*/part-*"))
    found = sorted(path.relative_to(out) for path in out.glob("*/part-*"))
    equal = names == found and all(filecmp.cmp(expected / name, out / name, shallow=False) for name in names)
    left = list(out.rglob("*.partial"))
    print(f"{count} kills with {moments} parts done, then resumed: {'equal' if equal and not left else 'DIFFERENT'} ({len(names)} files)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=float, default=[20, 200])
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--kill-mb", type=float, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if given.kills:
            kills(Path(name), given.kills, given.kill_mb)
            return
        verdicts()
        speeds(Path(name), given.sizes)


if __name__ == "__main__":
    main()
