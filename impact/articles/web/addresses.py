"""Which addresses a URL may lead to: public ones, in any spelling of IPv4 and IPv6.

A fetcher that follows any URL can be sent to the machines behind the firewall ("server-side request forgery", CWE-918).
The check is made on the numeric address that is then connected to, so neither odd spellings nor a second DNS answer pass it.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

from impact.articles.unreadable import Unreadable
from impact.records import Message

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # all that IANA has given out (RFC 4291); the rest is local or reserved
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_RELAYS = ipaddress.ip_network("192.88.99.0/24")  # RFC 7526, deprecated


def is_public(address: Address) -> bool:
    """Whether ``address`` belongs to the public internet, and so does the IPv4 address that it may carry inside.

    Tunnels of the IPv6 transition (6to4, Teredo) are refused altogether: they are given up, and lead anywhere.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not (address.is_multicast or address.is_reserved or address in _RELAYS)
    if address.scope_id is not None or address.sixtofour is not None or address.teredo is not None:
        return False
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL_UNICAST and address.is_global and not address.is_multicast


def system_resolver(host: str, port: int) -> list[str]:
    """Numeric addresses of ``host`` as the operating system finds them; also turns "2130706433" and "0x7f.1" into 127.0.0.1."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Gate:
    """How names become addresses, and which are let through.

    Only a caller of the library can replace the two functions (the tests do, to reach a server of their own): no option,
    no environment variable and no file of the program leads here.
    """

    resolve: Resolver = system_resolver
    allowed: Callable[[Address], bool] = is_public

    def addresses(self, host: str, port: int, seconds: float) -> list[Address]:
        """The addresses of ``host``, asked for once. One that is not public refuses them all. Raises :class:`Unreadable`."""
        found = [_numeric(text) for text in _within(seconds, host, port, self.resolve)]
        if not found:
            raise Unreadable(Message(id="skipped.url_unresolved", values={"host": host}))
        for address in found:
            if not self.allowed(address):
                raise Unreadable(Message(id="skipped.url_private", values={"host": host, "address": str(address)}))
        return found


def _numeric(text: str) -> Address:
    address = ipaddress.ip_address(text)
    # A mapped address is connected to as what it is.
    return address.ipv4_mapped or address if isinstance(address, ipaddress.IPv6Address) else address


def _within(seconds: float, host: str, port: int, resolve: Resolver) -> list[str]:
    """The resolver's answer; it has no time limit of its own, so it is asked in a thread that can be left behind."""
    answer: list[list[str]] = []

    def ask() -> None:
        try:
            answer.append(resolve(host, port))
        except (OSError, UnicodeError, ValueError):  # unknown name; a label that is too long
            answer.append([])

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(seconds, 0.0))
    if not answer:
        raise Unreadable(Message(id="skipped.url_unresolved", values={"host": host}))
    return answer[0]
