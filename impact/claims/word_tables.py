"""The tables of ``[subjects]`` in a language file, checked and put into the shapes that the mention finder looks things up in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from impact.errors import LanguageError

Phrase = tuple[tuple[str, ...], str, str]  # words, table, value
INDEX_TABLES = (
    ("sub_index", "SUB"), ("lead_index", "LEAD"), ("benchmark_index", "BENCHMARK"), ("tech_index", "TECHINDEX"), ("mid_index", "MID"),
    ("small_index", "SMALL"), ("index_heads", "ANY"),
)  # fmt: skip


def listed_words(code: str, key: str, value: object) -> tuple[str, ...]:
    """A list of words; raises :class:`LanguageError` for anything else."""
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise LanguageError(f"{code}.toml [subjects] {key}", "is no list of words", "see another language file for what it holds")
    return tuple(value)


def pairs(code: str, key: str, words: Iterable[str]) -> dict[str, str]:
    """"word=VALUE" entries as a mapping."""
    found = {}
    for word in words:
        left, _, right = word.partition("=")
        if not (left and right):
            raise LanguageError(f"{code}.toml [subjects] {key}", f"{word!r} has no value", "write word=VALUE")
        found[left] = right
    return found


def phrase_table(code: str, table: Mapping[str, Any]) -> dict[str, tuple[Phrase, ...]]:
    """Phrases of groups, markets and indices by their first word, longest first."""
    groups = pairs(code, "groups", listed_words(code, "groups", table.get("groups", [])))
    listed = [(phrase, "group", name) for phrase, name in groups.items()]
    listed += [(phrase, "market", "") for phrase in table.get("market_words", ())]
    for key, what in INDEX_TABLES:
        listed += [(phrase, "index", what) for phrase in listed_words(code, key, table.get(key, []))]
    found: dict[str, list[Phrase]] = {}
    for phrase, name, value in listed:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append((parts, name, value))
    return {first: tuple(sorted(options, key=lambda p: -len(p[0]))) for first, options in found.items()}


def not_joining(tables: Mapping[str, Any]) -> frozenset[str]:
    """Words that open a clause elsewhere but do not part a subject from its number ("nach", "beziehungsweise")."""
    return frozenset(tables["subjects"].get("not_joining", ()))


def unit_words(tables: Mapping[str, Any]) -> frozenset[str]:
    """Words that follow a number: units, scales, currencies."""
    found = set(tables.get("scale", {}))
    for name in ("unit", "currency"):
        for listed in tables.get(name, {}).values():
            found.update(listed if isinstance(listed, list) else [w for more in listed.values() for w in more])
    return frozenset(found)


class Tails:
    """A pattern for words that end in one of ``words``, with groups "stem" and "head"; what it found is remembered."""

    MOST = 20_000  # words remembered before the memory is emptied

    def __init__(self, words: Iterable[str], ending: str) -> None:
        options = "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True))
        self._pattern = re.compile(rf"(?P<stem>.*?)-?(?P<head>{options}){ending}\Z")
        self._known: dict[str, re.Match[str] | None] = {}

    def match(self, word: str) -> re.Match[str] | None:
        """The match of the whole word, None where it ends otherwise."""
        if word in self._known:
            return self._known[word]
        if len(self._known) >= self.MOST:
            self._known.clear()
        found = self._known[word] = self._pattern.match(word)
        return found
