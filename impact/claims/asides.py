"""Insertions between commas, and what they say of themselves alone ("Carvana, left for dead last week, ripped 28% higher")."""

from __future__ import annotations

from impact.claims.clauses import Clause
from impact.claims.tokens import Sentence


def in_aside(clause: Clause, said: int, s: Sentence, at: int, adverbial: frozenset[str]) -> bool:
    """Whether token ``at`` stands between commas behind a name and before token ``said``, with which the clause says something of it.

    An insertion that begins with one of ``adverbial`` tells when or where: "Apple, in early trading, rose 2%".
    """
    if not clause.first <= at < said:
        return False
    opening = max((k for k in range(clause.first, at) if s.words[k] == ","), default=None)
    if opening is None or "," not in s.words[at:said] or opening + 1 == at or s.words[opening + 1] in adverbial:
        return False
    return any(m.end <= s.spans[opening][0] for m in clause.mentions)
