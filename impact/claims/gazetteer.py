"""Names of instruments, found by their first word; loaded once, a dictionary look-up a token."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from impact.records import Instrument
from impact.reference import instruments

HOME = "HOME"  # in place of a country: the one that the document writes from
COMMON_TAIL = 4  # names that a word ends before it tells no company from another
CACHE = 60_000  # words remembered before the memory is emptied
_ATOM = re.compile(r"[^\W_]+")
_PLACE = re.compile(r"(.+) \(([^()]+)\)$")

#: exchange codes that press and portals write before a ticker → suffix of the Yahoo symbol
EXCHANGES = {
    "NASDAQ": "", "NYSE": "", "NYSEARCA": "", "AMEX": "", "NYSEAMERICAN": "", "ETR": ".DE", "XETRA": ".DE", "FRA": ".DE", "EPA": ".PA",
    "PAR": ".PA", "AMS": ".AS", "BIT": ".MI", "BME": ".MC", "LON": ".L", "LSE": ".L", "CPH": ".CO", "STO": ".ST", "HEL": ".HE",
    "OSL": ".OL", "SWX": ".SW", "VTX": ".SW", "SIX": ".SW", "VIE": ".VI", "TYO": ".T", "TSE": ".T", "HKG": ".HK", "HKEX": ".HK",
    "KRX": ".KS", "TPE": ".TW", "TWSE": ".TW", "NSE": ".NS", "BSE": ".NS", "ASX": ".AX", "TSX": ".TO", "SHA": ".SS", "SSE": ".SS",
    "SHE": ".SZ", "SGX": ".SI",
}  # fmt: skip
_FORMER = {"FB": "META", "GOOG": "GOOGL", "SQ": "XYZ", "BRK.A": "BRK-B", "BRK.B": "BRK-B", "DJI": "^DJI", "INX": "^GSPC", "IXIC": "^IXIC"}


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """An instrument as a thing that can be named; ``variants`` are its other listings by place ("New York")."""

    instrument: Instrument
    groups: frozenset[str]
    variants: dict[str, str] = field(default_factory=dict)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbol of the home listing; empty for what has no share price: private companies, commodities."""
        return (self.instrument.symbol,) if self.instrument.symbol and self.instrument.kind != "commodity" else ()

    @property
    def kind(self) -> str:
        """The kind of the instrument."""
        return self.instrument.kind

    @property
    def countries(self) -> frozenset[str]:
        """ISO 3166 codes among the groups."""
        return frozenset(g for g in self.groups if len(g) == 2 and g not in ("EV", "IT", "AI"))

    @property
    def sectors(self) -> frozenset[str]:
        """The groups that say what it does."""
        return self.groups - self.countries


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """``names`` by first word, longest first; ``tickers`` by Yahoo symbol."""

    names: dict[str, list[tuple[str, Entity]]]
    tickers: dict[str, Entity]
    products: dict[str, Entity]  # in lower case: products, brands and towns that belong to one instrument alone
    loose: frozenset[str]  # first words of index names of several words
    tails: frozenset[str]  # words that many names end with and that say only what sort of company it is ("Technologies")
    _opens: dict[str, bool] = field(default_factory=dict)

    def opens(self, word: str) -> bool:
        """Whether a name may begin in the word (or after its first hyphen)."""
        known = self._opens.get(word)
        if known is None:
            if len(self._opens) > CACHE:
                self._opens.clear()
            known = self._opens[word] = word.removesuffix("'s").removesuffix("’s").lower() in self.products or any(
                atom in self.names or (atom[-1] == "s" and atom[:-1] in self.names) or (atom.isupper() and atom.capitalize() in self.names)
                for atom in _ATOM.findall(word)[:2]
            )
        return known

    def at(self, text: str, start: int, limit: int) -> list[tuple[int, Entity]]:
        """Ends of all names that begin at ``start``, longest first, each with what it names."""
        atom = _ATOM.match(text, start, limit)
        if atom is None:
            return []
        word = atom[0]
        found = self.names.get(word) or (self.names.get(word[:-1], []) if word[-1] == "s" else [])
        ends = [(start + len(name), entity) for name, entity in found if text.startswith(name, start)]
        if word in self.loose or text.startswith("-", start + len(word)):
            ends += self._loosely(text, start, word, found)
            ends.sort(key=lambda pair: -pair[0])
        if len(word) > 3 and word.isupper():  # headlines and wires in capitals
            for name, entity in self.names.get(word.capitalize(), ()):
                if text.startswith(name.upper(), start):
                    ends.append((start + len(name), entity))
        return [pair for pair in ends if pair[0] <= limit]

    def _loosely(self, text: str, start: int, word: str, found: Iterable[tuple[str, Entity]]) -> list[tuple[int, Entity]]:
        """Indices in any case ("Hang Seng tech index"), hyphens for spaces ("Walt-Disney-Aktie")."""
        ends = []
        for name, entity in found:
            written = text[start : start + len(name)]
            if written == name or len(name) == len(word):
                continue
            if (entity.kind == "index" and written.lower() == name.lower()) or ("-" in written and written.replace("-", " ") == name):
                ends.append((start + len(name), entity))
        return ends

    def ticker(self, symbol: str, exchange: str | None = None) -> Entity | None:
        """What a written ticker stands for: "NVDA"; with an exchange code also "NOVO-B" of "CPH"."""
        if exchange is not None:
            suffix = EXCHANGES.get(exchange.upper())
            return None if suffix is None else self.tickers.get(symbol + suffix) or self.tickers.get(_FORMER.get(symbol, ""))
        return self.tickers.get(symbol) or self.tickers.get(_FORMER.get(symbol, ""))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of ``data/instruments.csv``; built on first use (some 40 ms)."""
    rows = instruments.load()
    entities: dict[str, Entity] = {}
    listings: list[tuple[str, str, Instrument]] = []
    names: dict[str, list[tuple[str, Entity]]] = {}
    tickers: dict[str, Entity] = {}
    shared: dict[tuple[str, ...], frozenset[str]] = {}
    loose: set[str] = set()
    for row in rows:
        place = _PLACE.match(row.name) if row.name.endswith(")") else None
        entity = Entity(row, shared.setdefault(row.groups, frozenset(row.groups)))
        if row.symbol:
            tickers[row.symbol] = entity
        if place:
            listings.append((place[1], place[2], row))
        for name in (*(() if place else (row.name,)), *row.aliases):
            if name in entities:
                continue
            first, space, _ = name.partition(" ")
            if not first.isalnum():
                atom = _ATOM.match(name)
                if atom is None:
                    continue
                first = atom[0]
            entities[name] = entity
            names.setdefault(first, []).append((name, entity))
            if space and row.kind == "index":
                loose.add(first)
    owners: dict[str, set[Entity]] = {}
    for entity in {id(e): e for e in entities.values()}.values():
        for word in entity.instrument.epithets:
            owners.setdefault(word.lower(), set()).add(entity)
    for base, where, row in listings:
        if base in entities:
            entities[base].variants[where] = row.symbol
    for found in names.values():
        if len(found) > 1:
            found.sort(key=lambda pair: -len(pair[0]))
    products = {word: next(iter(found)) for word, found in owners.items() if len(found) == 1}
    ends = Counter(name.rpartition(" ")[2] for name, e in entities.items() if " " in name and e.instrument.kind == "stock")
    tails = frozenset(word for word, count in ends.items() if count >= COMMON_TAIL)
    return Gazetteer(names, tickers, products, frozenset(loose), tails)


@cache
def places() -> frozenset[str]:
    """Home towns and products of the instruments, in lower case."""
    return frozenset(word.lower() for row in instruments.load() for word in row.epithets)


@cache
def lead_indices() -> tuple[Entity, ...]:
    """The indices that stand for the markets of their countries, in the order of the file."""
    return tuple(e for e in gazetteer().tickers.values() if e.kind == "index" and "LEAD" in e.groups)
