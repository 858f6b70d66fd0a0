"""Worked cases with a known answer: each row of cases.csv builds its own small market and must get its verdict and rule.

The columns ``claim`` and ``market`` hold key=value pairs; ``price/7`` is a bar of before a seven-for-one split, ``day:price``
a close of another day.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from impact.records import RecordScope, Term
from impact.verdicts import check_all, load_policy

ROWS = list(csv.DictReader(Path(__file__).with_name("cases.csv").read_text(encoding="utf-8").splitlines()))
SCOPE = {"what": "what", "scope": "scope", "since": "since", "unit_of": "unit"}


def _pairs(text: str) -> dict[str, str]:
    return dict(p.split("=", 1) for p in text.split() if "=" in p)


def _price(text: str) -> tuple[float, float]:
    value, _, ratio = text.partition("/")
    return float(value), float(ratio or 1)


def _market(market, symbol: str, day: str, text: str) -> None:
    given = _pairs(text)
    session = date.fromisoformat(day)
    before = market.previous_session(symbol, session)
    last_year = market.previous_session(symbol, date(session.year, 1, 1))
    for name, at in (("start", last_year), ("prev", before)):
        if name in given:
            close, ratio = _price(given[name])
            market.trade(symbol, at.isoformat(), close, split_factor=ratio)
    ends = {k: float(given[k]) for k in ("open", "high", "low", "volume") if k in given}
    market.trade(symbol, day, float(given["close"]), **ends)
    for other in (p for p in text.split() if ":" in p):
        market.trade(symbol, *[f(x) for f, x in zip((str, float), other.split(":"), strict=True)])
    for shares in given.get("shares", "").split("|"):
        if shares:
            market.count(symbol, float(shares))
    for one in given.get("classes", "").split("|"):
        if one:
            market.share_class(symbol, *one.split("/"))
    if "EUR" in given:
        market.rates["USD", "EUR"] = float(given["EUR"])
    if "last" in given:
        market.trades[symbol, day] = [float(given["last"])]


def worked(row: dict[str, str], market, claim):
    """The claim of a row and those that its numbers also are, its market filled."""
    extra = _pairs(row["claim"])
    day, symbol = extra.pop("day", "2025-01-27"), extra.pop("subject", "NVDA")
    also = extra.pop("also", None)
    if also:
        other, before, close = also.split(":")
        market.trade(other, market.previous_session(other, date.fromisoformat(day)).isoformat(), float(before))
        market.trade(other, day, float(close))
    _market(market, symbol, day, row["market"])
    fields: dict[str, object] = {"subject": symbol, "event_date": day, "hedge": row["hedge"]}
    scope = {SCOPE[k]: extra.pop(k) for k in list(extra) if k in SCOPE}
    if scope:
        fields["record"] = RecordScope(**scope)
    for name in ("gmin", "gmax"):
        if row[name]:
            fields[name] = float(row[name])
    parts = [p.split(":") for p in extra.pop("terms", "").split("|") if p]
    if parts:
        return _equivalence(claim, fields, [(unit, float(value)) for unit, value in parts])
    for name, text in extra.items():
        fields[name] = {"value_high": float, "word_number": bool, "basis_stated": bool}.get(name, str)(text) if text else None
    return [claim(row["kind"], float(row["value"]) if row["value"] else None, **fields)]


def _equivalence(claim, fields, parts):
    """Two numbers of the sentence, each a claim of its own, set equal."""
    kinds = {"percent": "change", "points": "points", "currency": "points"}
    whole = [claim(kinds[unit], value, id=f"part{i}", unit=unit, **fields) for i, (unit, value) in enumerate(parts)]
    terms = tuple(
        Term(role=role, value=c.value, unit=c.unit, currency="USD" if c.unit == "currency" else None, quote="", start=0, end=1, claim=c.id)
        for role, c in zip(("left", "right"), whole, strict=True)
    )
    return [claim("equivalence", terms=terms, **fields), *whole]


@pytest.mark.parametrize("row", ROWS, ids=[r["id"] for r in ROWS])
def test_case(row, empty, claim):
    found = check_all(worked(row, empty, claim), empty, load_policy())[0]
    assert (found.verdict, found.rule) == (row["verdict"], row["rule"]), [(r.id, r.value, r.grade) for r in found.readings]


def test_there_are_enough_cases_and_each_names_its_source():
    assert len({r["id"] for r in ROWS}) == len(ROWS) >= 60
    assert all(r["source"] for r in ROWS)
