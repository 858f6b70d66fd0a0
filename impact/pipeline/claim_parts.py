"""More claims than one report can hold: checked part by part, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from impact.pipeline import unusual
from impact.records import Check, Report
from impact.verdicts import Bulk, load_policy
from impact.verdicts.load import by_article, many, stream_claims

if TYPE_CHECKING:
    from impact.records import Abnormal

__all__ = ["many", "parts"]

PART = 2_000  # claims of a report


def parts(
    claims_file: Path, *, prices: str = "auto", online: bool | None = None, companyfacts: Path | None = None, profile: str = "newsroom"
) -> Iterator[Report]:
    """Reports of some :data:`PART` claims each, in the file's order: their checks are those that one report would hold.

    The claims of an article must follow each other in the file, as ``impact claims`` prints them, to be checked against each other.
    Raises :class:`~impact.errors.InputError` at a line that is no claim.
    """
    from impact.market.facts import open_facts

    facts = open_facts(prices, online=online is True, offline=online is False, companyfacts=companyfacts)
    check_all = Bulk(facts, load_policy(profile))
    known: dict[tuple[str, date], Abnormal] = {}
    asked = set[tuple[str, date]]()
    for claims in by_article((claim for claim in stream_claims(claims_file) if claim.reject is None), PART):
        checks: list[Check] = check_all(claims)
        events = {key: mic for key, mic in unusual.share_sessions(checks, facts).items() if key not in asked}
        asked |= events.keys()
        known |= {(a.symbol, a.session): a for a in unusual.with_fragility(unusual.abnormal_returns(events, facts), facts)}
        yield Report(meta={}, articles=(), checks=tuple(unusual.with_abnormal(checks, list(known.values()))))
