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


def listing(entity: Entity, sentence: str, exchanges: frozenset[str], code: str) -> tuple[str, ...]:
    """The symbol that ``sentence`` (in lower case) means; ``exchanges`` are the MICs of the indices that the document names."""
    if not entity.variants:
        return entity.symbols
    cues = _cues(code)
    if entity.instrument.currency == "USD" and any(cue in sentence for cue in cues.get("Wall Street", ())):
        return entity.symbols
    for place, symbol in entity.variants.items():
        if any(cue in sentence for cue in cues.get(place, ())):
            return (symbol,)
    if entity.instrument.mic not in exchanges:
        for symbol in entity.variants.values():
            other = gazetteer().tickers[symbol].instrument.mic
            if other in exchanges and other in _LOCAL:
                return (symbol,)
    return entity.symbols
