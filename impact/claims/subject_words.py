"""The words of ``[subjects]`` in a language file, as sets that the mention finder looks up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from impact.errors import LanguageError
from impact.languages import Lexicon, load


STAND_IN = 1
CACHE = 60_000  # words remembered before the memory is emptied: bounds memory on endless input
_CITIZENS = ("er", "ern", "ers", "n", "e", "s")


@dataclass(frozen=True, slots=True, eq=False)
class SubjectWords:
    """Lower-case words by what they do; ``tags`` maps a stem ("chip") to the sectors it can mean."""

    code: str
    lexicon: Lexicon
    share: frozenset[str]
    value: frozenset[str]
    value_tails: tuple[str, ...]
    pronouns: frozenset[str]
    plural: frozenset[str]
    masculine: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    heads: frozenset[str]
    feminine: frozenset[str]
    plural_heads: frozenset[str]
    head_pattern: re.Pattern[str]
    group_pattern: re.Pattern[str]
    index_heads: frozenset[str]
    lead_index: frozenset[str]
    mid_index: frozenset[str]
    small_index: frozenset[str]
    tech_index: frozenset[str]
    group_tails: frozenset[str]
    market: frozenset[str]
    groups: Mapping[str, str]
    region: Mapping[str, str]
    country: Mapping[str, str]
    people: Mapping[str, str]
    source: frozenset[str]
    source_verbs: frozenset[str]
    person: frozenset[str]
    blocked: frozenset[str]
    oblique: frozenset[str]
    weak: frozenset[str]
    genitive: frozenset[str]
    times: frozenset[str]
    common: frozenset[str]
    word_names: frozenset[str]
    followers: frozenset[str]
    absolute: frozenset[str]
    relative: frozenset[str]
    per: frozenset[str]
    not_market: frozenset[str]
    demonstrative: frozenset[str]
    impersonal: frozenset[str]
    that_of: frozenset[str]
    adverb_tails: tuple[str, ...]
    plain_stocks: frozenset[str]
    possessives: frozenset[str]
    sub_index: frozenset[str]
    units: frozenset[str]
    tags: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]  # by first word, longest first: words, table, value
    first_words: frozenset[str]
    _opens: dict[str, int] = field(default_factory=dict)

    def phrase(self, table: str, words: Sequence[str]) -> tuple[int, str] | None:
        """The longest phrase of a table that ``words`` begin with: its length and its value."""
        for parts, name, value in self.phrases.get(words[0], ()):
            if name == table and (len(parts) == 1 or parts == tuple(words[: len(parts)])):
                return len(parts), value
        return None

    def opens(self, written: str) -> int:
        """What a word can begin, as a sum of :data:`NAME`, :data:`STAND_IN`; remembered, so that most words cost one look-up."""
        found = self._opens.get(written)
        if found is None:
            if len(self._opens) >= CACHE:
                self._opens.clear()
            found = self._opens[written] = self._work_out(written)
        return found

    def _work_out(self, written: str) -> int:
        low = written.lower().removesuffix("'s").removesuffix("’s")
        capital = written[0].isupper()
        mask = 0
        if low in self.first_words or low in self.pronouns or low in self.share or low in self.definite:
            mask |= STAND_IN
        if capital and self.code != "en" and (self.head_pattern.match(low) or self.group_pattern.match(low) or low.endswith(_CITIZENS) or low in self.people):
            mask |= STAND_IN
        return mask

    def moves(self, word: str) -> bool:
        """Whether the word is a verb or noun of movement, of standing, or a measure of worth."""
        return any(not rest and entry.tag.startswith(("move.", "level.", "transitive", "multiple")) for rest, entry in self.lexicon.openings(word))

    def measures(self, word: str) -> bool:
        """Whether the word is a share, a price, a market value or a noun of movement: something that a company has on a market."""
        return (
            word in self.share
            or word in self.value
            or (bool(self.value_tails) and word.endswith(self.value_tails))
            or any(
                not rest and (entry.tag == "move.noun" or entry.tag.startswith(("metric.cap", "metric.price", "record.")))
                for rest, entry in self.lexicon.openings(word)
            )
        )


@lru_cache(maxsize=8)
def subject_words(code: str) -> SubjectWords:
    """The subject words of a language; raises :class:`LanguageError` where its file has no complete ``[subjects]``."""
    language = load(code)
    table: Mapping[str, Any] = language.tables.get("subjects", {})

    def words(key: str) -> tuple[str, ...]:
        found = table.get(key)
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            raise LanguageError(f"{code}.toml [subjects] {key}", "is no list of words", "see another language file for what it holds")
        return tuple(found)

    def pairs(key: str) -> dict[str, str]:
        split = [word.partition("=") for word in words(key)]
        for left, sign, right in split:
            if not (left and sign and right):
                raise LanguageError(f"{code}.toml [subjects] {key}", f"{left!r} has no value", "write word=VALUE")
        return {left: right for left, _, right in split}

    tags: dict[str, set[str]] = {}
    for tag, stems in table.get("tags", {}).items():
        for stem in stems:
            tags.setdefault(stem, set()).add(tag)
    heads = words("heads")
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    listed = [(phrase, "group", name) for phrase, name in pairs("groups").items()] + [(phrase, "market", "") for phrase in words("market_words")]
    for key, what in (("sub_index", "SUB"), ("lead_index", "LEAD"), ("tech_index", "TECHINDEX"), ("mid_index", "MID"), ("small_index", "SMALL"), ("index_heads", "ANY")):
        listed += [(phrase, "index", what) for phrase in words(key)]
    for phrase, name, value in listed:
        parts = tuple(phrase.split())
        phrases.setdefault(parts[0], []).append((parts, name, value))
    return SubjectWords(
        code=code, lexicon=language.lexicon,
        share=frozenset(words("share_words")), value=frozenset(words("value_words")), value_tails=words("value_tails"),
        pronouns=frozenset(words("pronouns")), plural=frozenset(words("plural_pronouns")), masculine=frozenset(words("masculine")),
        definite=frozenset(words("definite")), indefinite=frozenset(words("indefinite")),
        heads=frozenset(heads), feminine=frozenset(words("feminine_heads")), plural_heads=frozenset(words("plural_heads")),
        head_pattern=_tails(heads, "(?:s|es|n|en|e|in)?"), group_pattern=_tails(words("group_tails"), ""),
        index_heads=frozenset(words("index_heads")), lead_index=frozenset(words("lead_index")), mid_index=frozenset(words("mid_index")),
        small_index=frozenset(words("small_index")), tech_index=frozenset(words("tech_index")),
        group_tails=frozenset(words("group_tails")), market=frozenset(words("market_words")), groups=pairs("groups"),
        region=pairs("region"), country=pairs("country"), people=pairs("people"),
        source=frozenset(words("source_words")), source_verbs=frozenset(words("source_verbs")), person=frozenset(words("person_tails")),
        blocked=frozenset(words("blocked_heads")), oblique=frozenset(words("oblique")), weak=frozenset(words("weak_prepositions")),
        genitive=frozenset(words("genitive_articles")), times=frozenset(words("time_nouns")), common=frozenset(words("common")),
        word_names=frozenset(words("word_names")), followers=frozenset(words("followers")), absolute=frozenset(words("absolute")),
        relative=frozenset(words("relative")), per=frozenset(words("per")), not_market=frozenset(words("not_market")),
        demonstrative=frozenset(words("demonstrative")), impersonal=frozenset(words("impersonal")), that_of=frozenset(words("that_of")), adverb_tails=words("adverb_tails"),
        plain_stocks=frozenset(words("plain_stocks")),
        possessives=frozenset(words("possessives")), sub_index=frozenset(words("sub_index")), units=_units(language.tables), tags={stem: frozenset(found) for stem, found in tags.items()},
        phrases={first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in phrases.items()},
        first_words=frozenset(
            phrase.split()[0]
            for phrase in (
                *tags, *pairs("groups"), *pairs("region"), *words("market_words"), *words("plural_heads"), *words("index_heads"), *words("lead_index"),
                *words("mid_index"), *words("small_index"), *words("tech_index"), *words("sub_index"), "stocks", "names", "equities",
            )
        ),
    )  # fmt: skip


def _units(tables: Mapping[str, Any]) -> frozenset[str]:
    """Words that follow a number: units, scales, currencies."""
    found = set(tables.get("scale", {}))
    for name in ("unit", "currency"):
        for listed in tables.get(name, {}).values():
            for word in listed if isinstance(listed, list) else [w for more in listed.values() for w in more]:
                found.add(word)
    return frozenset(found)


def _tails(words: Iterable[str], ending: str) -> re.Pattern[str]:
    options = "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True))
    return re.compile(rf"(?P<stem>.*?)-?(?P<head>{options}){ending}\Z")
