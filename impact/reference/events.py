"""Market events: the one that an article without a date speaks of, and what else happened at a time (confounders)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from impact.errors import DataError
from impact.records import Message, Translated
from impact.reference.files import bundled, table


@dataclass(frozen=True, slots=True)
class Event:
    """A row of ``data/known_events.csv``: ``words`` are alternatives, each a tuple of key words that must all occur."""

    id: str
    session: date
    words: tuple[tuple[str, ...], ...]
    name: str


@dataclass(frozen=True, slots=True)
class Confounder:
    """A row of ``data/events.csv``: something else that moved ``symbols`` (``("*",)``: all) on that session."""

    session: date
    when: str  # "before the open", "during the session", "after the close", "evening", "all day"
    symbols: tuple[str, ...]
    what: Translated
    certainty: str  # "confirmed", "to confirm"


TIMES = frozenset({"before the open", "during the session", "after the close", "evening", "all day"})
CERTAINTIES = frozenset({"confirmed", "to confirm"})


def said(word: str) -> Message | str:
    """A time of day or a certainty of the file as a message; any other word as it stands."""
    return Message(id=f"event.{word.replace(' ', '_')}") if word in TIMES | CERTAINTIES else word


def translated(row: Mapping[Any, Any]) -> Translated:
    """The ``what`` of a row, English, with its ``what_de`` and other languages' columns."""
    texts = {str(k)[len("what_") :]: str(v) for k, v in row.items() if str(k).startswith("what_") and isinstance(v, str) and v}
    return Translated(text=str(row["what"]), texts=texts)


def known_event(text: str) -> Event | None:
    """The event whose key words occur in ``text``, if exactly one event's do; else None.

    Key words stand as whole words; a German hyphen or genitive-s may follow ("DeepSeek-Schock", "Deepseeks").
    """
    found = [event for event in known_events() if any(all(_occurs(word, text) for word in words) for words in event.words)]
    return found[0] if len(found) == 1 else None


def confounders(symbol: str, first: date, last: date) -> tuple[Confounder, ...]:
    """What else happened to ``symbol``, or to all, from ``first`` to ``last``, both included."""
    return tuple(c for c in _confounders() if first <= c.session <= last and ("*" in c.symbols or symbol in c.symbols))


@cache
@bundled("known_events.csv")
def known_events() -> tuple[Event, ...]:
    """All known events. Raises :class:`DataError` for a row without key words or with a date that is none."""
    return tuple(Event(row["id"], _date("known_events.csv", row["session"]), _words(row), row["name"]) for row in table("known_events.csv"))


@cache
@bundled("events.csv")
def _confounders() -> tuple[Confounder, ...]:
    return tuple(
        Confounder(_date("events.csv", row["session"]), row["when"], tuple(row["symbols"].split()), translated(row), row["certainty"])
        for row in table("events.csv")
    )


def _occurs(word: str, text: str) -> bool:
    # A plain search first: nearly every key word of nearly every event is absent, and `in` is far faster than a pattern.
    return word in text and _pattern(word).search(text) is not None


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?:['’]?s)?(?!\w)")


def _words(row: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    words = tuple(tuple(word.strip() for word in one.split("&")) for one in row["words"].split("|"))
    if not all(word for one in words for word in one):
        raise DataError("data/known_events.csv", f"{row['id']}: an empty key word", "separate alternatives by | and words by &")
    return words


def _date(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DataError(f"data/{name}", f"'{text}' is no date", "write YYYY-MM-DD") from None
