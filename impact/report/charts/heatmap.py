"""Correlations before and after the event.

The colours are one small image (a vector cell grid is ten times larger); the numbers are text.
"""

from __future__ import annotations

import base64
import struct
import zlib
from math import isfinite

from impact.records import Correlations, Report
from impact.report.charts import Chart, shortened, text
from impact.report.messages import Catalogue
from impact.report.wording import name

MOST = 12
CELL, LEFT, TOP = 44, 120, 86
SLANT = 56  # room for the last slanted name
_NEGATIVE, _ZERO, _POSITIVE = (33, 102, 172), (247, 247, 247), (178, 24, 43)  # ColorBrewer RdBu, safe for colour-blind readers


def charts(report: Report, words: Catalogue) -> list[Chart]:
    """A picture for each matrix."""
    return [_chart(matrix, report, words) for matrix in report.correlations if len(matrix.symbols) > 1]


def _chart(matrix: Correlations, report: Report, words: Catalogue) -> Chart:
    size = min(MOST, len(matrix.symbols))
    names = [shortened(name(symbol, report, words), 15) for symbol in matrix.symbols[:size]]
    values = [row[:size] for row in matrix.values[:size]]
    width, height = LEFT + CELL * size + SLANT, TOP + CELL * size + 4
    image = base64.b64encode(_png([[_colour(value) for value in row] for row in values])).decode()
    parts = [
        f'<image href="data:image/png;base64,{image}" x="{LEFT}" y="{TOP}" width="{CELL * size}" height="{CELL * size}" '
        'preserveAspectRatio="none" class="cells"/>'
    ]
    for row, label in enumerate(names):
        parts.append(text(LEFT - 8, TOP + CELL * row + CELL / 2 + 4, label, "tick", "end"))
        x = LEFT + CELL * row + CELL / 2 + 4
        parts.append(f'<g transform="translate({x:.0f} {TOP - 8}) rotate(-45)">{text(0, 0, label, "tick")}</g>')
        y = TOP + CELL * row + CELL / 2 + 4
        for column in range(size):
            value = values[row][column]
            kind = "on-light" if _bright(_colour(value)) else "on-dark"
            parts.append(text(LEFT + CELL * column + CELL / 2, y, words.numbers.decimal(value, 2), kind, "middle"))
    said = {"n": matrix.observations, "first": matrix.first, "last": matrix.last}
    return Chart(
        id=f"correlation-{matrix.span}",
        title=words.label(f"chart_correlation_{matrix.span}", **said),
        description=words.label("chart_correlation_description"),
        width=width,
        height=height,
        body="".join(parts),
        head=("", *names),
        rows=tuple((names[row], *(words.numbers.decimal(value, 2) for value in values[row])) for row in range(size)),
    )


def _colour(value: float) -> bytes:
    share = min(1.0, abs(value)) if isfinite(value) else 0.0
    end = _POSITIVE if value > 0 else _NEGATIVE
    return bytes(round(zero + (far - zero) * share) for zero, far in zip(_ZERO, end, strict=True))


def _bright(colour: bytes) -> bool:
    """Whether black is easier to read on it than white (relative luminance, WCAG 2.2)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179


def _png(rows: list[list[bytes]]) -> bytes:
    """A PNG of RGB pixels (ISO/IEC 15948), one pixel a cell; the page scales it without smoothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    pixels = b"".join(b"\0" + b"".join(row) for row in rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
