"""The answer to who is meant by one claim."""

from __future__ import annotations

from dataclasses import dataclass

from impact.claims.mention import Mention

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The answer for one claim.

    ``symbols`` is empty when the subject is unknown; ``reason`` then is "unknown_subject" or "ambiguous_subject".
    A private company (or project) has a ``name`` and no symbol, and no reason: it is known, only without a price.
    ``source`` goes to ``Claim.subject_source``.
    """

    symbols: tuple[str, ...]
    name: str | None
    source: str  # "name", "compound", "ticker", "epithet", "pronoun", "share_word", "ellipsis", "group", "index", "list", "typo", "none"
    reason: str | None = None
    span: Span | None = None  # the words that decided

    @classmethod
    def of(cls, mention: Mention) -> Subject:
        """A mention that names its subject by itself."""
        return cls(symbols=mention.symbols, name=mention.name, source=mention.form, span=(mention.start, mention.end))


UNKNOWN = Subject(symbols=(), name=None, source="none", reason="unknown_subject")
