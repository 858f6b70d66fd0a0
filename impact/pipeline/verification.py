"""Claims → checks → report: the main job."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import impact
from impact.pipeline.reading import Progress, read_claims
from impact.records import Report


def verify(
    inputs: Iterable[str],
    *,
    claims_file: Path | None = None,
    event_date: date | None = None,
    published: date | None = None,
    prices: str = "auto",
    online: bool | None = None,
    companyfacts: Path | None = None,
    progress: Progress | None = None,
    profile: str = "newsroom",
    command: str = "",
) -> tuple[Report, int]:
    """Check every claim of the inputs against prices: the report, and how many named inputs gave nothing.

    ``claims_file`` holds claims as ``impact claims --format jsonl`` prints them (perhaps corrected by an editor), which are checked as
    they stand instead of being extracted. ``online`` True lets ``auto`` ask Yahoo, False forbids the network even to ``yahoo``.
    """
    warm = threading.Thread(target=_import_statistics, daemon=True)
    warm.start()  # a second of imports, while the articles are read

    from impact.market.facts import open_facts
    from impact.pipeline import unusual
    from impact.verdicts import check_all, consistency, load_claims, load_policy

    extracted = read_claims(inputs, event_date=event_date, published=published, progress=progress)
    if claims_file is not None:
        extracted = replace(extracted, claims=tuple(load_claims(claims_file)))
    policy = load_policy(profile)
    facts = open_facts(prices, online=online is True, offline=online is False, companyfacts=companyfacts)
    checks = check_all(extracted.market_claims, facts, policy)
    events = unusual.share_sessions(checks, facts)
    warm.join()
    abnormal = unusual.abnormal_returns(events, facts)
    unusually = unusual.with_fragility(abnormal, facts)
    report = Report(
        meta={
            "program": "impact",
            "version": impact.__version__,
            "command": command,
            "prices": prices,
            "policy": {"profile": policy.profile, "version": policy.version, "sha256": policy.sha256},
            "sources": facts.sources(),
            "degrees": {market: {name: list(band) for name, band in bands.items()} for market, bands in policy.degrees.items()},
        },
        articles=extracted.articles,
        checks=tuple(unusual.with_abnormal(checks, unusually)),
        rejects=extracted.rejects,
        consistency=tuple(consistency(extracted.claims, extracted.articles, policy)),
        skipped=extracted.skipped,
        abnormal=unusually,
        unmeasured=unusual.unmeasured(abnormal),
        comovement=unusual.comovements(checks, events, facts),
        correlations=unusual.correlations(checks, events, facts),
        names=unusual.names(extracted.claims, events, facts),
        series=unusual.series(checks, events, facts),
    )
    return report, extracted.missing


def _import_statistics() -> None:
    import statsmodels.regression.linear_model  # noqa: F401
