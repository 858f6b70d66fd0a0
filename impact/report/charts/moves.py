"""Moves of all named shares on the days that the articles speak of: the return, and the part of it that the market does not explain."""

from __future__ import annotations

from impact.records import Report
from impact.report.charts import Chart, Scale, line, rect, shortened, text
from impact.report.messages import Catalogue
from impact.report.wording import name, unusual_values

WIDTH, LEFT, RIGHT, TOP, ROW, BOTTOM = 760, 210, 70, 10, 40, 46
MOST = 24
HEADS = ("share", "day", "return", "abnormal_return", "benchmark", "t", "p", "beta", "rank", "robust_head")
WILDEST = 100.0  # a return of 10,000 % is a fault of data; it stands in the table, not in the picture


def charts(report: Report, words: Catalogue) -> list[Chart]:
    """One picture, largest move first, or none without abnormal returns."""
    drawable = [item for item in report.abnormal if max(abs(item.actual_return), abs(item.abnormal_return)) < WILDEST]
    items = sorted(drawable, key=lambda item: (item.session, item.actual_return))[:MOST]
    if not items:
        return []
    values = [value * 100 for item in items for value in (item.actual_return, item.abnormal_return)]
    low, high = min(0.0, *values), max(0.0, *values)
    pad = (high - low) * 0.12 or 1.0
    x = Scale(low - (pad if low < 0 else 0), high + (pad if high > 0 else 0), LEFT, WIDTH - RIGHT)
    height = TOP + ROW * len(items) + BOTTOM
    parts = []
    for tick in x.ticks(6):
        parts.append(line(x(tick), TOP, x(tick), height - BOTTOM, "grid"))
        parts.append(text(x(tick), height - BOTTOM + 16, words.numbers.amount(tick, "percent", signed=True, plain=True), "tick", "middle"))
    for index, item in enumerate(items):
        y = TOP + ROW * index
        parts.append(text(0, y + 17, shortened(name(item.symbol, report, words), 26), "mark"))
        parts.append(text(0, y + 31, words.numbers.day(item.session), "tick"))
        for offset, value, kind in ((6, item.actual_return * 100, "bar"), (21, item.abnormal_return * 100, "bar-abnormal")):
            parts.append(rect(x(0), y + offset, x(value) - x(0), 12, kind))
            side = -1 if value < 0 else 1
            label = words.numbers.amount(value, "percent", signed=True, places=1)
            parts.append(text(x(value) + 4 * side, y + offset + 10, label, "tick", "end" if side < 0 else "start"))
    parts.append(line(x(0), TOP, x(0), height - BOTTOM, "zero"))
    base = height - 10
    parts += [rect(LEFT, base - 9, 22, 10, "bar"), text(LEFT + 28, base, words.label("return"), "tick")]
    parts += [rect(LEFT + 150, base - 9, 22, 10, "bar-abnormal"), text(LEFT + 178, base, words.label("abnormal_return"), "tick")]
    rows = []
    for item in items:
        said = {key: words.value(value) for key, value in unusual_values(item, report, words).items()}
        rows.append(tuple(said[key] for key in ("name", "day", "move", "abnormal", "benchmark", "t", "p", "beta", "rank", "robust")))
    return [
        Chart(
            id="moves",
            title=words.label("chart_moves"),
            description=words.label("chart_moves_description"),
            width=WIDTH,
            height=height,
            body="".join(parts),
            head=tuple(words.label(key) for key in HEADS),
            rows=tuple(rows),
        )
    ]
