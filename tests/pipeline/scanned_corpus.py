"""A small corpus for scans, and what a scan wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
NEUTRAL = "Der Fluss liegt seit Jahren hinter den Hügeln, und die Nachbarn erzählen davon. Das Museum wartet am Rand der Stadt. "
PROGRAM = "from impact.cli import main\nif __name__ == '__main__':\n    main()\n"


def rows(count: int) -> list[dict[str, str]]:
    """One article in three is a seed with another number; the others are neutral."""
    found = []
    for n in range(count):
        text = NEUTRAL * (5 + n % 4) if n % 3 else SEEDS[n // 3 % len(SEEDS)].read_text(encoding="utf-8") + f"\n\nDie Apple-Aktie fiel um {n % 9 + 1} %."
        found.append({"id": f"r{n}", "outlet": f"Blatt {n % 2}", "published": "2025-01-28", "text": text})
    return found


def write_lines(path: Path, articles: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in articles), encoding="utf-8")
    return path


def start(tmp_path: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """``impact ARGUMENTS`` as a process whose children can import its main module."""
    program = tmp_path / "impact_program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, str(program), *arguments], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def tables(out: Path) -> dict[str, bytes]:
    """Every file that a reader of the tables meets, markers included."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("*/part-*"))}


def leftovers(out: Path) -> list[str]:
    return [path.name for path in out.rglob("*.partial")]
