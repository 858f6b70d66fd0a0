"""The words of ``[subjects]`` in a language file, as sets that the mention finder looks up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from impact.claims.gazetteer import gazetteer, places
from impact.claims.word_tables import INDEX_TABLES, Phrase, Tails, listed_words, not_joining, pairs, phrase_table, unit_words
from impact.errors import LanguageError
from impact.languages import Lexicon, load

NAME, STAND_IN = 1, 2
CACHE = 60_000  # words remembered before the memory is emptied: bounds memory on endless input
_REQUIRED = ("share_words", "pronouns", "heads")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SubjectWords:
    """Lower-case words by what they do; a field is a key of ``[subjects]``, empty where the file has none."""

    code: str
    lexicon: Lexicon
    # the make of the language
    compounds: bool = False  # nouns are written together: "Nvidia-Aktie"
    noun_capitals: bool = False  # every noun has a capital
    genitive_s: bool = False  # "Nvidias"
    head_first: bool = False  # "fabricant de puces"
    elisions: tuple[str, ...] = ()  # "l'action"
    # what belongs to a name on a market
    share_words: frozenset[str] = frozenset()
    value_words: frozenset[str] = frozenset()
    value_tails: tuple[str, ...] = ()
    per: frozenset[str] = frozenset()
    # stand-ins
    pronouns: frozenset[str] = frozenset()
    plural_pronouns: frozenset[str] = frozenset()
    counted: Mapping[str, str] = field(default_factory=dict)  # "the three": as many as were named last
    personal: frozenset[str] = frozenset()  # "his company": of a person, whichever it is
    masculine: frozenset[str] = frozenset()  # pronouns that stand for no company name, only for an index or a "Konzern"
    possessives: frozenset[str] = frozenset()
    impersonal: frozenset[str] = frozenset()
    demonstrative: frozenset[str] = frozenset()
    relative: frozenset[str] = frozenset()
    relative_possessives: frozenset[str] = frozenset()  # of these, "whose"
    relative_places: frozenset[str] = frozenset()  # of these, "where"
    clefts: frozenset[str] = frozenset()  # "it was" X that …
    cleft_relative: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()  # "domestic": of the country that the document writes from
    in_all: frozenset[str] = frozenset()  # first words of "in all", "insgesamt": a sum over companies
    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    # epithets
    heads: frozenset[str] = frozenset()
    portions: frozenset[str] = frozenset()  # "a quarter", "half": numbers in words
    plain_heads: frozenset[str] = frozenset()  # of these, those that say nothing of what a company does
    nouns_too: frozenset[str] = frozenset()  # verbs that are nouns behind a word: "Block trades"
    feminine_heads: frozenset[str] = frozenset()
    plural_heads: frozenset[str] = frozenset()
    plural_articles: frozenset[str] = frozenset()
    plural_determiners: frozenset[str] = frozenset()
    singular_determiners: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    name_tails: frozenset[str] = frozenset()
    country: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    citizen_endings: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    # indices and groups
    index_heads: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()
    wares: frozenset[str] = frozenset()  # behind a name: what the company, or the fruit, costs to buy
    derivatives: frozenset[str] = frozenset()  # what is written on a share and is none: funds, certificates, options
    constituents: frozenset[str] = frozenset()  # behind an index: "the FTSE 100 constituent"
    home_names: Mapping[str, str] = field(default_factory=dict)  # names that mean another company in this language ("Merck")
    also: frozenset[str] = frozenset()  # may stand between a verb and its subject ("auch")
    index_tails: tuple[str, ...] = ()  # of compounds that name an index of their own
    measured: tuple[str, ...] = ()  # between a market and its index ("gemessen am")
    abroad: frozenset[str] = frozenset()  # words of a sentence in which it does not
    at_home: tuple[str, ...] = ()  # what the article has to speak of for that
    opening: frozenset[str] = frozenset()  # obliques that open a clause where nothing or a comma stands before them (", als der Dax")
    rating_nouns: frozenset[str] = frozenset()  # what an analyst's house does to a share ("Abstufung durch die Foobar Bank")
    cities: Mapping[str, str] = field(default_factory=dict)  # "Tokyo fell": the lead index of its exchange
    group_tails: frozenset[str] = frozenset()
    sector_tails: frozenset[str] = frozenset()  # behind a sector: "the S&P 500 energy sector"
    bare_sectors: frozenset[str] = frozenset()  # sectors that are named like shares: "Financials rose 2%"
    sorts: frozenset[str] = frozenset()
    traded: frozenset[str] = frozenset()  # "FIIs offloaded equities": of no company in particular
    plain_stocks: frozenset[str] = frozenset()
    market_words: frozenset[str] = frozenset()
    other_markets: frozenset[str] = frozenset()  # before "market": "bear", "housing"
    bare_market: frozenset[str] = frozenset()
    bare_after: frozenset[str] = frozenset()
    not_market: frozenset[str] = frozenset()
    region: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    # roles
    source_words: frozenset[str] = frozenset()
    source_verbs: frozenset[str] = frozenset()
    source_after: frozenset[str] = frozenset()
    person_tails: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()  # people that move no price themselves: "investors have lost $11 trillion"
    holding: frozenset[str] = frozenset()  # behind those who have a share: "investors holding Nvidia"
    company_verbs: frozenset[str] = frozenset()  # what companies do before their share moves: "Foobar senkte die Prognose"
    rivals: frozenset[str] = frozenset()  # of the person_tails, those that are companies
    blocked_heads: frozenset[str] = frozenset()
    oblique: frozenset[str] = frozenset()
    weak_prepositions: frozenset[str] = frozenset()
    genitive_articles: frozenset[str] = frozenset()
    genitive_case: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()  # verbs before an index that is no subject: "entered the S&P 500", "beat the Dow"
    share_prepositions: frozenset[str] = frozenset()
    agent_prepositions: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()  # "the rebound in the Nasdaq"
    number_prepositions: frozenset[str] = frozenset()
    that_of: frozenset[str] = frozenset()
    taken_from: frozenset[str] = frozenset()  # before what loses: "$2 trillion vanished from the Nasdaq"
    followers: frozenset[str] = frozenset()
    causatives: frozenset[str] = frozenset()
    absolute: frozenset[str] = frozenset()
    # what is no name
    time_nouns: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    common_tails: tuple[str, ...] = ()
    plural_endings: tuple[str, ...] = ()
    adverb_tails: tuple[str, ...] = ()
    no_name_endings: tuple[str, ...] = ()  # of adverbs and participles that open a sentence before a verb
    word_names: frozenset[str] = frozenset()
    no_name_after: frozenset[str] = frozenset()
    not_before_names: frozenset[str] = frozenset()
    looking_back: frozenset[str] = frozenset()  # open a sentence: "From a peak of … in 2021"
    leading: frozenset[str] = frozenset()  # "X led the losers", "X reported"
    percents: frozenset[str] = frozenset()
    # rows of names
    each: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    own_number: tuple[str, ...] = ()  # between a row and a number that all of it has
    # worked out
    units: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    head_pattern: Tails
    group_pattern: Tails
    phrases: Mapping[str, tuple[Phrase, ...]]
    first_words: frozenset[str]
    looks: dict[str, tuple[str, bool, int]] = field(default_factory=dict)
    _measures: dict[str, bool] = field(default_factory=dict)
    _moves: dict[str, bool] = field(default_factory=dict)

    def phrase(self, table: str, words: Sequence[str]) -> tuple[int, str] | None:
        """The longest phrase of a table ("group", "market", "index") that ``words`` begin with: its length and its value."""
        for parts, name, value in self.phrases.get(words[0], ()):
            if name == table and (len(parts) == 1 or parts == tuple(words[: len(parts)])):
                return len(parts), value
        return None

    def look(self, written: str) -> tuple[str, bool, int]:
        """The word in lower case, whether it has a capital, and what it can begin (:data:`NAME`, :data:`STAND_IN`); remembered."""
        found = self.looks.get(written)
        if found is None:
            if len(self.looks) >= CACHE:
                self.looks.clear()
            low = written.lower()
            opens = (NAME if written[0].isalnum() and gazetteer().opens(written) else 0) | (STAND_IN if self._may_open(written, low) else 0)
            found = self.looks[written] = low, written[0].isupper(), opens
        return found

    def _may_open(self, written: str, low: str) -> bool:
        low = low.removesuffix("'s").removesuffix("’s")
        if any(low in these for these in (self.first_words, self.pronouns, self.share_words, self.personal)):
            return True
        if low in self.definite and not self.compounds:
            return True
        if not (written[0].isupper() and self.compounds):
            return False
        if self.head_pattern.match(low) or self.group_pattern.match(low):
            return True
        return low in self.people or low.removesuffix("s") in self.people or bool(self.citizen(low))

    def cleft(self, first: str, second: str) -> bool:
        """Whether two words begin a cleft sentence ("it was", "war es")."""
        return f"{first} {second}" in self.clefts

    def citizen(self, low: str) -> str:
        """ "walldorfer" → "walldorf"; empty for anything else."""
        known = places()
        for pair in self.citizen_endings:
            ending, _, tail = pair.partition("=")
            if low.endswith(ending) and low[: len(low) - len(ending)] + tail in known:
                return low[: len(low) - len(ending)] + tail
        return ""

    def overtakes(self, word: str) -> bool:
        """Whether the word is a verb of overtaking, whose object stays behind."""
        return any(not rest and entry.tag == "rank.overtake" for rest, entry in self.lexicon.openings(word))

    def stands(self, word: str) -> bool:
        """Whether the word is a verb of standing ("lag", "war"), which says of anything where it is."""
        return any(not rest and entry.tag == "level.verbs" for rest, entry in self.lexicon.openings(word))

    def dates(self, word: str) -> bool:
        """Whether the word says when in a session or year something was ("premarket")."""
        return any(not rest and entry.table in ("basis.", "time.") for rest, entry in self.lexicon.openings(word))

    def takes(self, word: str) -> bool:
        """Whether the word is a verb of taking value away ("wiped", "vanishing")."""
        return any(not rest and entry.tag == "transitive.down" for rest, entry in self.lexicon.openings(word))

    def moves(self, word: str) -> bool:
        """Whether the word is a verb or noun of movement, of standing, or a multiple."""
        found = self._moves.get(word)
        if found is None:
            _bound(self._moves)
            tags = ("move.", "level.", "transitive", "multiple")
            found = self._moves[word] = any(not rest and entry.tag.startswith(tags) for rest, entry in self.lexicon.openings(word))
        return found

    def begins_move(self, word: str) -> bool:
        """Whether the word is a verb of movement or the first word of one ("gave up", "put on")."""
        return self.moves(word) or any(rest and entry.tag in ("move.verb", "transitive") for rest, entry in self.lexicon.openings(word))

    def measures(self, word: str) -> bool:
        """Whether the word is a share, a price, a market value or a noun of movement: something that a company has on a market."""
        found = self._measures.get(word)
        if found is None:
            _bound(self._measures)
            found = self._measures[word] = (
                word in self.share_words
                or word in self.value_words
                or (bool(self.value_tails) and word.endswith(self.value_tails))
                or any(
                    not rest and (entry.tag == "move.noun" or entry.tag.startswith(("metric.cap", "metric.price", "record.")))
                    for rest, entry in self.lexicon.openings(word)
                )
            )
        return found


def _bound(memory: dict[str, bool]) -> None:
    if len(memory) >= CACHE:
        memory.clear()


@lru_cache(maxsize=8)
def subject_words(code: str) -> SubjectWords:
    """The subject words of a language; raises :class:`LanguageError` where ``[subjects]`` lacks a pillar or holds no words."""
    language = load(code)
    table: Mapping[str, Any] = language.tables.get("subjects", {})
    for key in _REQUIRED:
        if not table.get(key):
            raise LanguageError(f"{code}.toml [subjects] {key}", "is missing", "see another language file for what it holds")
    kinds = {f.name: str(f.type) for f in fields(SubjectWords)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key == "tags":
            continue
        kind = kinds.get(key) or ("words" if any(key == name for name, _ in INDEX_TABLES) or key == "groups" else None)
        if kind is None:
            continue
        if kind == "bool":
            values[key] = bool(value)
            continue
        words = listed_words(code, key, value)
        if key in kinds:
            values[key] = (
                pairs(code, key, words) if kind.startswith("Mapping") else frozenset(words) if kind.startswith("frozenset") else words
            )
    tags: dict[str, set[str]] = {}
    for tag, stems in table.get("tags", {}).items():
        for stem in listed_words(code, f"tags.{tag}", stems):
            tags.setdefault(stem, set()).add(tag)
    phrases = phrase_table(code, table)
    first = {
        *phrases,
        *(stem.split()[0] for stem in (*tags, *values.get("region", ()), *values.get("plural_heads", ()), *values.get("cities", ()))),
        *values.get("sorts", ()),
    }
    return SubjectWords(
        code=code, lexicon=language.lexicon, **values, tags={stem: frozenset(found) for stem, found in tags.items()},
        units=unit_words(language.tables),
        joiners=frozenset(w for w in language.words("boundary", "words") if w.isalpha()) - not_joining(language.tables),
        head_pattern=Tails(values["heads"], "(?:s|es|n|en|e|in)?"),
        group_pattern=Tails(values.get("group_tails", ("\0",)), ""),
        phrases=phrases, first_words=frozenset(first),
    )  # fmt: skip
