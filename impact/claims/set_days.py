"""Days that words set without a date of their own: "the first trading day of September", "That Thursday", a date that heads a paragraph."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from impact.claims.dateline import months
from impact.claims.trading import DEFAULT_MIC, session_on
from impact.claims.when import day_of
from impact.languages import Language

LEAD = 6  # words before a month among which "the first trading day of" can stand


def first_session(words: list[str], first: int, year: int, month: int, language: Language) -> date | None:
    """The first session of the month at token ``first``, where the words before it mean that one."""
    lead = " ".join(words[max(0, first - LEAD) : first]).removesuffix(" the")
    start = day_of(year, month, 1)
    if start is None or not any(lead.endswith(phrase) for phrase in language.words("time", "first_session")):
        return None
    return session_on(start, DEFAULT_MIC, True)


@lru_cache(maxsize=8)
def _heading(language: Language) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months(language.code)), key=len, reverse=True))
    return re.compile(
        rf"\s*(?:\d{{1,2}}[.)]\s+|[-•*]\s+)?(?:(?P<m>{names})\.?\s+(?P<d>\d{{1,2}}),?|(?P<e>\d{{1,2}})\.?\s+(?P<n>{names})),?\s+(?P<y>(?:19|20)\d\d)[.:]",
        re.IGNORECASE,
    )


def heading_day(text: str, start: int, language: Language) -> date | None:
    """The full date that a paragraph begins with and tells of: "3. April 14, 2000. The index gives up …"."""
    found = _heading(language).match(text, start)
    if found is None:
        return None
    month = months(language.code)[(found["m"] or found["n"]).lower()]
    return day_of(int(found["y"]), month, int(found["d"] or found["e"]))
