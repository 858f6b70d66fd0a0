"""Gzip files of many members, entered at any of them: web archives pack each record by itself (ISO 28500, annex D)."""

from __future__ import annotations

import io
import re
import zlib
from typing import BinaryIO

from impact.articles.unreadable import Unreadable
from impact.records import Message

MAGIC = b"\x1f\x8b\x08"
CHUNK = 256 * 1024  # bytes read or unpacked at a time
LOOKED_AT = 64 * 1024 * 1024  # unpacked bytes of one member that are looked at to see what follows it
_RECORD = re.compile(rb"WARC/1\.[01]\r?\n")
_GZIP = 31  # window bits of zlib that mean a gzip header and trailer


class Members(io.RawIOBase):
    """The unpacked bytes from the member at byte ``start`` on. :meth:`tell` is where in the file the member of the next byte begins.

    Raises :class:`Unreadable` for what is no gzip, or breaks off.
    """

    def __init__(self, packed: BinaryIO, start: int) -> None:
        packed.seek(start)
        self._packed, self.reached, self._member = packed, start, start
        self._raw = b""
        self._unpacker = zlib.decompressobj(wbits=_GZIP)
        self._unpacked, self._at = b"", 0

    def tell(self) -> int:
        """See the class; the length of the file at its end."""
        return self._member if self._fill() else self.reached

    def read(self, size: int = -1) -> bytes:
        """As of any stream; ``size`` must be given."""
        found = []
        while size > 0 and self._fill():
            part = self._unpacked[self._at : self._at + size]
            self._at += len(part)
            size -= len(part)
            found.append(part)
        return b"".join(found)

    def readline(self, size: int | None = -1) -> bytes:
        """As of any stream; ``size`` must be given."""
        found, left = [], size or 0
        while left > 0 and self._fill():
            end = self._unpacked.find(b"\n", self._at, self._at + left) + 1
            part = self._unpacked[self._at : end or self._at + left]
            self._at += len(part)
            left -= len(part)
            found.append(part)
            if end:
                break
        return b"".join(found)

    def ends_well(self) -> bool:
        """Whether the present member is whole, and another one or nothing follows it; it is passed over."""
        seen = 0
        while not self._unpacker.eof:
            self._unpack()
            seen += len(self._unpacked)
            if seen > LOOKED_AT:
                return True  # longer than is looked at
        return not self._next() or (self._raw if len(self._raw) >= len(MAGIC) else self._raw + self._more()).startswith(MAGIC)

    def _fill(self) -> bool:
        """Whether there is another unpacked byte; a member that is empty is passed over."""
        while self._at >= len(self._unpacked):
            if self._unpacker.eof and not self._next():
                return False
            self._unpack()
        return True

    def _unpack(self) -> None:
        data = self._raw or self._more()
        try:
            self._unpacked, self._at = self._unpacker.decompress(data, CHUNK), 0
        except zlib.error:
            raise _malformed() from None
        self._raw = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
        if not data and not self._unpacked and not self._unpacker.eof:
            raise _malformed()  # cut off

    def _next(self) -> bool:
        """Go to the next member, past the zeros that may fill a block of a tape."""
        self._raw = self._raw.lstrip(b"\0")
        while not self._raw:
            if not (more := self._more()):
                return False
            self._raw = more.lstrip(b"\0")
        self._member = self.reached - len(self._raw)
        self._unpacker = zlib.decompressobj(wbits=_GZIP)
        return True

    def _more(self) -> bytes:
        data = self._packed.read(CHUNK)
        self.reached += len(data)
        return data


def begin(packed: BinaryIO, start: int, end: int) -> tuple[int | None, int | None]:
    """Where the first member with a record that begins at byte ``start`` or later, and before ``end``, does; None where none does.

    The mark of a member may stand inside of one: what counts unpacks to a record, and is followed by a member or by nothing.
    The second number is the first member before it that is whole and holds no record.
    """
    at, passed = start, None
    while at < end:
        packed.seek(at)
        data = packed.read(CHUNK)
        found = data.find(MAGIC)
        while found >= 0 and at + found < end:
            holds = _holds_record(packed, at + found)
            if holds:
                return at + found, passed
            if holds is False and passed is None:
                passed = at + found
            found = data.find(MAGIC, found + 1)
        if len(data) < CHUNK:
            break
        at += CHUNK - len(MAGIC) + 1
    return None, passed


def _holds_record(packed: BinaryIO, at: int) -> bool | None:
    """Whether a whole member at ``at`` begins with a record; None where there is no whole member."""
    members = Members(packed, at)
    try:
        first = members.readline(16)
        return bool(_RECORD.match(first)) if members.ends_well() and first else None  # an empty member ends some files
    except Unreadable:
        return None


def _malformed() -> Unreadable:
    return Unreadable(Message(id="skipped.malformed", values={"format": "GZIP"}))
