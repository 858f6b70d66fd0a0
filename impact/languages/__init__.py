"""The words that claims are read with: a file a language (``de.toml`` …), checked on load.

>>> load("de").name
'Deutsch'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain, filterfalse
from pathlib import Path
from typing import Any

from impact.errors import LanguageError
from impact.languages.lexicon import Entry, Lexicon, Mark
from impact.languages.schema import phrases, validate

__all__ = ["Entry", "Language", "Lexicon", "Mark", "codes", "detect_language", "load", "load_file"]

SAMPLE = 6_000  # characters that decide the language of a text
MARGIN = 1.25  # how many times as many words of one language as of any other are needed


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language file: its tables as written, and its phrases as one :class:`Lexicon`."""

    code: str
    name: str
    tables: Mapping[str, Any]
    lexicon: Lexicon

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """The list ``[table] key`` as written, empty where there is none."""
        return tuple(self.tables.get(table, {}).get(key, ()))


@cache
def codes() -> tuple[str, ...]:
    """The languages that can be read, found as files of this folder."""
    return tuple(sorted(Path(item.name).stem for item in resources.files(__name__).iterdir() if item.name.endswith(".toml")))


@cache
def load(code: str) -> Language:
    """The language of that code; raises :class:`~impact.errors.LanguageError` for an unknown one or a file that breaks its contract."""
    if code not in codes():
        raise LanguageError(f"language {code!r}", "there is no such language file", f"use one of {', '.join(codes())}")
    return _read(f"{code}.toml", resources.files(__name__).joinpath(f"{code}.toml").read_text(encoding="utf-8"), code)


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


@cache
def _detectors() -> tuple[tuple[str, frozenset[str]], ...]:
    found = []
    for code in codes():  # only the [detect] table is read here: a whole file would cost its milliseconds in every run
        text = resources.files(__name__).joinpath(f"{code}.toml").read_text(encoding="utf-8")
        table = re.search(r"^\[detect\]\nwords = (\[.*?\])$", text, re.MULTILINE)
        words = tomllib.loads(f"words = {table[1]}")["words"] if table else load(code).tables["detect"]["words"]
        found.append((code, frozenset(words)))
    strangers = tomllib.loads((resources.files(__name__) / "strangers" / "small_words.toml").read_text(encoding="utf-8"))
    return (*found, *((f"?{code}", frozenset(words)) for code, words in strangers.items()))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(filter(str.isalpha, frozenset().union(*(known for _, known in _detectors()))))


_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """The code of the language that most small words of ``text`` belong to; None when none leads clearly, or one that is not read does."""
    tokens = text[:SAMPLE].lower().split()
    rest = " ".join(filterfalse(str.isalpha, tokens))  # most tokens are words already: the pattern is for the others
    words = list(filter(_small_words().__contains__, chain(tokens, _WORD.findall(rest))))
    scores = sorted(((sum(map(known.__contains__, words)), code) for code, known in _detectors()), reverse=True)
    read = [(score, code) for score, code in scores if not code.startswith("?")]
    best, code = read[0]
    second = read[1][0] if len(read) > 1 else 0
    strangest = max((score for score, code in scores if code.startswith("?")), default=0)
    return code if best and best >= second * MARGIN and best >= strangest else None
