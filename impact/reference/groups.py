"""Groups of shares ("US tech stocks", "the Magnificent Seven") and what a sum over them can mean (``data/groups.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from impact.errors import DataError
from impact.records import MarketLine
from impact.reference.files import bundled, data_path
from impact.reference.instruments import load as instruments

PARTS = ("net", "losers", "largest_losers")
_FILTERS = ("sector", "industry", "country", "exchange", "symbols")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One defensible way to add up a group's change of market value. ``default``: what the bare words would mean.

    A line of the whole-market table belongs when every filter that is given names its field; ``reported`` definitions
    have no lines but name a group of ``data/reported_totals.csv``.
    """

    id: str
    default: bool = False
    sector: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    exchange: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    part: str = "net"
    count: int | None = None
    reported: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group in capitals ("US_TECH"), with its members and its definitions, default ones first."""

    id: str
    name: str
    members: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()


def group(name: str) -> Group | None:
    """The group of that name, or None. A group that only ``instruments.csv`` names has members and no definitions."""
    return groups().get(name)


def select(definition: Definition, lines: Iterable[MarketLine]) -> list[MarketLine]:
    """The primary lines that the definition adds up: all, those that fell, or the ``count`` that lost most dollars (most first)."""
    if definition.reported:
        return []
    chosen = [line for line in lines if line.primary and _belongs(definition, line)]
    if definition.part == "net":
        return chosen
    chosen = sorted((line for line in chosen if line.close < line.previous_close), key=change)
    return chosen[: definition.count] if definition.part == "largest_losers" else chosen


def change(line: MarketLine) -> float:
    """The line's change of market value in USD."""
    return (line.close - line.previous_close) * line.shares


@cache
@bundled("groups.toml")
def groups() -> dict[str, Group]:
    """All groups. Raises :class:`DataError` for an unknown field, part or a doubled id."""
    with data_path("groups.toml").open("rb") as file:
        tables = tomllib.load(file)
    named: dict[str, list[str]] = {}
    for one in instruments():
        for name in one.groups:
            named.setdefault(name, []).append(one.symbol)
    found = {name: _group(name, table, named.get(name, [])) for name, table in tables.items()}
    return found | {name: Group(id=name, name=name, members=tuple(symbols)) for name, symbols in named.items() if name not in found}


def _belongs(definition: Definition, line: MarketLine) -> bool:
    for name in _FILTERS:
        allowed = getattr(definition, name)
        if allowed and (line.symbol if name == "symbols" else getattr(line, name)) not in allowed:
            return False
    return True


def _group(name: str, table: dict[str, object], named: Sequence[str]) -> Group:
    unknown = set(table) - {"name", "members", "definition"}
    if unknown:
        raise _error(name, f"unknown field {', '.join(sorted(unknown))}")
    members, rows = table.get("members", named), table.get("definition", [])
    if not isinstance(members, list) or not isinstance(rows, list):
        raise _error(name, "members and definitions are lists")
    definitions = [_definition(name, row) for row in rows]
    if len({d.id for d in definitions}) < len(definitions):
        raise _error(name, "a definition id occurs twice")
    ordered = tuple(sorted(definitions, key=lambda d: not d.default))
    return Group(id=name, name=str(table.get("name", name)), members=tuple(members), definitions=ordered)


def _definition(name: str, row: dict[str, object]) -> Definition:
    try:
        one = Definition(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})  # type: ignore[arg-type]
    except TypeError as error:
        raise _error(name, str(error).rpartition("()")[2]) from None
    if one.part not in PARTS:
        raise _error(name, f"{one.id}: unknown part '{one.part}' (use {', '.join(PARTS)})")
    if (one.part == "largest_losers") != (one.count is not None):
        raise _error(name, f"{one.id}: a count belongs to largest_losers, and only to it")
    return one


def _error(name: str, problem: str) -> DataError:
    return DataError("data/groups.toml", f"[{name}] {problem}", "see the comment at the top of the file")
