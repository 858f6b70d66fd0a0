"""Plots on request, as SVG written by hand: cumulative abnormal return, heat map, claimed against actual.

Each function returns a whole SVG document; ``say`` gives the words. No script, no font, no library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from math import asinh, ceil, floor, isfinite, log10

from impact.errors import InputError
from impact.records import Message
from impact.study.calibration import Calibration
from impact.study.correlate import Correlations
from impact.study.present import Say, Style, Value
from impact.study.results import Study
from impact.study.sections import model_name, relative, title

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 80, 110, 48, 52
INKS = ("#0b6e99", "#c2410c", "#4d7c0f", "#7e22ce", "#b91c1c", "#0f766e", "#92400e", "#475569")  # all 4.5:1 and darker on white


def study(result: Study, say: Say, language: str, *, firms: int = 8) -> str:
    """Cumulative abnormal return of up to ``firms`` shares (the largest on day 0) over the event window; one share with its interval."""
    import numpy

    from impact.study.distributions import critical_t

    style, panel = Style(say, language), result.panel
    if not panel.firms:
        raise InputError(
            str(result.settings.session), "no share could be studied, so there is nothing to draw", "see the reasons in the table"
        )
    size = numpy.abs(result.window((0, 0)).car)
    chosen = [int(i) for i in numpy.argsort(-size, kind="stable")[:firms]]
    days = list(panel.days)
    paths = {i: [float(panel.car((days[0], day))[i]) for day in days] for i in chosen}
    reach: list[float] = []
    if len(chosen) == 1:
        error = [panel.sigma[chosen[0]] * panel.factor((days[0], day))[chosen[0]] ** 0.5 for day in days]
        reach = [float(critical_t(result.settings.level, panel.df[chosen[0]])) * float(item) for item in error]
    values = [item for path in paths.values() for item in path if isfinite(item)] + [0.0]
    if reach:
        values += [paths[chosen[0]][k] + sign * reach[k] for k in range(len(days)) for sign in (-1.0, 1.0)]
    frame = _Frame((days[0] - 0.3, days[-1] + 0.3), (min(values), max(values)))
    parts = frame.grid(days, lambda value: style.number(Value(value, 0, percent=True)))
    if reach:
        path = paths[chosen[0]]
        edge = [(day, path[k] + reach[k]) for k, day in enumerate(days)] + [
            (day, path[k] - reach[k]) for k, day in reversed(list(enumerate(days)))
        ]
        parts.append(f'<polygon points="{frame.points(edge)}" fill="{INKS[0]}" fill-opacity="0.15"/>')
    taken: list[float] = []
    chosen.sort(key=lambda i: -paths[i][-1] if isfinite(paths[i][-1]) else 0.0)  # labels from top to bottom
    for ink, i in zip(INKS, chosen, strict=False):
        points = [(day, value) for day, value in zip(days, paths[i], strict=True) if isfinite(value)]
        parts.append(f'<polyline points="{frame.points(points)}" fill="none" stroke="{ink}" stroke-width="2"/>')
        parts += [f'<circle cx="{frame.x(day):.1f}" cy="{frame.y(value):.1f}" r="3" fill="{ink}"/>' for day, value in points]
        if points:
            at = frame.y(points[-1][1])
            while any(abs(at - other) < 13 for other in taken):  # labels of close paths step aside
                at += 13
            taken.append(at)
            parts.append(_text(frame.x(points[-1][0]) + 8, at + 4, panel.firms[i], ink=ink))
    setting = result.settings
    values_of = {"session": setting.session, "benchmark": setting.benchmark, "model": model_name(setting.model, language)}
    return _document(say(title("car", **values_of)), parts)


def heat_map(result: Correlations, say: Say, language: str) -> str:
    """Pearson matrices before (below the diagonal) and after (above it), ordered by cluster."""
    style = Style(say, language)
    order = [result.symbols.index(symbol) for symbol in result.clusters.order]
    cell = max(18, min(48, 560 // max(1, len(order))))
    left, top = 90, 90
    parts = []
    for row, i in enumerate(order):
        parts.append(_text(left - 8, top + cell * (row + 0.5) + 4, result.symbols[i], anchor="end"))
        x = left + cell * (row + 0.5)
        parts.append(f'<g transform="translate({x:.0f} {top - 8}) rotate(-55)">{_text(0, 0, result.symbols[i])}</g>')
        for column, j in enumerate(order):
            value = float((result.before if column < row else result.after).matrices["pearson"][i, j]) if i != j else 1.0
            fill = _shade(value) if i != j else "#d4d4d4"
            x, y = left + cell * column, top + cell * row
            parts.append(f'<rect x="{x}" y="{y}" width="{cell}" height="{cell}" fill="{fill}"/>')
            if cell >= 28 and i != j:
                ink = "#ffffff" if abs(value) > 0.6 else "#171717"
                parts.append(_text(x + cell / 2, y + cell / 2 + 4, style.number(Value(value)), anchor="middle", ink=ink, size=11))
    side = left + cell * len(order)
    names = ((result.before, "before"), (result.after, "after"))
    legend = [say(title(key, first=part.first, last=part.last, n=part.observations)) for part, key in names]
    parts += [_text(left, side + 24, f"◣ {legend[0]}"), _text(left, side + 42, f"◥ {legend[1]}")]
    return _document(say(title("contagion", lead=result.lead)), parts, max(side + 20, 560), side + 60)


def scatter(result: Calibration, say: Say, language: str, unit: str = "percent") -> str:
    """Claimed (across) against actual (up) in one unit, with the diagonal of a claim that holds exactly.

    Both axes are logarithmic beyond ±1 (in percent or points; ±1 bn in a currency) and linear inside, so that one wild number does not
    press all others into a point. InputError when no claim has the unit.
    """
    points = [(pair.claimed, pair.actual, pair.claim) for pair in result.pairs if pair.unit == unit]
    if not points:
        raise InputError(
            unit, "no claim of this unit has a number on both sides, so there is nothing to draw", "take another unit or more articles"
        )
    style, one = Style(say, language), 1.0 if unit in {"percent", "points"} else 1e9

    def bent(value: float) -> float:
        return asinh(value / one / 2.0)  # sign(x)·ln|x| far from zero

    sizes = [value for point in points for value in point[:2]]
    most = ceil(log10(max(1.0, *(abs(value) / one for value in sizes))))
    ticks = [sign * 10.0**power for sign in (-1.0, 1.0) for power in range(most + 1)]
    low, high = min(sizes) / one, max(sizes) / one
    ticks = sorted(tick for tick in [*ticks, 0.0] if (tick >= 0 or low < tick / 10.0) and (tick <= 0 or high > tick / 10.0))
    frame = _Frame((bent(ticks[0] * one), bent(ticks[-1] * one)), (0.0, 1.0))
    frame.ticks, frame.bottom, frame.top = [bent(tick * one) for tick in ticks], frame.left, frame.right
    names = {bent(tick * one): style.number(Value(tick, 0)) for tick in ticks}
    parts = frame.grid(frame.ticks, names.__getitem__, names.__getitem__)
    ends = [(frame.left, frame.bottom), (frame.right, frame.top)]
    parts.append(f'<polyline points="{frame.points(ends)}" fill="none" stroke="#525252" stroke-dasharray="5 4"/>')
    parts += [
        f'<circle cx="{frame.x(bent(x)):.1f}" cy="{frame.y(bent(y)):.1f}" r="4" fill="{INKS[0]}" fill-opacity="0.5">'
        f"<title>{escape(name)}</title></circle>"
        for x, y, name in points
    ]
    axes = [say(Message(id=f"study.head_{key}")) for key in ("claimed", "actual")]
    scale = f"{unit}" if one == 1.0 else f"{unit} bn"
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, f"{axes[0]} ({scale})", anchor="middle"))
    parts.append(_text(LEFT, TOP - 8, f"{axes[1]} ({scale})"))
    return _document(say(title("calibrate")), parts)


class _Frame:
    """Linear axes of one plot; the vertical one is widened to round steps."""

    def __init__(self, across: tuple[float, float], up: tuple[float, float]) -> None:
        self.left, self.right = across if across[1] > across[0] else (across[0] - 1.0, across[1] + 1.0)
        self.ticks = self.steps(*up)
        self.bottom, self.top = self.ticks[0], self.ticks[-1]

    def x(self, value: float) -> float:
        return LEFT + (value - self.left) / (self.right - self.left) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (value - self.bottom) / (self.top - self.bottom) * (HEIGHT - TOP - BOTTOM)

    def points(self, pairs: Sequence[tuple[float, float]]) -> str:
        return " ".join(f"{self.x(a):.1f},{self.y(b):.1f}" for a, b in pairs)

    def steps(self, low: float, high: float) -> list[float]:
        """About five round numbers that hold both ends."""
        rough = (high - low) / 5.0 or 1.0
        power = 10.0 ** floor(log10(rough))
        step = next(power * m for m in (1.0, 2.0, 5.0, 10.0) if power * m >= rough)
        return [step * k for k in range(floor(low / step), ceil(high / step) + 1)] if high > low else [low - step, low, low + step]

    def grid(self, across: Sequence[float], label: Callable[[float], str], below: Callable[[float], str] | None = None) -> list[str]:
        """Lines and labels; zero is drawn stronger. ``below`` writes the labels of the horizontal axis, by default as relative days."""
        out = []
        for value in self.ticks:
            ink = "#525252" if abs(value) < 1e-12 else "#d4d4d4"
            out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{self.y(value):.1f}" y2="{self.y(value):.1f}" stroke="{ink}"/>')
            out.append(_text(LEFT - 8, self.y(value) + 4, label(value), anchor="end"))
        for value in across:
            text = below(value) if below else relative(round(value))
            out.append(_text(self.x(value), HEIGHT - BOTTOM + 20, text, anchor="middle"))
        return out


def _text(x: float, y: float, words: str, *, anchor: str = "start", ink: str = "#171717", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{ink}">{escape(words)}</text>'


def _shade(value: float) -> str:
    """White at 0, red at +1, blue at −1."""
    if not isfinite(value):
        return "#a3a3a3"
    end = (178, 24, 43) if value > 0 else (33, 102, 172)
    return "#" + "".join(f"{round(255 + (part - 255) * min(1.0, abs(value))):02x}" for part in end)


def _document(heading: str, parts: Sequence[str], width: int = WIDTH, height: int = HEIGHT) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'font-family="system-ui, sans-serif"><title>{escape(heading)}</title><rect width="100%" height="100%" fill="#ffffff"/>'
        f"{_text(16, 26, heading, size=15)}{''.join(parts)}</svg>\n"
    )
