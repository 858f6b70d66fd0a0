"""The correlation matrices that a report shows beside its claims: before the event and from the event on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from impact.records import Correlations
from impact.study.correlation import matrix
from impact.study.frames import days_of
from impact.study.returns import simple_returns

if TYPE_CHECKING:
    import pandas

MINIMUM = 10


def correlations_around(
    closes: pandas.DataFrame, symbols: Sequence[str], session: date, *, before: int = 60, after: int = 20
) -> tuple[Correlations, ...]:
    """Pearson matrices of simple returns over the ``before`` sessions before ``session`` and the ``after`` that begin with it.

    ``closes`` (sessions × symbols), split-adjusted; sessions are those of the first symbol. Shares that miss more than a fifth of either
    window are left out, then sessions on which any share misses its return. A window with fewer than ten sessions, or two shares, has no
    matrix.
    """
    import numpy

    names = [symbol for symbol in dict.fromkeys(symbols) if symbol in closes.columns]
    if len(names) < 2:
        return ()
    frame = closes[names]
    frame = frame[frame[names[0]].notna().to_numpy()]
    days = days_of(frame)
    place = int(days.searchsorted(numpy.datetime64(session, "D")))
    values = simple_returns(frame.to_numpy(dtype=float))
    spans: tuple[tuple[Literal["before", "after"], slice], ...] = (
        ("before", slice(max(1, place - before), max(1, place))),
        ("after", slice(place, place + after)),
    )
    enough = [numpy.isfinite(values[part]).mean(axis=0) >= 0.8 for _, part in spans if len(values[part])]
    kept = [i for i in range(len(names)) if all(share[i] for share in enough)]
    if len(kept) < 2:
        return ()
    found = []
    for span, part in spans:
        window = values[part][:, kept]
        whole = numpy.isfinite(window).all(axis=1)
        if whole.sum() < MINIMUM:
            continue
        inside = days[part][whole]
        found.append(
            Correlations(
                span=span,
                symbols=tuple(names[i] for i in kept),
                values=tuple(tuple(float(item) for item in row) for row in matrix(window[whole])),
                observations=int(whole.sum()),
                first=inside[0].astype(object),
                last=inside[-1].astype(object),
            )
        )
    return tuple(found)
