"""Pages from servers of our own on loopback, well-behaved and not."""

import re
import socket
import ssl
import time

import pytest
import trustme
from loopback_site import HOME, LIMITS, fetcher, refused, resolve, serve

from impact.articles import collect
from impact.articles.unreadable import Unreadable
from impact.articles.web.addresses import Gate
from impact.articles.web.fetch import Fetcher, Limits


def test_a_page_and_what_is_asked_of_the_server(site):
    page = fetcher()(site.url("artikel.html?q=ä#unten"))
    assert b"fast 17 Prozent" in page.data
    assert (page.media_type, page.redirects) == ("text/html", ())
    ((path, headers),) = site.seen
    assert path == "/artikel.html?q=%C3%A4"
    assert headers.pop("Host") == f"blatt.example:{site.server_port}"
    assert re.fullmatch(r"impact-claims/[\w.+]+", headers.pop("User-Agent"))
    assert headers == {"Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}  # no cookie, no referrer, no language


def test_a_packed_page_and_a_redirect(site):
    assert b"fast 17 Prozent" in fetcher()(site.url("gepackt")).data
    page = fetcher()(site.url("um"))
    assert (page.url, page.redirects) == (site.url("artikel.html"), (site.url("um"),))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("bombe", "skipped.url_too_large"),
        ("endlos", "skipped.url_too_large"),
        ("br", "skipped.url_reply"),
        ("kaputt-gepackt", "skipped.url_reply"),
        ("halb-gepackt", "skipped.url_cut"),
        ("abgebrochen", "skipped.url_cut"),
        ("404", "skipped.url_status"),
        ("500", "skipped.url_status"),
        ("204", "skipped.url_status"),
        ("kein-http", "skipped.url_reply"),
        ("leer", "skipped.url_reply"),
        ("langer-kopf", "skipped.url_reply"),
        ("viele-koepfe", "skipped.url_reply"),
        ("falsche-laenge", None),  # a negative length counts as none
        ("kreis", "skipped.url_redirects"),
        ("nirgends", "skipped.url_reply"),
        ("zu-loopback", "skipped.url_private"),
        ("zu-wolke", "skipped.url_private"),
        ("zu-name", "skipped.url_private"),
        ("zu-dezimal", "skipped.url_private"),
        ("zu-datei", "skipped.url_scheme"),
    ],
)
def test_what_comes_back_wrong(site, path, reason):
    if reason is None:
        assert b"fast 17" in fetcher()(site.url(path)).data
    else:
        assert refused(site.url(path)).id == reason


@pytest.mark.parametrize("path", ["tropfen", "tropfen-kopf", "weiter"])
def test_a_server_that_never_ends_is_left_in_time(site, path):
    begun = time.monotonic()
    assert refused(site.url(path), limits=Limits(size=200_000, seconds=0.4, connect=0.4)).id == "skipped.url_timeout"
    assert time.monotonic() - begun < 30  # not a measurement: without the clock it would be for ever


def test_the_limit_of_redirects_counts_them(site):
    refused(site.url("kreis"))
    assert len(site.seen) == LIMITS.redirects + 1


def test_a_name_that_leads_home(site):
    for host in ("intern.example", "zurueck.example", "localhost"):
        reason = Gate(resolve=resolve)  # the gate of the program
        with pytest.raises(Unreadable) as error:
            Fetcher(limits=LIMITS, gate=reason)(site.url("artikel.html", host))
        assert error.value.reason.id == "skipped.url_private"
    assert site.seen == []


def test_a_second_answer_of_the_name_server_is_not_asked_for(site):
    """DNS rebinding: the name is public when it is checked and private when it is connected to."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.3"]])
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return next(answers)

    gate = Gate(resolve=rebinding, allowed=lambda address: address == HOME)
    assert b"fast 17" in Fetcher(limits=LIMITS, gate=gate)(site.url("artikel.html")).data
    assert asked == ["blatt.example"]
    with pytest.raises(Unreadable) as error:  # and the next request is checked anew
        Fetcher(limits=LIMITS, gate=gate)(site.url("artikel.html"))
    assert error.value.reason.values["address"] == "127.0.0.2"


def test_no_environment_opens_the_gate(site, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{site.server_port}")
    got = collect([site.url("artikel.html", "127.0.0.1")])
    assert [row.reason.id for row in got.skipped] == ["skipped.url_private"]
    assert site.seen == []


def test_nobody_listens():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert refused(f"http://blatt.example:{port}/").id == "skipped.url_unreachable"


@pytest.fixture
def authority():
    return trustme.CA()


def secure(authority, *names):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def trusting(authority):
    def context():
        made = ssl.create_default_context()
        authority.configure_trust(made)
        return made

    return context


def test_tls_is_verified(authority, build):
    replies = {"a": lambda r: r.reply(build.page().encode()), "unsicher": lambda r: r.reply(b"", 302, Location="http://blatt.example/")}
    server = serve(replies, context=secure(authority, "blatt.example"))
    url = f"https://blatt.example:{server.server_port}/"
    try:
        assert b"fast 17" in fetcher(context=trusting(authority))(url + "a").data
        assert refused(url + "a").id == "skipped.url_certificate"  # an authority that nobody knows
        other = url.replace("blatt.example", "127.0.0.1")
        assert refused(other + "a", context=trusting(authority)).id == "skipped.url_certificate"  # a certificate of another name
        assert refused(url + "unsicher", context=trusting(authority)).id == "skipped.url_downgrade"
        assert [path for path, _ in server.seen] == ["/a", "/unsicher"]  # nothing was asked before the certificate held
    finally:
        server.shutdown()
        server.server_close()


def test_a_server_without_tls_and_one_that_drips_its_handshake(site):
    assert refused(site.url("artikel.html").replace("http:", "https:")).id in {"skipped.url_unreachable", "skipped.url_reply"}
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://blatt.example:{silent.getsockname()[1]}/"
        assert refused(url, limits=Limits(seconds=0.3, connect=0.3)).id == "skipped.url_timeout"
