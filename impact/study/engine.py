"""The event study: sample, model, firms, basket, and what its reader must be warned of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from impact.errors import InputError
from impact.records import Message
from impact.study.arrays import Array
from impact.study.contamination import confounders, jumps, kurtosis
from impact.study.distributions import critical_t, p_of_t
from impact.study.frames import Cut, cut
from impact.study.models import Model, models
from impact.study.multiple import benjamini_hochberg, holm
from impact.study.panel import Fit, Panel, Sample
from impact.study.placebo import left_out, ordinary_sums
from impact.study.results import BasketTest, BasketWindow, Confounder, FirmNotes, FirmWindow, Jump, Settings, Study
from impact.study.significance import Test, Window, battery
from impact.study.significance.portfolio_t import portfolio

if TYPE_CHECKING:
    import pandas

SMALL = 5  # firms; a spread across fewer of them is hardly known
MINIMUM = 60  # estimation returns; fewer make the prediction error itself a guess


def event_study(
    closes: pandas.DataFrame,
    symbols: Sequence[str],
    event: date,
    benchmark: str,
    *,
    window: Window = (-1, 3),
    estimation: int = 250,
    gap: int = 5,
    model: str = "market_model",
    kind: str = "simple",
    weights: Mapping[str, float] | None = None,
    factors: pandas.DataFrame | None = None,
    donors: Sequence[str] = (),
    events: pandas.DataFrame | None = None,
    level: float = 0.95,
    minimum: int = MINIMUM,
    tests: Sequence[str] | None = None,
) -> Study:
    """Event study of one or many firms on one common date.

    ``closes``: frame (sessions × symbols) of split-adjusted closes. ``weights``: symbol → its weight in the benchmark, which is then
    left out of it. ``factors``: frame (sessions × factors) of fractions for ``multi_factor``. ``donors``: untouched symbols for
    ``synthetic_control``. ``events``: frame of other news (see :func:`~impact.study.contamination.confounders`). ``tests``: ids of basket
    tests, all by default. Firms that cannot be studied are in ``dropped`` with the reason; InputError when nothing can.
    """
    known, chosen = models(), [symbol for symbol in dict.fromkeys(symbols) if symbol != benchmark]
    if model not in known:
        raise InputError(model, "no such model", f"use one of {', '.join(known)}")
    dropped = [
        (symbol, Message(id="study.own_benchmark", values={"symbol": symbol})) for symbol in dict.fromkeys(symbols) if symbol == benchmark
    ]
    present = set(closes.columns)
    dropped += [(symbol, Message(id="study.no_series", values={"symbol": symbol})) for symbol in chosen if symbol not in present]
    chosen = [symbol for symbol in chosen if symbol in present]
    if not chosen:
        raise InputError(
            " ".join(symbols) or "no symbols", "no prices of any of them besides the benchmark", "name symbols that the price data hold"
        )
    part = cut(
        closes, chosen, event, benchmark, window=window, estimation=estimation, gap=gap, kind=kind, weights=weights, factors=factors,
        donors=[symbol for symbol in donors if symbol in present and symbol not in chosen],
    )  # fmt: skip
    needs = known[model].needs
    if needs is not None and getattr(part.sample, needs) is None:
        raise InputError(model, f"needs {needs}", "give them, or choose another model")
    panel, reasons = _panel(part, known[model], min(minimum, estimation))
    settings = Settings(
        asked=event, session=part.session, benchmark=benchmark, model=model, kind=kind, estimation=estimation, gap=gap,
        weights={symbol: value for symbol, value in (weights or {}).items() if symbol in panel.firms and value},
        window=(part.days[0], part.days[-1]), level=level,
        estimation_first=part.estimation_sessions[0], estimation_last=part.estimation_sessions[-1],
    )  # fmt: skip
    dropped += reasons
    if not panel.firms:
        return _empty(part, panel, settings, dropped)
    kept = [part.firms.index(symbol) for symbol in panel.firms]
    actual = part.actual[:, kept]
    windows: list[Window] = [(day, day) for day in panel.days]
    if len(windows) > 1:
        windows.append((panel.days[0], panel.days[-1]))
    basket_tests = [test for test in battery().values() if test.scope == "basket" and (tests is None or test.id in tests)]
    several = len(panel.firms) > 1
    notes = list(part.notes)
    if several:
        notes.append(Message(id="study.common_date", values={"n": len(panel.firms)}))
        if len(panel.firms) < SMALL:
            notes.append(Message(id="study.small_basket", values={"n": len(panel.firms)}))
    found: tuple[Confounder, ...] = ()
    if events is not None:
        found = confounders(events, panel.firms, part.before, part.event_sessions, part.days)
        after = sum(item.day > 0 for item in found)
        if after:
            notes.append(Message(id="study.confounded", values={"n": after}))
    return Study(
        settings=settings,
        panel=panel,
        sessions=part.event_sessions,
        windows=tuple(firm_window(panel, item, actual, level, kind) for item in windows),
        basket=tuple(basket_test(panel, item, test) for item in windows for test in basket_tests) if several else (),
        means=tuple(basket_window(panel, item, level) for item in windows) if several else (),
        mean_correlation=panel.mean_correlation if several else None,
        firms=firm_notes(panel, part, known[model], kept),
        confounders=found,
        dropped=tuple(dropped),
        notes=tuple(notes),
    )


def firm_window(panel: Panel, window: Window, actual: Array, level: float, kind: str = "simple") -> FirmWindow:
    """All single-firm results of one window; ``actual`` (W, N) are the firms' simple returns of the event window."""
    import numpy

    tests = battery()
    t_test, sq = tests["prediction_error_t"].compute(panel, window), tests["sq"].compute(panel, window)
    rows = panel.rows(window)
    car = panel.car(window)
    error = panel.sigma * numpy.sqrt(panel.factor(window))
    reach = critical_t(level, panel.df) * error
    compounded = (1.0 + actual[rows]).prod(axis=0)
    abnormal = panel.abnormal[rows]
    expected = actual[rows] - abnormal if kind == "simple" else numpy.expm1(numpy.log1p(actual[rows]) - abnormal)
    ordinary = numpy.abs(ordinary_sums(panel, window[1] - window[0] + 1))
    return FirmWindow(
        window=window, car=car, error=error, t=t_test.statistic, df=panel.df, p=t_test.p, low=car - reach, high=car + reach,
        bhar=compounded - (1.0 + expected).prod(axis=0), actual=compounded - 1.0, p_sq=sq.p,
        rank=(ordinary >= numpy.abs(car)).sum(axis=0) + 1, windows=numpy.isfinite(ordinary).sum(axis=0) + 1,
        p_holm=holm(t_test.p), p_bh=benjamini_hochberg(t_test.p),
    )  # fmt: skip


