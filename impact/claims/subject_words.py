"""The words of ``[subjects]`` in a language file, as sets that the mention finder looks up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from impact.errors import LanguageError
from impact.languages import Lexicon, load


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
