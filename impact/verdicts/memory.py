"""The market's answers, each asked for once a run: many claims speak of the same few symbols and sessions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from impact.kinds.facts import Facts
from impact.records import Bar

DAY = timedelta(days=1)


class Remembered:
    """:class:`~impact.kinds.facts.Facts` in front of another one; bars are kept by symbol over the span asked for so far."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._later: dict[str, tuple[date, list[date], list[Bar]]] = {}
        self._bars: dict[str, tuple[date, date, list[date], list[Bar]]] = {}
        self.instrument = cache(facts.instrument)
        self.is_session = cache(facts.is_session)
        self.next_session = cache(facts.next_session)
        self.previous_session = cache(facts.previous_session)
        self.bar = cache(facts.bar)
        self.missing = facts.missing
        self.last_trades = cache(facts.last_trades)
        self.share_counts = cache(facts.share_counts)
        self.class_counts = cache(facts.class_counts)
        self.members = cache(facts.members)
        self.market = cache(facts.market)
        self.reported_totals = cache(facts.reported_totals)
        self.dividends = cache(facts.dividends)
        self.exchange_rate = cache(facts.exchange_rate)
        self.losses = cache(facts.losses)
        self.losses_since = cache(facts.losses_since)

    def bars(self, symbol: str, first: date, last: date) -> Sequence[Bar]:
        """As the market's; of a span that overlaps the one held, only what is missing is asked for."""
        held = self._bars.get(symbol)
        if held is None:
            found = list(self._facts.bars(symbol, first, last))
            held = self._bars[symbol] = (first, last, [b.session for b in found], found)
        elif first < held[0] or last > held[1]:
            start, end, _, kept = held
            earlier = self._facts.bars(symbol, first, start - DAY) if first < start else ()
            later = self._facts.bars(symbol, end + DAY, last) if last > end else ()
            found = [*earlier, *kept, *later]
            held = self._bars[symbol] = (min(first, start), max(last, end), [b.session for b in found], found)
        _, _, days, bars = held
        return bars[bisect_left(days, first) : bisect_right(days, last)]

    def later(self, symbol: str, session: date) -> Sequence[Bar]:
        """As the market's; those after an earlier session hold those after a later one."""
        held = self._later.get(symbol)
        if held is None or session < held[0]:
            found = list(self._facts.later(symbol, session))
            held = self._later[symbol] = (session, [b.session for b in found], found)
        return held[2][bisect_right(held[1], session) :]
