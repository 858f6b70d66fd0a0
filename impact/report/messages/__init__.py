"""The words of a report: a TOML file a language beside this one, and the catalogue that fills in values.

A message that is missing never stops a report: its id is shown with its values (and a test fails).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from importlib import resources

from impact.errors import DataError
from impact.records import Amount, Figure, Message, Translated
from impact.report.numbers import NOTHING, Numbers

FOLDER = resources.files(__name__)  # a language is a file here
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def languages() -> tuple[str, ...]:
    """The languages that a report can be written in, by their files."""
    names = (entry.name for entry in FOLDER.iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml")))


@lru_cache(maxsize=8)
def catalogue(language: str) -> Catalogue:
    """The catalogue of ``language``. Raises :class:`~impact.errors.DataError` for a language without a file."""
    if language not in languages():
        raise DataError(f"report language {language!r}", "there is no message file for it", f"use one of {', '.join(languages())}")
    source = FOLDER.joinpath(f"{language}.toml")
    try:
        tables = tomllib.loads(source.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"messages/{language}.toml", f"is not valid TOML ({error})", "mend the line that is named") from error
    for table, entries in tables.items():
        for key, text in entries.items() if isinstance(entries, dict) else [("", None)]:
            if not isinstance(text, str):
                raise DataError(f"messages/{language}.toml", f"[{table}] {key} is no text", 'write key = "text" inside a table')
    return Catalogue(language, tables)


class Catalogue:
    """All messages of one language, and values written as the language writes them."""

    def __init__(self, language: str, tables: Mapping[str, Mapping[str, str]]) -> None:
        self.language = language
        self.tables = tables
        self.numbers = Numbers(language, tables)

    def word(self, table: str, key: str | None, default: str | None = None) -> str:
        """The text of ``table.key`` without values; ``default``, else the key itself, where there is none."""
        if key is None:
            return NOTHING if default is None else default
        return self.tables.get(table, {}).get(key, key if default is None else default)

    def has(self, id: str) -> bool:
        """Whether there is a text for ``table.key``."""
        table, _, key = id.partition(".")
        return key in self.tables.get(table, {})

    def label(self, key: str, **values: object) -> str:
        """The filled text of ``label.key``."""
        return self.say(Message(id=f"label.{key}", values=values))

    def say(self, message: Message) -> str:
        """The message as a sentence."""
        table, _, key = message.id.partition(".")
        texts = self.tables.get(table, {})
        text = texts.get(f"{key}_one") if _is_one(message.values.get("n")) else None
        text = texts.get(key) if text is None else text
        if text is None:
            values = ", ".join(f"{name}={self.value(value)}" for name, value in message.values.items())
            return f"{message.id} ({values})" if values else message.id
        return _PLACEHOLDER.sub(lambda match: self._named(match, message.values), text)

    def value(self, value: object) -> str:
        """A value by its type: Amount and Figure by unit, whole number, day, ISO text, Message, tuple joined; other text stays."""
        if value is None:
            return NOTHING
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, Amount):
            return self.numbers.amount(value.value, value.unit, signed=value.signed)
        if isinstance(value, Figure):
            return self.numbers.amount(value.value, value.unit)
        if isinstance(value, Translated):
            return value.texts.get(self.language) or value.text
        if isinstance(value, bool):
            return self.word("format", "yes" if value else "no")
        if isinstance(value, int):
            return self.numbers.whole(value)
        if isinstance(value, float):
            return self.numbers.decimal(value, 2)
        if isinstance(value, datetime):
            return value.isoformat()
        if isinstance(value, date):
            return self.numbers.day(value)
        if isinstance(value, tuple | list):
            return self.numbers.listed([self.value(item) for item in value])
        return self.numbers.moment(str(value))

    def _named(self, match: re.Match[str], values: Mapping[str, object]) -> str:
        name = match.group(1)
        return self.value(values[name]) if name in values else match.group(0)


def _is_one(value: object) -> bool:
    if isinstance(value, Amount):
        value = value.value
    return isinstance(value, int | float) and not isinstance(value, bool) and value == 1


def placeholders(text: str) -> frozenset[str]:
    """Names in braces of a template."""
    return frozenset(_PLACEHOLDER.findall(text))
