"""Misspelt names: one letter away from a name of the same document, never from the whole gazetteer ("Woche" is no Roche)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from impact.claims.gazetteer import Entity, gazetteer
from impact.claims.mention import Mention

SHORTEST = 5
_WORD = re.compile(r"(?<![\w-])[^\W\d_a-zäöüß][^\W\d_]{4,}(?![\w])")
_WITHIN = re.compile(r"\w\w")


class Typos:
    """The names of one document with all that is one letter away from them; ``capitals`` are its words with a capital."""

    def __init__(self, capitals: Set[str]) -> None:
        names = gazetteer().names
        self.known: dict[str, Entity] = {}
        for word in sorted(names.keys() & capitals):
            if len(word) < SHORTEST or not _WORD.fullmatch(word):
                continue
            for name, entity in names[word]:
                if name == word and entity.kind in ("stock", "private"):
                    self.known[word] = entity
        self._shapes = {(name[0], len(name) + step) for name in self.known for step in (-1, 0, 1)}
        self._near: dict[str, str] = {}
        for name in self.known:
            for short in _shorter(name):
                self._near.setdefault(short, name)
        #: hardly any document is, and then no sentence has to be looked at
        self._misspelt = any(len(word) >= SHORTEST and self._meant(word) for word in capitals)

    def find(self, text: str, start: int, end: int, found: Iterable[Mention]) -> list[Mention]:
        """Misspelt names of a sentence that no mention covers."""
        cut = _WITHIN.match(text, end - 1) is not None  # a sentence that was too long may end inside a word
        if not (self._misspelt or (cut and self.known)):
            return []
        out = []
        covered = [(m.start, m.end) for m in found if m.form != "unknown_name"]
        for match in _WORD.finditer(text, start, end):
            word = match[0]
            name = self._meant(word)
            if name is None or any(a < match.end() and match.start() < b for a, b in covered):
                continue
            entity = self.known[name]
            out.append(
                Mention(
                    start=match.start(),
                    end=match.end(),
                    symbols=entity.symbols,
                    form="typo",
                    name=word,
                    entity=entity,
                    kind=entity.kind,
                    score=0.8,
                )
            )
        return out

    def _meant(self, word: str) -> str | None:
        if (word[0], len(word)) not in self._shapes or word in self.known or word in gazetteer().names:
            return None
        candidates = {self._near[w] for w in (word, *_shorter(word)) if w in self._near}
        candidates |= {w for w in _shorter(word) if w in self.known}
        close = [name for name in sorted(candidates) if name[0] == word[0] and near(name, word)]
        return close[0] if len(close) == 1 else None


def _shorter(word: str) -> list[str]:
    return [word[:k] + word[k + 1 :] for k in range(1, len(word))]


def near(left: str, right: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours makes one word the other (not an added "s" or "n")."""
    if left == right or min(len(left), len(right)) < SHORTEST - 1 or abs(len(left) - len(right)) > 1:
        return False
    if left.lower() == right.lower() or left + "s" == right or left + "n" == right or right + "s" == left:
        return False
    if len(left) == len(right):
        different = [k for k in range(len(left)) if left[k] != right[k]]
        if len(different) == 1:
            return True
        return (
            len(different) == 2
            and different[1] == different[0] + 1
            and left[different[0]] == right[different[1]]
            and left[different[1]] == right[different[0]]
        )
    long, short = (left, right) if len(left) > len(right) else (right, left)
    return any(long[:k] + long[k + 1 :] == short for k in range(len(long)))
