"""Moves that no single session is meant by: measured from a peak ("18% off its January record"), or too large for one."""

from __future__ import annotations

from impact.claims.clauses import Clause
from impact.claims.drafts import Draft
from impact.claims.tokens import Sentence
from impact.languages import Language, Mark

AHEAD, BEHIND = 8, 6  # tokens from a number to the peak it is measured from; from "since" or "from" to that peak
DOUBLED, NEARLY_ALL = 100.0, 75.0  # per cent: a rise or fall of so much, with no word for a time, is not that of a session
TENTH = 0.1  # finest place that a change over years is printed with
_REACHED = ("record.high", "record.low", "record.record")


class LookBacks:
    """Finds what a change is measured from, with the words of one language."""

    def __init__(self, language: Language) -> None:
        self.peaks = language.word_set("style", "peak_nouns")
        self.off = language.word_set("role", "off_below") | language.word_set("role", "off_above") | language.word_set("role", "from")
        self.opens = language.word_set("role", "from") | language.word_set("record", "since")

    def too_large(self, draft: Draft) -> bool:
        """Whether the change is larger than a session's, though no word names its length; "more than doubled to 37.32" is told of one."""
        size = draft.value if draft.quantity is None else draft.quantity.value
        if draft.metric != "price_change_pct" or not self.peaks or size is None:
            return False
        if (draft.when is not None and draft.when.source != "sentence") or any(p.role == "to" for p in draft.clause.quantities):
            return False
        if draft.quantity is not None and draft.quantity.gmin < TENTH:
            return False  # "lost 88.96 percent": as exact as a session's; more likely a slip than a span
        return size >= DOUBLED or (size >= NEARLY_ALL and draft.direction == "down")

    def from_peak(self, draft: Draft, s: Sentence) -> bool:
        """Whether the change is measured from a peak: "18% off its January record", "since its peak in May it has lost 30%"."""
        q, clause = draft.quantity, draft.clause
        if draft.metric != "price_change_pct" or not self.peaks or q is None:
            return False
        for m in self._peaks(clause):
            if 0 < m.first - q.last <= AHEAD:
                between = s.words[q.last : m.first]
                if not self.off.isdisjoint(between) and not any(w in ",;:(" for w in between):
                    return True
        for m in (p for c in (clause, clause.previous) if c is not None for p in self._peaks(c)):
            if m.last <= q.first and not self.opens.isdisjoint(s.words[max(0, m.first - BEHIND) : m.first]):
                return not any(p.unit == q.unit and m.last <= p.first < q.first for p in clause.quantities)
        return False

    def _peaks(self, clause: Clause) -> list[Mark]:
        return [m for m in clause.places if m.entry.tag in _REACHED or m.entry.lemma in self.peaks] + clause.tags("record.record")
