"""The instruments that articles can speak of: shares, indices, funds and private companies (``data/instruments.csv``)."""

from __future__ import annotations

import csv
from functools import cache

from impact.errors import DataError
from impact.records import Instrument
from impact.reference.files import bundled, data_path

KINDS = frozenset({"stock", "index", "fund", "future", "commodity", "private", "project"})
COLUMNS = ["symbol", "name", "kind", "mic", "currency", "aliases", "epithets", "groups"]


@cache
@bundled("instruments.csv")
def load() -> tuple[Instrument, ...]:
    """All instruments in the order of the file.

    Raises :class:`DataError` for a missing column, an unknown kind, a listed instrument without exchange or currency, or
    a symbol that occurs twice.
    """
    path = data_path("instruments.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        if next(rows, None) != COLUMNS:
            raise DataError("data/instruments.csv", "the header is not that of the data dictionary", f"write {','.join(COLUMNS)}")
        return _check([_read(row, number) for number, row in enumerate(rows, start=2)])


def by_symbol(symbol: str) -> Instrument | None:
    """The instrument with this Yahoo symbol, or None."""
    return _index().get(symbol)


@cache
def _index() -> dict[str, Instrument]:
    return {i.symbol: i for i in load() if i.symbol}


def _read(row: list[str], line: int) -> Instrument:
    if len(row) != len(COLUMNS):
        raise DataError(f"data/instruments.csv line {line}", f"{len(row)} fields, not {len(COLUMNS)}", "quote fields that hold a comma")
    symbol, name, kind, mic, currency, aliases, epithets, groups = row
    if kind not in KINDS:
        raise DataError(f"data/instruments.csv line {line}", f"unknown kind '{kind}'", f"use one of {', '.join(sorted(KINDS))}")
    if not name or (symbol and not (mic and currency)):
        raise DataError(f"data/instruments.csv line {line}", "name, exchange or currency is empty", "only private companies have no symbol")
    return Instrument(
        symbol=symbol, name=name, kind=kind, mic=mic, currency=currency,
        aliases=_split(aliases), epithets=_split(epithets), groups=_split(groups),
    )  # fmt: skip


def _split(field: str) -> tuple[str, ...]:
    return tuple(field.split("|")) if field else ()


def _check(instruments: list[Instrument]) -> tuple[Instrument, ...]:
    seen: set[str] = set()
    for i in instruments:
        if i.symbol and i.symbol in seen:
            raise DataError("data/instruments.csv", f"the symbol {i.symbol} occurs twice", "keep one row a symbol")
        seen.add(i.symbol)
    return tuple(instruments)
