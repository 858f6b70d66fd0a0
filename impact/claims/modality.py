"""Whether a sentence asserts what it names: denials, contrasts ("3 statt 17 Prozent"), questions and conditions.

A claim that is denied, or only asked or supposed, is never judged as if it were asserted; what is denied asks for a reader's eye.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from impact.claims.clauses import Clause
from impact.languages import Language, Mark

if TYPE_CHECKING:
    from impact.claims.drafts import Draft, Reading

APART = frozenset(";:")
REACH = 1  # tokens between a contrast and its number ("statt der 17 Prozent")


class Modality:
    """The modality of drafts, with the words of one language."""

    def __init__(self, language: Language) -> None:
        self.content = language.word_set("modality", "content")
        self.open = language.word_set("modality", "open_question")
        self.inverted = language.word_set("style", "inverted")
        self.apart = language.word_set("boundary", "subordinate") | frozenset(";")

    def negated(self, draft: Draft, reading: Reading) -> bool:
        """Denied in its own clause, by the clause that it is the content of, by its sentence, or set against another number."""
        if "modality." not in reading.tables:
            return False
        clause, q = draft.clause, draft.quantity
        marks = [m for c in reading.clauses for m in c.tags("modality.")]
        affirmed = [m for m in marks if m.entry.tag == "modality.affirmed"]
        words = reading.sentence.words
        if any(APART.isdisjoint(words[m.last : _predicate(draft)]) for m in _negations(clause, affirmed)):
            return True
        if q is not None and any(m.entry.tag == "modality.contrast" and 0 <= q.first - m.last <= REACH for m in marks):
            return True
        if any(m.entry.tag == "modality.denial" and (m.start >= draft.end or self._follows(m, draft, reading)) for m in marks):
            return True
        return self._content(clause) and any(c is not clause and not self._content(c) and _negations(c, affirmed) for c in reading.clauses)

    def hypothetical(self, draft: Draft, reading: Reading) -> bool:
        """Supposed ("würde", "if"), or asked for a yes or no: "Warum fiel …?" takes the fall for granted, "Fiel …?" does not."""
        words = reading.sentence.words
        asked = "?" in words[-2:] and not self.open.intersection(words)
        if asked or "modality." not in reading.tables:
            return asked
        unreal = words[0] in self.inverted and draft.clause.first == 0 and any(c.tags("modality.hypothetical") for c in reading.clauses)
        if unreal:
            return True  # "Had Apple fallen as far, the index would have lost 3%"
        at = _predicate(draft)  # "is set to open flat after a night in which the Dow rose": the second is told, not supposed
        dated = {k for w in reading.days for k in range(w.first, w.last)}  # "since May 2020"
        marks = [m for m in draft.clause.tags("modality.hypothetical") if m.first not in dated]
        return any(self.apart.isdisjoint(words[m.last : at]) for m in marks)

    def _follows(self, denial: Mark, draft: Draft, reading: Reading) -> bool:
        """ "It is a hoax that Apple fell": the draft hangs on the denial."""
        s = reading.sentence
        return any(word in self.content and denial.end <= a < draft.end for word, (a, _) in zip(s.words, s.spans, strict=True))

    def _content(self, clause: Clause) -> bool:
        return clause.opener in self.content


modality = lru_cache(maxsize=8)(Modality)  # holds the words of a language only: one serves every article


def _predicate(draft: Draft) -> int:
    """The token of the draft's own words that comes first."""
    firsts = [x.first for x in (draft.quantity, draft.mark, draft.superlative) if x is not None]
    return min((k for k in firsts if draft.clause.first <= k < draft.clause.last), default=draft.clause.first)


def _negations(clause: Clause, affirmed: list[Mark]) -> list[Mark]:
    """Words that deny; not those of a set phrase, nor the one that closes a record: "so deutlich wie seit 2022 nicht"."""
    negations = clause.tags("modality.negation")
    if not negations:
        return []
    records = clause.tags("record.negative") + clause.tags("record.as_up") + clause.tags("record.as_down")
    return [
        m for m in negations
        if not any(a.first <= m.first < a.last for a in affirmed) and not any(r.last <= m.first for r in records)
    ]  # fmt: skip
