"""A site of our own on loopback with pages of every temper, and a fetcher that is let through to it. Only tests can do that."""

import contextlib
import gzip
import http.server
import ipaddress
import ssl
import threading
import time

import pytest
from built_documents import page as built_page

from impact.articles.unreadable import Unreadable
from impact.articles.web.addresses import Gate, is_public, system_resolver
from impact.articles.web.fetch import Fetcher, Limits

HOME = ipaddress.ip_address("127.0.0.1")
LIMITS = Limits(size=200_000, seconds=20.0, connect=20.0, redirects=3)  # patient with a busy machine


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


def tempers():
    """A server with pages of every temper; its ``url(path, host)`` is an address on it."""

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

    page = built_page(head='<meta name="date" content="2025-01-28">').encode()
    packed = gzip.compress(page)
    replies = {
        "artikel.html": lambda r: r.reply(page),
        "gepackt": lambda r: r.reply(packed, Content_Encoding="gzip"),
        "bombe": lambda r: r.reply(gzip.compress(b" " * 5_000_000), Content_Encoding="gzip"),
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
    return server


NAMES = {"blatt.example": "127.0.0.1", "intern.example": "10.1.2.3", "zurueck.example": "::1"}


def resolve(host, port):
    return [NAMES[host]] if host in NAMES else system_resolver(host, port)


def fetcher(limits=LIMITS, **options):
    return Fetcher(limits=limits, gate=Gate(resolve=resolve, allowed=lambda address: address == HOME or is_public(address)), **options)


def refused(url, **options):
    with pytest.raises(Unreadable) as error:
        fetcher(**options)(url)
    return error.value.reason
