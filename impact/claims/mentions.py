"""Who is named: mentions of shares, indices, groups and their stand-ins in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["name", "compound", "ticker", "epithet", "group", "index", "pronoun", "share_word", "list", "unknown_name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of the document that stands for something with a price (or for an unknown company).

    ``text[start:end]`` is the mention. ``symbols`` are tickers as Yahoo spells them or a group in capitals; empty for
    stand-ins (pronoun, share word, epithet) before they are resolved, for private companies and for unknown names.
    """

    start: int
    end: int
    symbols: tuple[str, ...]
    form: Form
    name: str
    score: float = 1.0


def find_mentions(text: str, start: int, end: int, language: str) -> list[Mention]:
    """All mentions of ``text[start:end]`` (one sentence), in order, not overlapping. ``language`` is "de" or "en"."""
    return []
