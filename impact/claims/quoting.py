"""What a claim quotes of the article, and how it names its subject."""

from __future__ import annotations

from impact.claims.drafts import Draft, Reading
from impact.claims.subject import Subject
from impact.reference import instruments

LONGEST_QUOTE = 160  # characters that a table row can show


def named(subject: Subject, symbol: str | None) -> str | None:
    """The name as the article writes it; of a list, or of what is left out, the instrument's own."""
    if symbol is None or (subject.name and subject.name != symbol and len(subject.symbols) == 1):
        return subject.name
    found = instruments.by_symbol(symbol)
    return found.name if found is not None else subject.name


def quoted(draft: Draft, reading: Reading, subject: Subject) -> tuple[int, int]:
    """The draft's words and the name that decided, where it stands in the same clause."""
    low, high = draft.clause.span(reading.sentence)
    if draft.clause.host is not None:
        low = min(low, draft.clause.host.span(reading.sentence)[0])
    if subject.span is None or not (low <= subject.span[0] and subject.span[1] <= high) or draft.metric in ("record", "ranking"):
        return draft.start, draft.end
    start, end = min(draft.start, subject.span[0]), max(draft.end, subject.span[1])
    return (start, end) if end - start <= LONGEST_QUOTE else (draft.start, draft.end)
