"""Pages from servers of our own on loopback, well-behaved and not. Only these tests let loopback through the gate."""

import contextlib
import gzip
import http.server
import ipaddress
import json
import os
import re
import ssl
import stat
import threading
import time

import pytest
import trustme

from impact.articles import collect
from impact.articles.unreadable import Unreadable
from impact.articles.web.addresses import Gate, is_public
from impact.articles.web.fetch import Fetcher, Limits

HOME = ipaddress.ip_address("127.0.0.1")
QUICK = Limits(size=200_000, seconds=1.0, connect=1.0, redirects=3)


class Handler(http.server.BaseHTTPRequestHandler):
    """``/NAME`` runs the function of ``replies`` under that name."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        name = self.path.strip("/").partition("/")[0].partition("?")[0]
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):  # the fetcher has hung up, as it should
            self.server.replies[name](self)
        self.close_connection = True

    def reply(self, body, status=200, **headers):
        self.send_response(status)
        for name, value in {"Content_Type": "text/html", "Content_Length": len(body), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def serve(replies, address="127.0.0.1", context=None):
    server = http.server.ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    server.replies, server.seen = replies, []
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


@pytest.fixture
def site(build):
    """A server with pages of every temper; ``site.url(path, host)`` is an address on it."""

    def drip(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x")
            time.sleep(0.05)

    def drip_head(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            request.wfile.write(b"x")
            time.sleep(0.05)

    def endless(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 65536)

    def go_on(request):
        while True:
            request.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    page = build.page(head='<meta name="date" content="2025-01-28">').encode()
    packed = gzip.compress(page)
    replies = {
        "artikel.html": lambda r: r.reply(page),
        "gepackt": lambda r: r.reply(packed, Content_Encoding="gzip"),
        "bombe": lambda r: r.reply(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"),
        "br": lambda r: r.reply(page, Content_Encoding="br"),
        "kaputt-gepackt": lambda r: r.reply(page, Content_Encoding="gzip"),
        "halb-gepackt": lambda r: r.reply(packed[:-20], Content_Encoding="gzip"),
        "abgebrochen": lambda r: r.reply(page[:100], Content_Length=len(page)),
        "bild": lambda r: r.reply(b"\x89PNG\r\n\0\0", Content_Type="image/png"),
        "json": lambda r: r.reply(b"{}", Content_Type="application/json"),
        "klartext": lambda r: r.reply(b"Der Dax stieg um 1 Prozent.", Content_Type="text/plain; charset=utf-8"),
        "404": lambda r: r.reply(page, 404),
        "500": lambda r: r.reply(b"", 500),
        "204": lambda r: r.reply(b"", 204),
        "kein-http": lambda r: r.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n"),
        "leer": lambda r: None,
        "langer-kopf": lambda r: r.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000),
        "viele-koepfe": lambda r: r.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"),
        "falsche-laenge": lambda r: r.reply(page, Content_Length="-5"),
        "tropfen": drip,
        "tropfen-kopf": drip_head,
        "endlos": endless,
        "weiter": go_on,
        "kreis": lambda r: r.reply(b"", 302, Location="/kreis"),
        "um": lambda r: r.reply(b"", 301, Location="/artikel.html"),
        "nirgends": lambda r: r.reply(b"", 302),
        "zu-loopback": lambda r: r.reply(b"", 302, Location="http://127.0.0.2/geheim"),
        "zu-wolke": lambda r: r.reply(b"", 302, Location="http://169.254.169.254/latest/meta-data/"),
        "zu-name": lambda r: r.reply(b"", 302, Location="http://intern.example/"),
        "zu-dezimal": lambda r: r.reply(b"", 307, Location="http://2130706434/"),
        "zu-datei": lambda r: r.reply(b"", 302, Location="file:///etc/passwd"),
    }
    server = serve(replies)
    server.url = lambda path, host="blatt.example": f"http://{host}:{server.server_port}/{path}"
    yield server
    server.shutdown()
    server.server_close()


NAMES = {"blatt.example": "127.0.0.1", "intern.example": "10.1.2.3", "zurueck.example": "::1"}


def resolve(host, port):
    from impact.articles.web.addresses import system_resolver

    return [NAMES[host]] if host in NAMES else system_resolver(host, port)


def fetcher(limits=QUICK, **options):
    return Fetcher(limits=limits, gate=Gate(resolve=resolve, allowed=lambda address: address == HOME or is_public(address)), **options)


def refused(url, **options):
    with pytest.raises(Unreadable) as error:
        fetcher(**options)(url)
    return error.value.reason


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
    assert time.monotonic() - begun < 5  # not a measurement: without the clock it would be for ever


def test_the_limit_of_redirects_counts_them(site):
    refused(site.url("kreis"))
    assert len(site.seen) == QUICK.redirects + 1


def test_a_name_that_leads_home(site):
    for host in ("intern.example", "zurueck.example", "localhost"):
        reason = Gate(resolve=resolve)  # the gate of the program
        with pytest.raises(Unreadable) as error:
            Fetcher(limits=QUICK, gate=reason)(site.url("artikel.html", host))
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
    assert b"fast 17" in Fetcher(limits=QUICK, gate=gate)(site.url("artikel.html")).data
    assert asked == ["blatt.example"]
    with pytest.raises(Unreadable) as error:  # and the next request is checked anew
        Fetcher(limits=QUICK, gate=gate)(site.url("artikel.html"))
    assert error.value.reason.values["address"] == "127.0.0.2"


def test_no_environment_opens_the_gate(site, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{site.server_port}")
    got = collect([site.url("artikel.html", "127.0.0.1")])
    assert [row.reason.id for row in got.skipped] == ["skipped.url_private"]
    assert site.seen == []


def test_nobody_listens():
    import socket

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
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://blatt.example:{silent.getsockname()[1]}/"
        assert refused(url, limits=Limits(seconds=0.3, connect=0.3)).id == "skipped.url_timeout"


# --- as an input of the program ---------------------------------------------------------------------------------------


def test_a_url_becomes_an_article_and_its_page_is_kept(site, tmp_path):
    got = collect([site.url("um"), site.url("klartext"), site.url("404"), site.url("bild"), site.url("json")], fetch=fetcher(), pages=tmp_path)
    first, second = got.articles
    assert (first.id, first.url, first.published) == ("artikel", site.url("artikel.html"), "2025-01-28")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", first.fetched_at)
    assert {note.id for note in first.notes} == {"note.redirected", "note.saved"}
    assert (second.id, second.text) == ("klartext", "Der Dax stieg um 1 Prozent.")
    assert [row.reason.id for row in got.skipped] == ["skipped.url_status", "skipped.url_media_type", "skipped.url_media_type"]
    assert got.missing == 3

    (page,) = (tmp_path / "pages").glob("*.html")
    record = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert page.read_bytes() == fetcher()(site.url("artikel.html")).data
    assert record["sha256"] == first.sha256 == __import__("hashlib").sha256(page.read_bytes()).hexdigest()
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
    from impact.articles.sources import _stem

    assert re.fullmatch(r"[A-Za-z0-9_][\w.-]*", _stem("https://blatt.example/" + path), re.ASCII)
