"""Basis: whether a move is that of the close, of a moment in the session, outside hours, or of a longer period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from impact.claims.clauses import Clause
from impact.claims.reader import Draft, Reading
from impact.claims.tokens import Sentence
from impact.records import Basis

ORDER: tuple[Basis, ...] = ("premarket", "afterhours", "ytd", "week", "month", "intraday", "close")
PERIODS = frozenset({"ytd", "week", "month", "unknown"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A basis and whether the words themselves give it."""

    basis: Basis
    stated: bool


def article_default(readings: Sequence[Reading]) -> Basis:
    """The basis of claims without a word for it: that of most words for one in the article's market sentences."""
    votes = {"close": 0, "intraday": 0}
    for reading in readings:
        if not any(d.metric for d in reading.drafts):
            continue
        for clause in reading.clauses:
            for mark in clause.marks:
                key = mark.entry.tag.removeprefix("basis.")
                if key in votes and mark.entry.tag.startswith("basis."):
                    votes[key] += 1
    return "intraday" if votes["intraday"] > votes["close"] else "close"


def basis_of(draft: Draft, s: Sentence, default: Basis) -> Stated:
    """The basis of one claim: words of its clause, then of the clause before it in the sentence, then the article's."""
    if draft.quantity is not None and draft.quantity.peak:
        return Stated("intraday", True)
    if draft.metric == "record":
        found = _in_clause(draft.clause, periods=False)
        return Stated(found, True) if found else Stated(default, False)
    levels = draft.metric in ("price_level", "market_cap_level_usd")
    own = _in_clause(draft.clause, periods=not levels)
    if own is not None:
        return Stated(own, True)
    if draft.clause.host is not None:
        own = _in_clause(draft.clause.host, periods=False)
        if own is not None:
            return Stated(own, True)
    earlier = draft.clause.previous
    while earlier is not None:
        found = _in_clause(earlier, periods=False)
        if found in ("intraday", "premarket", "afterhours", "close"):
            return Stated(found, True)
        earlier = earlier.previous
    return Stated(default, False)


def _in_clause(clause: Clause, *, periods: bool) -> Basis | None:
    tags = {m.entry.tag for m in clause.marks if m.entry.tag.startswith("basis.")}
    for basis in ORDER:
        if f"basis.{basis}" in tags and (periods or basis not in PERIODS):
            return basis
    if periods and "basis.period" in tags:
        return "unknown"
    return None
