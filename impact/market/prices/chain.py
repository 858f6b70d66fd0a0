"""Several price sources in order: the first that covers a symbol's window answers, alone.

Bars of two sources are never mixed within one answer. Where a later source has to answer for a symbol that an earlier one holds as
well, its prices are put on the earlier one's split basis and compared on the sessions that both have: sources that do not agree on
the scale are not used beside each other, single closes that differ are reported. A remote source's failure is remembered, so that a
report can say why a price is missing and a source that asked to be left alone is not asked again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from impact.errors import RateLimited, SourceError, Unreachable, Untrusted
from impact.market.prices import Source, open_source
from impact.market.prices.series import Series, to_date
from impact.market.prices.store import Stored
from impact.market.splits import factor

Rows: TypeAlias = npt.NDArray[np.intp]

LOCAL = ("bundled", "tables", "store")  # the order of auto; Yahoo comes after them when it is asked for
COMPARED = ("bundled", "store")
TOLERANCE = 0.001  # closes of vendors differ by up to 0.02 %; a split, a dividend or a wrong share by more than this
SCALE = 0.02  # a median ratio further from 1 means another split basis, or another instrument


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources give closes of one session that are further apart than :data:`TOLERANCE`; ``session`` None: nearly all of them."""

    symbol: str
    session: date | None
    close: float
    source: str
    other_close: float
    other_source: str

    def __str__(self) -> str:
        when = self.session or "most sessions"
        return f"{self.symbol} {when}: {self.source} {self.close:.6g}, {self.other_source} {self.other_close:.6g}"


class Chain:
    """Sources in order of trust; ``witnesses`` are only compared with."""

    def __init__(self, sources: Sequence[Source], witnesses: Sequence[Source] = ()) -> None:
        self._sources, self._witnesses = tuple(sources), tuple(witnesses)
        self._failed: dict[tuple[str, str], SourceError] = {}  # (source, symbol)
        self._silent: dict[str, SourceError] = {}  # source
        self._fitted: dict[tuple[int, int], Series | None] = {}
        self._compared: set[str] = set()
        self._disagreements: list[Disagreement] = []

    @classmethod
    def of(cls, choice: str, *, offline: bool = False, online: bool = False) -> Chain:
        """The chain of a ``--prices`` choice; see :func:`impact.market.facts.open_facts`."""
        names: tuple[str, ...] = (choice,)
        if choice == "auto":
            names = (*LOCAL, *(("yahoo",) if online and not offline else ()))
        elif choice == "bundled":
            names = ("bundled", "tables")
        elif choice == "yahoo":
            names = ("store",) if offline else ("store", "yahoo")
        given = choice not in {"auto", "yahoo", *LOCAL}
        sources = [open_source(name) for name in names]
        _keep_fetches(sources)
        return cls(sources, [open_source("bundled")] if given else ())

    def series(self, symbol: str, first: date, last: date) -> Series | None:
        """The bars of the first source that covers the window, else of the first that has any of it."""
        reference: Series | None = None
        best: Series | None = None
        for source in self._sources:
            if reference is not None and source.name == "tables":
                continue  # two closes that a series holds as well
            found = self._ask(source, symbol, first, last)
            if found is None:
                continue
            reference = reference or found
            fitted = self._fit(found, reference)
            if fitted is None:
                continue
            if fitted.covers(first, last):
                best = fitted
                break
            if best is None or (_touches(fitted, first, last) and not _touches(best, first, last)):
                best = fitted
        if best is not None and symbol not in self._compared:
            self._compare(symbol, best, first, last)
        return best

    def counts(self, symbol: str) -> Sequence[tuple[date, float, str]]:
        """Share counts that a source lists (day, count, as of), of the first source that lists any."""
        return next((rows for source in self._sources if isinstance(source, Stored) and (rows := source.counts(symbol))), ())

    def failure(self, symbol: str) -> SourceError | None:
        """Why a source did not deliver the symbol, if one failed."""
        return next((error for (_, failed), error in self._failed.items() if failed == symbol), None)

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Closes that two sources give differently, of the symbols asked for so far."""
        return tuple(self._disagreements)

    def symbols(self) -> Sequence[str]:
        """All symbols with a series in a local source: bundled, file or store."""
        return tuple(dict.fromkeys(s for source in self._sources if source.name != "tables" for s in source.symbols()))

    @property
    def listable(self) -> bool:
        """Whether :meth:`symbols` is all that can be asked for; False with a remote source."""
        return not any(source.name == "yahoo" for source in self._sources)

    def describe(self) -> tuple[Mapping[str, object], ...]:
        """What each source that holds anything says of itself; the first carries the disagreements."""
        found = [dict(source.describe()) for source in self._sources]
        used = [row for row in found if row.get("symbols")] or found[:1]
        if self._disagreements:
            used[0]["disagreements"] = [str(d) for d in self._disagreements]
        return tuple(used)

    def _ask(self, source: Source, symbol: str, first: date, last: date) -> Series | None:
        if source.name in self._silent:
            self._failed.setdefault((source.name, symbol), self._silent[source.name])
        if (source.name, symbol) in self._failed:
            return None
        try:
            return source.series(symbol, first, last)
        except SourceError as error:
            self._failed[source.name, symbol] = error
            if isinstance(error, (RateLimited, Unreachable, Untrusted)):
                self._silent[source.name] = error
            return None

    def _fit(self, series: Series, reference: Series) -> Series | None:
        """The series on the reference's split basis; None where their scales do not agree."""
        if series is reference:
            return series
        key = (id(series), id(reference))
        if key not in self._fitted:
            fitted = series.rebased(reference.basis, factor(series.symbol, reference.basis, series.basis, series.splits))
            a, b = _overlap(fitted, reference)
            ratio = float(np.median(fitted.close[a] / reference.close[b])) if len(a) else 1.0
            if abs(ratio - 1) > SCALE:
                close, other = float(reference.close[b[-1]]), float(fitted.close[a[-1]])
                self._disagreements.append(Disagreement(series.symbol, None, close, reference.source, other, fitted.source))
            self._fitted[key] = fitted if abs(ratio - 1) <= SCALE else None
        return self._fitted[key]

    def _compare(self, symbol: str, series: Series, first: date, last: date) -> None:
        """Set the answer beside what other local sources and witnesses hold, once a symbol."""
        self._compared.add(symbol)
        for source in (*(s for s in self._sources if s.name in COMPARED), *self._witnesses):
            other = self._ask(source, symbol, first, last)
            if other is None or other.source == series.source:
                continue
            fitted = self._fit(other, series)
            if fitted is None:
                continue
            a, b = _overlap(series, fitted)
            for at in np.flatnonzero(np.abs(series.close[a] / fitted.close[b] - 1) > TOLERANCE):
                close, against = float(series.close[a[at]]), float(fitted.close[b[at]])
                self._disagreements.append(Disagreement(symbol, to_date(series.days[a[at]]), close, series.source, against, fitted.source))


def _keep_fetches(sources: Sequence[Source]) -> None:
    """Let the store keep what a remote source of the same chain fetches."""
    for store in sources:
        for remote in sources:
            if isinstance(store, Stored) and hasattr(remote, "keep") and remote is not store:
                remote.keep = store.keep


def _overlap(one: Series, other: Series) -> tuple[Rows, Rows]:
    """Rows of the sessions that both have."""
    _, a, b = np.intersect1d(one.days, other.days, assume_unique=True, return_indices=True)
    return a, b


def _touches(series: Series, first: date, last: date) -> bool:
    return series.first <= last and first <= series.last
