"""Phrases of a language file, found in tokens: one dictionary look-up a token, cost linear in the text.

A phrase is a sequence of lower-case words; a word may hold one ``*`` at its start or its end ("*sturz", "seit *").
What a word can begin is worked out once and remembered, so that wildcards cost nothing on the second meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from impact.records import Direction

KEY = 3  # letters that wildcards are filed under
CACHE = 60_000  # words remembered before the memory is emptied: bounds memory on endless input


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means: ``tag`` names the table that it stands in and the key there, ``table`` the table alone ("record.")."""

    tag: str
    direction: Direction | None = None
    degree: str | None = None
    particle: str | None = None  # separable verbs: the word that must follow in the clause
    value: float = 0.0
    lemma: str = ""
    table: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        table, dot, _ = self.tag.partition(".")
        object.__setattr__(self, "table", table + dot)


@dataclass(slots=True)
class Mark:
    """A phrase found: tokens ``first`` to ``last`` (exclusive), characters ``start`` to ``end``.

    Nothing changes a mark; it is not frozen because a frozen one takes three times as long to make, and every second token has one.
    """

    first: int
    last: int
    start: int
    end: int
    entry: Entry


Rest = tuple[tuple[str, ...], Entry]
Followed = tuple[tuple[Rest, ...], dict[str, tuple[Rest, ...]]]
_NOTHING: Followed = ((), {})  # most words open nothing


class Lexicon:
    """All phrases of a language by their first word."""

    def __init__(self, phrases: Iterable[tuple[str, Entry]]) -> None:
        self._exact: dict[str, list[Rest]] = {}
        self._heads: dict[str, list[tuple[str, Rest]]] = {}  # "kurs*" under "kur"
        self._tails: dict[str, list[tuple[str, Rest]]] = {}  # "*sturz" under "urz"
        self._short: list[tuple[str, Rest]] = []
        for phrase, entry in phrases:
            first, *rest = phrase.split()
            if "*" in first:
                head, _, tail = first.partition("*")
                if len(head) >= KEY:
                    self._heads.setdefault(head[:KEY], []).append((first, (tuple(rest), entry)))
                elif len(tail) >= KEY:
                    self._tails.setdefault(tail[-KEY:], []).append((first, (tuple(rest), entry)))
                else:
                    self._short.append((first, (tuple(rest), entry)))
            else:
                self._exact.setdefault(first, []).append((tuple(rest), entry))
        self._known: dict[str, tuple[Rest, ...]] = {}
        self._followed: dict[str, Followed] = {}

    def openings(self, word: str) -> tuple[Rest, ...]:
        """Phrases that ``word`` can open, longest first."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= CACHE:
                self._known.clear()
                self._followed.clear()
            options = list(self._exact.get(word, ()))
            wild = self._heads.get(word[:KEY], []) + self._tails.get(word[-KEY:], []) + self._short
            options += [rest for pattern, rest in wild if matches(pattern, word)]
            options.sort(key=lambda option: -len(option[0]))
            found = self._known[word] = tuple(options)
        return found

    def _by_next(self, word: str) -> Followed:
        """What ``word`` can open whatever follows it, and what it can open before the words that its phrases name; longest first."""
        options = self.openings(word)
        if not options:
            self._followed[word] = _NOTHING
            return _NOTHING
        named = [rest[0] if rest and "*" not in rest[0] else None for rest, _ in options]

        def before(after: str | None) -> tuple[Rest, ...]:
            return tuple(option for option, name in zip(options, named, strict=True) if name is None or name == after)

        found = self._followed[word] = before(None), {after: before(after) for after in named if after is not None}
        return found

    def find(self, words: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[Mark]:
        """All phrases in the tokens; of two that begin together and have one tag the longer counts."""
        marks: list[Mark] = []
        count = len(words)
        for i, found in enumerate(map(self._followed.get, words)):
            anyway, before = found or self._by_next(words[i])
            options = before.get(words[i + 1], anyway) if before and i + 1 < count else anyway
            if not options:
                continue
            if len(options) == 1:
                rest, entry = options[0]
                j = i + 1 + len(rest)
                if j <= count and (not rest or _follow(rest, words, i + 1)):
                    marks.append(Mark(i, j, spans[i][0], spans[j - 1][1], entry))
                continue
            taken: set[str] = set()
            for rest, entry in options:
                j = i + 1 + len(rest)
                if j > count or (entry.tag in taken and entry.particle is None):
                    continue
                if rest and not _follow(rest, words, i + 1):
                    continue
                if entry.particle is None:
                    taken.add(entry.tag)
                marks.append(Mark(i, j, spans[i][0], spans[j - 1][1], entry))
        return marks


def _follow(rest: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    for pattern in rest:
        word = words[at]
        if pattern != word and not ("*" in pattern and matches(pattern, word)):
            return False
        at += 1
    return True


def matches(pattern: str, word: str) -> bool:
    """Whether ``word`` is ``pattern``, where a leading or closing ``*`` stands for at least one letter or none at the end."""
    if "*" not in pattern:
        return pattern == word
    if pattern == "*":
        return bool(word)
    head, _, tail = pattern.partition("*")
    return len(word) >= len(head) + len(tail) + (1 if tail else 0) and word.startswith(head) and word.endswith(tail)
