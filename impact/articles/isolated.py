"""A reader in a child process that can be stopped: for formats whose libraries a hostile file can keep busy for ever.

The child gets the file on its standard input, prints JSON, and may use no more than :data:`SECONDS` and :data:`MEMORY`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from impact.articles.parsed import Parsed
from impact.articles.unreadable import Unreadable
from impact.records import Message, Skipped

SECONDS = 30.0
MEMORY = 2 * 1024**3  # bytes of address space, where the system can limit it
_READERS = ("html", "pdf")  # what a child may be told to run


def in_child(reader: str, data: bytes, *, seconds: float = SECONDS) -> Sequence[Parsed | Skipped]:
    """``impact.articles.READER.extract(data)``, run apart. Raises :class:`Unreadable`, also for a crash or a hang."""
    import subprocess

    # -P: the folder that the user stands in, which may hold anything, is not searched for modules.
    command = [sys.executable, "-P", "-m", "impact.articles.isolated", reader, str(int(seconds) + 1)]
    ours = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([ours, *(p for p in sys.path if p)]), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable(Message(id="skipped.gave_up", values={"seconds": int(seconds)})) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise Unreadable(Message(id="skipped.crashed", values={"format": reader.upper()})) from None
    if "unreadable" in answer:
        raise Unreadable(_message(answer["unreadable"]))
    return [_part(part) for part in answer["parts"]]


def _part(part: dict[str, Any]) -> Parsed | Skipped:
    if "reason" in part:
        return Skipped(name=part["name"], reason=_message(part["reason"]))
    return Parsed(**{**part, "notes": tuple(_message(note) for note in part["notes"])})


def _message(value: Mapping[str, Any]) -> Message:
    values = {k: date.fromisoformat(v["date"]) if isinstance(v, dict) else v for k, v in value["values"].items()}
    return Message(id=value["id"], values=values)


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the parent's clock remains
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # refused by the system, or already lower
            continue


def _main(reader: str, seconds: str) -> None:
    if reader not in _READERS:
        raise SystemExit(2)
    _limit(int(seconds))
    output = sys.stdout
    sys.stdout = sys.stderr  # a library that prints must not break the answer
    try:
        parts = import_module(f"impact.articles.{reader}").extract(sys.stdin.buffer.read())
        answer: dict[str, object] = {"parts": [asdict(part) for part in parts]}
    except Unreadable as error:
        answer = {"unreadable": asdict(error.reason)}
    json.dump(answer, output, default=lambda value: {"date": value.isoformat()})
    output.flush()
    os._exit(0)  # nothing is left to tidy; a library's exit handler could hang


if __name__ == "__main__":
    _main(*sys.argv[1:3])
