"""Writes the parts of README.md that a program can write; used by cog (``cog -r -I .ci README.md``)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(*arguments: str, columns: int = 100, most: int | None = None) -> str:
    """Output of ``impact ARGUMENTS`` as a fenced block, cut after ``most`` lines (which is said)."""
    environment = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    impact = Path(sys.executable).with_name("impact")
    done = subprocess.run([str(impact), *arguments], capture_output=True, text=True, env=environment, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    lines = [line.rstrip() for line in done.stdout.rstrip().splitlines()]
    if most and len(lines) > most:
        lines = [*lines[:most], "…"]
    return "\n".join(["```text", "$ impact " + " ".join(arguments), *lines, "```"]) + "\n"


def verdicts() -> str:
    """The table of verdict words in both languages, from the messages that reports are written with."""
    import tomllib

    words = {
        language: tomllib.loads(Path("impact/report/messages", f"{language}.toml").read_text(encoding="utf-8"))
        for language in ("de", "en")
    }
    rows = ["| verdict | in German reports | in English reports | means |", "|---|---|---|---|"]
    for code, german in words["de"]["verdict"].items():
        rows.append(f"| `{code}` | {german} | {words['en']['verdict'][code]} | {words['en']['verdict_meaning'][code]} |")
    return "\n".join(rows) + "\n"


def quality() -> str:
    """What the reader of claims has reached on labelled articles: the floors that the tests hold it to."""
    import tomllib

    floors = tomllib.loads(Path("tests/gold/floors.toml").read_text(encoding="utf-8"))
    rows = ["| articles | F1 | precision | recall | hedge | basis | day | dangerous errors |", "|---|---|---|---|---|---|---|---|"]
    names = {"de": "German", "en": "English", "seen": "two thirds, read while rules were written", "aside": "one third, kept aside"}
    names["fresh"] = "written later, blind at first"
    names["rare"] = "written later still, of companies that are seldom in the news"
    for language, parts in floors.items():
        for part, reached in parts.items():
            figures = " | ".join(f"{reached[key]:.2f}" for key in ("f1", "precision", "recall", "bound", "basis", "event_date"))
            rows.append(f"| {names[language]}, {names[part]} | {figures} | {reached['dangerous']} |")
    return "\n".join(rows) + "\n"
