"""Web archives (WARC 1.0 and 1.1, ISO 28500): each page that a crawl got is an article, with its address and time.

``response`` records hold pages as servers sent them, ``conversion`` records (WET files of Common Crawl) their plain text.
Robots files, pictures, redirects and requests are counted, not listed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from impact.articles.dates import iso_instant
from impact.articles.parsed import Parsed
from impact.articles.unreadable import Unreadable
from impact.records import Message, Skipped

SUFFIXES = (".warc", ".wet")
MEDIA_TYPES = ("application/warc",)

MOST_RECORD = 16 * 1024 * 1024  # bytes of one record that are read; the rest of it is passed over
MOST_HEADER = 64 * 1024
_VERSION = re.compile(rb"WARC/1\.[01]\r?\n")
_BEGIN = re.compile(rb"^WARC/1\.[01]\r?\n", re.MULTILINE)
SEARCHED = 1024 * 1024  # bytes at a time
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its named fields in lower case, and its block."""

    fields: Mapping[str, str]
    block: bytes
    whole: bool
    start: int = 0  # byte of the archive, where it was asked for


def sniff(data: bytes) -> bool:
    """The version line."""
    return bool(_VERSION.match(data))


def read(data: bytes) -> Sequence[Parsed | Skipped]:
    """The pages in the order of the archive; a broken end costs only what comes after it."""
    parts: list[Parsed | Skipped] = []
    others = 0
    number = 0
    try:
        for number, record in enumerate(records(io.BytesIO(data)), 1):
            part = page(record, str(number))
            if part is None:
                others += 1
            else:
                parts.append(part)
    except Unreadable as error:
        if not number:
            raise
        parts.append(Skipped(name=str(number + 1), reason=error.reason))
    if others:
        parts.append(Skipped(name="*", reason=Message(id="skipped.no_pages", values={"n": others})))
    return parts


def begin(stream: BinaryIO, start: int, end: int) -> tuple[int | None, int | None]:
    """Where the first record that begins at byte ``start`` or later, and before ``end``, does; None where there is none.

    A page may quote the first line of a record: what counts is followed by its fields, and its end by a record or by nothing.
    The second number is the first line that does not count: of a quotation, or of a record beside a damaged one.
    """
    passed: int | None = None
    at = start
    while at < end:
        stream.seek(max(at - 1, 0))
        offset = stream.tell()
        data = stream.read(SEARCHED)
        for match in _BEGIN.finditer(data):
            found = offset + match.start()
            if at <= found < end:
                if _follows(stream, found):
                    return found, passed
                passed = found if passed is None else passed
        if len(data) < SEARCHED:
            break
        at = offset + SEARCHED - 16  # a version line may be cut in two
    return None, passed


def _follows(stream: BinaryIO, at: int) -> bool:
    stream.seek(at)
    stream.readline(MOST_HEADER)
    try:
        length = _fields(stream).get("content-length", "")
    except Unreadable:
        return False
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        return False
    last = stream.tell() + int(length)
    stream.seek(last)
    after = stream.read(9).lstrip()
    return after.startswith(b"WARC/") if after else stream.seek(0, io.SEEK_END) >= last


def records(stream: BinaryIO, end: int | None = None) -> Iterator[Record]:
    """The records of an unpacked archive one by one, in constant memory. Raises :class:`Unreadable` where it breaks off.

    With ``end`` only those that begin before that byte, and each with its ``start``.
    """
    start = 0
    while True:
        if end is not None and (start := stream.tell()) >= end:
            return
        line = stream.readline(MOST_HEADER)
        if not line:
            return
        if not line.strip():
            continue  # two empty lines end a record
        if not _VERSION.fullmatch(line):
            raise _malformed()
        fields = _fields(stream)
        length = fields.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            raise _malformed()
        size = int(length)
        block = stream.read(min(size, MOST_RECORD))
        if len(block) < min(size, MOST_RECORD):
            raise _malformed()
        left = size - len(block)
        while left > 0:
            passed = len(stream.read(min(left, 1024 * 1024)))
            if not passed:
                raise _malformed()
            left -= passed
        yield Record(fields, block, size <= MOST_RECORD, start)


def page(record: Record, number: str) -> Parsed | Skipped | None:
    """The article of a record, the reason why its page is none, or None where it is no page at all."""
    kind = record.fields.get("warc-type", "")
    if kind == "response":
        answer = _answer(record.block)
    elif kind == "conversion":
        answer = (record.fields.get("content-type", ""), "", record.block)
    else:
        return None
    if answer is None:
        return None
    media_type = answer[0].partition(";")[0].strip().lower()
    if media_type not in _PAGES:
        return None
    if not record.whole:
        return Skipped(name=number, reason=Message(id="skipped.too_large", values={"limit": f"{MOST_RECORD // 2**20} MB"}))
    from impact.articles import html, text

    try:
        body = _unpacked(answer[2], answer[1])
        (part,) = text.read(body) if media_type == "text/plain" else html.read(body)
    except Unreadable as error:
        return Skipped(name=number, reason=error.reason)
    if isinstance(part, Skipped):
        return replace(part, name=number)
    url = record.fields.get("warc-target-uri", "").strip("<> ")  # version 1.0 was written with angle brackets by some
    return replace(part, name=number, url=url or part.url, fetched_at=iso_instant(record.fields.get("warc-date")))


def _fields(stream: BinaryIO) -> dict[str, str]:
    fields: dict[str, str] = {}
    read = 0
    while line := stream.readline(MOST_HEADER):
        read += len(line)
        if read > MOST_HEADER:
            raise _malformed()
        if not line.strip():
            return fields
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields[name.strip().lower()] = value.strip()
    raise _malformed()


def _answer(block: bytes) -> tuple[str, str, bytes] | None:
    """Media type, packing and body of an HTTP answer; None unless it is a whole 200."""
    head, found, body = block.partition(b"\r\n\r\n")
    lines = head.decode("iso-8859-1").split("\r\n")
    if not found or not re.match(r"HTTP/\d(?:\.\d)? 200\b", lines[0]):
        return None
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _joined(body)
    return fields.get("content-type", ""), fields.get("content-encoding", "").lower(), body


def _unpacked(body: bytes, packing: str) -> bytes:
    """The body without its packing; crawlers that unpack keep the header, so that the bytes decide. Raises :class:`Unreadable`."""
    import zlib

    if packing in ("", "identity") or body.lstrip()[:1] == b"<" or not body:
        return body
    if packing in ("gzip", "x-gzip") and not body.startswith(b"\x1f\x8b"):
        return body
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise Unreadable(Message(id="skipped.packed_page", values={"packing": packing[:20]}))
    for bits in (47, -15):  # by its header; "deflate" without one, as some servers send it
        try:
            return zlib.decompressobj(wbits=bits).decompress(body, MOST_RECORD)
        except zlib.error:
            continue
    raise Unreadable(Message(id="skipped.malformed", values={"format": packing}))


def _joined(body: bytes) -> bytes:
    """The chunks of a body put together; a body that a crawler has joined already comes back as it is."""
    pieces: list[bytes] = []
    at = 0
    while match := re.compile(rb"([0-9A-Fa-f]{1,7})(?:;[^\r\n]{0,200})?\r\n").match(body, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[match.end() : match.end() + size])
        at = match.end() + size + 2
    return b"".join(pieces) if pieces else body


def _malformed() -> Unreadable:
    return Unreadable(Message(id="skipped.malformed", values={"format": "WARC"}))
