"""An event study: firms, basket, estimation, confounders, tests."""

from __future__ import annotations

from typing import Any

from impact.records import Amount, Message, Translated
from impact.reference.events import said
from impact.study.present import Cell, Section, Value
from impact.study.results import Confounder, Study
from impact.study.sections import decimal, exported, fields, model_name, percent, relative, title, told
from impact.study.significance import battery

HEADLINE = ("adjusted_bmp", "portfolio_t", "portfolio_sq", "placebo_bmp", "grank_t")


@told.register
def _(result: Study, *, language: str, explain: bool = False) -> list[Section]:
    setting = result.settings
    values = {"session": setting.session, "benchmark": setting.benchmark, "model": model_name(setting.model, language)}
    firms = result.panel.firms
    rows: list[tuple[Cell, ...]] = []
    short = len(firms) > 3 and not explain
    shown = [item for item in result.windows if not short or item.window in {(0, 0), setting.window}]
    for item in sorted(shown, key=lambda item: item.window != (0, 0)):  # the event session first
        first, last = item.window
        for i, symbol in enumerate(firms):
            rows.append(
                (
                    symbol, relative(first, last),
                    result.sessions[first - setting.window[0]] if first == last else None,
                    percent(item.actual[i]), percent(item.car[i]), percent(item.bhar[i]), percent(item.low[i]), percent(item.high[i]),
                    Value(item.t[i]), Value(item.p[i], 3, p=True), Value(item.p_sq[i], 3, p=True), f"{item.rank[i]}/{item.windows[i]}",
                    Value(item.p_holm[i], 3, p=True),
                )
            )  # fmt: skip
    columns = ("symbol", "day", "session", "return", "abnormal", "bhar", "low", "high", "t", "p", "p_sq", "rank", "p_holm")
    window = {"first": setting.estimation_first, "last": setting.estimation_last}
    about = [Message(id="study.about", values=window | {"level": round(setting.level * 100)}), *result.notes]
    if setting.weights:
        about.append(Message(id="study.left_out", values={"symbols": tuple(setting.weights), "benchmark": setting.benchmark}))
    if len(shown) < len(result.windows):
        about.append(Message(id="study.other_days"))
    out = [Section(title=title("study", **values), columns=columns, rows=tuple(rows), notes=tuple(about))]
    if result.dropped:
        out.append(Section(title=title("dropped"), notes=tuple(message for _, message in result.dropped)))
    if result.basket:
        out.append(_basket(result, explain))
    if firms:
        out.append(_estimation(result))
    if result.confounders:
        out.append(
            Section(
                title=title("confounders"),
                columns=("day", "session", "symbols", "event", "when", "certainty"),
                rows=tuple(
                    (relative(x.day), x.session, x.symbols, _what(x), said(x.when), said(x.certainty))
                    for x in result.confounders
                ),
                notes=(Message(id="study.day_zero"),),
            )
        )
    return [*out, *_arithmetic(result), *_tests(result, language)] if explain else out


def _what(other: Confounder) -> Message:
    return Message(id="event.what", values={"what": Translated(text=other.what, texts=dict(other.translations))})


def _arithmetic(result: Study) -> list[Section]:
    """Day 0 of each firm, number by number; for models of one benchmark."""
    panel, day = result.panel, result.window((0, 0)) if result.windows else None
    if day is None or set(panel.coefficients) != {"alpha", "beta"}:
        return []
    regressors = panel.regressors_event[panel.days.index(0)]
    lines = []
    for i, symbol in enumerate(panel.firms):
        market = float(regressors[i if len(regressors) > 1 else 0, 1])
        values = {
            "symbol": symbol,
            "actual": _amount(day.car[i] + panel.coefficients["alpha"][i] + panel.coefficients["beta"][i] * market),
            "alpha": _amount(panel.coefficients["alpha"][i]), "beta": decimal(float(panel.coefficients["beta"][i])),
            "market": _amount(market), "abnormal": _amount(day.car[i]), "sigma": _amount(panel.sigma[i]),
            "factor": decimal(float(day.error[i] / panel.sigma[i]) ** 2), "error": _amount(day.error[i]), "t": decimal(float(day.t[i])),
            "df": int(day.df[i]),
        }  # fmt: skip
        lines.append(Message(id="study.arithmetic", values=values))
    return [Section(title=title("arithmetic", session=result.settings.session), notes=tuple(lines))]


def _amount(value: float) -> Amount:
    return Amount(value=100.0 * float(value), unit="percent")


def _basket(result: Study, explain: bool) -> Section:
    """Headline tests first; those that assume independent firms carry a mark. The whole window shows the headline alone."""
    order = {name: i for i, name in enumerate(HEADLINE)}
    tests = sorted(result.basket, key=lambda x: (x.window[1] - x.window[0] > 0, x.window, x.independent, order.get(x.test, 99)))
    means = {item.window: item for item in result.means}
    rows = tuple(
        (
            relative(*x.window), percent(means[x.window].caar), x.test + (" ⚠" if x.independent else ""),
            Value(x.statistic), Value(x.df, 0), Value(x.p, 3, p=True), x.firms,
        )
        for x in tests
        if x.window == (0, 0) or (x.window[0] != x.window[1] and (explain or x.test in order))
    )  # fmt: skip
    return Section(
        title=title("basket", n=len(result.panel.firms)),
        columns=("window", "mean", "test", "statistic", "df", "p", "firms"),
        rows=rows,
        notes=(
            Message(id="study.mean_correlation", values={"r": decimal(result.mean_correlation)}),
            Message(id="study.independence"),
            Message(id="study.jump_of_correlation"),
        ),
    )


def _estimation(result: Study) -> Section:
    rows = tuple(
        (
            x.symbol, x.observations, Value(x.coefficients.get("beta")), percent(x.sigma, signed=False), Value(x.kurtosis, 1),
            percent(x.detectable, signed=False, places=1), len(x.jumps), Value(x.p_without_jumps, 3, p=True),
        )
        for x in result.firms
    )  # fmt: skip
    spoiled = tuple(
        Message(
            id="study.jumps",
            values={"symbol": x.symbol, "days": tuple(jump.session for jump in sorted(x.jumps, key=lambda jump: -jump.sigmas)[:4])},
        )
        for x in result.firms
        if x.jumps
    )
    return Section(
        title=title("estimation"),
        columns=("symbol", "sessions", "beta", "sigma", "kurtosis", "detectable", "jumps", "p_without_jumps"),
        rows=rows,
        notes=spoiled,
    )


def _tests(result: Study, language: str) -> list[Section]:
    used = {"prediction_error_t", "sq", *(item.test for item in result.basket)}
    rows = tuple(
        (test.id, test.null.get(language, test.null["en"]), test.formula, test.df, test.variant, test.paper)
        for test in battery().values()
        if test.id in used
    )
    return [Section(title=title("tests"), columns=("test", "null", "formula", "df", "variant", "source"), rows=rows)]


@exported.register
def _(result: Study) -> dict[str, Any]:
    setting = result.settings
    tests = battery()
    used = {"prediction_error_t", "sq", *(item.test for item in result.basket)}
    return {
        "rows": result.rows(),
        "settings": fields(setting),
        "basket": result.basket_rows(),
        "mean_correlation": result.mean_correlation,
        "estimation": [fields(x) for x in result.firms],
        "confounders": [{k: v for k, v in fields(x).items() if k != "translations"} for x in result.confounders],
        "notes": list(result.notes),
        "tests": {
            name: {"null": test.null["en"], "formula": test.formula, "df": test.df, "variant": test.variant, "paper": test.paper}
            for name, test in tests.items()
            if name in used
        },
    }