def basket_test(panel: Panel, window: Window, test: Test) -> BasketTest:
    """One basket test in one window."""
    outcome = test.compute(panel, window)
    return BasketTest(
        window=window, test=test.id, statistic=outcome.statistic, df=outcome.df, p=outcome.p, firms=outcome.firms,
        independent=test.independent,
    )  # fmt: skip


def basket_window(panel: Panel, window: Window, level: float) -> BasketWindow:
    """Mean CAR with the portfolio's prediction interval."""
    mean, error, df, count = portfolio(panel, window)
    reach = critical_t(level, df) * error
    return BasketWindow(window=window, caar=mean, error=error, low=mean - reach, high=mean + reach, firms=count)


def _panel(part: Cut, model: Model, minimum: int) -> tuple[Panel, list[tuple[str, Message]]]:
    """The fitted panel of the firms that can be studied, and why the others cannot: a short window that was asked for is no reason."""
    import numpy

    returned = numpy.isfinite(part.sample.firms_event[part.days.index(0)])
    known = numpy.isfinite(part.sample.firms)
    moves = numpy.where(known, numpy.abs(part.sample.firms), 0.0).max(axis=0) > 1e-12  # a flat line would fit any model perfectly
    tried = numpy.flatnonzero(returned & moves & known.any(axis=0))
    fit = model.fit(_columns(part.sample, tried)) if len(tried) else None
    kept, count = tried, known.sum(axis=0)
    if fit is not None:
        count[tried] = fit.count
        good = (fit.count >= minimum) & (fit.sigma > 1e-12)
        kept = tried[good]
        if not good.all():
            fit = model.fit(_columns(part.sample, kept)) if len(kept) else None
    reasons = []
    for i in sorted(set(range(len(part.firms))) - set(kept.tolist())):
        symbol = part.firms[i]
        if not returned[i]:
            reason = Message(id="study.no_return", values={"symbol": symbol, "session": part.session})
        elif count[i] < minimum:
            reason = Message(id="study.short_history", values={"symbol": symbol, "found": int(count[i]), "needed": minimum})
        else:
            reason = Message(id="study.flat_share", values={"symbol": symbol})
        reasons.append((symbol, reason))
    if fit is None:
        none = numpy.empty((0,))
        fit = Fit(
            residuals=none[None], abnormal=none[None], sigma=none, count=none, parameters=0, gram=none[None, None],
            regressors=none[None, None], regressors_event=none[None, None],
        )  # fmt: skip
    return Panel(**vars(fit), firms=tuple(part.firms[i] for i in kept), days=part.days), reasons


