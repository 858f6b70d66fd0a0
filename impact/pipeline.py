"""Articles → claims → verdicts → report: the only file that sees every room.

Each step is a plain function, so that a library user can stop after any of them.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import impact
from impact.articles import collect
from impact.articles.collect import Collected
from impact.claims import detect_language, extract
from impact.records import Abnormal, Article, Bar, Check, Claim, Comovement, Message, Report, Skipped
from impact.reference.benchmarks import benchmark
from impact.reference.events import known_event
from impact.reference.weights import weight

if TYPE_CHECKING:
    from impact.market.facts import MarketFacts

LANGUAGES = ("de", "en")
ESTIMATION = 250  # sessions; with the gap as in DESIGN's study rules and MacKinlay (1997, J. Econ. Lit. 35:13)
GAP = 5
COMOVEMENT = 60
SHOWN_BEFORE, SHOWN_AFTER = 60, 10  # sessions around the event in pictures


@dataclass(frozen=True, slots=True)
class Extracted:
    """Articles with their language, all claims in them (rejects too, in text order) and what gave nothing."""

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    skipped: tuple[Skipped, ...]
    missing: int

    @property
    def market_claims(self) -> tuple[Claim, ...]:
        """The claims that prices can judge."""
        return tuple(c for c in self.claims if c.reject is None)

    @property
    def rejects(self) -> tuple[Claim, ...]:
        """Numbers that are no market claims, with their type."""
        return tuple(c for c in self.claims if c.reject is not None)


def read_claims(inputs: Iterable[str], *, event_date: date | None = None, published: date | None = None) -> Extracted:
    """Read the inputs and extract every claim. A text in no language that is read becomes a skipped row."""
    collected: Collected = collect(inputs, published=published.isoformat() if published else None)
    articles: list[Article] = []
    claims: list[Claim] = []
    skipped = list(collected.skipped)
    for article in collected.articles:
        language = article.language or detect_language(article.text)
        if language is None:
            skipped.append(Skipped(name=article.path or article.id, reason=Message(id="skipped.language")))
            continue
        known = replace(article, language=language)
        articles.append(known)
        event = known_event(known.text)
        claims += extract(known, event=(event.id, event.session) if event else None, event_date=event_date)
    return Extracted(tuple(articles), tuple(claims), tuple(skipped), collected.missing)


def report_language(choice: str, articles: Sequence[Article]) -> str:
    """``auto`` is the language of most articles; German where there are as many of either."""
    if choice != "auto":
        return choice
    counts = Counter(a.language for a in articles)
    return max(LANGUAGES, key=lambda language: counts[language])


def verify(
    inputs: Iterable[str],
    *,
    claims_file: Path | None = None,
    event_date: date | None = None,
    published: date | None = None,
    prices: str = "auto",
    profile: str = "newsroom",
    command: str = "",
) -> tuple[Report, int]:
    """Check every claim of the inputs against prices: the report, and how many named inputs gave nothing.

    ``claims_file`` holds claims as ``impact claims --format jsonl`` prints them (perhaps corrected by an editor), which are checked as
    they stand instead of being extracted.
    """
    warm = threading.Thread(target=_import_statistics, daemon=True)
    warm.start()  # a second of imports, while the articles are read

    from impact.market.facts import open_facts
    from impact.verdicts import check_all, consistency, load_claims, load_policy

    extracted = read_claims(inputs, event_date=event_date, published=published)
    if claims_file is not None:
        extracted = replace(extracted, claims=tuple(load_claims(claims_file)))
    policy = load_policy(profile)
    facts = open_facts(prices)
    checks = check_all(extracted.market_claims, facts, policy)
    events = share_sessions(checks, facts)
    warm.join()
    abnormal = abnormal_returns(events, facts)
    return (
        Report(
            meta={
                "program": "impact",
                "version": impact.__version__,
                "command": command,
                "prices": prices,
                "policy": {"profile": policy.profile, "version": policy.version, "sha256": policy.sha256},
                "sources": facts.sources(),
            },
            articles=extracted.articles,
            checks=tuple(_with_abnormal(checks, abnormal)),
            rejects=extracted.rejects,
            consistency=tuple(consistency(extracted.claims, extracted.articles)),
            skipped=extracted.skipped,
            abnormal=tuple(a for a in abnormal.values() if isinstance(a, Abnormal)),
            comovement=comovements(checks, events, facts),
            names=_names(extracted.claims, events, facts),
            series={symbol: _around(symbol, session, facts) for symbol, session in main_sessions(checks, events).items()},
        ),
        extracted.missing,
    )


def _import_statistics() -> None:
    import statsmodels.regression.linear_model  # noqa: F401


# --- how unusual, how connected --------------------------------------------------------------------------------------


def share_sessions(checks: Sequence[Check], facts: MarketFacts) -> dict[tuple[str, date], str]:
    """(share, session) of every claim on a share that has a price then, with the share's exchange."""
    found: dict[tuple[str, date], str] = {}
    for check in checks:
        session = _session(check)
        instrument = facts.instrument(check.claim.subject) if check.claim.subject and session else None
        if session and instrument and instrument.kind == "stock" and facts.bar(instrument.symbol, session) is not None:
            found[instrument.symbol, session] = instrument.mic
    return dict(sorted(found.items()))


