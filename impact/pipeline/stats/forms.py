"""Statistics → text: a table for terminals, Markdown, CSV, JSON and a picture (SVG)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from html import escape
from unicodedata import east_asian_width

from impact.pipeline.stats.counting import DIMENSIONS, Counts, Statistics, wilson
from impact.records import Message
from impact.report.escape import json_text
from impact.report.messages import Catalogue, catalogue

SHARES = ("right", "exaggerates", "understates", "errs")
DRAWN = (("right", "circle", "#1a8f6f"), ("exaggerates", "triangle", "#b87800"), ("errs", "square", "#d0435a"))  # 3:1 on white and on black
MOST = 40  # rows of a dimension in the table, Markdown and the picture; CSV and JSON hold all


def render(form: str, found: Statistics, language: str, by: tuple[str, ...] = DIMENSIONS, least: int = 1) -> str:
    """The statistics in one of :data:`FORMS`: dimensions of ``by``, groups with at least ``least`` judged claims."""
    return FORMS[form](found, catalogue(language), by, least)


def _table(found: Statistics, words: Catalogue, by: tuple[str, ...], least: int) -> str:
    lines = [*_summary(found, words), ""]
    for title, rows in _sections(found, words, by, least):
        widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
        lines.append(title)
        for row in rows:
            cells = [row[0] + " " * (widths[0] - _width(row[0]))]
            cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
            lines.append("  " + "  ".join(cells).rstrip())
        lines.append("")
    return "\n".join([*lines, words.say(Message(id="stats.explained"))]) + "\n"


def _markdown(found: Statistics, words: Catalogue, by: tuple[str, ...], least: int) -> str:
    lines = [f"# {words.word('stats', 'title')}", "", *_summary(found, words), ""]
    for title, (head, *rows) in _sections(found, words, by, least):
        lines += [f"## {title}", "", _row(head), _row(["---", *["---:"] * (len(head) - 1)]), *map(_row, rows), ""]
    return "\n".join([*lines, words.say(Message(id="stats.explained"))]) + "\n"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _csv(found: Statistics, words: Catalogue, by: tuple[str, ...], least: int) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["by", "group", "judged", "open", *(f"{share}{end}" for share in SHARES for end in ("", "_share", "_low", "_high"))])
    for name, group, counts in _groups(found, by, least):
        numbers: list[object] = []
        for share in SHARES:
            hits = getattr(counts, share)
            low, high = wilson(hits, counts.judged)
            numbers += [hits, f"{hits / counts.judged:.6f}" if counts.judged else "", f"{low:.6f}", f"{high:.6f}"]
        safe = "'" + group if group.startswith(("=", "+", "-", "@", "\t", "\r")) else group  # a spreadsheet would run it
        writer.writerow([name, safe, counts.judged, counts.open, *numbers])
    return target.getvalue()


def _json(found: Statistics, words: Catalogue, by: tuple[str, ...], least: int) -> str:
    rows = [
        {
            "by": name,
            "group": group,
            "judged": counts.judged,
            "open": counts.open,
            **{share: _share(getattr(counts, share), counts.judged) for share in SHARES},
            "verdicts": dict(sorted(counts.verdicts.items())),
        }
        for name, group, counts in _groups(found, by, least)
    ]
    about = {name: getattr(found, name) for name in ("articles", "copies", "groups", "copied_claims", "parts", "planned")}
    return json_text(json.dumps({"about": about, "interval": "Wilson, 95 %", "rows": rows}, ensure_ascii=False, indent=2)) + "\n"


def _share(hits: int, n: int) -> dict[str, object]:
    low, high = wilson(hits, n)
    return {"n": hits, "share": round(hits / n, 6) if n else None, "low": round(low, 6), "high": round(high, 6)}


def _svg(found: Statistics, words: Catalogue, by: tuple[str, ...], least: int) -> str:
    """Shares that are right, exaggerate and err, with their intervals, a line a group; readable in light and dark, and without colours."""
    rows: list[tuple[str, Counts | None]] = []
    for name in by:
        chosen = [(group, c) for dimension, group, c in _groups(found, (name,), max(least, 1)) if dimension == name][:MOST]
        if chosen:
            rows += [(words.word("stats", f"by_{name}"), None), *((_label(words, name, group), c) for group, c in chosen)]
    left, wide, step, top = 230, 420, 30, 92
    height = top + step * len(rows) + 20
    title = words.word("stats", "picture")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + wide + 110} {height}" role="img" aria-label="{escape(title)}">',
        "<style>text{font:13px system-ui,sans-serif;fill:currentColor}.h{font-weight:600}.a{stroke:currentColor;opacity:.2}"
        "line.right,line.exaggerates,line.errs{stroke-width:2}"
        + "".join(f".{share}{{stroke:{colour};fill:{colour}}}" for share, _, colour in DRAWN)
        + "text.right,text.exaggerates,text.errs{stroke:none;fill:currentColor}</style>",
        f'<text x="8" y="20" class="h">{escape(title)}</text>',
    ]
    at: float = left
    for share, shape, _ in DRAWN:
        label = words.word("stats", share)
        parts.append(_mark(share, shape, at, 42))
        parts.append(f'<text x="{at + 10}" y="46">{escape(label)}</text>')
        at += 40 + 8 * len(label)
    for tenth in range(0, 11, 2):
        x = left + wide * tenth / 10
        parts.append(f'<line class="a" x1="{x:g}" x2="{x:g}" y1="{top - 8}" y2="{height - 14}"/>')
        parts.append(f'<text x="{x:g}" y="{top - 14}" text-anchor="middle">{escape(_percent(words, tenth / 10))}</text>')
    for number, (label, counts) in enumerate(rows):
        y = top + step * number + 16
        shown = label if len(label) <= 30 else label[:29] + "…"
        parts.append(f'<text x="8" y="{y}"{"" if counts else " class=" + chr(34) + "h" + chr(34)}>{escape(shown)}</text>')
        if counts:
            for place, (share, shape, _) in enumerate(DRAWN):
                hits, line = getattr(counts, share), y - 12 + 8 * place
                low, high = wilson(hits, counts.judged)
                parts.append(f'<line class="{share}" x1="{left + wide * low:.1f}" x2="{left + wide * high:.1f}" y1="{line}" y2="{line}"/>')
                parts.append(_mark(share, shape, left + wide * hits / counts.judged, line))
            parts.append(f'<text x="{left + wide + 100}" y="{y}" text-anchor="end">n = {words.numbers.whole(counts.judged)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _mark(share: str, shape: str, x: float, y: float) -> str:
    if shape == "circle":
        return f'<circle class="{share}" cx="{x:.1f}" cy="{y:g}" r="3"/>'
    points = ((0, -4), (4, 3), (-4, 3)) if shape == "triangle" else ((-3, -3), (3, -3), (3, 3), (-3, 3))
    return f'<polygon class="{share}" points="{" ".join(f"{x + dx:.1f},{y + dy:g}" for dx, dy in points)}"/>'


FORMS: dict[str, Callable[[Statistics, Catalogue, tuple[str, ...], int], str]] = {
    "table": _table,
    "markdown": _markdown,
    "csv": _csv,
    "json": _json,
    "svg": _svg,
}


def _groups(found: Statistics, by: tuple[str, ...], least: int) -> Iterator[tuple[str, str, Counts]]:
    yield "all", "", found.total
    for name in by:
        yield from ((name, group, counts) for group, counts in found.by[name].items() if counts.judged >= least)


def _summary(found: Statistics, words: Catalogue) -> list[str]:
    values = {"articles": found.articles, "copies": found.copies, "groups": found.groups, "claims": found.copied_claims}
    lines = [words.say(Message(id="stats.summary", values=values))]
    if found.parts < found.planned:
        lines.append(words.say(Message(id="stats.unfinished", values={"parts": found.parts, "planned": found.planned})))
    return lines


def _sections(found: Statistics, words: Catalogue, by: tuple[str, ...], least: int) -> Iterator[tuple[str, list[list[str]]]]:
    head = [words.word("stats", name) for name in ("judged", *SHARES, "open")]
    yield words.word("stats", "all"), [["", *head], _cells("", found.total, words)]
    for name in by:
        rows = [(group, counts) for dimension, group, counts in _groups(found, (name,), least) if dimension == name]
        if not rows:
            continue
        cells = [_cells(_label(words, name, group), counts, words) for group, counts in rows[:MOST]]
        if len(rows) > MOST:
            cells.append([words.say(Message(id="stats.more", values={"n": len(rows) - MOST})), *[""] * len(head)])
        yield words.word("stats", f"by_{name}"), [["", *head], *cells]


def _cells(label: str, counts: Counts, words: Catalogue) -> list[str]:
    whole = words.numbers.whole
    return [label, whole(counts.judged), *(_said(getattr(counts, share), counts.judged, words) for share in SHARES), whole(counts.open)]


def _said(hits: int, n: int, words: Catalogue) -> str:
    if not n:
        return "–"
    low, high = wilson(hits, n)
    return f"{_percent(words, hits / n)} [{low * 100:.0f}–{high * 100:.0f}]"


def _percent(words: Catalogue, share: float) -> str:
    return f"{share * 100:.0f} %" if words.language == "de" else f"{share * 100:.0f}%"


def _label(words: Catalogue, name: str, group: str) -> str:
    if not group:
        return words.word("stats", "unknown")
    return words.word(name, group) if name in ("kind", "hedge") else group


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
