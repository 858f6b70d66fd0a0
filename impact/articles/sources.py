"""Inputs as a user names them → bytes with a name: files, folders, standard input, URLs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from impact.articles.formats import by_bytes, by_media_type, by_suffix, suffixes
from impact.articles.parsed import Format
from impact.articles.unreadable import Unreadable
from impact.records import Message

if TYPE_CHECKING:
    from impact.articles.web.fetch import Page

STDIN = "-"
MOST_BYTES = 64 * 1024 * 1024  # an article is a few KB; beyond this a path is a mistake
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_UNFIT = re.compile(r"[^\w.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one input, and what is known of them beside."""

    stem: str  # what the ids of its articles begin with
    data: bytes
    reader: Format
    path: str | None = None
    page: Page | None = None
    fetched_at: datetime | None = None
    notes: tuple[Message, ...] = field(default=())


Found = tuple[str, Callable[[], Source] | Message]


def sources(name: str, stdin: Callable[[], bytes] | None, fetch: Callable[[str], Page] | None) -> Iterator[Found]:
    """What ``name`` stands for: a label and how to get its bytes, or the reason why there are none.

    Nothing is read before it is asked for. The getter raises :class:`Unreadable` or OSError.
    """
    if name == STDIN:
        yield "stdin", lambda: _stdin(stdin or (lambda: sys.stdin.buffer.read(MOST_BYTES + 1)))
    elif _SCHEME.match(name):
        yield name, lambda: _page(name, fetch)
    elif os.path.isdir(name):
        yield from _folder(Path(name))
    elif not os.path.lexists(name):
        yield name, Message(id="skipped.no_such_file")
    else:
        yield name, lambda: _file(Path(name))


def _stdin(read: Callable[[], bytes]) -> Source:
    data = _limited(read())
    return Source("stdin", data, by_bytes(data))


def _file(path: Path) -> Source:
    if not path.is_file():  # a device or a pipe could block for ever
        raise Unreadable(Message(id="skipped.dangling_link" if path.is_symlink() and not path.exists() else "skipped.not_regular"))
    if path.stat().st_size > MOST_BYTES:
        raise _too_large()
    with path.open("rb") as stream:
        data = _limited(stream.read(MOST_BYTES + 1))  # a file can grow while it is read
    return Source(path.stem, data, by_suffix(path.suffix, data), str(path))


def _limited(data: bytes) -> bytes:
    if len(data) > MOST_BYTES:
        raise _too_large()
    return data


def _too_large() -> Unreadable:
    return Unreadable(Message(id="skipped.too_large", values={"limit": f"{MOST_BYTES // 2**20} MB"}))


def _folder(folder: Path) -> Iterator[Found]:
    """The articles of a folder in order of their paths, hidden ones left out; linked folders are said and not entered."""
    found: list[tuple[Path, Callable[[], Source] | Message]] = []

    def closed(error: OSError) -> None:
        reason = Message(id="skipped.system", values={"problem": error.strerror or type(error).__name__})
        found.append((Path(error.filename or folder), reason))

    for at, folders, files in os.walk(folder, onerror=closed):
        here = Path(at)
        folders[:] = [name for name in folders if not name.startswith(".")]
        # A link may lead back to where we are: following it would never end.
        found += [(here / name, Message(id="skipped.linked_folder")) for name in folders if (here / name).is_symlink()]
        paths = [here / name for name in files if not name.startswith(".")]
        found += [(path, lambda path=path: _file(path)) for path in paths if path.suffix.lower() in suffixes()]  # type: ignore[misc]
    if not found:
        yield str(folder), Message(id="skipped.no_articles", values={"suffixes": " ".join(sorted(suffixes()))})
    for path, source in sorted(found, key=lambda pair: pair[0]):
        yield str(path), source


def _page(url: str, fetch: Callable[[str], Page] | None) -> Source:
    if fetch is None:
        from impact.articles.web.fetch import Fetcher

        fetch = Fetcher()
    page = fetch(url)
    reader = by_media_type(page.media_type, page.data)
    if reader is None:
        raise Unreadable(Message(id="skipped.url_media_type", values={"type": page.media_type[:60]}))
    notes = (Message(id="note.redirected", values={"url": page.url}),) if page.redirects else ()
    return Source(_stem(page.url), page.data, reader, page=page, fetched_at=datetime.now(UTC), notes=notes)


def _stem(url: str) -> str:
    """The last part of the path that says something, as an id can hold it; else the host."""
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    name = _UNFIT.sub("-", re.sub(r"\.[A-Za-z]{2,5}$", "", last)).strip("-.")[:80]
    return name or _UNFIT.sub("-", parts.hostname or "page")
