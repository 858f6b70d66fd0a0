"""Which of several listings a name means: "Alibaba in Hong Kong", "U.S.-listed shares of SAP"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from impact.claims.gazetteer import Entity, gazetteer
from impact.languages import load

_LOCAL = frozenset({"XASX", "XHKG", "XTAI", "XLON"})  # exchanges whose index, named alone, makes the market report a local one


@lru_cache(maxsize=8)
def _cues(code: str) -> Mapping[str, tuple[str, ...]]:
    table = load(code).tables.get("subjects", {}).get("listings", {})
    return {place: tuple(words) for place, words in table.items()}


def listing(entity: Entity, sentence: str, exchanges: frozenset[str], code: str, said: dict[str, str]) -> tuple[str, ...]:
    """The symbol that ``sentence`` (in lower case) means.

    ``exchanges`` are the MICs of the indices that the document names; ``said`` remembers, by home symbol, the listing that
    the document spoke of last, and is kept up to date here.
    """
    home = entity.instrument.symbol
    cues = _cues(code)
    spoken = next((symbol for place, symbol in entity.variants.items() if any(cue in sentence for cue in cues.get(place, ()))), None)
    if entity.instrument.currency == "USD" and any(cue in sentence for cue in cues.get("Wall Street", ())):
        spoken = home
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
