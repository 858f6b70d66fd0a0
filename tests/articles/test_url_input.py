"""A URL as an input of the program: an article with its address, its time and its page kept."""

import hashlib
import json
import os
import re
import stat

import pytest
from loopback_site import fetcher

from impact.articles import collect
from impact.articles.sources import _stem


def test_a_url_becomes_an_article_and_its_page_is_kept(site, tmp_path):
    got = collect([site.url("um"), site.url("klartext"), site.url("404"), site.url("bild"), site.url("json")], fetch=fetcher(), pages=tmp_path)
    first, second = got.articles
    assert (first.id, first.url, first.published) == ("artikel", site.url("artikel.html"), "2025-01-28")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", first.fetched_at)
    notes = {note.id: note.values for note in first.notes}
    assert notes.keys() == {"note.redirected", "note.saved"}
    assert (second.id, second.text) == ("klartext", "Der Dax stieg um 1 Prozent.")
    assert [row.reason.id for row in got.skipped] == ["skipped.url_status", "skipped.url_media_type", "skipped.no_text_column"]
    assert got.missing == 3

    (page,) = (tmp_path / "pages").glob("*.html")
    assert notes["note.saved"] == {"file": page.name}  # not the folder, which names the user
    record = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert page.read_bytes() == fetcher()(site.url("artikel.html")).data
    assert record["sha256"] == first.sha256 == hashlib.sha256(page.read_bytes()).hexdigest()
    assert (record["url"], record["redirects"], record["fetched_at"]) == (first.url, [site.url("um")], first.fetched_at)
    assert record["articles"][0]["text"] == first.text
    assert {stat.S_IMODE(os.stat(file).st_mode) for file in (tmp_path / "pages").iterdir()} == {0o600}
    assert stat.S_IMODE(os.stat(tmp_path / "pages").st_mode) == 0o700
    again = collect([str(page)])  # the saved page gives the same text without the network
    assert again.articles[0].text == first.text


def test_a_page_that_cannot_be_kept_is_still_read(site, tmp_path):
    (tmp_path / "pages").write_text("in the way")
    (article,) = collect([site.url("artikel.html")], fetch=fetcher(), pages=tmp_path).articles
    assert "fast 17" in article.text
    assert [note.id for note in article.notes] == ["note.not_saved"]


@pytest.mark.parametrize("name", ["ftp://blatt.example/a", "file:///etc/passwd", "http://", "HTTPS://127.0.0.1/", "gopher://a"])
def test_other_addresses_are_rows(name):
    got = collect([name])
    assert got.missing == 1
    assert got.skipped[0].reason.id.startswith("skipped.url_")


@pytest.mark.parametrize("path", ["../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc", "a:b\x7f", "..", "con|rm -rf", "\u202e"])
def test_the_id_of_a_page_is_no_path(path):
    assert re.fullmatch(r"[A-Za-z0-9_][\w.-]*", _stem("https://blatt.example/" + path), re.ASCII)
