"""JSON that holds articles: a list of objects with a text column, an object with such a list in it, or one such object."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from impact.articles import columns
from impact.articles.parsed import Parsed, noted
from impact.articles.text import decode
from impact.articles.unreadable import Unreadable
from impact.records import Message, Skipped

SUFFIXES = (".json",)
MEDIA_TYPES = ("application/json", "application/ld+json")


def sniff(data: bytes) -> bool:
    """A list of objects, the first of which may well be an article."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not (head.startswith(b"[") and head[1:].lstrip().startswith(b"{")):
        return False
    try:
        return _list(json.loads(data)) is not None
    except (ValueError, RecursionError):
        return False


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """The articles in order, named by their id or their number; what is none becomes a row with that number."""
    text, notes = decode(data)
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return _as_lines(data)
    rows = _list(held)
    if rows is None:
        raise Unreadable(columns.no_text_column())
    parts: list[Parsed | Skipped] = []
    for number, row in enumerate(rows, 1):
        if number > columns.MOST_ROWS:
            parts.append(Skipped(name=str(number), reason=Message(id="skipped.more_entries", values={"n": len(rows) - columns.MOST_ROWS})))
            break
        part = columns.article(row, number) if isinstance(row, dict) else Skipped(name=str(number), reason=Message(id="skipped.json"))
        parts.append(noted(part, notes))
    return parts


def _as_lines(data: bytes) -> Sequence[Parsed | Skipped]:
    """Many write JSON lines under this name."""
    from impact.articles import jsonl

    if not jsonl.sniff(data.lstrip(b"\xef\xbb\xbf \t\r\n")):
        raise Unreadable(Message(id="skipped.malformed", values={"format": "JSON"}))
    return jsonl.read(data)


def _list(held: Any) -> list[Any] | None:
    """The rows: the list itself, the longest list of articles in an object, or the object alone."""
    if isinstance(held, list):
        return held if _has_article(held) else None
    if not isinstance(held, dict):
        return None
    inside = [value for value in held.values() if isinstance(value, list) and _has_article(value)]
    return max(inside, key=len) if inside else [held] if columns.text_column(held) is not None else None


def _has_article(rows: list[Any]) -> bool:
    return any(isinstance(row, dict) and columns.text_column(row) is not None for row in rows)
