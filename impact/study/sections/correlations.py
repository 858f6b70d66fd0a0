"""Correlations before and after, and the exposure regression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from impact.records import Message
from impact.study.correlate import Correlations
from impact.study.correlation import METHODS
from impact.study.exposure import Exposure
from impact.study.present import Cell, Section, Value
from impact.study.sections import decimal, exported, fields, percent, probability, title, told

# What is behind every p and interval of these sections: name, null hypothesis (or what it estimates), formula, source.
EXPLAINED: tuple[tuple[str, Mapping[str, str], str, str], ...] = (
    (
        "interval",
        {
            "en": "covers the true correlation if sessions are independent",
            "de": "enthält die wahre Korrelation, wenn die Tage unabhängig sind",
        },
        "tanh(atanh r ± z·s), s = 1/√(n − 3); Spearman √((1 + r²/2)/(n − 3)); Kendall √(0.437/(n − 4))",
        "Fisher 1921; Bonett and Wright 2000; Fieller, Hartley and Pearson 1957",
    ),
    (
        "bootstrap",
        {"en": "the same when sessions hang together in time", "de": "dasselbe, wenn die Tage zeitlich zusammenhängen"},
        "percentiles over resamples in runs of geometric length, mean n^(1/3)",
        "Politis and Romano 1994, JASA 89, p. 1304",
    ),
    (
        "forbes_rigobon",
        {
            "en": "The correlation with the lead is the same before and after, apart from the lead's higher variance.",
            "de": "Die Korrelation mit der Leitaktie ist vorher und nachher gleich, von deren höherer Varianz abgesehen.",
        },
        "r* = r/√(1 + δ(1 − r²)), δ = Var_after/Var_before − 1; z = (atanh r* − atanh r_before)/√(1/(n₁ − 3) + 1/(n₂ − 3))",
        "Forbes and Rigobon 2002, Journal of Finance 57, p. 2230",
    ),
    (
        "jennrich",
        {"en": "Both correlation matrices are the same.", "de": "Beide Korrelationsmatrizen sind gleich."},
        "χ² = ½ tr(Z²) − dg(Z)'S⁻¹dg(Z), N(N − 1)/2 degrees of freedom",
        "Jennrich 1970, JASA 65, p. 904",
    ),
    (
        "peak",
        {"en": "No correlation at any lag.", "de": "Bei keinem Abstand besteht eine Korrelation."},
        "largest |r(k)|, k = −3 … 3, if above z/√n (Bonferroni)",
        "Bartlett 1946, JRSS Supplement 8, p. 27",
    ),
)


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
    if groups:
        out.append(Section(title=title("clusters", cut=decimal(result.clusters.cut)), columns=("group", "symbols"), rows=groups))
    if explain:
        rows = tuple((name, null.get(language, null["en"]), formula, source) for name, null, formula, source in EXPLAINED)
        out.append(Section(title=title("tests"), columns=("test", "null", "formula", "source"), rows=rows))
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
