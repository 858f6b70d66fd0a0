"""Claimed against actual for every claim with a number, on one axis: the actual as a share of the claimed (100 % is a perfect fit)."""

from __future__ import annotations

from math import isfinite

from impact.records import Report
from impact.report.charts import Chart, Scale, circle, line, shortened, text
from impact.report.messages import Catalogue
from impact.report.wording import Entry

WIDTH, LEFT, RIGHT, TOP, ROW, BOTTOM = 760, 330, 30, 26, 24, 30
LOW, HIGH = -0.5, 2.0
MOST = 60


def charts(report: Report, rows: list[Entry], words: Catalogue) -> list[Chart]:
    """One picture, or none where no claim has both numbers."""
    numbers = {row.check.claim.id: number for number, row in enumerate(rows, 1)}  # those of the cards
    pairs = [(row, ratio) for row in rows if (ratio := _ratio(row)) is not None][:MOST]
    if not pairs:
        return []
    height = TOP + ROW * len(pairs) + BOTTOM
    x = Scale(LOW, HIGH, LEFT, WIDTH - RIGHT)
    percent = words.numbers.amount
    parts = []
    for tick in x.ticks(6):
        kind = "fit" if abs(tick - 1) < 1e-9 else "grid"
        parts.append(line(x(tick), TOP - 6, x(tick), height - BOTTOM, kind))
        parts.append(text(x(tick), height - BOTTOM + 16, percent(tick * 100, "percent"), "tick", "middle"))
    parts.append(text(x(1), TOP - 12, words.label("claimed"), "tick", "middle"))
    for index, (row, ratio) in enumerate(pairs):
        y = TOP + ROW * index + ROW / 2
        shown = min(max(ratio, LOW), HIGH)
        parts.append(text(0, y + 4, f"{numbers[row.check.claim.id]}\u2002{row.symbol} {shortened(row.subject, 24)}", "mark"))
        parts.append(text(LEFT - 12, y + 4, shortened(row.claimed, 18), "tick", "end"))
        parts.append(line(x(1), y, x(shown), y, "link"))
        parts.append(circle(x(1), y, 4.5, "hollow"))
        parts.append(circle(x(shown), y, 4.5, f"dot v-{row.check.verdict}"))
        if shown != ratio:
            parts.append(text(x(shown) + (-10 if ratio < LOW else 10), y + 4, "◂" if ratio < LOW else "▸", "mark", "middle"))
    return [
        Chart(
            id="dumbbell",
            title=words.label("chart_dumbbell"),
            description=words.label("chart_dumbbell_description"),
            width=WIDTH,
            height=height,
            body="".join(parts),
            head=tuple(words.label(key) for key in ("place", "subject", "claimed", "actual", "ratio", "verdict")),
            rows=tuple(
                (
                    row.check.claim.id,
                    f"{row.subject}, {row.day}",
                    row.claimed,
                    row.actual,
                    percent(ratio * 100, "percent", places=1),
                    f"{row.symbol} {row.verdict}",
                )
                for row, ratio in pairs
            ),
        )
    ]


def _ratio(row: Entry) -> float | None:
    """Actual ÷ claimed with the claim's sign, or None where there are no two numbers of one unit."""
    check, claim = row.check, row.check.claim
    if check.actual is None or check.deviation is None:
        return None
    said = check.actual - check.deviation
    if not said or claim.negated:
        return None
    ratio = check.actual / said
    return ratio if isfinite(ratio) else None
