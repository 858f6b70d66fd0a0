"""Pages: the article is found among menus, and what the page says of itself comes with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.articles import Unreadable
from impact.articles.html import read

LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Nvidia bricht ein",
"datePublished": "2025-01-28T07:12:00+01:00", "author": {"@type": "Person", "name": "Erika Muster"}%s}</script>"""
BODY = """<p>Am Montag verlor die Aktie von Nvidia fast 17&nbsp;Prozent. Das entspricht <b>589</b> Milliarden Dollar.</p>
<p>Der Nasdaq gab <em>3,1</em> % nach; die Aktie von AMD fiel um 6,4 Prozent, wie die Börse mitteilte.</p>"""


def test_the_article_without_its_surroundings(only, build):
    head = '<meta property="og:site_name" content="Beispielblatt"><link rel="canonical" href="https://blatt.example/nvidia">' + LD % ""
    article = only("seite.html", build.page(BODY, head))
    assert article.text.startswith("Nvidia bricht ein\n")
    assert "fast 17 Prozent. Das entspricht 589 Milliarden Dollar." in article.text.replace("\xa0", " ")
    assert "Der Nasdaq gab 3,1 % nach" in article.text
    assert "Start" not in article.text
    assert "Stand 12.03.2024" not in article.text
    assert (article.title, article.author, article.outlet) == ("Nvidia bricht ein", "Erika Muster", "Beispielblatt")
    assert (article.published, article.published_source) == ("2025-01-28", "metadata")
    assert article.published_at == "2025-01-28T07:12:00+01:00"  # before the markets opened: its "yesterday" is the 27th
    assert article.url == "https://blatt.example/nvidia"
    assert article.notes == ()


def test_the_headline_is_read_once(only, build):
    assert only("seite.html", build.page(BODY)).text.count("Nvidia bricht ein") == 1


def test_a_title_for_search_engines_is_no_headline(only, build):
    head = '<meta property="og:title" content="Nvidia verliert 600 Milliarden – Aktie auf Talfahrt">'
    article = only("seite.html", build.page(BODY, head))
    assert article.text.startswith("Nvidia bricht ein\nAm Montag")
    assert "600" not in article.text
    outside = build.page(BODY, head).replace("<article>", "").replace("<h1>", "<header><h1>").replace("</h1>", "</h1></header><article>")
    assert only("seite.html", outside).text.startswith("Nvidia bricht ein\n")


def test_the_name_of_the_outlet_is_no_headline(only, build):
    page = build.page(BODY).replace("<h1>Nvidia bricht ein</h1>", "").replace("<nav>", "<h1><a href='/'>Beispielblatt</a></h1><nav>")
    assert only("seite.html", page).text.startswith("Am Montag")


def test_a_headline_outside_the_body_comes_first(only, build):
    page = build.page(BODY).replace("<h1>Nvidia bricht ein</h1>", "")
    assert only("seite.html", page).text.startswith("Nvidia bricht ein\n\nAm Montag verlor")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2025-01-28T07:12:00+01:00">', "2025-01-28"),
        ('<meta name="date" content="2025-01-28">', "2025-01-28"),
        (LD % "", "2025-01-28"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2020-05-05"}, {"@type": ["NewsArticle"], '
         '"datePublished": "2025-01-28"}]}</script>', "2025-01-28"),
        ('<script type="application/ld+json">{"@type": "Person", "datePublished": "2020-05-05"}</script>', None),
        ('<script type="application/ld+json">{broken</script><meta itemprop="datePublished" content="28.01.2025">', "2025-01-28"),
        ("", None),  # the footer's "Stand 12.03.2024" and "© 2026" are no date of the article
        ("<script>var build = '2024-11-05';</script>", None),
    ],
)
def test_a_date_only_where_the_page_gives_one(only, build, head, day):
    assert only("seite.html", build.page(BODY, head)).published == day


@pytest.mark.parametrize(
    ("times", "day"),
    [
        ('<time datetime="2025-01-28T07:12:00+01:00">28.01.2025</time>', "2025-01-28"),
        ('<time datetime="2025-01-28">a</time><time datetime="2025-01-21">teaser</time>', None),
        ('<time itemprop="datePublished" datetime="2025-01-28">a</time><time datetime="2025-01-21">teaser</time>', "2025-01-28"),
    ],
)
def test_time_elements_of_the_article(only, build, times, day):
    assert only("seite.html", build.page(times + BODY)).published == day


def test_the_first_publication_counts_not_the_last_change(only, build):
    head = '<meta property="article:modified_time" content="2025-02-03T10:00:00Z"><meta property="article:published_time" content="2025-01-28T07:12:00Z">'
    assert only("seite.html", build.page(BODY, head)).published == "2025-01-28"


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "iso-8859-15"])
def test_a_declared_encoding_is_believed_where_the_bytes_are_not_utf_8(only, build, charset):
    page = build.page("<p>Die Börse schloss höher, der Dax stieg um über 2 Prozent auf ein neues Hoch.</p>").replace("utf-8", charset)
    article = only("alt.html", page.encode(charset))
    assert "Die Börse schloss höher" in article.text
    assert article.notes == ()


def test_a_wrong_declaration_does_no_harm(only, build):
    page = build.page("<p>Die Börse schloss höher, der Dax stieg um über 2 Prozent.</p>").replace("utf-8", "iso-8859-1")
    assert "Die Börse schloss höher" in only("falsch.html", page.encode()).text


def test_an_encoding_that_unpacks_is_none(only, build):
    page = build.page("<p>Die Börse schloss höher, der Dax stieg.</p>").replace("utf-8", "hex")
    assert [n.id for n in only("hex.html", page.encode("cp1252")).notes] == ["note.encoding"]


def test_a_page_that_is_not_free_says_so(only, build):
    notes = only("zahl.html", build.page(BODY, LD % ', "isAccessibleForFree": false')).notes
    assert [note.id for note in notes] == ["note.not_free"]


def test_xhtml_with_a_declaration(only, build):
    page = '<?xml version="1.0" encoding="utf-8"?>\n' + build.page(BODY)
    assert "fast 17" in only("seite.xhtml", page).text


@pytest.mark.parametrize("empty", ["<!doctype html><html><body></body></html>", "<html><head><script>load()</script></head></html>"])
def test_a_page_without_text_is_said(reason, empty):
    assert reason("leer.html", empty) == "skipped.no_article_text"


def test_deep_nesting_is_read_as_far_as_it_goes_and_said(only, build):
    body = BODY + "<div>" * 200_000 + "tief" + "</div>" * 200_000
    article = only("tief.html", build.page(body))
    assert "fast 17" in article.text
    assert "note.nested" in [note.id for note in article.notes]


def test_a_large_page_is_read_in_a_child_process(only, build):
    article = only("gross.html", build.page(BODY + "<!-- " + "x" * 1_200_000 + " -->", LD % ""))
    assert "Der Nasdaq gab 3,1 % nach" in article.text
    assert article.published == "2025-01-28"


def test_a_page_of_many_megabytes_is_refused(reason):
    assert reason("riese.html", b"<html>" + b"<p>x</p>" * 2**20 + b"<p>") == "skipped.too_large"


@settings(deadline=None)  # the first example pays for imports
@given(st.binary(max_size=400) | st.text(alphabet="<>/abpdivhtml \"'=&#x;0!-[]", max_size=200).map(str.encode))
def test_anything_is_an_article_or_a_reason(data):
    try:
        (part,) = read(b"<html><body>" + data)
    except Unreadable:
        return
    assert part.text.strip()
