"""Which addresses are public, in every spelling; the list is IANA's special-purpose registries (RFC 6890)."""

import ipaddress
import threading

import pytest

from impact.articles.unreadable import Unreadable
from impact.articles.web.addresses import Gate, is_public, system_resolver
from impact.articles.web.fetch import Fetcher
from impact.articles.web.urls import redirected, target

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",  # carrier-grade NAT
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",  # metadata of clouds
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",  # IPv4-compatible, RFC 4291 2.5.5.1
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",  # Teredo
    "2001:db8::1",
    "2002:7f00:1::1",  # 6to4 of 127.0.0.1
    "2002:0808:0808::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fec0::1",  # site-local, deprecated
    "ff02::1",
    "4000::1",  # not given out
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("address", PRIVATE)
def test_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",  # decimal
        "http://0x7f000001/",  # hexadecimal
        "http://0x7f.0.0.1/",
        "http://017700000001/",  # octal
        "http://0177.0.0.1/",
        "http://0/",
        "http://localhost/",
        "http://LOCALHOST/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://①②⑦.⓪.⓪.①/",  # digits that IDNA maps to ASCII
        "http://127。0。0。1/",  # ideographic full stops
        "http://127.0.0.1%2f@8.8.8.8/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_spellings_of_private_addresses_with_the_resolver_of_the_system(url):
    with pytest.raises(Unreadable) as error:
        Fetcher()(url)
    assert error.value.reason.id in {"skipped.url_private", "skipped.url_password", "skipped.url_malformed"}


def test_one_private_address_refuses_the_name():
    gate = Gate(resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(Unreadable) as error:
        gate.addresses("gemischt.example", 443, 5)
    assert error.value.reason.values == {"host": "gemischt.example", "address": "10.0.0.1"}


def test_a_resolver_that_does_not_answer_is_left_behind():
    waiting = threading.Event()
    with pytest.raises(Unreadable) as error:
        Gate(resolve=lambda host, port: [str(waiting.wait(30))]).addresses("langsam.example", 443, 0.05)
    waiting.set()
    assert error.value.reason.id == "skipped.url_unresolved"


@pytest.mark.parametrize("host", ["", "a" * 300, "a..b", "x" * 70 + ".de"])
def test_names_that_cannot_be(host):
    with pytest.raises(Unreadable) as error:
        Gate(resolve=system_resolver).addresses(host, 443, 5)
    assert error.value.reason.id in {"skipped.url_unresolved", "skipped.url_private"}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://blatt.example/a", "skipped.url_scheme"),
        ("file:///etc/passwd", "skipped.url_scheme"),
        ("javascript://x/%0aalert(1)", "skipped.url_scheme"),
        ("http://", "skipped.url_malformed"),
        ("http:///a", "skipped.url_malformed"),
        ("http://[::1", "skipped.url_malformed"),
        ("http://a:99999/", "skipped.url_malformed"),
        ("http://a:0/", "skipped.url_malformed"),
        ("http://a/b c", "skipped.url_malformed"),
        ("http://a\\@b/", "skipped.url_malformed"),
        ("http://a/\r\nHost: b", "skipped.url_malformed"),
        ("http://a/" + "x" * 5000, "skipped.url_malformed"),
        ("http://user:secret@blatt.example/", "skipped.url_password"),
        ("http://@blatt.example/", "skipped.url_password"),
    ],
)
def test_what_is_no_address(url, reason):
    with pytest.raises(Unreadable) as error:
        target(url)
    assert error.value.reason.id == reason


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://blatt.example", "blatt.example", 443, "/"),
        ("HTTP://Blatt.Example:8080/ä?q=ü#stelle", "blatt.example", 8080, "/%C3%A4?q=%C3%BC"),
        ("https://börse.example/a%20b", "xn--brse-5qa.example", 443, "/a%20b"),
        ("http://[2606:4700::1111]/", "2606:4700::1111", 80, "/"),
    ],
)
def test_addresses_taken_apart(url, host, port, path):
    at = target(url)
    assert (at.host, at.port, at.path) == (host, port, path)
    assert target(at.url) == at


def test_redirects_are_addresses_like_any_other():
    at = target("https://blatt.example/a/b")
    assert redirected(at, "../c").url == "https://blatt.example/c"
    assert redirected(at, "//anders.example/").url == "https://anders.example/"
    for location, reason in [("http://blatt.example/", "skipped.url_downgrade"), ("file:///etc/passwd", "skipped.url_scheme")]:
        with pytest.raises(Unreadable) as error:
            redirected(at, location)
        assert error.value.reason.id == reason
