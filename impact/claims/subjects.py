"""Who is meant: from the mentions of a document to the subject of one claim.

Use: one :class:`Resolver` a document, made when the first sentence passes the gate; then, for the claims of each sentence
in the order of the text, :meth:`Resolver.resolve`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


class Resolver:
    """The subjects of one document.

    ``sentences`` are all sentence spans of ``text`` in order, headline included (ungated ones too: names are remembered
    from them). Scanning is lazy: nothing is read before the first question.
    """

    def __init__(self, text: str, sentences: Sequence[Span], language: str) -> None:
        self.text, self.sentences, self.language = text, sentences, language

    def resolve(
        self,
        clause: Span,
        *,
        predicate: Span | None = None,
        quantity: Span | None = None,
        quantities: Sequence[Span] = (),
        unit: str | None = None,
        metric: str | None = None,
    ) -> Subject:
        """The subject of the claim whose words lie in ``clause``.

        ``predicate`` is the span of the verb or noun of movement, ``quantity`` of this claim's number (with unit),
        ``quantities`` of all numbers of the sentence that are market quantities, in order (they decide which member of a
        "beziehungsweise" list is meant); ``unit`` ("percent", "currency", "points") rules out what cannot have it (a share
        has no points, an index no dollars), ``metric`` as in ``Claim.metric``. Ask in the order of the text: each answer
        is remembered for the ellipsis after it.
        """
        return Subject(symbols=(), name=None, source="none", reason="unknown_subject")
