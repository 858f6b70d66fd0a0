"""Corpus → partitions, which depend on the corpus alone; and the manifest that tells a scan begun from a new one."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from impact.articles import packed, warc
from impact.articles.formats import suffixes
from impact.errors import InputError
from impact.pipeline.scan.places import PARTIAL, Item, Place, written
from impact.pipeline.scan.settings import Settings

MANIFEST = "scan.json"
PLAN = "plan.jsonl"
DONE = "done"
LINES = (".jsonl", ".ndjson")
TABLE = ".parquet"
ARCHIVES = warc.SUFFIXES
STREAMS = tuple(f"{suffix}{packing}" for suffix in (*ARCHIVES, *LINES) for packing in packed.SUFFIXES)
MEMBERS = tuple(f"{suffix}.gz" for suffix in ARCHIVES)
CUT = ("lines", "table", "archive", "members")
_MARKER = re.compile(r"part-(\d{6,})\.json")
MOST_FILES = 2_000  # of one partition: a file costs more than its bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes ``start`` to ``end`` of a file; lines, records and row groups belong where they begin."""

    name: str
    start: int
    end: int
    stamp: str

    @property
    def form(self) -> str:
        """How the file is read: "lines", "table", "archive", "members" (of a packed archive), "stream" (else packed), or "file": whole."""
        low = self.name.lower()
        if low.endswith(LINES):
            return "lines"
        if low.endswith(TABLE):
            return "table"
        if low.endswith(ARCHIVES):
            return "archive"
        if low.endswith(MEMBERS):
            return "members"
        return "stream" if low.endswith(STREAMS) else "file"


@dataclass(frozen=True, slots=True)
class Partition:
    """What one part covers."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(piece.end - piece.start for piece in self.pieces)

    @property
    def line(self) -> str:
        """The partition as a line of the plan."""
        pieces = [[piece.name, piece.start, piece.end, piece.stamp] for piece in self.pieces]
        return json.dumps([self.number, pieces], ensure_ascii=False, separators=(",", ":")) + "\n"

    @classmethod
    def of_line(cls, line: str | bytes) -> Partition:
        """The partition of a line of the plan."""
        number, pieces = json.loads(line)
        return cls(number, tuple(Piece(*piece) for piece in pieces))


@dataclass(frozen=True, slots=True)
class Planned:
    """How much a plan covers."""

    partitions: int
    size: int


def partitions(items: Iterable[Item], most: int) -> Iterator[Partition]:
    """Files packed into, or cut into, partitions of some ``most`` bytes, in the order of the items.

    A packed file cannot be entered in its middle, but for an archive whose records are packed one by one: it is one partition,
    however large.
    """
    pieces: list[Piece] = []
    size = number = 0
    for item in items:
        whole = Piece(item.name, 0, item.size, item.stamp)
        step = most if whole.form in CUT else max(item.size, 1)
        for start in range(0, max(item.size, 1), step):
            piece = Piece(item.name, start, min(start + step, item.size), item.stamp)
            if pieces and (size + piece.end - piece.start > most or len(pieces) >= MOST_FILES):
                yield Partition(number, tuple(pieces))
                pieces, size, number = [], 0, number + 1
            pieces.append(piece)
            size += piece.end - piece.start
    if pieces:
        yield Partition(number, tuple(pieces))


def readable(corpus: Place) -> Iterator[Item]:
    """The files whose suffix some reader knows, as in a folder given to ``verify``; a file given by itself, whatever its name."""
    known = tuple(suffixes())
    return (item for item in corpus.items() if corpus.single or item.name.lower().endswith(known))


def begin(corpus: Place, out: Place, settings: Settings) -> tuple[Planned, set[int]]:
    """Plan a scan, or find the one begun in ``out``: how much there is, and the numbers of the partitions that are done.

    Raises :class:`InputError` where ``out`` holds something else: another corpus, other settings, or other files.
    """
    there = out.names("")
    if MANIFEST not in there:
        if strange := [name for name in there if not name.endswith(PARTIAL) and name not in (PLAN, ".lock")]:
            raise InputError(settings.out, f"is not empty ({strange[0]}) and holds no scan", "choose another --out")
        planned, digest = _write_plan(corpus, out, settings)
        manifest: dict[str, Any] = {
            "format": 1,
            "corpus": settings.corpus,
            "settings": dict(settings.identity),
            "partitions": planned.partitions,
            "bytes": planned.size,
            "plan_sha256": digest,
        }
        with written(out, MANIFEST) as stream:
            stream.write((json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode())
        return planned, set()
    manifest = read_manifest(out, settings.out)
    for key, value in settings.identity.items():
        if manifest["settings"].get(key) != value:
            told = f"{key} {manifest['settings'].get(key)!r}, not {value!r}"
            raise InputError(settings.out, f"holds a scan with {told}", "choose another --out, or the same options")
    found = hashlib.sha256()
    for partition in partitions(readable(corpus), settings.partition):
        found.update(partition.line.encode())
    if found.hexdigest() != manifest["plan_sha256"]:
        raise InputError(settings.corpus, "is not as it was when this scan began", "choose another --out for a new scan")
    clean(out)
    return Planned(manifest["partitions"], manifest["bytes"]), done(out)


def clean(out: Place) -> None:
    """Delete what a killed run had not finished writing."""
    from impact.pipeline.scan.tables import TABLES

    for folder in ("", DONE, *TABLES):
        for name in out.names(folder):
            if name.endswith(PARTIAL):
                out.remove(f"{folder}/{name}".lstrip("/"))


def done(out: Place) -> set[int]:
    """Numbers of the partitions whose marker is there."""
    return {int(found[1]) for name in out.names(DONE) if (found := _MARKER.fullmatch(name))}


def planned_partitions(out: Place) -> Iterator[Partition]:
    """The partitions of the plan, read one by one."""
    with out.open(PLAN) as stream:
        yield from map(Partition.of_line, stream)


def read_manifest(out: Place, name: str) -> dict[str, Any]:
    """The manifest of a scan. Raises :class:`InputError` where there is none, or none that can be read."""
    try:
        with out.open(MANIFEST) as stream:
            found: dict[str, Any] = json.load(io.TextIOWrapper(stream, "utf-8"))
        found["settings"], found["plan_sha256"], found["partitions"]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(name, "holds no scan", "give the --out of an 'impact scan'") from None
    return found


def _write_plan(corpus: Place, out: Place, settings: Settings) -> tuple[Planned, str]:
    digest = hashlib.sha256()
    count = size = 0
    stream: BinaryIO
    with written(out, PLAN) as stream:
        for partition in partitions(readable(corpus), settings.partition):
            line = partition.line.encode()
            digest.update(line)
            stream.write(line)
            count, size = count + 1, size + partition.size
    if not count:
        raise InputError(settings.corpus, "holds no files", "give a folder, JSONL, Parquet or a web archive")
    return Planned(count, size), digest.hexdigest()
