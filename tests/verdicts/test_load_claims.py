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
    with pytest.raises(InputError, match=r"holds more than 3 claims; check them with --format jsonl"):
        load_claims(path)


TEXTS = {
    "a": "Die Nvidia-Aktie fiel am 27. Januar 2025 um fast 17 Prozent, was 589 Milliarden Dollar entspricht. Apple gewann 3,2 Prozent. Dann stieg die Nvidia-Aktie um 8,9 Prozent.",
    "b": "On March 10, 2025, Tesla shares fell 15.4 percent; Nvidia lost 5.1 percent. The Dow lost 890 points.",
    "c": "Am 27. Januar 2025 verlor Oracle 13,8 Prozent. Am 27. Januar 2025 verlor die Nvidia-Aktie 3 Prozent.",
}


@pytest.fixture
def many_claims(tmp_path):
    from impact.pipeline import read_claims
    from impact.report import claims_jsonl

    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "claims.jsonl"
    path.write_text(claims_jsonl(read_claims([str(tmp_path / f"{name}.txt") for name in TEXTS]).claims), encoding="utf-8")
    return path


@pytest.mark.parametrize("part", [1, 2, 1000])
def test_more_claims_than_a_report_holds_are_checked_in_parts_that_give_the_same(many_claims, tmp_path, monkeypatch, part):
    from impact.cli import cli
    from impact.pipeline import parts
    from impact.verdicts import load

    command = ["verify", "--claims", str(many_claims), "--format", "jsonl", "--out"]
    whole = cli.main([*command, str(tmp_path / "whole.jsonl")], standalone_mode=False)
    monkeypatch.setattr(load, "MOST", 5)
    monkeypatch.setattr("impact.pipeline.claim_parts.PART", part)
    assert load.many(many_claims)
    assert cli.main([*command, str(tmp_path / "parts.jsonl")], standalone_mode=False) == whole == 1
    assert (tmp_path / "parts.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert (tmp_path / "whole.jsonl").read_bytes().count(b"\n") >= 8
    assert len(list(parts(many_claims))) == (3 if part <= 2 else 1)


@pytest.mark.parametrize(("more", "told"), [(["a.txt"], "leave out --receipt"), (["--receipt", "r.json"], "leave out --receipt")])
def test_what_needs_all_claims_at_once_is_said(many_claims, tmp_path, monkeypatch, more, told):
    from impact.cli import cli
    from impact.verdicts import load

    monkeypatch.setattr(load, "MOST", 5)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=told):
        cli.main(["verify", "--claims", str(many_claims), "--format", "jsonl", *more], standalone_mode=False)
    with pytest.raises(InputError, match="--format jsonl"):
        cli.main(["verify", "--claims", str(many_claims)], standalone_mode=False)


def test_an_article_of_too_many_claims_and_a_bad_line_late_in_the_file(many_claims, tmp_path, monkeypatch):
    from impact.cli import cli
    from impact.verdicts import load

    monkeypatch.setattr(load, "MOST", 2)
    command = ["verify", "--claims", str(many_claims), "--format", "jsonl", "--out", str(tmp_path / "o.jsonl")]
    with pytest.raises(InputError, match="a: has more than 2 claims in a row"):
        cli.main(command, standalone_mode=False)
    monkeypatch.setattr(load, "MOST", 5)
    many_claims.write_text(many_claims.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"claims\.jsonl, line \d+: is no claim"):
        cli.main(command, standalone_mode=False)
    assert not [file for file in tmp_path.iterdir() if "o.jsonl" in file.name]


def test_a_line_separator_inside_a_quote_ends_no_line(tmp_path):
    path = tmp_path / "claims.jsonl"
    path.write_text('{"subject": "NVDA", "quote": "a\u2028b\x85c"}\n', encoding="utf-8")
    (claim,) = load_claims(path)
    assert claim.quote == "a\u2028b\x85c"
