"""Packed files of any other format (``corpus.jsonl.gz``, ``crawl.warc.zst``), which their bytes tell: gzip, bzip2, xz, Zstandard."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, cast

from impact.articles.extra import missing
from impact.articles.parsed import Parsed
from impact.articles.unreadable import Unreadable
from impact.records import Message, Skipped

SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
MEDIA_TYPES = ("application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz", "application/zstd")

GZIP, BZIP2, XZ, ZSTANDARD = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"
MOST_UNPACKED = 256 * 1024 * 1024  # bytes; a crawl packs to a fifth


def sniff(data: bytes) -> bool:
    """The mark of one of the methods; bzip2's is followed by its block size and the digits of pi."""
    return data.startswith((GZIP, XZ, ZSTANDARD)) or (data.startswith(BZIP2) and data[4:10] == b"1AY&SY")


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """The articles of the unpacked file. A packed file inside a packed file is refused: it could go on for ever."""
    from impact.articles.formats import by_bytes

    with unpacking(io.BytesIO(data)) as stream:
        unpacked = stream.read(MOST_UNPACKED + 1)
    if len(unpacked) > MOST_UNPACKED:
        raise Unreadable(Message(id="skipped.unpacked_too_large", values={"limit": f"{MOST_UNPACKED // 2**20} MB"}))
    if sniff(unpacked):
        raise _malformed("GZIP")
    return by_bytes(unpacked).read(unpacked)


@contextmanager
def unpacking(packed: BinaryIO) -> Iterator[BinaryIO]:
    """The unpacked bytes of a seekable stream, member after member, in constant memory.

    Raises :class:`Unreadable` for bytes that are not packed, or break off, also while the stream is being read.
    """
    import lzma
    import zlib

    mark = packed.read(6)
    packed.seek(0)
    if mark.startswith(GZIP):
        name, opened = "GZIP", _gzip
    elif mark.startswith(BZIP2):
        name, opened = "BZIP2", _bzip2
    elif mark == XZ:
        name, opened = "XZ", _xz
    elif mark.startswith(ZSTANDARD):
        name, opened = "Zstandard", _zstandard
    else:
        raise _malformed("GZIP, BZIP2, XZ, Zstandard")
    try:
        with opened(packed) as stream:
            yield stream
    except (EOFError, zlib.error, lzma.LZMAError, OSError) as error:
        # The four say what is broken in errors of their own kinds; one with a number is the disk's.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise _malformed(name) from None


def _gzip(packed: BinaryIO) -> BinaryIO:
    import gzip

    return cast(BinaryIO, gzip.GzipFile(fileobj=packed))


def _bzip2(packed: BinaryIO) -> BinaryIO:
    import bz2

    return cast(BinaryIO, bz2.BZ2File(packed))


def _xz(packed: BinaryIO) -> BinaryIO:
    import lzma

    return cast(BinaryIO, lzma.LZMAFile(packed))


def _zstandard(packed: BinaryIO) -> BinaryIO:
    """Python has it from 3.14 on; pyarrow is there wherever corpora are scanned."""
    try:
        import pyarrow as pa
    except ImportError:
        raise missing("pyarrow") from None
    return cast(BinaryIO, io.BufferedReader(_Frames(pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), "zstd")), 1024 * 1024))


class _Frames(io.RawIOBase):
    """pyarrow's stream has no lines that can be limited; a buffer over this has."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _malformed(name: str) -> Unreadable:
    return Unreadable(Message(id="skipped.malformed", values={"format": name}))
