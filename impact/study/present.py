"""Results of the study as text: terminal table, Markdown, CSV, JSON.

Knows neither the command line nor the message files: ``say`` turns a :class:`~impact.records.Message` into a sentence, and the
headings are messages ``study.head_…``. :func:`render` is the only function a command needs.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from impact.errors import InputError
from impact.records import Message

Say = Callable[[Message], str]
FORMS = ("table", "markdown", "csv", "json")
GAP = "  "


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a cell: ``places`` decimals, times 100 with a percent sign when ``percent``; ``p`` is written as a probability."""

    value: float | None
    places: int = 2
    percent: bool = False
    signed: bool = False
    p: bool = False


Cell = Value | Message | date | str | int | bool | None


@dataclass(frozen=True, kw_only=True)
class Section:
    """A titled table with sentences below it; a section without columns is its sentences."""

    title: Message
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    notes: tuple[Message, ...] = ()


class Style:
    """Writes cells for one language."""

    def __init__(self, say: Say, language: str) -> None:
        self.say, self.language = say, language

    def cell(self, cell: Cell) -> str:
        """The cell's text; nothing is an en dash."""
        if cell is None:
            return "–"
        if isinstance(cell, Message):
            return self.say(cell)
        if isinstance(cell, Value):
            return self.number(cell)
        if isinstance(cell, bool):
            return self.say(Message(id="study.yes" if cell else "study.no"))
        if isinstance(cell, date):
            return cell.strftime("%d.%m.%Y") if self.language == "de" else cell.isoformat()
        return str(cell)

    def number(self, cell: Value) -> str:
        """``−16,46 %`` in German, ``−16.46%`` in English; ``< 0.001`` for a small p."""
        value = cell.value
        if value is None or not math.isfinite(value):
            return "–"
        if cell.p and value < 0.001:
            return "< 0,001" if self.language == "de" else "< 0.001"
        text = f"{abs(value) * (100.0 if cell.percent else 1.0):.{cell.places}f}"
        zero = not text.strip("0.")
        sign = "" if zero else "−" if value < 0 else "+" if cell.signed else ""
        if self.language == "de":
            return sign + text.replace(".", ",") + ("\u00a0%" if cell.percent else "")
        return sign + text + ("%" if cell.percent else "")

    def head(self, key: str) -> str:
        """A column's heading: a message ``study.head_<key>``, or the text itself behind ``=`` (a symbol, a test)."""
        return key[1:] if key.startswith("=") else self.say(Message(id=f"study.head_{key}"))


def as_table(sections: Sequence[Section], say: Say, language: str) -> str:
    """Aligned columns for a terminal; numbers to the right."""
    style = Style(say, language)
    blocks = []
    for section in sections:
        lines = [say(section.title)]
        if section.columns and section.rows:
            grid = [[style.head(key) for key in section.columns], *([style.cell(cell) for cell in row] for row in section.rows)]
            right = [all(isinstance(row[i], Value | int | None) for row in section.rows) for i in range(len(section.columns))]
            widths = [max(len(row[i]) for row in grid) for i in range(len(section.columns))]
            lines += [
                GAP.join(
                    text.rjust(width) if flush else text.ljust(width) for text, width, flush in zip(row, widths, right, strict=True)
                ).rstrip()
                for row in grid
            ]
        lines += [f"· {say(note)}" for note in section.notes]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def as_markdown(sections: Sequence[Section], say: Say, language: str) -> str:
    """Headings, pipe tables, and sentences as a list."""
    style = Style(say, language)

    def escaped(text: str) -> str:
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("\n", " ")

    blocks = []
    for section in sections:
        lines = [f"## {say(section.title)}"]
        if section.columns and section.rows:
            right = [all(isinstance(row[i], Value | int | None) for row in section.rows) for i in range(len(section.columns))]
            table = ["| " + " | ".join(escaped(style.head(key)) for key in section.columns) + " |"]
            table.append("|" + "|".join("---:" if flush else "---" for flush in right) + "|")
            table += ["| " + " | ".join(escaped(style.cell(cell)) for cell in row) + " |" for row in section.rows]
            lines.append("\n".join(table))
        if section.notes:
            lines.append("\n".join(f"- {escaped(say(note))}" for note in section.notes))
        blocks.append("\n\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def as_csv(rows: Sequence[Mapping[str, Any]], say: Say) -> str:
    """Fractions and ISO dates, a heading of field names, messages as sentences; cells that a spreadsheet would run are quoted by ``'``."""
    out = io.StringIO()
    if rows:
        keys = list(dict.fromkeys(key for row in rows for key in row))
        writer = csv.DictWriter(out, keys, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({key: _guarded(plain(value, say)) for key, value in row.items()})
    return out.getvalue()


def as_json(document: Mapping[str, Any], say: Say) -> str:
    """Indented JSON in UTF-8; NaN is null, messages are ``{"id": …, "text": …}``."""
    return json.dumps(structured(document, say), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def plain(value: Any, say: Say) -> Any:
    """A value for one CSV cell."""
    if isinstance(value, Message):
        return say(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if isinstance(value, date) else value


def structured(value: Any, say: Say) -> Any:
    """A value for JSON, whatever is inside."""
    if isinstance(value, Message):
        return {"id": value.id, "text": say(value)}
    if isinstance(value, Mapping):
        return {str(key): structured(item, say) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [structured(item, say) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return structured(value.tolist(), say)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _guarded(value: Any) -> Any:
    """A symbol or quote that begins like a formula ("=…", "@…") must not become one; numbers are no text and stay."""
    if not isinstance(value, str) or value[:1] not in {"=", "+", "-", "@", "\t", "\r"} or re.fullmatch(r"-?\d+:-?\d+", value):
        return value
    return "'" + value


def render(form: str, results: Sequence[Any], say: Say, language: str, *, explain: bool = False) -> str:
    """Results of the study (in the order to be printed) as ``table``, ``markdown``, ``csv`` or ``json``.

    CSV holds the rows of the first result that has any. ``explain`` adds every test's null hypothesis, formula and source.
    """
    from impact.study.sections import data, sections

    if form not in FORMS:
        raise InputError(f"format {form!r}", "is not known to the study", f"use one of {', '.join(FORMS)}")
    if form == "json":
        return as_json({name: value for result in results for name, value in data(result).items()}, say)
    if form == "csv":
        return as_csv(next((rows for result in results if (rows := _rows(result))), []), say)
    told = [section for result in results for section in sections(result, language=language, explain=explain)]
    return (as_markdown if form == "markdown" else as_table)(told, say, language)


def _rows(result: Any) -> list[dict[str, Any]]:
    from impact.study.sections import data

    return next((value for value in data(result).values() if isinstance(value, list)), [])
