"""Members of a zip file (Word, OpenDocument) with limits, so that a bomb of a few KB stays a few KB."""

from __future__ import annotations

from impact.articles.unreadable import Unreadable
from impact.records import Message

ZIP_MARK = b"PK\x03\x04"
MOST_ENTRIES = 10_000  # a long document with pictures has hundreds
MOST_UNPACKED = 32 * 1024 * 1024  # bytes of one member; the text of a thick book is 2 MB, its XML ten times that


def member(data: bytes, name: str) -> bytes | None:
    """The unpacked member ``name``, or None where the archive has none.

    Nothing is written to disk and no other member is unpacked; the size that the archive *declares* is not believed.
    Raises :class:`Unreadable` for a broken, locked or oversized archive.
    """
    import io
    import struct
    import zipfile
    import zlib

    broken = (zipfile.BadZipFile, struct.error, zlib.error, EOFError, ValueError, OSError, RuntimeError, OverflowError)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.filelist) > MOST_ENTRIES:
                raise _too_large()
            try:
                info = archive.getinfo(name)
            except KeyError:
                return None
            if info.flag_bits & 0x1:
                raise Unreadable(Message(id="skipped.locked"))
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise _malformed()
            if info.file_size > MOST_UNPACKED:
                raise _too_large()
            with archive.open(info) as stream:
                unpacked = stream.read(MOST_UNPACKED + 1)
    except broken:
        raise _malformed() from None
    if len(unpacked) > MOST_UNPACKED:
        raise _too_large()
    return unpacked


def _malformed() -> Unreadable:
    return Unreadable(Message(id="skipped.malformed", values={"format": "ZIP"}))


def _too_large() -> Unreadable:
    return Unreadable(Message(id="skipped.unpacked_too_large", values={"limit": f"{MOST_UNPACKED // 2**20} MB"}))
