"""A partition → its articles one by one, in constant memory, and a row for everything that is none.

Articles are named by their file and their place in it (``news/2025.jsonl#1048576``: byte, row or record), which no two share.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import BinaryIO, cast

from impact.articles import Unreadable, columns, members, packed, settle, warc
from impact.articles.dates import from_file_name
from impact.articles.formats import by_bytes, by_suffix
from impact.articles.parsed import Parsed, noted
from impact.articles.sources import MOST_BYTES
from impact.articles.text import decode
from impact.pipeline.scan.places import Place
from impact.pipeline.scan.plan import LINES, Partition, Piece
from impact.records import Article, Message, Skipped

MOST_LINE = 16 * 1024 * 1024  # bytes of one JSON line; what follows is passed over
KNOWN = (columns.TEXT, columns.NAME, columns.TITLE, columns.PUBLISHED, columns.AUTHOR, columns.OUTLET, columns.URL)

Found = tuple[Article | Skipped, str | None]  # with the name that the article has in its file


def articles(partition: Partition, corpus: Place, published: str | None) -> Iterator[Found]:
    """The articles of the partition; a file, line or record that cannot be read costs no more than itself."""
    for piece in partition.pieces:
        try:
            parts = _READERS[piece.form](piece, corpus)
            for place, part in parts:
                name = f"{piece.name}#{place}" if place else piece.name
                if isinstance(part, Skipped):
                    yield Skipped(name=name, reason=part.reason), None
                else:
                    yield _article(name, part, piece, published), part.name
        except Unreadable as error:
            yield Skipped(name=piece.name, reason=error.reason), None
        except OSError as error:
            problem = error.strerror or type(error).__name__
            yield Skipped(name=piece.name, reason=Message(id="skipped.system", values={"problem": problem})), None
        except Exception as error:  # what a library of a format raises is that file's row, not the run's end
            yield Skipped(name=piece.name, reason=Message(id="skipped.crashed", values={"format": type(error).__name__})), None


def _article(name: str, part: Parsed, piece: Piece, published: str | None) -> Article:
    article = Article(
        id=name,
        text=part.text,
        title=part.title,
        published=part.published,
        published_source="metadata" if part.published else None,
        published_at=part.published_at,
        path=piece.name,
        notes=part.notes,
        url=part.url,
        author=part.author,
        outlet=part.outlet,
        fetched_at=part.fetched_at,
    )
    if part.name is not None:  # the name of a collection says when it was made, not when its articles were
        return settle(article, option=published) if published else article
    stem = piece.name.rpartition("/")[2].rpartition(".")[0]
    return settle(article, option=published, file_name=from_file_name(stem))


Parts = Iterator[tuple[str | None, Parsed | Skipped]]


def _whole(piece: Piece, corpus: Place) -> Parts:
    if piece.end > MOST_BYTES:
        raise Unreadable(Message(id="skipped.too_large", values={"limit": f"{MOST_BYTES // 2**20} MB"}))
    with corpus.open(piece.name) as stream:
        data = stream.read(MOST_BYTES + 1)
    suffix = piece.name.rpartition("/")[2].rpartition(".")[2]
    reader = by_suffix(f".{suffix}", data) if "." in piece.name else by_bytes(data)
    for number, part in enumerate(reader.read(data), 1):
        yield (part.name and (part.name if isinstance(part, Skipped) else str(number))), part


def _lines(piece: Piece, corpus: Place) -> Parts:
    with corpus.open(piece.name) as stream:
        if piece.start:  # the line that began before belongs to the piece before
            stream.seek(piece.start - 1)
            _line(stream)
        at = stream.tell()
        while at < piece.end:
            data, length = _line(stream)
            if not length:
                return
            if at == 0:
                data = data.removeprefix(b"\xef\xbb\xbf") if data else data
            if data is None or data.strip():
                yield str(at), _row(data, at)
            at += length


def _line(stream: BinaryIO) -> tuple[bytes | None, int]:
    """The next line, None where it is too long, and how many bytes it has."""
    data = stream.readline(MOST_LINE)
    length = len(data)
    if length < MOST_LINE or data.endswith(b"\n"):
        return data, length
    while more := stream.readline(MOST_LINE):
        length += len(more)
        if more.endswith(b"\n"):
            break
    return None, length


def _row(data: bytes | None, place: int) -> Parsed | Skipped:
    if data is None:
        return Skipped(name="", reason=Message(id="skipped.too_large", values={"limit": f"{MOST_LINE // 2**20} MB"}))
    notes: tuple[Message, ...] = ()
    try:
        try:
            row = json.loads(data)  # UTF-8, or UTF-16 where the bytes say so
        except UnicodeDecodeError:
            text, notes = decode(data)
            row = json.loads(text)
    except Unreadable as error:
        return Skipped(name="", reason=error.reason)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        return Skipped(name="", reason=Message(id="skipped.json"))
    return noted(columns.article(row, place), notes)


def _table(piece: Piece, corpus: Place) -> Parts:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    with corpus.open(piece.name) as stream:
        try:
            file = ParquetFile(stream)
            names = file.schema_arrow.names
            if columns.text_column(names) is None:
                if piece.start == 0:
                    raise Unreadable(columns.no_text_column())
                return
            wanted = [name for kind in KNOWN if (name := columns.column(names, kind))]
            number = 0
            for group in range(file.num_row_groups):
                about = file.metadata.row_group(group)
                begin = about.column(0).dictionary_page_offset or about.column(0).data_page_offset
                if not piece.start <= begin < piece.end:
                    number += about.num_rows
                    continue
                for batch in file.iter_batches(batch_size=256, row_groups=[group], columns=wanted):
                    for row in batch.to_pylist():
                        number += 1
                        yield str(number), columns.article(row, number)
        except (ArrowException, ValueError, TypeError, OverflowError, MemoryError):
            raise Unreadable(Message(id="skipped.malformed", values={"format": "Parquet"})) from None


def _stream(piece: Piece, corpus: Place) -> Parts:
    with corpus.open(piece.name) as file, packed.unpacking(file) as stream:
        yield from _json_lines(stream) if piece.name.lower().rpartition(".")[0].endswith(LINES) else _records(stream)


def _archive(piece: Piece, corpus: Place) -> Parts:
    """The records that begin in the piece. After a damaged one the next that is whole goes on."""
    others = 0
    with corpus.open(piece.name) as stream:
        at: int | None = piece.start
        while at is not None:
            begin, passed = warc.begin(stream, at, piece.end)
            if passed is not None or at == 0 != begin:
                yield str(passed or 0), Skipped(name=str(passed or 0), reason=Message(id="skipped.malformed", values={"format": "WARC"}))
            if begin is None:
                break
            stream.seek(begin)
            at = None
            try:
                for record in warc.records(stream, piece.end):
                    begin = record.start
                    part = _page(record, str(begin))
                    if part is None:
                        others += 1
                    else:
                        yield str(begin), part
            except Unreadable as error:
                at = begin + 1
                yield str(at), Skipped(name=str(at), reason=error.reason)
    if others:
        yield f"{piece.start}*", Skipped(name="*", reason=Message(id="skipped.no_pages", values={"n": others}))


def _members(piece: Piece, corpus: Place) -> Parts:
    """The records whose members begin in the piece; after a damaged one the next that is whole goes on."""
    with corpus.open(piece.name) as stream:
        if stream.read(len(members.MAGIC)) != members.MAGIC:  # packed in another way than its name says
            if piece.start == 0:
                yield from _stream(piece, corpus)
            return
        others, last, inside = 0, -1, 0
        at: int | None = piece.start
        while at is not None:
            begin, passed = (0, None) if at == 0 else members.begin(stream, at, piece.end)
            if passed is not None:
                yield str(passed), Skipped(name=str(passed), reason=Message(id="skipped.malformed", values={"format": "WARC"}))
            if begin is None:
                break
            at = None
            try:
                for record in warc.records(cast(BinaryIO, members.Members(stream, begin)), piece.end):
                    begin = record.start
                    inside = inside + 1 if begin == last else 0
                    last = begin
                    name = f"{begin}.{inside}" if inside else str(begin)
                    part = _page(record, name)
                    if part is None:
                        others += 1
                    else:
                        yield name, part
            except Unreadable as error:
                at = begin + 1
                yield str(at), Skipped(name=str(at), reason=error.reason)
    if others:
        yield f"{piece.start}*", Skipped(name="*", reason=Message(id="skipped.no_pages", values={"n": others}))


def _json_lines(stream: BinaryIO) -> Parts:
    number = 0
    while True:
        number += 1
        data, length = _line(stream)
        if not length:
            return
        if number == 1 and data:
            data = data.removeprefix(b"\xef\xbb\xbf")
        if data is None or data.strip():
            yield str(number), _row(data, number)


def _records(stream: BinaryIO) -> Parts:
    others = 0
    for number, record in enumerate(warc.records(stream), 1):
        part = _page(record, str(number))
        if part is None:
            others += 1
        else:
            yield str(number), part
    if others:
        yield "*", Skipped(name="*", reason=Message(id="skipped.no_pages", values={"n": others}))


def _page(record: warc.Record, name: str) -> Parsed | Skipped | None:
    try:
        return warc.page(record, name)
    except Exception as error:  # a page that its reader cannot bear
        return Skipped(name=name, reason=Message(id="skipped.crashed", values={"format": type(error).__name__}))


_READERS = {"file": _whole, "lines": _lines, "table": _table, "archive": _archive, "members": _members, "stream": _stream}


def digest(text: str) -> str:
    """SHA-256 of an article's text as UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
