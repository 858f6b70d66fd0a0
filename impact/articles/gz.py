"""Gzip: a packed file of any other format (``corpus.jsonl.gz``, ``crawl.warc.gz``), which its bytes tell."""

from __future__ import annotations

from collections.abc import Sequence

from impact.articles.parsed import Parsed
from impact.articles.unreadable import Unreadable
from impact.records import Message, Skipped

SUFFIXES = (".gz",)
MEDIA_TYPES = ("application/gzip", "application/x-gzip")

MARK = b"\x1f\x8b\x08"
MOST_UNPACKED = 256 * 1024 * 1024  # bytes; a crawl packs to a fifth


def sniff(data: bytes) -> bool:
    """The mark of gzip with its one method."""
    return data.startswith(MARK)


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """The articles of the unpacked file. A packed file inside a packed file is refused: it could go on for ever."""
    from impact.articles.formats import by_bytes

    unpacked = _unpacked(data)
    if sniff(unpacked):
        raise _malformed()
    return by_bytes(unpacked).read(unpacked)


def _unpacked(data: bytes) -> bytes:
    import gzip
    import io
    import zlib

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            unpacked = stream.read(MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):  # BadGzipFile is an OSError
        raise _malformed() from None
    if len(unpacked) > MOST_UNPACKED:
        raise Unreadable(Message(id="skipped.unpacked_too_large", values={"limit": f"{MOST_UNPACKED // 2**20} MB"}))
    return unpacked


def _malformed() -> Unreadable:
    return Unreadable(Message(id="skipped.malformed", values={"format": "GZIP"}))
