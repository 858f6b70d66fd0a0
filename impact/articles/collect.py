"""Paths as a user gives them → articles, and a row for each input that is none."""

from __future__ import annotations

import hashlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path

from impact.articles.unreadable import Unreadable
from impact.records import Article, Message, Skipped

STDIN = "-"
MOST_BYTES = 64 * 1024 * 1024  # an article is a few KB; beyond this a path is a mistake

Reader = Callable[[bytes], tuple[str, tuple[Message, ...]]]


@dataclass(frozen=True, slots=True)
class Collected:
    """What the inputs gave. ``missing`` counts the paths that the user named and that gave nothing."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    missing: int


@cache
def _readers() -> dict[str, Reader]:
    """Suffix → reader, from the files of this folder that declare ``SUFFIXES``."""
    readers: dict[str, Reader] = {}
    package = import_module("impact.articles")
    for found in pkgutil.iter_modules(package.__path__):
        if found.name in {"collect", "unreadable"}:
            continue
        module = import_module(f"impact.articles.{found.name}")
        readers.update(dict.fromkeys(getattr(module, "SUFFIXES", ()), module.read))
    return readers


def collect(inputs: Iterable[str], *, stdin: Callable[[], bytes] | None = None) -> Collected:
    """Read files, folders (their articles, recursively, in order of their names) and ``-`` for standard input.

    An input that cannot be read becomes a :class:`~impact.records.Skipped`; nothing is raised for a single bad input.
    """
    articles: list[Article] = []
    skipped: list[Skipped] = []
    missing = 0
    for name in inputs:
        found = 0
        for label, source in _sources(name, stdin):
            if isinstance(source, Message):
                skipped.append(Skipped(name=label, reason=source))
                continue
            try:
                articles.append(source())
                found += 1
            except Unreadable as error:
                skipped.append(Skipped(name=label, reason=error.reason))
            except OSError as error:
                reason = Message(id="skipped.system", values={"problem": error.strerror or type(error).__name__})
                skipped.append(Skipped(name=label, reason=reason))
        missing += not found
    return Collected(_distinct(articles), tuple(skipped), missing)


def _sources(name: str, stdin: Callable[[], bytes] | None) -> Iterator[tuple[str, Callable[[], Article] | Message]]:
    if name == STDIN:
        yield "stdin", lambda: _article("stdin", None, (stdin or sys.stdin.buffer.read)(), _readers()[".txt"])
        return
    path = Path(name)
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in _readers() and not _hidden(p.relative_to(path)))
        if not files:
            yield name, Message(id="skipped.no_articles", values={"suffixes": " ".join(sorted(_readers()))})
        for file in files:
            yield str(file), lambda file=file: _read_file(file)  # type: ignore[misc]
    elif not path.exists():
        yield name, Message(id="skipped.no_such_file")
    else:
        yield name, lambda: _read_file(path)


def _hidden(relative: Path) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def _read_file(path: Path) -> Article:
    if not path.is_file():  # a device or a pipe could block for ever
        raise Unreadable(Message(id="skipped.not_regular"))
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(Message(id="skipped.too_large", values={"limit": f"{MOST_BYTES // 2**20} MB"}))
    reader = _readers().get(path.suffix.lower(), _readers()[".txt"])
    return _article(path.stem, str(path), path.read_bytes(), reader)


def _article(stem: str, path: str | None, data: bytes, reader: Reader) -> Article:
    text, notes = reader(data)
    return Article(id=stem, text=text, path=path, sha256=hashlib.sha256(data).hexdigest(), notes=notes)


def _distinct(articles: list[Article]) -> tuple[Article, ...]:
    """Claim ids begin with the article's: two files of one stem are told apart by their folder, then by a count."""
    seen: set[str] = set()
    result = []
    for article in articles:
        name = article.id
        if name in seen and article.path:
            name = f"{Path(article.path).parent.name or '.'}/{article.id}"
        unique, n = name, 1
        while unique in seen:
            n += 1
            unique = f"{name}~{n}"
        seen.add(unique)
        result.append(article if unique == article.id else replace(article, id=unique))
    return tuple(result)
