"""The same input gives the same bytes: across processes, locales, time zones and hash seeds."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (
    "Die Nvidia-Aktie fiel am 27. Januar 2025 um fast 17 Prozent, der größte Tagesverlust der Geschichte. Apple stieg am selben Tag um 3,2 Prozent.\n"
    "AMD, Microsoft und Alphabet gaben am 27. Januar 2025 ebenfalls nach. ISTANBUL, INTEL: Die Aktie von INTEL fiel um 2,6 Prozent.\n"
)
PROGRAM = """
import sys
from pathlib import Path
from click.testing import CliRunner
from impact.cli import cli
sys.argv = ["impact"]
def run(*arguments):
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert done.exception is None, done.exception
    return done.stdout_bytes
out = Path(sys.stdin.readline().strip())
run("report", "article.txt", "--out", str(out))
(out / "claims.jsonl").write_bytes(run("claims", "article.txt", "--format", "jsonl"))
(out / "claims.txt").write_bytes(run("claims", "article.txt"))
(out / "table.txt").write_bytes(run("verify", "article.txt"))
(out / "compare.txt").write_bytes(run("compare", "article.txt"))
(out / "study.txt").write_bytes(run("study", "--event", "2025-01-27", "--symbols", "NVDA,AAPL,ORCL"))
(out / "policy.txt").write_bytes(run("policy", "strict"))
run("verify", "article.txt", "--receipt", str(out / "receipt.json"))
run("scan", "article.txt", "--out", str(out / "scan"), "--workers", "1")
for form in ("json", "svg", "csv"):
    (out / f"stats.{form}").write_bytes(run("stats", str(out / "scan"), "--format", form))
"""
WORLDS = {
    "seed 0": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    "seed 1, far east, C": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    "German": {"PYTHONHASHSEED": "2", "TZ": "Europe/Berlin", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
    "Turkish, far west, no UTF-8 mode": {"PYTHONHASHSEED": "3", "TZ": "Pacific/Pago_Pago", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
}


@pytest.fixture(scope="module")
def hashes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """World → file → SHA-256."""
    folder = tmp_path_factory.mktemp("worlds")
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    found = {}
    for number, (world, environment) in enumerate(WORLDS.items()):
        out = folder / f"out{number}"
        env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1", **environment}
        code = f"import locale\ntry: locale.setlocale(locale.LC_ALL, '')\nexcept locale.Error: pass\n{PROGRAM}"  # where the system has the locale
        done = subprocess.run([sys.executable, "-c", code], input=str(out).encode(), env=env, cwd=folder, capture_output=True, timeout=240)
        assert done.returncode == 0, done.stderr.decode()
        found[world] = {str(file.relative_to(out)): hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(out.rglob("*")) if file.is_file()}
    return found


@pytest.mark.parametrize("world", list(WORLDS)[1:])
def test_every_format(world: str, hashes: dict[str, dict[str, str]]) -> None:
    first = hashes["seed 0"]
    assert len(first) > 25
    assert {"receipt.json", "study.txt", "stats.svg", "scan/claims/part-000000.parquet"} <= set(first)
    assert {name for name in first if first[name] != hashes[world].get(name)} == set()
    assert set(first) == set(hashes[world])
