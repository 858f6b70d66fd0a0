"""Which of several listings a name means: "Alibaba in Hong Kong", "U.S.-listed shares of SAP"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from impact.claims.gazetteer import Entity, gazetteer
from impact.claims.mention import LEGAL, Mention, Token
from impact.languages import load

_LOCAL = frozenset({"XASX", "XHKG", "XTAI", "XLON"})  # exchanges whose index, named alone, makes the market report a local one


@lru_cache(maxsize=8)
def _cues(code: str) -> Mapping[str, re.Pattern[str]]:
    table = load(code).tables.get("subjects", {}).get("listings", {})
    return {place: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?!\w)") for place, words in table.items()}


@lru_cache(maxsize=8)
def _exchanges(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Cities of ``[subjects] cities`` with the MIC of the exchange there, whose lead index the file names."""
    found = []
    for pair in load(code).words("subjects", "cities"):
        city, _, index = pair.partition("=")
        entity = gazetteer().ticker(index)
        if entity is not None:
            found.append((re.compile(rf"\bin {re.escape(city)}\b(?! and)"), entity.instrument.mic))
    return tuple(found)


def _cities(code: str, sentence: str) -> set[str]:
    return {mic for pattern, mic in _exchanges(code) if pattern.search(sentence)}


def listing(entity: Entity, sentence: str, exchanges: frozenset[str], code: str, said: dict[str, str]) -> tuple[str, ...]:
    """The symbol that ``sentence`` (in lower case) means.

    ``exchanges`` are the MICs of the indices that the document names; ``said`` remembers, by home symbol, the listing that
    the document spoke of last, and is kept up to date here.
    """
    home = entity.instrument.symbol
    cues = _cues(code)
    said_here = {place for place, cue in cues.items() if cue.search(sentence)}
    spoken = next((symbol for place, symbol in entity.variants.items() if place in said_here), None)
    if entity.instrument.currency == "USD" and "Wall Street" in said_here:
        spoken = home
    if spoken is None and entity.variants and entity.instrument.mic in _cities(code, sentence):
        spoken = home  # "In Frankfurt the shares closed higher"
    if spoken is not None:
        said[home] = spoken
    if home in said:
        return (said[home],)
    if entity.instrument.mic not in exchanges:
        for symbol in entity.variants.values():
            other = gazetteer().tickers[symbol].instrument.mic
            if other in exchanges and other in _LOCAL:
                return (symbol,)
    return entity.symbols


def passed_on(named: Mention, bearer: Entity, between: Sequence[Token]) -> bool:
    """Whether a printed ticker has gone from the company named before it to another since: "Wachovia (NYSE: WB)" is no Weibo.

    ``bearer`` bears the ticker today; ``between`` stands between name and ticker. Names that share their first word ("Merck",
    "Merck KGaA"), or that go on before the ticker, are told apart by it.
    """
    if named.entity is None or any(t.text not in LEGAL and t.text != "." for t in between):
        return False
    return not ({named.name.split()[0]} | _first_words(named.entity)) & _first_words(bearer)


def _first_words(entity: Entity) -> set[str]:
    return {name.split()[0] for name in (entity.instrument.name, *entity.instrument.aliases)}
