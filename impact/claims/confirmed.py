"""Names that a document has to name plainly once: words ("Snap", "Target", "Linde") and short forms ("Procter" for Procter & Gamble)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from impact.claims.gazetteer import Entity, gazetteer, places
from impact.claims.mention import LEGAL, Mention, tokenize
from impact.claims.roles import role_of
from impact.claims.subject_words import SubjectWords

SHORTEST = 5  # letters of a short name
CAPITALISED = re.compile(r"(?<![\w-])[^\W\d_a-zäöü]\w+")


class Confirmed:
    """The word-like names of one document that stand beside a share word, a legal form or a ticker somewhere in it; its short names.

    ``capitals``: all that :data:`CAPITALISED` finds in ``text``.
    """

    def __init__(self, text: str, capitals: Set[str], words: SubjectWords) -> None:
        self.words = words
        self.known: dict[str, Entity] = {}
        for word in sorted(gazetteer().names.keys() & capitals):
            if len(word) >= SHORTEST and (whole := self._whole(word, text)) is not None:
                self.known[word] = whole
        candidates = sorted(words.word_names & capitals)
        if not candidates:
            return
        shares = "|".join(sorted(map(re.escape, words.share_words), key=len, reverse=True))
        of = "|".join(sorted(map(re.escape, words.genitive_articles), key=len, reverse=True)) or "(?!)"
        legal = "|".join(sorted(map(re.escape, LEGAL), key=len, reverse=True))
        for word in candidates:
            entity = next((e for name, e in gazetteer().names.get(word, ()) if name == word and e.kind == "stock"), None)
            if entity is None:
                continue
            beside = rf"\b(?:{shares})\s+(?:{of})\s+{word}\b|\b{word}(?:-(?:{shares})\b|(?:['’]s)?\s+(?:{shares})\b"
            beside += rf"|\s+(?:{legal})\b|\s+\()"
            if re.search(beside, text):
                self.known[word] = entity

    def _whole(self, word: str, text: str) -> Entity | None:
        """The one company whose name of several words begins with ``word``, is written out in the document, and is no word or place."""
        found = gazetteer().names.get(word, [])
        if not found or any(name == word for name, _ in found) or len({id(entity) for _, entity in found}) > 1:
            return None
        low = word.lower()
        words = self.words
        apart = (words.common, words.country, words.region, words.heads, words.tags, words.cities, words.index_heads, places())
        if found[0][1].kind != "stock" or words.moves(low) or any(low in these for these in apart):
            return None
        return found[0][1] if any(name in text for name, _ in found) else None

    def find(self, text: str, start: int, end: int, found: Iterable[Mention]) -> list[Mention]:
        """Mentions of confirmed names in a sentence that no mention covers."""
        hits = [m for m in CAPITALISED.finditer(text, start, end) if m[0] in self.known] if self.known else []
        if not hits:
            return []
        spans = [(m.start, m.end) for m in found if m.form != "unknown_name"]
        tokens = tokenize(text, start, end, self.words)
        starts = {token.start: k for k, token in enumerate(tokens)}
        out = []
        for hit in hits:
            k = starts.get(hit.start())
            if k is None or tokens[k].text != hit[0] or any(a < hit.end() and hit.start() < b for a, b in spans):
                continue
            entity = self.known[hit[0]]
            after = tokens[k + 1] if k + 1 < len(tokens) else None
            if hit[0] not in self.words.word_names and after is not None and after.capital and after.text not in LEGAL:
                continue  # the name goes on
            out.append(
                Mention(
                    start=hit.start(), end=hit.end(), symbols=entity.symbols, form="name", name=hit[0], entity=entity, kind=entity.kind,
                    role=role_of(tokens, k, k, self.words, entity=entity),
                )
            )  # fmt: skip
        return out
