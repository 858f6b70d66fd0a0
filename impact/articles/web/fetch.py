"""One page, fetched within limits: size, total time, redirects; TLS verified; no cookie, no password, no proxy.

A proxy would be the one to choose the address, so proxies are not used: the address that was checked is the address that
is connected to.
"""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from impact import __version__
from impact.articles.unreadable import Unreadable
from impact.articles.web.addresses import Address, Gate
from impact.articles.web.urls import Target, redirected, target
from impact.records import Message

_CHUNK = 64 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost, redirects included."""

    size: int = 16 * 1024 * 1024  # bytes, packed and unpacked
    seconds: float = 30.0
    connect: float = 10.0  # seconds for one address
    redirects: int = 5


def _trusted() -> ssl.SSLContext:
    """The system's certificates, and certifi's where the system's Python finds none (macOS, Windows)."""
    context = ssl.create_default_context()
    if not os.environ.get("SSL_CERT_FILE"):  # who sets it means it
        try:
            import certifi
        except ImportError:
            return context
        context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the bytes as the server's article, unpacked, and where they were in the end."""

    url: str
    media_type: str
    data: bytes
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pages; the defaults are those of the program."""

    limits: Limits = field(default_factory=Limits)
    gate: Gate = field(default_factory=Gate)
    context: Callable[[], ssl.SSLContext] = _trusted

    def __call__(self, url: str) -> Page:
        """The page at ``url``, redirects followed and each checked anew. Raises :class:`Unreadable` with the reason."""
        end = time.monotonic() + self.limits.seconds
        at = target(url)
        passed: list[str] = []
        while True:
            with _Exchange(at, self, end) as exchange:
                if exchange.response.status not in _REDIRECTS:
                    return Page(at.url, exchange.media_type(), exchange.body(), tuple(passed))
                location = exchange.response.getheader("Location")
            if not location:
                raise Unreadable(Message(id="skipped.url_reply"))
            if len(passed) >= self.limits.redirects:
                raise Unreadable(Message(id="skipped.url_redirects", values={"n": self.limits.redirects}))
            passed.append(at.url)
            at = redirected(at, location)


class _Exchange:
    """One request and its reply; a clock of its own ends it, whatever the server is dripping."""

    def __init__(self, at: Target, fetcher: Fetcher, end: float) -> None:
        self._at, self._fetcher, self._end = at, fetcher, end
        self._late = False
        self._open: list[socket.socket] = []
        self._clock: threading.Timer | None = None
        self.response: http.client.HTTPResponse

    def __enter__(self) -> _Exchange:
        try:
            self.response = self._ask()
        except BaseException as error:
            self.__exit__()
            raise self._reason(error) from None
        return self

    def __exit__(self, *_: object) -> None:
        if self._clock is not None:
            self._clock.cancel()
        for sock in self._open:
            sock.close()

    def _ask(self) -> http.client.HTTPResponse:
        at = self._at
        addresses = self._fetcher.gate.addresses(at.host, at.port, self._left())
        sock = self._connect(addresses)
        connection = http.client.HTTPConnection(at.host, at.port)
        connection.auto_open = 0  # never a connection that was not checked
        connection.default_port = 443 if at.scheme == "https" else 80  # so that the Host header is written as browsers do
        connection.sock = sock
        headers = {"User-Agent": f"impact-claims/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}
        connection.request("GET", at.path, headers=headers)
        return connection.getresponse()

    def _connect(self, addresses: list[Address]) -> socket.socket:
        problem: OSError | None = None
        for address in addresses:
            try:
                sock = socket.create_connection((str(address), self._at.port), timeout=min(self._fetcher.limits.connect, self._left()))
                break
            except OSError as error:
                problem = error
        else:
            raise problem or OSError("no address")
        sock.settimeout(self._left())
        # The clock holds a second handle of the same connection: shutting that down wakes any read of the first.
        self._open += [sock, handle := sock.dup()]
        self._clock = threading.Timer(self._left(), self._stop, [handle])
        self._clock.daemon = True
        self._clock.start()
        if self._at.scheme == "https":
            sock = self._fetcher.context().wrap_socket(sock, server_hostname=self._at.host)
            self._open.append(sock)
        return sock

    def _stop(self, handle: socket.socket) -> None:
        self._late = True
        try:
            handle.shutdown(socket.SHUT_RDWR)
        except OSError:  # the server was quicker
            return

    def _left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            self._late = True
            raise TimeoutError
        return left

    def media_type(self) -> str:
        """The type that the server gives, without parameters; an answer that is no page is refused."""
        if self.response.status != 200:
            raise Unreadable(Message(id="skipped.url_status", values={"status": str(self.response.status)}))
        return self.response.getheader("Content-Type", "").partition(";")[0].strip().lower()

    def body(self) -> bytes:
        """All of the reply, unpacked, within the limits."""
        packing = self.response.getheader("Content-Encoding", "").strip().lower()
        if packing not in ("", "identity", "gzip", "x-gzip"):
            raise Unreadable(Message(id="skipped.url_reply"))
        most = self._fetcher.limits.size
        unpack = zlib.decompressobj(wbits=31) if packing.endswith("gzip") else None
        promised = self.response.length  # http.client counts it down
        received, pieces, size = 0, [], 0
        try:
            while piece := self.response.read1(_CHUNK):
                received += len(piece)
                if unpack is not None:
                    piece = unpack.decompress(piece, most + 1 - size)
                pieces.append(piece)
                size += len(piece)
                if size > most or received > most:
                    raise Unreadable(Message(id="skipped.url_too_large", values={"limit": f"{most // 2**20} MB"}))
        except Unreadable:
            raise
        except Exception as error:
            raise self._reason(error) from None
        if self._late:
            raise self._reason(TimeoutError())
        if (promised is not None and received < promised) or (unpack is not None and not unpack.eof):
            raise Unreadable(Message(id="skipped.url_cut"))
        return b"".join(pieces)

    def _reason(self, error: BaseException) -> BaseException:
        if isinstance(error, Unreadable):
            return error
        if self._late or isinstance(error, TimeoutError):
            return Unreadable(Message(id="skipped.url_timeout", values={"seconds": f"{self._fetcher.limits.seconds:g}"}))
        if isinstance(error, ssl.SSLCertVerificationError):
            return Unreadable(Message(id="skipped.url_certificate", values={"problem": error.verify_message}))
        if isinstance(error, ssl.SSLError):
            return Unreadable(Message(id="skipped.url_unreachable", values={"problem": error.reason or "TLS"}))
        if isinstance(error, http.client.IncompleteRead):
            return Unreadable(Message(id="skipped.url_cut"))
        if isinstance(error, http.client.HTTPException | zlib.error | ValueError):
            return Unreadable(Message(id="skipped.url_reply"))
        if isinstance(error, OSError):
            return Unreadable(Message(id="skipped.url_unreachable", values={"problem": error.strerror or type(error).__name__}))
        return error
