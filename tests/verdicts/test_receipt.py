"""A receipt holds what a run was given and what came out, and two of them are compared part by part."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from impact.errors import InputError
from impact.records import Article, Report
from impact.verdicts import check, load_policy, receipt

RUN = {"paths": ["a.txt"], "prices": "bundled", "profile": "newsroom"}
DATA = [("prices.csv", b"x"), ("shares.csv", b"y")]


@pytest.fixture
def report(january, claim):
    checks = (
        check(claim("change", 17.0, hedge="almost", gmin=1.0, gmax=1.0, id="a:1"), january, load_policy()),
        check(claim("cause", id="a:2"), january, load_policy()),
    )
    policy = load_policy()
    meta = {"program": "impact", "version": "1", "policy": {"profile": policy.profile, "version": policy.version, "sha256": policy.sha256}}
    return Report(meta=meta, articles=(Article(id="a", text="text", sha256="0" * 64),), checks=checks)


def ids(before: bytes, after: bytes) -> list[str]:
    return [m.id for m in receipt.compare(before, after)]


def test_the_same_run_gives_the_same_bytes(report):
    first = receipt.make(report, run=RUN, data=DATA)
    assert receipt.make(report, run=dict(reversed(RUN.items())), data=DATA[::-1]) == first
    assert first.endswith(b"\n")
    assert receipt.compare(first, first) == []


def test_it_holds_hashes_rules_and_results(report):
    held = json.loads(receipt.make(report, run=RUN, data=DATA))
    assert held["inputs"] == [{"id": "a", "sha256": "0" * 64}]
    assert held["data"][0] == {"name": "prices.csv", "sha256": receipt.sha256(b"x")}
    assert held["policy"]["sha256"] == load_policy().sha256
    assert [c["verdict"] for c in held["checks"]] == ["true", "unproven"]
    assert held["checks"][0]["readings"]["close"] == pytest.approx(-16.968, abs=0.001)


def test_every_difference_is_named(report):
    before = receipt.make(report, run=RUN, data=DATA)
    article = replace(report, articles=(replace(report.articles[0], sha256="1" * 64),))
    assert ids(before, receipt.make(article, run=RUN, data=DATA)) == ["receipt.inputs_changed"]
    assert ids(before, receipt.make(report, run=RUN, data=[DATA[0], ("shares.csv", b"z")])) == ["receipt.data_changed"]
    assert ids(before, receipt.make(report, run=RUN, data=DATA[:1])) == ["receipt.data_missing"]
    assert ids(before, receipt.make(report, run={**RUN, "profile": "strict"}, data=DATA)) == ["receipt.run"]
    newer = replace(report, meta={**report.meta, "version": "2"})
    assert ids(before, receipt.make(newer, run=RUN, data=DATA)) == ["receipt.version"]
    other = replace(report, checks=(replace(report.checks[0], verdict="false"), report.checks[1]))
    (said,) = receipt.compare(before, receipt.make(other, run=RUN, data=DATA))
    assert (said.id, said.values["claim"], said.values["new"].id) == ("receipt.verdict", "a:1", "verdict.false")
    fewer = replace(report, checks=report.checks[:1])
    assert ids(before, receipt.make(fewer, run=RUN, data=DATA)) == ["receipt.claim_missing"]
    turned = replace(report, checks=report.checks[::-1])
    assert ids(before, receipt.make(turned, run=RUN, data=DATA)) == ["receipt.order"]


def test_a_correction_names_what_it_supersedes_and_differs_in_nothing_else(report):
    before = receipt.make(report, run=RUN, data=DATA)
    again = receipt.make(report, run=RUN, data=DATA, supersedes=before)
    assert json.loads(again)["supersedes"] == receipt.sha256(before)
    assert receipt.compare(before, again) == []


def test_a_receipt_is_read_back_and_a_changed_one_refused(report, tmp_path):
    path = tmp_path / "receipt.json"
    held = receipt.make(report, run=RUN, data=DATA)
    path.write_bytes(held)
    assert receipt.read(path)[0] == held
    for broken, said in (
        (held.replace(b'"true"', b' "true"'), "changed after"),
        (b"{}", "no receipt"),
        (b"nonsense", "cannot be read"),
    ):
        path.write_bytes(broken)
        with pytest.raises(InputError, match=said):
            receipt.read(path)
