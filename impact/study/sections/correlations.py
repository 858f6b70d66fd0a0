"""Correlations before and after, and the exposure regression."""

from __future__ import annotations

from typing import Any

from impact.records import Message
from impact.study.correlate import Correlations
from impact.study.correlation import METHODS
from impact.study.exposure import Exposure
from impact.study.present import Cell, Section, Value
from impact.study.sections import decimal, exported, fields, percent, probability, title, told


@told.register
def _(result: Correlations, *, language: str, explain: bool = False) -> list[Section]:
    out = []
    for key, side in (("before", result.before), ("after", result.after)):
        order = [result.symbols.index(symbol) for symbol in result.clusters.order]
        names = [result.symbols[i] for i in order]
        matrix = side.matrices["pearson"]
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (names[a], *(Value(matrix[i, j]) if b <= a else "" for b, j in enumerate(order))) for a, i in enumerate(order)
        )
        notes = [
            Message(
                id="study.average",
                values={
                    "pearson": decimal(side.averages["pearson"]), "low": decimal(side.average_low), "high": decimal(side.average_high),
                    "spearman": decimal(side.averages["spearman"]), "kendall": decimal(side.averages["kendall"]),
                },
            )
        ]  # fmt: skip
        heading = title(key, first=side.first, last=side.last, n=side.observations)
        out.append(Section(title=heading, columns=("symbol", *(f"={name}" for name in names)), rows=rows, notes=tuple(notes)))
    difference, low, high = result.change
    change = Message(id="study.change", values={"change": decimal(difference), "low": decimal(low), "high": decimal(high)})
    extra = [change, *result.notes, *(message for _, message in result.dropped)]
    if result.equal is None:
        extra.append(Message(id="study.jennrich_none"))
    else:
        values = {"chi2": decimal(result.equal.chi2), "df": result.equal.df, "p": probability(result.equal.p, language)}
        extra.append(Message(id="study.jennrich", values=values))
    out.append(
        Section(
            title=title("contagion", lead=result.lead),
            columns=("symbol", "before", "after", "corrected", "p_uncorrected", "p", "p_holm", "peak"),
            rows=tuple(
                (
                    x["symbol"], Value(x["before"]), Value(x["after"]), Value(x["corrected"]), Value(x["p_uncorrected"], 3, p=True),
                    Value(x["p"], 3, p=True), Value(x["p_holm"], 3, p=True), lag.peak,
                )
                for x, lag in zip(result.contagion_rows(), result.lead_lags, strict=True)
            ),
            notes=(Message(id="study.forbes_rigobon"), *extra),
        )
    )  # fmt: skip
    groups = tuple((i + 1, ", ".join(group)) for i, group in enumerate(result.clusters.groups) if len(group) > 1)
    out.append(Section(title=title("clusters", cut=decimal(result.clusters.cut)), columns=("group", "symbols"), rows=groups))
    return out


@exported.register
def _(result: Correlations) -> dict[str, Any]:
    return {
        "pairs": result.rows(),
        "session": result.session,
        "lead": result.lead,
        "market": result.market,
        "average": {
            side: part.averages | {"low": part.average_low, "high": part.average_high, "sessions": part.observations}
            for side, part in (("before", result.before), ("after", result.after))
        },
        "change": dict(zip(("change", "low", "high"), result.change, strict=True)),
        "contagion": result.contagion_rows(),
        "jennrich": None if result.equal is None else fields(result.equal),
        "lead_lag": [fields(x) for x in result.lead_lags],
        "rolling": [{"symbol": name, "points": points} for name, points in result.rolling],
        "clusters": {"order": result.clusters.order, "groups": result.clusters.groups, "cut": result.clusters.cut},
        "methods": list(METHODS),
        "notes": [*result.notes, *(message for _, message in result.dropped)],
    }


@told.register
def _(result: Exposure, *, language: str, explain: bool = False) -> list[Section]:
    values = {
        "slope": decimal(result.slope), "error": decimal(result.error), "t": decimal(result.t), "p": probability(result.p, language),
        "n": result.n, "r2": decimal(result.r2), "rank": decimal(result.rank_correlation),
    }  # fmt: skip
    heading = title("exposure", lead=result.lead)
    if result.without:
        heading = title("exposure_without", lead=result.lead, share=result.without)
    points = tuple((name, Value(beta), percent(move)) for name, beta, move in sorted(result.points, key=lambda point: -point[1]))
    notes = (Message(id="study.exposure", values=values), Message(id="study.exposure_caveat"))
    return [Section(title=heading, columns=("symbol", "beta", "return"), rows=points, notes=notes)]


@exported.register
def _(result: Exposure) -> dict[str, Any]:
    points = [{"symbol": name, "beta": beta, "actual_return": move} for name, beta, move in result.points]
    return {"exposure" if result.without is None else "exposure_without": result.row() | {"points": points}}
