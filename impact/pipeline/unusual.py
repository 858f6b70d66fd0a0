"""How unusual and how connected the named shares' moves were: the study's part of a report.

The events are the sessions that claims speak of; nothing here judges a claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from impact.pipeline.alternatives import alternatives
from impact.records import Abnormal, Bar, Check, Claim, Comovement, Correlations, Message, Unmeasured
from impact.reference.benchmarks import benchmark

if TYPE_CHECKING:
    from impact.market.facts import MarketFacts

ESTIMATION = 250  # sessions; with the gap as MacKinlay (1997, J. Econ. Lit. 35:13) and DESIGN's study rules have it
GAP = 5
BEFORE, AFTER = 60, 20  # sessions of the correlations
SHOWN_BEFORE, SHOWN_AFTER = 60, 10  # sessions around the event in pictures
MOST_CORRELATED = 12  # names that a heat map can show

Events = Mapping[tuple[str, date], str]  # (share, session) → MIC of the share's exchange


def share_sessions(checks: Sequence[Check], facts: MarketFacts) -> dict[tuple[str, date], str]:
    """(share, session) of every claim on a share that has a price then, with the share's exchange."""
    found: dict[tuple[str, date], str] = {}
    for check in checks:
        session = _session(check)
        instrument = facts.instrument(check.claim.subject) if check.claim.subject and session else None
        if session and instrument and instrument.kind == "stock" and facts.bar(instrument.symbol, session) is not None:
            found[instrument.symbol, session] = instrument.mic
    return dict(sorted(found.items()))


def main_sessions(checks: Sequence[Check], events: Events) -> dict[str, date]:
    """For each share the session that most of its claims speak of, the earliest of equals."""
    named = Counter((check.claim.subject, _session(check)) for check in checks)
    chosen: dict[str, date] = {}
    for symbol, session in sorted(events):
        if symbol not in chosen or named[symbol, session] > named[symbol, chosen[symbol]]:
            chosen[symbol] = session
    return chosen


def abnormal_returns(events: Events, facts: MarketFacts) -> dict[tuple[str, date], Abnormal | Message]:
    """Market-model abnormal return of each named share on each session that a claim speaks of.

    The benchmark is the exchange's broad index, without the share itself where ``data/index_weights.csv`` knows its weight.
    """
    from impact.study import abnormal
    from impact.study.dated import weight_near

    results: dict[tuple[str, date], Abnormal | Message] = {}
    for (symbol, session), mic in events.items():
        index = benchmark(mic)
        if index is None:
            results[symbol, session] = Message(id="study.no_benchmark", values={"exchange": mic})
            continue
        first = facts.shift(symbol, session, -(ESTIMATION + GAP + 1))
        closes = facts.closes([symbol, index], first, session)
        results[symbol, session] = abnormal(
            closes, symbol, session, index, estimation=ESTIMATION, gap=GAP, weight=weight_near(session)(index, symbol) or 0.0
        )
    return results


def unmeasured(abnormal: Mapping[tuple[str, date], Abnormal | Message]) -> tuple[Unmeasured, ...]:
    """The sessions that have none, each with the reason."""
    return tuple(Unmeasured(symbol=s, session=d, reason=found) for (s, d), found in abnormal.items() if isinstance(found, Message))


def with_fragility(abnormal: Mapping[tuple[str, date], Abnormal | Message], facts: MarketFacts) -> tuple[Abnormal, ...]:
    """The abnormal returns, each with whether another benchmark, window or model would say otherwise."""
    from impact.study import tried
    from impact.study.dated import weight_near

    found = [a for a in abnormal.values() if isinstance(a, Abnormal)]
    marked: dict[tuple[str, date], Abnormal] = {}
    for session in dict.fromkeys(a.session for a in found):
        those = [a for a in found if a.session == session]
        for index in dict.fromkeys(a.benchmark for a in those):
            same = [a for a in those if a.benchmark == index]
            others = alternatives(index)
            first = facts.shift(same[0].symbol, session, -(ESTIMATION + GAP + 1))
            closes = facts.closes([*(a.symbol for a in same), index, *others], first, session)
            for each in tried(closes, same, weight_near(session), others, gap=GAP):
                marked[each.symbol, session] = each
    return tuple(marked[a.symbol, a.session] for a in found)


def comovements(checks: Sequence[Check], events: Events, facts: MarketFacts) -> tuple[Comovement, ...]:
    """Correlation with, and beta to, the lead share (the one that most claims are about) over the sessions before its main session."""
    from impact.study import comovement

    shares = ranked(checks, events)
    if len(shares) < 2:
        return ()
    lead, session = shares[0], main_sessions(checks, events)[shares[0]]
    closes = facts.closes(sorted(shares), facts.shift(lead, session, -(BEFORE + 1)), session)
    return comovement(closes, lead, sorted(shares[1:]), session, sessions=BEFORE)


def correlations(checks: Sequence[Check], events: Events, facts: MarketFacts) -> tuple[Correlations, ...]:
    """Correlation matrices of the most named shares before and after the lead share's main session."""
    from impact.study import correlations_around

    shares = ranked(checks, events)[:MOST_CORRELATED]
    if len(shares) < 2:
        return ()
    session = main_sessions(checks, events)[shares[0]]
    last = facts.shift(shares[0], session, AFTER)
    closes = facts.closes(shares, facts.shift(shares[0], session, -(BEFORE + 1)), last)
    return correlations_around(closes, shares, session, before=BEFORE, after=AFTER)


def ranked(checks: Sequence[Check], events: Events) -> list[str]:
    """The shares by how many claims are about them, most first; of equals the symbol that comes first."""
    claims = Counter(check.claim.subject for check in checks)
    return sorted({symbol for symbol, _ in events}, key=lambda symbol: (-claims[symbol], symbol))


def _session(check: Check) -> date | None:
    day = check.claim.event_date
    return date.fromisoformat(day) if day and len(day) == len("2025-01-27") else None


def series(checks: Sequence[Check], events: Events, facts: MarketFacts) -> dict[str, tuple[Bar, ...]]:
    """Bars around each share's main session, for pictures."""
    return {
        symbol: tuple(facts.bars(symbol, facts.shift(symbol, session, -SHOWN_BEFORE), facts.shift(symbol, session, SHOWN_AFTER)))
        for symbol, session in main_sessions(checks, events).items()
    }


def with_abnormal(checks: Sequence[Check], abnormal: Sequence[Abnormal]) -> Iterable[Check]:
    """The checks, each with how unusual its share's session was, where that is known."""
    known = {(a.symbol, a.session): a for a in abnormal}
    for check in checks:
        session = _session(check)
        found = known.get((check.claim.subject, session)) if check.claim.subject and session else None
        yield replace(check, abnormal=found) if found else check


def names(claims: Sequence[Claim], events: Events, facts: MarketFacts) -> dict[str, str]:
    """Names of all instruments that a report mentions: subjects and benchmarks."""
    symbols = {c.subject for c in claims if c.subject} | {index for mic in events.values() if (index := benchmark(mic))}
    known = ((symbol, facts.instrument(symbol)) for symbol in sorted(symbols))
    return {symbol: instrument.name for symbol, instrument in known if instrument}
