"""What spoils an event study from outside: jumps in the estimation window, other news in the event window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from impact.reference.events import translated
from impact.study.arrays import Array
from impact.study.panel import Panel, mean_present, median_down
from impact.study.placebo import left_out
from impact.study.results import Confounder

if TYPE_CHECKING:
    import pandas

# A t with 4 degrees of freedom, about the tails of daily returns, passes six robust standard deviations once in 400 sessions;
# earnings jumps lie at ten and more.
JUMP = 6.0


def jumps(panel: Panel) -> Array:
    """``(mask, size)``, each (L, N): estimation days beyond six robust standard deviations (median, MAD/0.6745) and their size in them."""
    import numpy

    values = left_out(panel)
    with numpy.errstate(all="ignore"):
        centre = median_down(values)
        spread = median_down(numpy.abs(values - centre)) / 0.6745
        size = numpy.abs(values - centre) / spread
    return numpy.isfinite(size) & (size > JUMP), size


def kurtosis(values: Array) -> Array:
    """``m₄/m₂²`` down the columns of (L, N), 3 for a normal; NaN left out."""
    import numpy

    with numpy.errstate(all="ignore"):
        squares = (values - mean_present(values, 0)) ** 2
        return mean_present(squares * squares, 0) / mean_present(squares, 0) ** 2


def confounders(
    events: pandas.DataFrame, symbols: Sequence[str], before: date, sessions: Sequence[date], days: Sequence[int]
) -> tuple[Confounder, ...]:
    """Rows of ``events`` (columns session, when, symbols, what, certainty) that prices of these symbols could react to inside the window.

    ``symbols`` of a row is ``*`` or a list parted by blanks. ``before`` is the session before the window: news that its prices could
    still react to is no confounder. "after the close" and "evening" move to the next session, a day that is none as well.
    """
    wanted = set(symbols)
    out = []
    for row in events.to_dict("records"):
        named = str(row["symbols"]).split()
        if "*" not in named and not wanted & set(named):
            continue
        day = date.fromisoformat(str(row["session"])[:10])
        late = str(row["when"]) in {"after the close", "evening"}
        place = next((i for i, session in enumerate((before, *sessions)) if (session > day if late else session >= day)), 0)
        if place == 0:
            continue
        out.append(
            Confounder(
                day=days[place - 1],
                session=sessions[place - 1],
                symbols="*" if "*" in named else " ".join(name for name in named if name in wanted),
                what=str(row["what"]),
                when=str(row["when"]),
                certainty=str(row["certainty"]),
                translations=tuple(sorted(translated(row).texts.items())),
            )
        )
    return tuple(sorted(out, key=lambda item: item.day))
