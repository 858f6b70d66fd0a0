"""Several price sources in order: the first that holds a symbol's window answers; two are joined only where they agree.

Nothing here knows a particular source. A remote source's failure is remembered for the symbol, so that a report can say why a price
is missing and a source that asked to be left alone is not asked again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from impact.errors import RateLimited, SourceError, Unreachable, Untrusted
from impact.market.prices import Source, open_source
from impact.market.prices.series import Series

AUTO = ("bundled",)
ONLINE = ("yahoo",)


class Chain:
    """Sources in order of trust."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = tuple(sources)
        self._failed: dict[tuple[str, str], SourceError] = {}  # (source, symbol)
        self._silent: dict[str, SourceError] = {}  # source

    @classmethod
    def of(cls, choice: str, *, offline: bool = False, online: bool = False) -> Chain:
        """The chain of a ``--prices`` choice; see :func:`impact.market.facts.open_facts`."""
        names = (*AUTO, *(ONLINE if online and not offline else ())) if choice == "auto" else (choice,)
        return cls([open_source(name) for name in names])

    def series(self, symbol: str, first: date, last: date) -> Series | None:
        """The bars of the first source that covers the window, else of the first that has any of it."""
        best: Series | None = None
        for source in self._sources:
            found = self._ask(source, symbol, first, last)
            if found is None:
                continue
            if found.first <= first and last <= found.last:
                return found
            if best is None or not _touches(best, first, last):
                best = found
        return best

    def failure(self, symbol: str) -> SourceError | None:
        """Why a source did not deliver the symbol, if one failed."""
        return next((error for (_, failed), error in self._failed.items() if failed == symbol), None)

    def symbols(self) -> Sequence[str]:
        """All symbols that the listable sources hold; empty when one of the sources cannot be listed."""
        listed = [source.symbols() for source in self._sources]
        return tuple(dict.fromkeys(s for symbols in listed for s in symbols)) if all(listed) else ()

    def describe(self) -> tuple[Mapping[str, object], ...]:
        """What each source says of itself."""
        return tuple(source.describe() for source in self._sources)

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


def _touches(series: Series, first: date, last: date) -> bool:
    return series.first <= last and first <= series.last
