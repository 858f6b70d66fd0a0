"""Claims from their records: lines of ``impact claims --format jsonl``, corrected by an editor or labelled by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from impact.errors import InputError
from impact.kinds import kinds
from impact.records import Claim, RecordScope, Term
from impact.verdicts.bands import places
from impact.verdicts.typed import typed

EXTENDED = ("intraday", "premarket", "afterhours")
MOST = 100_000  # claims of one file: some 2.5 GB
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
    """All claims of a JSONL file. Raises :class:`InputError` naming the line that is no claim."""
    found: list[Claim] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "give a UTF-8 file with one JSON object a line") from None
    if len(lines) > MOST:  # every reading of every claim is kept for the report: some 23 kB a claim
        raise InputError(str(path), f"holds {len(lines):,} lines, more than {MOST:,}", "split it into files of that size")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            found += claim_from_record(record)
        except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise InputError(
                f"{path}, line {number}", f"is no claim ({error})", "see the fields that 'impact claims --format jsonl' prints"
            ) from None
    return found
