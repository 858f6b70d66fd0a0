"""Claims from their records: lines of ``impact claims --format jsonl``, corrected by an editor or labelled by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from impact.errors import InputError
from impact.kinds import kinds
from impact.records import Claim, RecordScope, Term
from impact.verdicts.bands import places
from impact.verdicts.typed import typed

EXTENDED = ("intraday", "premarket", "afterhours")
MOST = 100_000  # claims of one report: some 2.5 GB
REMEDY = "give a UTF-8 file with one JSON object a line"
NAMES = frozenset(f.name for f in fields(Claim))
OF_METRIC = {
    "price_change_pct": "change",
    "price_level": "level",
    "market_cap_change_usd": "cap_change",
    "market_cap_level_usd": "cap_level",
    "index_points_change": "points",
    "record": "record",
    "direction": "direction",
    "ranking": "rank",
    "volume": "activity",
    "equivalence": "equivalence",
    "comparison": "comparison",
    "path": "path",
    "cause": "cause",
}
UNITS = {
    "price_change_pct": "percent",
    "price_level": None,
    "market_cap_change_usd": "currency",
    "market_cap_level_usd": "currency",
    "index_points_change": "points",
    "volume": "shares",
    "ranking": "rank",
}
HEDGE_OF_BOUND = {
    "exact": "none",
    "approx": "about",
    "at_least": "over",
    "at_most": "under",
    "almost": "almost",
    "slightly_more": "just_over",
}


DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")


def claim_from_record(record: Mapping[str, Any]) -> Iterator[Claim]:
    """The claims of one record: one a subject where it names several.

    Missing fields take the record's defaults; ``kind`` follows from ``metric`` where it is no kind of this program; a
    missing hedge follows from ``bound``, and the written places from the value's shortest print.
    """
    subjects = record.get("subject")
    several = subjects if isinstance(subjects, list) else [subjects]
    for i, subject in enumerate(several):
        yield _one(record, subject, i)


def _one(record: Mapping[str, Any], subject: str | None, place: int) -> Claim:
    given = {k: v for k, v in record.items() if k in NAMES and v is not None}
    metric = given.get("metric")
    kind = given.get("kind")
    if kind not in kinds():
        kind = OF_METRIC.get(metric or "", kind or "unknown")
    given.update(kind=kind, metric=metric, subject=subject)
    given["article"] = str(record.get("article", ""))
    given.setdefault("start", 0)
    given.setdefault("end", 0)
    given.setdefault("quote", record.get("quote_start", ""))
    given["sentence"] = str(record.get("sentence", ""))
    given.setdefault("unit", UNITS.get(metric or "") or _unit_of_level(metric, given))
    given.setdefault("bound", "exact")
    given.setdefault("basis_stated", given.get("basis") in EXTENDED)  # a labeller's basis is what the text says
    if record.get("hedge") not in ("none", "exactly", "about", "just_under", "almost", "just_over", "over", "under"):
        given["hedge"] = HEDGE_OF_BOUND.get(given["bound"], "none")
    for key in ("event_date", "period_start"):
        if not _names_a_day(str(given.get(key, ""))):
            given.pop(key, None)
    if given.get("value") is not None:
        given["value"] = float(given["value"])
        fine, coarse = places(given["value"])
        given.setdefault("gmin", float(fine))
        given.setdefault("gmax", float(coarse))
    name = record.get("id") or f"{given['article']}:{record.get('n', given['start'])}"
    given["id"] = name if place == 0 else f"{name}:{place}"
    if isinstance(given.get("record"), Mapping):
        given["record"] = RecordScope(**given["record"])
    elif "record" in given:
        del given["record"]
    given["terms"] = tuple(Term(**t) for t in record.get("terms") or ())
    claim = Claim(**given)
    for part in (claim, claim.record, *claim.terms):
        if part is not None:
            typed(part)
    return claim


def _unit_of_level(metric: str | None, given: Mapping[str, Any]) -> str | None:
    """A level without a unit is money where a currency stands, points where the subject is an index."""
    if metric != "price_level":
        return None
    if given.get("currency"):
        return "currency"
    return "points" if str(given.get("subject") or "").startswith("^") else None


def _names_a_day(text: str) -> bool:
    """Whether it is a day, month or year; 30 February is none."""
    try:
        return DATE.fullmatch(text) is not None and date.fromisoformat(f"{text}-01-01"[:10]) >= date.min
    except ValueError:
        return False


def load_claims(path: Path) -> list[Claim]:
    """All claims of a JSONL file. Raises :class:`InputError` naming the line that is no claim, or for more than :data:`MOST` lines."""
    found = None if many(path) else list(islice(stream_claims(path), MOST + 1))
    if found is None or len(found) > MOST:  # every reading of every claim is kept for the report: some 23 kB a claim
        remedy = "check them with --format jsonl, which goes through any number, or split the file"
        raise InputError(str(path), f"holds more than {MOST:,} claims", remedy)
    return found


def many(path: Path) -> bool:
    """Whether the file holds more lines than one report can. Only files are looked into: a pipe can be read once."""
    if not path.is_file():
        return False
    with _opened(path) as lines:
        return next(islice(lines, MOST, None), None) is not None


def stream_claims(path: Path) -> Iterator[Claim]:
    """The claims of a JSONL file one by one, in constant memory. Raises :class:`InputError` naming the line that is no claim."""
    with _opened(path) as lines:
        for number, line in enumerate(_decoded(lines, path), 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                made = list(claim_from_record(record))
            except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
                raise InputError(
                    f"{path}, line {number}", f"is no claim ({error})", "see the fields that 'impact claims --format jsonl' prints"
                ) from None
            yield from made


def by_article(claims: Iterable[Claim], least: int) -> Iterator[list[Claim]]:
    """The claims in batches of ``least`` or a few more: those of one article that follow each other are never parted.

    Raises :class:`InputError` for an article that has more than :data:`MOST` of them.
    """
    batch: list[Claim] = []
    for article, found in groupby(claims, key=attrgetter("article")):
        those = list(islice(found, MOST + 1))
        if len(those) > MOST:
            raise InputError(article, f"has more than {MOST:,} claims in a row", "give each text an article of its own")
        batch += those
        if len(batch) >= least:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[bytes]]:
    """The file's lines; only a line feed ends one, other separators may stand inside a quoted text."""
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror or error})", REMEDY) from None


def _decoded(lines: Iterator[bytes], path: Path) -> Iterator[str]:
    try:
        for line in lines:
            yield line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"cannot be read ({error})", REMEDY) from None
