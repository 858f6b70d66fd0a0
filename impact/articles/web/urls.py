"""A URL as the user or a redirect gives it, taken apart and checked before anything is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from impact.articles.unreadable import Unreadable
from impact.records import Message

PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~-._?"
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
MOST_CHARACTERS = 4096


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect and what to ask for."""

    scheme: str
    host: str  # in the form of DNS (IDNA), or a numeric address without brackets
    port: int
    path: str  # with the query, percent-encoded

    @property
    def url(self) -> str:
        """The URL in its usual spelling, without the fragment."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def target(url: str) -> Target:
    """Take ``url`` apart. Raises :class:`Unreadable` for another scheme, a password in it, or no URL at all."""
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError:
        raise _malformed() from None
    if scheme not in PORTS:
        raise Unreadable(Message(id="skipped.url_scheme", values={"scheme": scheme}))
    if not host or port == 0 or len(url) > MOST_CHARACTERS or _FORBIDDEN.search(url.strip()):
        raise _malformed()
    if parts.username is not None or parts.password is not None:
        raise Unreadable(Message(id="skipped.url_password"))
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Target(scheme, _host(host), port or PORTS[scheme], path)


def redirected(source: Target, location: str) -> Target:
    """The target of a redirect; from https back to http is refused, since the page could be anyone's."""
    try:
        url = urljoin(source.url, location.strip())
    except ValueError:
        raise _malformed() from None
    found = target(url)
    if source.scheme == "https" and found.scheme == "http":
        raise Unreadable(Message(id="skipped.url_downgrade", values={"url": found.url}))
    return found


def _host(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise _malformed() from None


def _malformed() -> Unreadable:
    return Unreadable(Message(id="skipped.url_malformed"))
