"""Claims from records: as the program prints them, as an editor corrects them, as labellers write them."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from impact.errors import InputError
from impact.records import RecordScope, Term
from impact.verdicts import check, claim_from_record, load_claims, load_policy


def test_a_printed_claim_comes_back_as_it_was(claim):
    term = Term(role="left", value=17.0, unit="percent", currency=None, quote="17 %", start=3, end=7, claim="a:1")
    one = claim("record", record=RecordScope(what="loss", since="2020"), terms=(term,), hedge="almost", basis="intraday", basis_stated=True)
    printed = json.loads(json.dumps(asdict(one)))
    assert list(claim_from_record(printed)) == [one]


def test_a_label_gives_a_claim_a_subject_and_what_is_missing():
    label = {
        "article": "022", "n": 8, "sentence": 6, "quote_start": "Auch Meta", "kind": "stock_direction", "subject": ["META", "GOOGL"], "metric": "direction",
        "direction": "down", "value": None, "value_high": None, "bound": "exact", "basis": "close", "event_date": "2025-01-27", "hedge": "massiv",
    }  # fmt: skip
    first, second = claim_from_record(label)
    assert (first.kind, first.subject, first.hedge, first.id) == ("direction", "META", "none", "022:8")
    assert (second.subject, second.id) == ("GOOGL", "022:8:1")


def test_hedge_places_and_unit_follow_from_bound_value_and_metric():
    label = {"article": "1", "n": 1, "subject": "NVDA", "metric": "market_cap_change_usd", "kind": "cap_change", "direction": "down", "value": 600e9,
             "bound": "approx", "basis": "close", "event_date": "2025-01-27", "hedge": "rund"}  # fmt: skip
    (one,) = claim_from_record(label)
    assert (one.hedge, one.unit, one.gmin, one.gmax) == ("about", "currency", 1e9, 1e11)


def test_as_much_as_is_no_upper_bound(january):
    label = {"article": "1", "n": 1, "subject": "NVDA", "metric": "price_change_pct", "direction": "down", "value": 18.0, "bound": "at_most",
             "basis": "intraday", "event_date": "2025-01-27", "hedge": "as much as"}  # fmt: skip
    (one,) = claim_from_record(label)
    found = check(one, january, load_policy())
    assert (found.verdict, found.reading) == ("true", "low")


@pytest.mark.parametrize("day", ["-", "27.01.2025", "2025-13", "2025-02-30", "0000", "soon", ""])
def test_a_date_that_is_none_is_left_out(day, january):
    (one,) = claim_from_record({"article": "1", "subject": "NVDA", "metric": "price_change_pct", "value": 5, "event_date": day})
    assert one.event_date is None
    assert check(one, january, load_policy()).reason.id == "unresolved.no_date"


def test_a_file_of_claims(tmp_path, claim):
    path = tmp_path / "claims.jsonl"
    one = claim("change", 17.0, gmin=1.0, gmax=1.0)
    path.write_text(json.dumps(asdict(one)) + "\n\n", encoding="utf-8")
    assert load_claims(path) == [one]


@pytest.mark.parametrize("line", ["{", "[]", '"x"', '{"subject": "NVDA", "metric": "price_change_pct", "value": "many"}', '{"terms": [1]}'])
def test_a_line_that_is_no_claim_is_named(tmp_path, line):
    path = tmp_path / "claims.jsonl"
    path.write_text('{"subject": "NVDA"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        load_claims(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(InputError, match="missing"):
        load_claims(tmp_path / "missing.jsonl")


def test_a_file_of_too_many_claims_is_refused(tmp_path, monkeypatch):
    """A million claims in one report took 23 GB before they were refused."""
    from impact.verdicts import load

    monkeypatch.setattr(load, "MOST", 3)
    path = tmp_path / "claims.jsonl"
    path.write_text('{"subject": "NVDA"}\n' * 4, encoding="utf-8")
    with pytest.raises(InputError, match=r"holds 4 lines, more than 3"):
        load_claims(path)
