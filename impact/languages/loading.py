"""Language files, found as files of this folder and checked when they are loaded."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from impact.errors import LanguageError
from impact.languages.lexicon import Lexicon
from impact.languages.schema import forms, phrases, validate


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language file: its tables as written, and its phrases as one :class:`Lexicon`."""

    code: str
    name: str
    tables: Mapping[str, Any]
    lexicon: Lexicon
    _sets: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """The list ``[table] key`` as written, empty where there is none."""
        return tuple(self.tables.get(table, {}).get(key, ()))

    def forms(self, table: str, key: str) -> tuple[str, ...]:
        """The same list as texts have it, each form of a word by itself."""
        return tuple(forms(table, key, self.words(table, key)))

    def word_set(self, table: str, key: str) -> frozenset[str]:
        """The same list as a set, made once."""
        found = self._sets.get((table, key))
        if found is None:
            found = self._sets[table, key] = frozenset(self.words(table, key))
        return found


@cache
def codes() -> tuple[str, ...]:
    """The languages that can be read, found as files of this folder."""
    return tuple(sorted(Path(item.name).stem for item in resources.files(__package__).iterdir() if item.name.endswith(".toml")))


@cache
def load(code: str) -> Language:
    """The language of that code; raises :class:`~impact.errors.LanguageError` for an unknown one or a file that breaks its contract."""
    if code not in codes():
        raise LanguageError(f"language {code!r}", "there is no such language file", f"use one of {', '.join(codes())}")
    return _read(f"{code}.toml", resources.files(__package__).joinpath(f"{code}.toml").read_text(encoding="utf-8"), code)


def load_file(path: Path) -> Language:
    """A language from any file, for trying a new one."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise LanguageError(str(path), f"cannot be read ({fault})", "give a UTF-8 file") from None
    return _read(str(path), text, path.stem)


def _read(name: str, text: str, code: str) -> Language:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise LanguageError(name, f"no valid TOML ({fault})", "mend that line") from None
    validate(name, tables, code)
    return Language(code=code, name=tables["name"], tables=tables, lexicon=Lexicon(phrases(tables)))
