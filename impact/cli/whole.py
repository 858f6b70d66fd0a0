"""Files that appear whole: a reader meets the old one or the new one, never half of it, whatever ends the process."""

from __future__ import annotations

import errno
import glob
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from impact.errors import InputError

UNABLE = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EROFS)  # of file systems that cannot bring a file or folder to the disk


def put(files: Mapping[Path, bytes | Iterable[bytes]], marker: Path | None = None) -> None:
    """Write every file beside its place, then move all there: with a full disk or a killed process the old ones stay whole.

    ``marker`` is the one of several files that says that they belong together: the old one goes before any file is moved, the new
    one comes when all are there. A link keeps pointing where it did; to a device or a pipe the bytes are written as they are.
    """
    places = {out: Path(os.path.realpath(out)) for out in files}
    partials: dict[Path, Path] = {}
    out = next(iter(files))
    try:
        partials |= {out: place.with_name(f".{place.name}.{os.getpid()}.partial") for out, place in places.items() if not _stream(place)}
        for out, content in files.items():
            if out in partials:
                _leftovers(places[out])
                _put(partials[out], content, places[out])
            else:
                with places[out].open("wb") as stream:
                    stream.writelines([content] if isinstance(content, bytes) else content)
        if marker is not None:
            places[marker].unlink(missing_ok=True)
            _settle(places[marker].parent)
        for out in sorted(partials, key=lambda name: name == marker):
            if out == marker:
                _settle(places[out].parent)
            partials[out].replace(places[out])
        for folder in sorted({partial.parent for partial in partials.values()}):
            _settle(folder)
    except OSError as error:
        raise InputError(str(out), f"cannot be written ({error.strerror})", "choose another place") from None
    finally:
        for partial in partials.values():
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def _stream(place: Path) -> bool:
    """A device or a pipe: it takes bytes, and must not be replaced by a file."""
    return place.exists() and not place.is_file() and not place.is_dir()


def _put(partial: Path, content: bytes | Iterable[bytes], place: Path) -> None:
    """Write a file to the disk itself, open to the same people as the one that it will replace."""
    with partial.open("wb") as stream:
        if place.is_file():
            os.chmod(partial, place.stat().st_mode & 0o777)
        stream.writelines([content] if isinstance(content, bytes) else content)
        stream.flush()
        with _where_able():
            os.fsync(stream.fileno())


def _settle(folder: Path) -> None:
    """Bring the names of a folder to the disk, where the system can."""
    if os.name != "posix":
        return
    with _where_able():
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextmanager
def _where_able() -> Iterator[None]:
    """File systems that cannot sync say so; everything else is an error."""
    try:
        yield
    except OSError as error:
        if error.errno not in UNABLE:
            raise


def _leftovers(place: Path) -> None:
    """Delete what a killed process had written of the same file."""
    for left in place.parent.glob(f".{glob.escape(place.name)}.*.partial"):
        process = left.name.removesuffix(".partial").rpartition(".")[2]
        if process.isdigit() and not _runs(int(process)):
            with suppress(OSError):
                left.unlink()


def _runs(process: int) -> bool:
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
