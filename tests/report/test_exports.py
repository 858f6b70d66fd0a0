"""Formats for other programs, each read back by a reader of its own kind: SARIF, GitHub's commands, ClaimReview, Parquet, Word."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from urllib.parse import unquote

import docx
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sarif_pydantic import Sarif

from impact import report as reports
from impact.errors import InputError
from impact.records import Report
from impact.report.position import region


def sarif(report: Report) -> dict[str, object]:
    text = reports.render("sarif", report, "en")
    Sarif.model_validate_json(text)
    return json.loads(text)["runs"][0]


def test_sarif_places_each_claim(report: Report) -> None:
    run = sarif(report)
    assert [result["ruleId"] for result in run["results"]] == [check.verdict for check in report.checks]
    for result, check in zip(run["results"], report.checks, strict=True):
        where = result["locations"][0]["physicalLocation"]["region"]
        line = report.articles[0].text.split("\n")[where["startLine"] - 1]
        assert line[where["startColumn"] - 1 : where["endColumn"] - 1] == check.claim.quote
        assert result["kind"] == "fail" or result["level"] == "none"
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [("a b/ü.txt", "a%20b/%C3%BC.txt"), ("/tmp/x y.txt", "file:///tmp/x%20y.txt"), ("https://example.org/a", "https://example.org/a"), (None, "a1")],
)
def test_sarif_addresses(path: str | None, uri: str, report: Report) -> None:
    articles = (dataclasses.replace(report.articles[0], path=path), *report.articles[1:])
    assert sarif(dataclasses.replace(report, articles=articles))["artifacts"][0]["location"]["uri"] == uri


def test_github_commands_for_what_needs_a_look(report: Report) -> None:
    lines = reports.render("github", report, "de").splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::warning", "::notice", "::error"]
    command = re.fullmatch(r"::error file=a1,line=4,endLine=4,col=(\d+),endColumn=(\d+),title=([^:,]*)::(.*)", lines[2])
    assert command
    first, last, title, text = command.groups()
    assert report.articles[0].text.split("\n")[3][int(first) - 1 : int(last) - 1] == "stieg um 12 Prozent"
    assert unquote(title).replace("\u00a0", " ") == "Stimmt nicht: +12 %"
    assert "%25" in text


def test_github_commands_cannot_be_forged(report: Report) -> None:
    check = report.checks[-1]
    evil = dataclasses.replace(check, claim=dataclasses.replace(check.claim, value=None, direction=None, cause="x\n::error file=evil::pwn,a:b%0A"))
    text = reports.render("github", dataclasses.replace(report, checks=(evil,)), "de")
    assert len(text.splitlines()) == 1
    assert "%250A" in text


def test_claimreview_is_a_draft_without_a_publisher(report: Report) -> None:
    for options in ({}, {"publisher": "Redaktion"}, {"page_url": "https://example.org/check"}):
        draft = json.loads(reports.render("claimreview", report, "de", **options))
        assert "--publisher" in draft["draft"]
        assert "@context" not in json.dumps(draft)


def test_claimreview_keeps_the_rules(report: Report) -> None:
    long = dataclasses.replace(report.checks[0], claim=dataclasses.replace(report.checks[0].claim, quote="Rückgang " * 30))
    found = json.loads(
        reports.render(
            "claimreview", dataclasses.replace(report, checks=(*report.checks, long)), "de", publisher="Redaktion", page_url="https://example.org/check#x"
        )
    )
    assert len(found) == 7  # not the uncheckable one
    for review in found:
        assert review["@context"] == "https://schema.org"
        assert 0 < len(review["claimReviewed"]) < 75
        assert review["url"].startswith("https://example.org/check#c-")
        assert review["author"] == {"@type": "Organization", "name": "Redaktion"}
        assert review["reviewRating"]["alternateName"] not in review["claimReviewed"]
        rating = review["reviewRating"].get("ratingValue")
        assert (rating is None) == (review["reviewRating"]["alternateName"] == "Unbelegt")
    assert [review["reviewRating"].get("ratingValue") for review in found] == [5, 5, 5, 4, None, 1, 5]
    assert found[0]["claimReviewed"] == "Nvidia: Rückgang von fast 17 %"
    with pytest.raises(InputError, match="no web address"):
        reports.render("claimreview", report, "de", publisher="R", page_url="check.html")


def test_parquet_has_the_rows_of_csv_with_types(report: Report) -> None:
    table = pq.read_table(io.BytesIO(reports.encoded("parquet", report, "en")))
    assert table.num_rows == 9
    assert str(table.schema.field("actual").type) == "double"
    assert str(table.schema.field("start").type) == "int64"
    assert str(table.schema.field("reading_holds").type) == "bool"
    assert table.column("reading_value").to_pylist()[:2] == [-16.9682, -18.1741]
    assert table.column("claimed_value").to_pylist()[2] == 589e9


def test_word_file_comments_each_claim(report: Report) -> None:
    document = docx.Document(io.BytesIO(reports.encoded("docx", report, "de")))
    comments = list(document.comments)
    assert len(comments) == len(report.checks)
    assert "✓ Stimmt (Nvidia (NVDA), 27.01.2025)" in comments[0].text
    assert "Das Unternehmen ist nicht bekannt." in comments[3].text
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for line in report.articles[0].text.split("\n"):
        assert line in text


def test_binary_formats_are_not_printed(report: Report) -> None:
    with pytest.raises(InputError, match="--out"):
        reports.render("parquet", report, "de")


@given(st.text(alphabet="ab\n\r ü😀", max_size=40), st.data())
def test_region_leads_back_to_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)).filter(lambda at: text[at - 1 : at + 1] != "\r\n"))
    at = region(text, start, len(text))
    firsts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]  # where lines begin
    assert firsts[at.start_line - 1] + at.start_column - 1 == start
    assert firsts[at.end_line - 1] + at.end_column - 1 == len(text)
    assert at.end_line == len(firsts)
    assert not re.search(r"[\r\n]", text[firsts[at.start_line - 1] : start])
