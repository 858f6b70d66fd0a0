"""Folders that a scan reads and writes: on this machine, or on any filesystem of fsspec (``s3://…``, ``hdfs://…``, ``file://…``)."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Protocol, cast

from impact.errors import InputError

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
PARTIAL = ".partial"  # ends the names of files that are being written


@dataclass(frozen=True, slots=True)
class Item:
    """A file of a corpus: its name within the corpus (with "/"), bytes, and what changes when it is written again."""

    name: str
    size: int
    stamp: str


class Place(Protocol):
    """A folder, or a single file (whose name within itself is its own)."""

    single: bool

    def items(self) -> Iterator[Item]:
        """Its files in the order of their names, hidden ones left out."""

    def open(self, name: str) -> BinaryIO:
        """A seekable stream of the file; raises OSError."""

    def names(self, folder: str) -> list[str]:
        """Names of the files of a folder, those being written included; none where there is no folder."""

    def writing(self, name: str) -> Writing:
        """A file that appears whole or not at all."""

    def remove(self, name: str) -> None:
        """Delete a file."""


class Writing(Protocol):
    """A file under a temporary name until :meth:`commit`."""

    stream: BinaryIO

    def commit(self) -> None:
        """Make it safe on the disk and give it its name, in one step."""

    def abandon(self) -> None:
        """Delete it; nothing happens after :meth:`commit`."""


def place(root: str) -> Place:
    """The place of a path or URL. Raises :class:`InputError` where fsspec is needed and not installed, or knows no such scheme."""
    return _Remote(root) if _SCHEME.match(root) else _Local(root)


@contextmanager
def written(where: Place, name: str) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file ``name`` when the block ends well."""
    writing = where.writing(name)
    try:
        yield writing.stream
        writing.commit()
    finally:
        writing.abandon()


class _Local:
    def __init__(self, root: str) -> None:
        self.root = root
        self.single = os.path.isfile(root)

    def items(self) -> Iterator[Item]:
        if not os.path.lexists(self.root):
            raise InputError(self.root, "does not exist", "check the path")
        if self.single:
            yield self._item(os.path.basename(self.root), self.root)
        else:
            yield from self._below("")

    def _below(self, folder: str) -> Iterator[Item]:
        with os.scandir(os.path.join(self.root, folder)) as entries:
            # As if the folders' names ended with "/": the order of whole names, without holding all of them.
            found = sorted((entry.name + "/" if entry.is_dir(follow_symlinks=False) else entry.name) for entry in entries)
        for name in found:
            if name.startswith("."):
                continue
            if name.endswith("/"):
                yield from self._below(folder + name)
            elif os.path.isfile(path := os.path.join(self.root, folder, name)):
                yield self._item(folder + name, path)

    def _item(self, name: str, path: str) -> Item:
        found = os.stat(path)
        return Item(name, found.st_size, str(found.st_mtime_ns))

    def open(self, name: str) -> BinaryIO:
        return open(self.root if self.single else os.path.join(self.root, name), "rb")

    def names(self, folder: str) -> list[str]:
        try:
            return sorted(os.listdir(os.path.join(self.root, folder)))
        except FileNotFoundError:
            return []

    def writing(self, name: str) -> Writing:
        return _LocalWriting(os.path.join(self.root, name))

    def remove(self, name: str) -> None:
        os.unlink(os.path.join(self.root, name))


class _LocalWriting:
    def __init__(self, path: str) -> None:
        self._path = path
        self._folder, name = os.path.split(path)
        if not os.path.isdir(self._folder):
            os.makedirs(self._folder, exist_ok=True)
            _settle(os.path.dirname(os.path.abspath(self._folder)))  # or a marker could outlive the tables that it speaks of
        self._partial = os.path.join(self._folder, f".{name}.{os.getpid()}-{uuid.uuid4().hex[:8]}{PARTIAL}")
        self.stream: BinaryIO = open(self._partial, "xb")  # noqa: SIM115 (closed by commit or abandon)

    def commit(self) -> None:
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.stream.close()
        os.replace(self._partial, self._path)
        _settle(self._folder)  # the name is safe only when the folder is

    def abandon(self) -> None:
        self.stream.close()
        if os.path.exists(self._partial):
            os.unlink(self._partial)


def _settle(folder: str) -> None:
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class _Remote:
    def __init__(self, root: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise InputError(root, "URLs of file systems need fsspec", "pip install 'impact-claims[dask]'") from None
        try:
            self._fs, self._root = url_to_fs(root)
        except (ValueError, ImportError) as error:
            raise InputError(root, f"no file system for it ({error})", "check the scheme, or install the package named") from None
        self.root = root
        self.single: bool = self._fs.isfile(self._root)

    def items(self) -> Iterator[Item]:
        if not self._fs.exists(self._root):
            raise InputError(self.root, "does not exist", "check the address")
        above = self._root.rstrip("/").rpartition("/")[0] if self.single else self._root
        found = self._fs.find(self._root, detail=True)
        for path in sorted(found):
            name = path[len(above) :].lstrip("/")
            if not any(part.startswith(".") for part in name.split("/")):
                about = found[path]
                stamp = about.get("ETag") or about.get("LastModified") or about.get("mtime") or about.get("created") or ""
                yield Item(name, int(about["size"]), str(stamp))

    def open(self, name: str) -> BinaryIO:
        return cast(BinaryIO, self._fs.open(self._root if self.single else f"{self._root.rstrip('/')}/{name}", "rb"))

    def names(self, folder: str) -> list[str]:
        path = f"{self._root.rstrip('/')}/{folder}".rstrip("/")
        self._fs.invalidate_cache()
        if not self._fs.isdir(path):
            return []
        return sorted(found.rstrip("/").rpartition("/")[2] for found in self._fs.ls(path, detail=False))

    def writing(self, name: str) -> Writing:
        return _RemoteWriting(self._fs, f"{self._root.rstrip('/')}/{name}")

    def remove(self, name: str) -> None:
        self._fs.rm_file(f"{self._root.rstrip('/')}/{name}")


class _RemoteWriting:
    def __init__(self, fs: object, path: str) -> None:
        self._fs = cast("_FileSystem", fs)
        self._path = path
        folder, _, name = path.rpartition("/")
        self._fs.makedirs(folder, exist_ok=True)
        self._partial: str | None = f"{folder}/.{name}.{uuid.uuid4().hex[:12]}{PARTIAL}"
        self.stream: BinaryIO = self._fs.open(self._partial, "wb")

    def commit(self) -> None:
        self.stream.close()
        assert self._partial is not None
        self._fs.mv(self._partial, self._path)
        self._partial = None

    def abandon(self) -> None:
        if self._partial is None:
            return
        self.stream.close()
        if self._fs.exists(self._partial):
            self._fs.rm_file(self._partial)
        self._partial = None


class _FileSystem(Protocol):
    def makedirs(self, path: str, exist_ok: bool) -> None: ...
    def open(self, path: str, mode: str) -> BinaryIO: ...
    def mv(self, old: str, new: str) -> None: ...
    def exists(self, path: str) -> bool: ...
    def rm_file(self, path: str) -> None: ...
