"""Closes around the event, with the range of each session and the levels that the articles claim."""

from __future__ import annotations

from datetime import date

from impact.records import Bar, Check, Report
from impact.report.charts import Chart, Scale, apart, circle, line, path, shortened, text
from impact.report.claimed import claimed
from impact.report.messages import Catalogue
from impact.report.wording import name

WIDTH, HEIGHT = 760, 300
LEFT, TOP, BOTTOM = 70, 18, 34
LABELS, MARGIN = 190, 40  # to the right: with labels of claimed levels, and without
BEFORE, AFTER = 30, 10
MOST = 6


def charts(report: Report, words: Catalogue) -> list[Chart]:
    """A picture for each of the symbols with bars, those with most claims first; six at most."""
    claims: dict[str, list[tuple[date, Check]]] = {}
    for check in report.checks:
        subject, day = check.claim.subject, check.claim.event_date
        if subject is not None and subject in report.series and day is not None and len(day) == 10:
            claims.setdefault(subject, []).append((date.fromisoformat(day), check))
    ranked = sorted(claims, key=lambda symbol: (-len(claims[symbol]), symbol))[:MOST]
    return [found for number, symbol in enumerate(ranked) if (found := _chart(number, symbol, claims[symbol], report, words))]


def _chart(number: int, symbol: str, claims: list[tuple[date, Check]], report: Report, words: Catalogue) -> Chart | None:
    days = sorted({day for day, _ in claims})
    bars = _window(report.series[symbol], days)
    if len(bars) < 2:
        return None
    unit = _unit(claims)
    at_day = {bar.session: index for index, bar in enumerate(bars)}
    levels = _levels(bars, at_day, claims, words)
    low = min(*(bar.low for bar in bars), *(level for _, level, _ in levels)) if levels else min(bar.low for bar in bars)
    high = max(*(bar.high for bar in bars), *(level for _, level, _ in levels)) if levels else max(bar.high for bar in bars)
    pad = (high - low) * 0.06 or 1.0
    right = WIDTH - (LABELS if levels else MARGIN)
    x = Scale(0, len(bars) - 1, LEFT, right)
    y = Scale(low - pad, high + pad, HEIGHT - BOTTOM, TOP)
    parts = [_axes(bars, x, y, words, unit)]
    shown = [day for day in days if day in at_day]
    parts += [line(x(at_day[day]), TOP, x(at_day[day]), HEIGHT - BOTTOM, "event") for day in shown]
    for day, anchor in zip(shown[:1] + shown[1:][-1:], ("end" if len(shown) > 1 else "middle", "start"), strict=False):
        parts.append(text(x(at_day[day]), TOP - 5, words.numbers.day(day), "tick", anchor))  # the days between are in the table
    parts += [line(x(index), y(bar.low), x(index), y(bar.high), "range") for index, bar in enumerate(bars)]
    parts.append(path([(x(index), y(bar.close)) for index, bar in enumerate(bars)], "close"))
    parts += [circle(x(at_day[day]), y(bars[at_day[day]].close), 4, "dot") for day in days if day in at_day]
    spots = apart([y(level) for _, level, _ in levels], 15, TOP + 6, HEIGHT - BOTTOM)
    for (index, level, label), spot in zip(levels, spots, strict=True):
        parts.append(line(x(index), y(level), right + 6, y(level), "level"))
        parts.append(line(right + 6, y(level), right + 14, spot - 4, "level"))
        parts.append(text(right + 18, spot, shortened(label, 30), "mark"))
    title = words.label("chart_price" if levels else "chart_price_only", name=name(symbol, report, words))
    return Chart(
        id=f"price-{number}",
        title=title,
        description=words.label(
            "chart_price_description" if levels else "chart_price_only_description",
            name=name(symbol, report, words),
            first=bars[0].session,
            last=bars[-1].session,
        ),
        width=WIDTH,
        height=HEIGHT,
        body="".join(parts),
        head=tuple(words.label(key) for key in ("day", "low", "high", "close", "claimed")),
        rows=tuple(_row(index, bar, levels, words, unit) for index, bar in enumerate(bars)),
    )


def _row(index: int, bar: Bar, levels: list[tuple[int, float, str]], words: Catalogue, unit: str) -> tuple[str, ...]:
    amount = words.numbers.amount
    said = "; ".join(f"{amount(level, unit)} ({label})" for day, level, label in levels if day == index)
    return (words.numbers.day(bar.session), amount(bar.low, unit), amount(bar.high, unit), amount(bar.close, unit), said)


def _window(bars: tuple[Bar, ...], days: list[date]) -> tuple[Bar, ...]:
    before = sum(bar.session < days[0] for bar in bars)
    upto = sum(bar.session <= days[-1] for bar in bars)
    return bars[max(0, before - BEFORE) : upto + AFTER]


def _unit(claims: list[tuple[date, Check]]) -> str:
    for _, check in claims:
        for reading in check.readings:
            for figure in reading.inputs:
                if figure.name in ("close", "previous_close"):
                    return figure.unit
    return "count"


def _levels(
    bars: tuple[Bar, ...], at_day: dict[date, int], claims: list[tuple[date, Check]], words: Catalogue
) -> list[tuple[int, float, str]]:
    """(session's index, claimed level, label) of claims on a move in percent and on a price."""
    found: dict[tuple[int, float], str] = {}
    for day, check in claims:
        claim, index = check.claim, at_day.get(day)
        if index is None or claim.value is None or claim.negated:
            continue
        if claim.metric == "price_change_pct" and index > 0 and claim.period_start is None and claim.base_value is None:
            sign = -1 if claim.direction == "down" else 1
            level = bars[index - 1].close * (1 + sign * claim.value / 100)
        elif claim.metric == "price_level":
            level = claim.value
        else:
            continue
        nearest = [bar.close for bar in bars]
        if min(nearest) / 3 <= level <= max(nearest) * 3:
            found.setdefault((index, round(level, 4)), words.label("claimed_as", claim=claimed(claim, words)))
    return [(index, level, label) for (index, level), label in sorted(found.items())][:6]


def _axes(bars: tuple[Bar, ...], x: Scale, y: Scale, words: Catalogue, unit: str) -> str:
    parts = []
    for tick in y.ticks():
        parts.append(line(LEFT, y(tick), x.last, y(tick), "grid"))
        parts.append(text(LEFT - 6, y(tick) + 4, words.numbers.amount(tick, unit, plain=True), "tick", "end"))
    step = max(1, (len(bars) - 1) // 4)
    days = range(0, len(bars), step)
    parts += [text(x(index), HEIGHT - BOTTOM + 18, words.numbers.day(bars[index].session), "tick", "middle") for index in days]
    return "".join(parts)
