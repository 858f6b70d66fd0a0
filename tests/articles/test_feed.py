"""Feeds: each entry is an article with its headline, its day and its address."""

import pytest
from built_documents import outcome
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.articles import collect
from impact.articles.feed import read

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Beispielblatt – Börse</title><link>https://blatt.example/</link>
<item><title>Nvidia bricht ein</title><link>https://blatt.example/1</link><pubDate>Tue, 28 Jan 2025 07:12:00 +0100</pubDate>
<dc:creator>E. Muster</dc:creator><description>kurz</description>
<content:encoded><![CDATA[<p>Am Montag verlor die Aktie <b>fast 17</b>&nbsp;Prozent.</p><p>Der Nasdaq gab 3,1 % nach.<br/>AMD &amp; Co. auch.</p><script>x()</script>]]></content:encoded></item>
<item><title>Dax</title><description>Der Dax stieg um 1 Prozent &#8211; &lt;i&gt;kaum&lt;/i&gt; mehr.&nbsp;Ende.</description><pubDate>heute</pubDate></item>
<item><guid>leer</guid></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Sample Paper</title>
<entry><title type="html">Nvidia &lt;em&gt;sinks&lt;/em&gt;</title><link rel="self" href="https://paper.example/self"/><link href="https://paper.example/1"/>
<author><name>Jane Doe</name></author><published>2025-01-27T23:30:00-05:00</published><updated>2025-02-01T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Shares fell <b>17</b>%.</p><p>Peers fell too.</p></div></content></entry></feed>"""


def collected(tmp_path, name, text):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return collect([str(file)])


def test_rss(tmp_path):
    got = collected(tmp_path, "boerse.rss", RSS)
    first, second = got.articles
    assert first.id == "boerse#1"
    assert first.text == "Nvidia bricht ein\n\nAm Montag verlor die Aktie fast 17\xa0Prozent.\nDer Nasdaq gab 3,1 % nach.\nAMD & Co. auch."
    assert (first.title, first.published, first.published_source) == ("Nvidia bricht ein", "2025-01-28", "metadata")
    assert (first.author, first.outlet, first.url) == ("E. Muster", "Beispielblatt – Börse", "https://blatt.example/1")
    assert second.text == "Dax\n\nDer Dax stieg um 1 Prozent – kaum mehr.\xa0Ende."
    assert second.published is None
    assert [(row.name.rpartition("#")[2], row.reason.id) for row in got.skipped] == [("3", "skipped.empty")]
    assert got.missing == 0


def test_atom(tmp_path):
    (article,) = collected(tmp_path, "paper.atom", ATOM).articles
    assert article.text == "Nvidia sinks\n\nShares fell 17%.\nPeers fell too."
    assert article.published == "2025-01-27"  # the day of the outlet, not the day in London
    assert (article.author, article.outlet, article.url) == ("Jane Doe", "Sample Paper", "https://paper.example/1")


def test_rss_1_0_with_its_document_type(tmp_path):
    text = """<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE rdf:RDF PUBLIC "-//X//DTD" "http://127.0.0.1:9/rss.dtd">
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>Alt</title></channel><item><title>Börse fällt</title><dc:date>2003-03-12</dc:date></item></rdf:RDF>"""
    file = tmp_path / "alt.xml"
    file.write_bytes(text.encode("iso-8859-1"))
    (article,) = collect([str(file)]).articles
    assert (article.text, article.published, article.outlet) == ("Börse fällt", "2003-03-12", "Alt")


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.xml", "<config><a>1</a></config>", "skipped.no_entries"),
        ("a.rss", "<rss><channel></channel></rss>", "skipped.no_entries"),
        ("a.rss", "<rss><channel><item><title>offen", "skipped.xml"),
        ("a.rss", '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>', "skipped.entities"),
        ("a.rss", '<?xml version="1.0" encoding="utf-77"?><rss/>', "skipped.xml"),
        ("a.rss", "<rss>" + "<item>" * 5000, "skipped.nested"),
        ("a.rss", "", "skipped.xml"),
    ],
)
def test_what_is_no_feed(reason, name, text, wanted):
    assert reason(name, text) == wanted


def test_markup_nested_inside_an_entry(tmp_path):
    deep = "&lt;div&gt;" * 50_000 + "Der Dax stieg."
    (article,) = collected(tmp_path, "a.rss", f"<rss><channel><item><title>Dax</title><description>{deep}</description></item></channel></rss>").articles
    assert article.text.startswith("Dax")


def test_blanks_between_elements_cost_no_more_than_their_number(tmp_path):
    many = "&lt;i&gt; &lt;/i&gt;" * 100_000
    text = f"<rss><channel><item><title>Dax</title><description>a{many}b</description></item></channel></rss>"
    (article,) = collected(tmp_path, "a.rss", text).articles
    assert article.text == "Dax\n\na b"


@settings(deadline=None)  # the first example pays for imports
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_any_description_is_text_or_a_row(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    got = outcome(read, f"<rss><channel><item><description>{escaped}</description></item></channel></rss>".encode())
    assert got == "skipped.xml" or len(got) == 1  # U+FFFE and U+FFFF are no XML
