"""Articles → claims → verdicts → report: the only file that sees every room.

Each step is a plain function, so that a library user can stop after any of them.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from impact import __version__
from impact.articles import collect
from impact.articles.collect import Collected
from impact.claims import detect_language, extract
from impact.records import Abnormal, Article, Check, Claim, Comovement, Message, Report, Skipped
from impact.reference.benchmarks import benchmark
from impact.reference.events import known_event
from impact.reference.weights import weight

if TYPE_CHECKING:
    from impact.market.facts import MarketFacts

LANGUAGES = ("de", "en")
ESTIMATION = 250  # sessions; with the gap as in DESIGN's study rules and MacKinlay (1997, J. Econ. Lit. 35:13)
GAP = 5
COMOVEMENT = 60


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


def read_claims(inputs: Iterable[str], *, event_date: date | None = None) -> Extracted:
    """Read the inputs and extract every claim. A text in no language that is read becomes a skipped row."""
    collected: Collected = collect(inputs)
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
    event_date: date | None = None,
    prices: str = "auto",
    profile: str = "newsroom",
    command: str = "",
) -> tuple[Report, Extracted, MarketFacts]:
    """Check every claim of the inputs against prices; see :class:`~impact.records.Report`."""
    warm = threading.Thread(target=_import_statistics, daemon=True)
    warm.start()  # a second of imports, while the articles are read

    from impact.market.facts import open_facts
    from impact.verdicts import check_all, consistency, load_policy

    extracted = read_claims(inputs, event_date=event_date)
    policy = load_policy(profile)
    facts = open_facts(prices)
    checks = check_all(extracted.market_claims, facts, policy)
    warm.join()
    abnormal = abnormal_returns(checks, facts)
    return (
        Report(
            meta={
                "program": "impact",
                "version": __version__,
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
            comovement=comovements(checks, facts),
        ),
        extracted,
        facts,
    )


def _import_statistics() -> None:
    import statsmodels.regression.linear_model  # noqa: F401


# --- how unusual, how connected --------------------------------------------------------------------------------------


def _share_sessions(checks: Sequence[Check], facts: MarketFacts) -> dict[tuple[str, date], str]:
    """(share, session) of every claim on a share's move, with the share's exchange."""
    found: dict[tuple[str, date], str] = {}
    for check in checks:
        claim = check.claim
        if not claim.subject or not claim.event_date or len(claim.event_date) != 10:
            continue
        instrument = facts.instrument(claim.subject)
        if instrument is None or instrument.kind != "stock":
            continue
        session = date.fromisoformat(claim.event_date)
        if facts.bar(claim.subject, session) is not None:
            found[claim.subject, session] = instrument.mic
    return found


def abnormal_returns(checks: Sequence[Check], facts: MarketFacts) -> dict[tuple[str, date], Abnormal | Message]:
    """Market-model abnormal return of each named share on each session that a claim speaks of.

    The benchmark is the exchange's broad index, without the share itself where ``data/index_weights.csv`` knows its weight.
    """
    from impact.study import abnormal

    pairs = _share_sessions(checks, facts)
    results: dict[tuple[str, date], Abnormal | Message] = {}
    for (symbol, session), mic in sorted(pairs.items()):
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


def _sessions_before(facts: MarketFacts, symbol: str, session: date, count: int) -> date:
    day = session
    for _ in range(count):
        day = facts.previous_session(symbol, day)
    return day


def _with_abnormal(checks: Sequence[Check], abnormal: Mapping[tuple[str, date], Abnormal | Message]) -> Iterable[Check]:
    for check in checks:
        claim = check.claim
        if claim.subject and claim.event_date and len(claim.event_date) == 10:
            found = abnormal.get((claim.subject, date.fromisoformat(claim.event_date)))
            yield replace(check, abnormal=found) if isinstance(found, Abnormal) else check
        else:
            yield check


def comovements(checks: Sequence[Check], facts: MarketFacts) -> tuple[Comovement, ...]:
    """Correlation with, and beta to, the lead share over the sessions before its main session.

    The lead share is the one that most claims are about, its main session the one that most of them speak of.
    """
    from impact.study import comovement

    pairs = _share_sessions(checks, facts)
    shares = sorted({symbol for symbol, _ in pairs})
    if len(shares) < 2:
        return ()
    named = Counter((c.claim.subject, c.claim.event_date) for c in checks)
    weightiest = Counter(c.claim.subject for c in checks if c.claim.subject in shares)
    lead = max(shares, key=lambda s: (weightiest[s], s))
    session = max((d for s, d in pairs if s == lead), key=lambda d: (named[lead, d.isoformat()], -d.toordinal()))
    first = _sessions_before(facts, lead, session, COMOVEMENT + 1)
    closes = facts.closes(shares, first, session)
    return comovement(closes, lead, [s for s in shares if s != lead], session, sessions=COMOVEMENT)