def _columns(sample: Sample, kept: Array) -> Sample:
    """The sample with some of its firms."""
    own = sample.benchmark.shape[1] > 1
    return replace(
        sample, firms=sample.firms[:, kept], firms_event=sample.firms_event[:, kept],
        benchmark=sample.benchmark[:, kept] if own else sample.benchmark,
        benchmark_event=sample.benchmark_event[:, kept] if own else sample.benchmark_event,
    )  # fmt: skip


def firm_notes(panel: Panel, part: Cut, model: Model, kept: Sequence[int]) -> tuple[FirmNotes, ...]:
    """Estimation, tails and jumps of each firm; where there are jumps, day 0 is tested without them as well."""
    import numpy

    mask, size = jumps(panel)
    ordinary, tails = left_out(panel), kurtosis(panel.residuals)
    spoiled = numpy.flatnonzero(mask.any(axis=0))
    clean: dict[int, float] = {}
    if len(spoiled):
        sample = _columns(part.sample, numpy.asarray(kept)[spoiled])
        again = model.fit(replace(sample, firms=numpy.where(mask[:, spoiled], numpy.nan, sample.firms)))
        second = Panel(**vars(again), firms=tuple(panel.firms[i] for i in spoiled), days=panel.days)
        clean = dict(zip(spoiled.tolist(), p_of_t(second.scar((0, 0)), second.df).tolist(), strict=True))
    error = panel.sigma * numpy.sqrt(panel.factor((0, 0)))
    detectable = (critical_t(0.95, panel.df) + critical_t(0.6, panel.df)) * error  # 0.6 two-sided leaves 0.2 on one side: 80 % power
    return tuple(
        FirmNotes(
            symbol=symbol, coefficients={name: float(values[i]) for name, values in panel.coefficients.items()},
            sigma=float(panel.sigma[i]), observations=int(panel.count[i]), kurtosis=float(tails[i]), detectable=float(detectable[i]),
            jumps=tuple(
                Jump(session=part.estimation_sessions[row], abnormal_return=float(ordinary[row, i]), sigmas=float(size[row, i]))
                for row in numpy.flatnonzero(mask[:, i])
            ) if i in clean else (),
            p_without_jumps=clean.get(i),
        )
        for i, symbol in enumerate(panel.firms)
    )  # fmt: skip


def _empty(part: Cut, panel: Panel, settings: Settings, dropped: list[tuple[str, Message]]) -> Study:
    """A study that holds only reasons."""
    return Study(settings=settings, panel=panel, sessions=part.event_sessions, windows=(), dropped=tuple(dropped), notes=part.notes)
