"""A receipt: what was checked, with which data and rules, and what came out, so that someone else can run it again.

A receipt is canonical JSON (sorted keys, no spaces to spare, one newline at the end): the same run gives the same bytes.
It holds no time of day. A receipt that replaces another one names the other's SHA-256 under ``supersedes`` and never its file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, get_args

from impact.errors import InputError
from impact.records import Check, Consistency, Message, Report, Verdict

SCHEMA = "impact-receipt/1"
PARTS = ("schema", "program", "run", "inputs", "data", "policy", "checks", "consistency", "supersedes")


def sha256(content: bytes) -> str:
    """The hash as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def make(
    report: Report,
    *,
    run: Mapping[str, object],
    data: Iterable[tuple[str, bytes]],
    supersedes: bytes | None = None,
) -> bytes:
    """The receipt of a finished run.

    ``run`` is what must be given to run it again (paths, dates, price choice, profile; JSON types only), ``data`` the names
    and contents of the data files that it read, ``supersedes`` an earlier receipt that this one corrects.
    """
    meta = report.meta
    content = {
        "schema": SCHEMA,
        "program": {"name": meta.get("program"), "version": meta.get("version")},
        "run": dict(run),
        "inputs": [{"id": a.id, "sha256": a.sha256 or sha256(a.text.encode())} for a in report.articles],
        "data": [{"name": name, "sha256": sha256(held)} for name, held in sorted(data)],
        "policy": meta.get("policy"),
        "checks": [_check(c) for c in report.checks],
        "consistency": [_consistency(c) for c in report.consistency],
        "supersedes": None if supersedes is None else sha256(supersedes),
    }
    return canonical(content)


def canonical(content: Mapping[str, object]) -> bytes:
    """The one JSON form of a receipt's content."""
    return (json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()


def read(path: Path) -> tuple[bytes, dict[str, Any]]:
    """A receipt's bytes and content. Raises :class:`InputError` for a file that is none, or is not in canonical form."""
    try:
        held = path.read_bytes()
        content = json.loads(held)
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(str(path), f"cannot be read as a receipt ({error})", "give a file that 'impact verify --receipt' wrote") from None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA or any(part not in content for part in PARTS):
        raise InputError(str(path), f"is no receipt of the schema {SCHEMA}", "give a file that 'impact verify --receipt' wrote")
    if not _whole(held, content):
        raise InputError(str(path), "was changed after it was written", "ask for the original file")
    return held, content


def _whole(held: bytes, content: Mapping[str, Any]) -> bool:
    """Whether the bytes are canonical, and every part of the form that :func:`make` gives it: what is compared can be relied on."""
    try:
        if canonical(content) != held:
            return False
    except (ValueError, RecursionError):
        return False
    program, policy, ended = content["program"], content["policy"], content["supersedes"]
    return (
        isinstance(program, dict)
        and isinstance(content["run"], dict)
        and isinstance(policy, dict | None)
        and isinstance(ended, str | None)
        and _rows(content["inputs"], ("id", "sha256"))
        and _rows(content["data"], ("name", "sha256"))
        and _rows(content["checks"], ("id", "verdict"))
        and all(c["verdict"] in get_args(Verdict) for c in content["checks"])
        and _rows(content["consistency"], ("id",))
    )


def _rows(part: object, keys: Sequence[str]) -> bool:
    return isinstance(part, list) and all(isinstance(row, dict) and all(isinstance(row.get(key), str) for key in keys) for row in part)


def compare(old: bytes, new: bytes) -> list[Message]:
    """What differs between two receipts, a sentence each: first what the run was given, then what came out. Empty: the same bytes.

    ``supersedes`` is not compared: a receipt and its repetition differ in nothing else.
    """
    before, after = json.loads(old), json.loads(new)
    found = []
    if before["program"] != after["program"]:
        found.append(_changed("version", before["program"].get("version"), after["program"].get("version")))
    if before["policy"] != after["policy"]:
        found.append(_changed("policy", _policy(before), _policy(after)))
    if before["run"] != after["run"]:
        found.append(Message(id="receipt.run"))
    for part, name in (("inputs", "id"), ("data", "name")):
        found += _files(part, {x[name]: x["sha256"] for x in before[part]}, {x[name]: x["sha256"] for x in after[part]})
    found += _results({c["id"]: c for c in before["checks"]}, {c["id"]: c for c in after["checks"]})
    if before["consistency"] != after["consistency"]:
        found.append(Message(id="receipt.consistency"))
    if not found and {**before, "supersedes": None} != {**after, "supersedes": None}:
        found.append(Message(id="receipt.order"))
    return found


def _check(check: Check) -> dict[str, object]:
    claim = check.claim
    return {
        "id": claim.id,
        "quote": claim.quote,
        "subject": claim.subject,
        "verdict": check.verdict,
        "rule": check.rule,
        "reading": check.reading,
        "actual": check.actual,
        "readings": {r.id: r.value for r in check.readings},
        "reason": _said(check.reason),
    }


def _consistency(row: Consistency) -> dict[str, object]:
    return {"id": row.id, "consistent": row.consistent, "reason": _said(row.reason)}


def _said(value: object) -> object:
    """A message as plain JSON: its id and values, whatever language it will be said in."""
    if isinstance(value, Message):
        return {"id": value.id, "values": {k: _said(v) for k, v in value.values.items()}}
    if isinstance(value, tuple):
        return [_said(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float)):
        return value
    return asdict(value)  # type: ignore[call-overload]  # Amount, the only record among a message's values


def _changed(what: str, old: object, new: object) -> Message:
    return Message(id=f"receipt.{what}", values={"old": str(old), "new": str(new)})


def _policy(content: Mapping[str, Any]) -> str:
    policy = content["policy"] or {}
    return f"{policy.get('profile')} {policy.get('version')} {str(policy.get('sha256'))[:12]}"


def _files(part: str, old: Mapping[str, str], new: Mapping[str, str]) -> list[Message]:
    rows = []
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            how = "missing" if name not in new else "added" if name not in old else "changed"
            rows.append(Message(id=f"receipt.{part}_{how}", values={"name": name}))
    return rows


def _results(old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> list[Message]:
    rows = []
    for id_ in _in_order(old, new):
        before, after = old.get(id_), new.get(id_)
        if before == after:
            continue
        if before is None or after is None:
            rows.append(Message(id=f"receipt.claim_{'added' if before is None else 'missing'}", values={"claim": id_}))
        elif before["verdict"] != after["verdict"]:
            verdicts: dict[str, object] = {k: Message(id=f"verdict.{x['verdict']}") for k, x in (("old", before), ("new", after))}
            rows.append(Message(id="receipt.verdict", values={"claim": id_, **verdicts}))
        else:
            rows.append(Message(id="receipt.arithmetic", values={"claim": id_}))
    return rows


def _in_order(old: Iterable[str], new: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys([*old, *new]))
