"""What a format's reader gives: one article of a file, before it has an id and a settled date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from impact.records import Message, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One article as its file holds it. ``text`` is what offsets refer to; the rest is what the file says about it."""

    text: str
    name: str | None = None  # what tells it apart in a file of several articles: its id, or its number
    title: str | None = None
    published: str | None = None  # ISO date, from metadata that speak of publication
    published_at: str | None = None  # ISO 8601 with offset, where they give the time as well
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    fetched_at: str | None = None  # ISO time, where the file is an archive of fetched pages
    notes: tuple[Message, ...] = ()


def noted(part: Parsed | Skipped, notes: tuple[Message, ...]) -> Parsed | Skipped:
    """The part with further notes; a row that is no article takes none."""
    return part if isinstance(part, Skipped) or not notes else replace(part, notes=part.notes + notes)


class Format(Protocol):
    """A module of this folder that reads one format.

    ``MEDIA_TYPES`` and ``sniff`` serve input that has no file name (a URL, standard input).
    """

    SUFFIXES: tuple[str, ...]
    MEDIA_TYPES: tuple[str, ...]

    def sniff(self, data: bytes) -> bool:
        """Whether the bytes are certainly of this format."""
        ...

    def read(self, data: bytes) -> Sequence[Parsed | Skipped]:
        """The articles in order, and a row for each part that is none; raises ``Unreadable`` where nothing can be read."""
        ...
