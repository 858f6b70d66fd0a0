"""Worked cases with a known answer: each row of cases.csv builds its own small market and must get its verdict and rule.

The columns ``claim`` and ``market`` hold key=value pairs. Of the claim: ``terms=unit:number|…`` are the numbers of a comparison or
equivalence, ``steps=down:day|up:day`` those of a path, ``beside=SYMBOL`` another subject of the sentence. Of the market: ``price/7`` is a
bar of before a seven-for-one split, ``day:price`` a close of another day, ``lines=SYMBOL:close before:close:shares|…`` the
whole-market table, ``losses=SYMBOL:day:amount|…`` the list of the largest losses, ``days=n:volume`` n sessions before with that volume.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from impact.kinds import kinds
from impact.records import Loss, MarketLine, RecordScope, Term
from impact.report.messages import catalogue
from impact.verdicts import check_all, load_policy

ROWS = list(csv.DictReader(Path(__file__).with_name("cases.csv").read_text(encoding="utf-8").splitlines()))
SCOPE = {"what": "what", "scope": "scope", "since": "since", "unit_of": "unit", "place": "place", "horizon": "horizon"}
KINDS = {"percent": "change", "points": "points", "currency": "points", "money": "cap_change"}


def _pairs(text: str) -> dict[str, str]:
    return dict(p.split("=", 1) for p in text.split() if "=" in p)


def _price(text: str) -> tuple[float, float]:
    value, _, ratio = text.partition("/")
    return float(value), float(ratio or 1)


def _market(market, symbol: str, day: str, text: str) -> None:
    given = _pairs(text)
    if "close" not in given:
        return
    session = date.fromisoformat(day)
    before = market.previous_session(symbol, session)
    last_year = market.previous_session(symbol, date(session.year, 1, 1))
    for name, at in (("start", last_year), ("prev", before)):
        if name in given:
            close, ratio = _price(given[name])
            market.trade(symbol, at.isoformat(), close, split_factor=ratio)
    ends = {k: float(given[k]) for k in ("open", "high", "low", "volume") if k in given}
    market.trade(symbol, day, float(given["close"]), **ends)
    for other in (p for p in text.split() if ":" in p and "=" not in p):
        market.trade(symbol, *[f(x) for f, x in zip((str, float), other.split(":"), strict=True)])
    for shares in given.get("shares", "").split("|"):
        if shares:
            market.count(symbol, float(shares))
    for one in (x.split(":") for x in given.get("lines", "").split("|") if x):
        line = MarketLine(
            symbol=one[0], company=one[0], exchange="XNAS", country="United States", sector="Technology", industry="", primary=True,
            previous_close=float(one[1]), close=float(one[2]), shares=float(one[3]),
        )  # fmt: skip
        market.lines.setdefault(day, []).append(line)
    for one in (x.split(":") for x in given.get("losses", "").split("|") if x):
        market.known_losses.append(Loss(symbol=one[0], session=one[1], loss=float(one[2]), change=None, source="press", computed=False))
    if "days" in given:
        number, volume = given["days"].split(":")
        at = before
        for _ in range(int(number)):
            market.trade(symbol, at.isoformat(), _price(given["prev"])[0], volume=float(volume))
            at = market.previous_session(symbol, at)
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
    if "place" in scope:
        scope["place"] = int(scope["place"])
    if scope:
        fields["record"] = RecordScope(**scope)
    for name in ("gmin", "gmax"):
        if row[name]:
            fields[name] = float(row[name])
    parts = [p.split(":") for p in extra.pop("terms", "").split("|") if p]
    steps = [p.split(":") for p in extra.pop("steps", "").split("|") if p]
    beside = extra.pop("beside", None)
    for name, text in extra.items():
        typed = {"value_high": float, "word_number": bool, "basis_stated": bool, "rank": int, "quote": lambda t: t.replace("_", " ")}
        fields[name] = typed.get(name, str)(text) if text else None
    if parts:
        if row["value"]:
            fields.update(value=float(row["value"]), unit="multiple", word_number=True)
        return _of_numbers(claim, row["kind"], fields, [(unit, float(value)) for unit, value in parts])
    if steps:
        return _path(claim, fields, steps)
    also = [claim("change", 1.0, id="beside", subject=beside, event_date=day)] if beside else []
    return [claim(row["kind"], float(row["value"]) if row["value"] else None, **fields), *also]


def _of_numbers(claim, kind, fields, parts):
    """Two numbers of the sentence, each a claim of its own, set equal or against each other."""
    own = {k: fields.pop(k) for k in ("value", "unit", "word_number", "quote", "hedge") if k in fields}
    whole = []
    for i, (unit, value) in enumerate(parts):
        money = {"currency": "USD"} if unit in ("currency", "money") else {}
        whole.append(claim(KINDS[unit], value, id=f"part{i}", unit="currency" if money else unit, **{**fields, **money}))
    terms = tuple(
        Term(role=role, value=c.value, unit=c.unit, currency=c.currency, quote="", start=0, end=1, claim=c.id)
        for role, c in zip(("left", "right"), whole, strict=True)
    )
    return [claim(kind, terms=terms, **{**fields, **own}), *whole]


def _path(claim, fields, steps):
    """The last step's path, each step a claim that follows the one before."""
    chain = []
    for i, (direction, day) in enumerate(steps):
        step = {**fields, "direction": direction, "event_date": day}
        chain.append(claim("direction", id=f"step{i}", after=chain[-1].id if chain else None, **step))
    return [claim("path", id="path", after=chain[-1].id, **{**fields, "direction": None}), *chain]


@pytest.mark.parametrize("row", ROWS, ids=[r["id"] for r in ROWS])
def test_case(row, empty, claim):
    found = check_all(worked(row, empty, claim), empty, load_policy())[0]
    assert (found.verdict, found.rule) == (row["verdict"], row["rule"]), [(r.id, r.value, r.grade) for r in found.readings]


SLIPS = {
    "slip_scale", "slip_digit", "slip_unit", "unit", "slip_measure", "slip_transposed", "slip_day", "slip_time", "slip_split", "slip_class",
    "slip_currency", "slip_sibling", "slip_company", "slip_sign",
}  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_slip_that_is_diagnosed_has_cases_and_names_itself(language):
    rules = [r["rule"] for r in ROWS]
    assert {s for s in SLIPS if rules.count(s) < 1} == set()
    assert {r for r in rules if r.startswith("slip_")} <= SLIPS
    words = catalogue(language)
    assert all(words.has(f"rule.{s}") for s in SLIPS)


def test_every_kind_has_cases_that_hold_and_cases_that_do_not():
    for kind in kinds().keys() - {"cause"}:
        verdicts = {r["verdict"] for r in ROWS if r["kind"] == kind}
        assert verdicts & {"true", "rounded"}, kind
        assert verdicts & {"false", "mostly_false"}, kind


def test_there_are_enough_cases_and_each_names_its_source():
    assert len({r["id"] for r in ROWS}) == len(ROWS) >= 180
    assert all(r["source"] for r in ROWS)
