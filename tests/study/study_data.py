"""A market, N shares and a shock, with everything about them known: what several test files of the study share."""

import numpy
import pandas

from impact.study.models import models
from impact.study.panel import Panel, Sample

SESSIONS, EVENT_ROW = 320, 300
DAYS = pandas.bdate_range("2024-01-02", periods=SESSIONS)
EVENT = DAYS[EVENT_ROW].date()


def closes(shares=6, seed=11, shock=-0.12, correlation=0.0, ragged=False):
    """Closes of "^M" and S0 … with betas 0.6, 0.8, …; ``shock`` hits every share on the event session."""
    draw = numpy.random.default_rng(seed)
    market = draw.normal(0.0004, 0.01, SESSIONS)
    common = draw.normal(0.0, 1.0, (SESSIONS, 1))
    own = draw.normal(0.0, 1.0, (SESSIONS, shares))
    noise = 0.018 * (correlation**0.5 * common + (1 - correlation) ** 0.5 * own)
    returns = (0.6 + 0.2 * numpy.arange(shares)) * market[:, None] + noise
    returns[EVENT_ROW] += shock
    frame = pandas.DataFrame(
        100.0 * numpy.cumprod(1.0 + numpy.column_stack([market, returns]), axis=0),
        index=DAYS,
        columns=["^M", *(f"S{i}" for i in range(shares))],
    )
    if ragged:
        frame.iloc[:120, 1] = numpy.nan
        frame.iloc[200, 2] = numpy.nan
    return frame


def returns(frame):
    return frame.to_numpy()[1:] / frame.to_numpy()[:-1] - 1.0


def sample(frame, estimation=240, window=(-1, 3), gap=5):
    """The same cut as the engine's, written out: row r of the returns belongs to session r + 1."""
    values, place = returns(frame), EVENT_ROW - 1
    inside = slice(place - gap - estimation + 1, place - gap + 1)
    event = slice(place + window[0], place + window[1] + 1)
    return Sample(firms=values[inside, 1:], firms_event=values[event, 1:], benchmark=values[inside, :1], benchmark_event=values[event, :1])


def panel(frame, model="market_model", window=(-1, 3), **options):
    fit = models()[model].fit(sample(frame, window=window, **options))
    return Panel(**vars(fit), firms=tuple(frame.columns[1:]), days=tuple(range(window[0], window[1] + 1)))