def main_sessions(checks: Sequence[Check], events: Iterable[tuple[str, date]]) -> dict[str, date]:
    """For each share the session that most of its claims speak of, the earliest of equals."""
    named = Counter((check.claim.subject, _session(check)) for check in checks)
    chosen: dict[str, date] = {}
    for symbol, session in sorted(events):
        if symbol not in chosen or named[symbol, session] > named[symbol, chosen[symbol]]:
            chosen[symbol] = session
    return chosen


def abnormal_returns(events: Mapping[tuple[str, date], str], facts: MarketFacts) -> dict[tuple[str, date], Abnormal | Message]:
    """Market-model abnormal return of each named share on each session that a claim speaks of.

    The benchmark is the exchange's broad index, without the share itself where ``data/index_weights.csv`` knows its weight.
    """
    from impact.study import abnormal

    results: dict[tuple[str, date], Abnormal | Message] = {}
    for (symbol, session), mic in events.items():
        index = benchmark(mic)
        if index is None:
            results[symbol, session] = Message(id="study.no_benchmark", values={"exchange": mic})
            continue
        first = _sessions_before(facts, symbol, session, ESTIMATION + GAP + 1)
        closes = facts.closes([symbol, index], first, session)
        results[symbol, session] = abnormal(
            closes, symbol, session, index, estimation=ESTIMATION, gap=GAP, weight=weight(index, symbol) or 0.0
        )
    return results


def comovements(checks: Sequence[Check], events: Iterable[tuple[str, date]], facts: MarketFacts) -> tuple[Comovement, ...]:
    """Correlation with, and beta to, the lead share over the sessions before its main session.

    The lead share is the one that most claims are about; of equals the one whose symbol comes first.
    """
    from impact.study import comovement

    sessions = main_sessions(checks, events)
    if len(sessions) < 2:
        return ()
    claims = Counter(check.claim.subject for check in checks)
    lead = min(sessions, key=lambda symbol: (-claims[symbol], symbol))
    first = _sessions_before(facts, lead, sessions[lead], COMOVEMENT + 1)
    closes = facts.closes(sessions, first, sessions[lead])
    return comovement(closes, lead, [s for s in sessions if s != lead], sessions[lead], sessions=COMOVEMENT)


def _session(check: Check) -> date | None:
    day = check.claim.event_date
    return date.fromisoformat(day) if day and len(day) == len("2025-01-27") else None


def _sessions_before(facts: MarketFacts, symbol: str, session: date, count: int) -> date:
    day = session
    for _ in range(count):
        day = facts.previous_session(symbol, day)
    return day


def _around(symbol: str, session: date, facts: MarketFacts) -> tuple[Bar, ...]:
    last = session
    for _ in range(SHOWN_AFTER):
        last = facts.next_session(symbol, last)
    return tuple(facts.bars(symbol, _sessions_before(facts, symbol, session, SHOWN_BEFORE), last))


def _with_abnormal(checks: Sequence[Check], abnormal: Mapping[tuple[str, date], Abnormal | Message]) -> Iterable[Check]:
    for check in checks:
        session = _session(check)
        found = abnormal.get((check.claim.subject, session)) if check.claim.subject and session else None
        yield replace(check, abnormal=found) if isinstance(found, Abnormal) else check


def _names(claims: Sequence[Claim], events: Mapping[tuple[str, date], str], facts: MarketFacts) -> dict[str, str]:
    """Names of all instruments that a report mentions: subjects and benchmarks."""
    symbols = {c.subject for c in claims if c.subject} | {index for mic in events.values() if (index := benchmark(mic))}
    known = ((symbol, facts.instrument(symbol)) for symbol in sorted(symbols))
    return {symbol: instrument.name for symbol, instrument in known if instrument}
