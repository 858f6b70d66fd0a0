"""Pictures as hand-written SVG: small, sharp, accessible (title, description, the same numbers as a table), no script, no style attribute.

Every colour is a class that the page's style sheet fills, so that light, dark and print each have their own; shape, dash and
text carry the meaning, never colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, inf, log10

from impact.report.escape import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture with its words and the numbers behind it."""

    id: str
    title: str
    description: str
    width: int
    height: int
    body: str  # SVG elements
    head: tuple[str, ...]  # of the data table
    rows: tuple[tuple[str, ...], ...]

    def svg(self) -> str:
        """The picture; its title and description are what a screen reader says."""
        return (
            f'<svg viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}" role="img" '
            f'aria-labelledby="{self.id}-t {self.id}-d">'
            f'<title id="{self.id}-t">{said(self.title)}</title><desc id="{self.id}-d">{said(self.description)}</desc>{self.body}</svg>'
        )


def said(text: str) -> str:
    """Foreign text inside markup."""
    return escape(visible(text))


def at(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map of ``low``…``high`` to pixels ``first``…``last``."""

    low: float
    high: float
    first: float
    last: float

    def __call__(self, value: float) -> float:
        """The pixel of ``value``."""
        span = self.high - self.low or 1.0
        return self.first + (value - self.low) / span * (self.last - self.first)

    def ticks(self, count: int = 5) -> list[float]:
        """About ``count`` round values inside the scale (steps of 1, 2 or 5)."""
        raw = (self.high - self.low) / max(1, count)
        if not 0 < raw < inf:
            return [self.low]
        power = 10.0 ** floor(log10(raw))
        step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
        start = ceil(self.low / step - 1e-9)
        return [round(index * step, 10) for index in range(start, floor(self.high / step + 1e-9) + 1)]


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line of class ``kind``."""
    return f'<line x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}" class="{kind}"/>'


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """Text at a point; ``anchor`` is start, middle or end."""
    extra = f' class="{kind}"' if kind else ""
    end = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{at(x)}" y="{at(y)}"{extra}{end}>{said(words)}</text>'


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A rectangle; a negative width or height grows to the other side."""
    x, width = (x + width, -width) if width < 0 else (x, width)
    y, height = (y + height, -height) if height < 0 else (y, height)
    return f'<rect x="{at(x)}" y="{at(y)}" width="{at(max(width, 0.5))}" height="{at(max(height, 0.5))}" class="{kind}"/>'


def circle(x: float, y: float, radius: float, kind: str) -> str:
    """A dot."""
    return f'<circle cx="{at(x)}" cy="{at(y)}" r="{at(radius)}" class="{kind}"/>'


def path(points: Iterable[tuple[float, float]], kind: str) -> str:
    """A line through points."""
    steps = "L".join(f"{at(x)} {at(y)}" for x, y in points)
    return f'<path d="M{steps}" class="{kind}"/>'


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places for labels near ``wanted`` (ascending order of the result is that of the input values), at least ``gap`` apart."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [0.0] * len(wanted)
    last = low - gap
    for index in order:
        placed[index] = last = max(wanted[index], last + gap)
    over = max(0.0, last - high)
    for index in reversed(order):
        placed[index] = min(placed[index], high)
        high = placed[index] - gap
        if not over:
            break
    return placed


def shortened(words: str, most: int) -> str:
    """Text cut to ``most`` characters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
