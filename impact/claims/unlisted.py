"""What the gazetteer does not list and the article itself says enough of: tickers in brackets, indices by their compound."""

from __future__ import annotations

import re

from impact.claims.mention import LEGAL, Token
from impact.claims.subject_words import SubjectWords

REACH = 80  # characters of a long name
_CAPITALS = re.compile(r"[A-Z][\w'’-]*(?:\s+(?:(?:and|of|the|for|&)\s+)*[A-Z][\w'’-]*)*\Z")
_TICKER = re.compile(r"\.?\s?\((?:(?P<exchange>NYSE|NASDAQ|Nasdaq|AMEX)\s?:\s?)?(?P<symbol>[A-Z]{2,5})\)")


def own_index(token: Token, words: SubjectWords) -> bool:
    """ "Der Regionalbankenindex": an index of its own, no word for whatever index was named."""
    last = token.low.rpartition("-")[2]
    return last.endswith(words.index_tails) and last not in words.index_heads and not words.phrase("index", [last])


def printed_ticker(text: str, end: int, name: str, words: SubjectWords) -> re.Match[str] | None:
    """The ticker that the article itself prints behind a name: "Foobar Inc. (FOO)", "Foobar (Nasdaq: FOO)".

    Initials are no ticker without an exchange or a legal form ("Food and Drug Administration (FDA)"), nor is any bracket where
    nouns have capitals.
    """
    found = _TICKER.match(text, end)
    if found is None or found["exchange"]:
        return found
    if found["symbol"].lower() in words.common or text[end - 1].isdigit():
        return None  # "New York, Apr 13 (PTI)": an agency
    if name.rsplit(" ", 1)[-1] in LEGAL:
        return found
    before = _CAPITALS.search(text, max(0, end - REACH), end)
    initials = "".join(word[0] for word in before[0].replace("-", " ").split() if word[0].isupper()) if before else ""
    short = len(initials) > 1 and (initials.endswith(found["symbol"]) or initials in found["symbol"])
    return None if words.noun_capitals or short else found
