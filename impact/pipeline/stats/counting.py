"""Claims of a scan → counts by outlet, language, kind and hedge, copies counted once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from impact.errors import InputError
from impact.pipeline.scan.places import Place, place
from impact.pipeline.scan.plan import done, read_manifest
from impact.pipeline.scan.tables import part_name, schema
from impact.pipeline.stats.duplicates import groups

RIGHT = frozenset({"true", "rounded"})
ERRS = frozenset({"mostly_false", "false"})
JUDGED = RIGHT | ERRS | {"imprecise", "context"}
MOVES = frozenset({"change", "period", "points", "cap_change", "aggregate", "multiple"})  # kinds whose number can be exaggerated
DIMENSIONS = ("outlet", "language", "kind", "hedge")
Z = 1.959963984540054  # of 95 %

ARTICLES = ("article", "outlet", "sketch")
CLAIMS = (
    "article", "outlet", "language", "kind", "metric", "subject", "direction", "value", "claimed_unit", "hedge", "event_date", "reject",
    "verdict", "actual", "deviation",
)  # fmt: skip


@dataclass(slots=True)
class Counts:
    """How the judged claims of one group came out. ``right`` and ``errs`` exclude each other; ``exaggerates`` and ``understates``
    say of those that are not right in which direction their number is off, so that they may err as well.
    """

    verdicts: Counter[str] = field(default_factory=Counter)
    exaggerates: int = 0
    understates: int = 0

    @property
    def judged(self) -> int:
        """Claims that got a verdict on their truth."""
        return sum(n for verdict, n in self.verdicts.items() if verdict in JUDGED)

    @property
    def right(self) -> int:
        """Verdicts true and rounded."""
        return sum(n for verdict, n in self.verdicts.items() if verdict in RIGHT)

    @property
    def errs(self) -> int:
        """Verdicts false and mostly_false."""
        return sum(n for verdict, n in self.verdicts.items() if verdict in ERRS)

    @property
    def open(self) -> int:
        """Claims without a verdict on their truth: no price, no proof, or two readings of the words."""
        return sum(self.verdicts.values()) - self.judged

    def add(self, verdict: str, lean: int) -> None:
        """One claim; ``lean`` is 1 where its number is too large, -1 where it is too small."""
        self.verdicts[verdict] += 1
        self.exaggerates += lean > 0
        self.understates += lean < 0


@dataclass(slots=True)
class Statistics:
    """Counts of a scan. By outlet a copy counts once for each outlet that printed it, everywhere else once in all."""

    total: Counts = field(default_factory=Counts)
    by: dict[str, dict[str, Counts]] = field(default_factory=lambda: {name: {} for name in DIMENSIONS})
    articles: int = 0  # that hold claims or typed rejects
    copies: int = 0  # of them: near-duplicates of one before
    groups: int = 0  # of two articles or more
    copied_claims: int = 0  # that were not counted again
    parts: int = 0
    planned: int = 0


def wilson(hits: int, n: int) -> tuple[float, float]:
    """95 % interval of a share, fractions (Wilson 1927, J. Am. Stat. Assoc. 22:209, eq. 5, without correction for continuity)."""
    if n == 0:
        return 0.0, 1.0
    p = hits / n
    middle = p + Z * Z / (2 * n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def statistics(out: str) -> Statistics:
    """Count the finished parts of the scan in ``out`` (path or fsspec URL). Raises :class:`InputError` where there is none."""
    schema("claims")
    where = place(out)
    manifest = read_manifest(where, out)
    numbers = sorted(done(where))
    if not numbers:
        raise InputError(out, "no part of this scan is finished", "run the 'impact scan' command again")
    found = Statistics(parts=len(numbers), planned=int(manifest["partitions"]))
    sketches: list[bytes] = []
    characters: list[int] = []
    for number in numbers:
        for row in _rows(where, "articles", number, ("sketch", "characters")):
            if row["sketch"] is not None:
                sketches.append(row["sketch"])
                characters.append(row["characters"])
    group = groups(sketches, characters)
    sizes = Counter(group.tolist())
    found.articles = len(sketches)
    found.groups = sum(1 for size in sizes.values() if size > 1)
    found.copies = len(sketches) - len(sizes)
    seen: set[int] = set()
    at = 0
    for number in numbers:
        members: dict[str, int] = {}
        for row in _rows(where, "articles", number, ARTICLES):
            if row["sketch"] is not None:
                members[row["article"]] = int(group[at])
                at += 1
        nth: Counter[tuple[object, ...]] = Counter()
        for row in _rows(where, "claims", number, CLAIMS):
            if row["reject"] is not None or row["verdict"] is None:
                continue
            own = members.get(row["article"])
            _count(found, row, own if own is not None and sizes[own] > 1 else None, nth, seen)
    for counts in found.by.values():
        ordered = sorted(counts.items(), key=lambda item: (-item[1].judged, item[0]))
        counts.clear()
        counts.update(ordered)
    return found


def _count(found: Statistics, row: dict[str, Any], group: int | None, nth: Counter[tuple[object, ...]], seen: set[int]) -> None:
    lean = _lean(row)
    outlet = row["outlet"] or ""
    new = new_here = True
    if group is not None:  # only what has copies need be remembered
        what = (group, *(row[name] for name in ("kind", "metric", "subject", "direction", "value", "claimed_unit", "hedge", "event_date")))
        said = (row["article"], *what)
        nth[said] += 1
        once, here = hash((*what, nth[said])), hash((outlet, *what, nth[said], "outlet"))
        new, new_here = once not in seen, here not in seen
        seen.update((once, here))
    if new:
        found.total.add(row["verdict"], lean)
        for name in ("language", "kind", "hedge"):
            found.by[name].setdefault(row[name] or "", Counts()).add(row["verdict"], lean)
    else:
        found.copied_claims += 1
    if new_here:
        found.by["outlet"].setdefault(outlet, Counts()).add(row["verdict"], lean)


def _lean(row: dict[str, Any]) -> int:
    if row["verdict"] in RIGHT or row["verdict"] not in JUDGED or row["kind"] not in MOVES or row["deviation"] is None or not row["actual"]:
        return 0
    actual: float = row["actual"]
    claimed = actual - row["deviation"]
    if claimed * actual <= 0:
        return 0  # the other direction is no exaggeration
    return int(abs(claimed) > abs(actual)) - int(abs(claimed) < abs(actual))


def _rows(where: Place, table: str, number: int, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    from pyarrow.parquet import ParquetFile

    with where.open(f"{table}/{part_name(number)}.parquet") as stream:
        for batch in ParquetFile(stream).iter_batches(batch_size=4_096, columns=list(columns)):
            yield from batch.to_pylist()
