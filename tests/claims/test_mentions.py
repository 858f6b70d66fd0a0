"""Names in a sentence: what is a mention, of what, in which role; and what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.claims.lists import grouped
from impact.claims.mentions import Mention, find_mentions
from impact.claims.typos import near


def named(text: str, language: str = "de") -> list[tuple[tuple[str, ...], str, str]]:
    return [(m.symbols, m.form, m.role) for m in find_mentions(text, 0, len(text), language) if m.named]


def symbols(text: str, language: str = "de") -> list[str]:
    return [s for found, _, role in named(text, language) if role in ("subject", "weak") for s in found]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Nvidia verlor 3 Prozent.", "de", ["NVDA"]),
        ("Die Nvidia-Aktie verlor 3 Prozent.", "de", ["NVDA"]),
        ("Nvidias Kurs fiel.", "de", ["NVDA"]),
        ("NVIDIA fiel.", "de", ["NVDA"]),
        ("HUGO BOSS (+ 2 Prozent)", "de", ["BOSS.DE"]),
        ("Die Deutsche-Bank-Aktie stieg.", "de", ["DBK.DE"]),
        ("Google verlor 3 Prozent.", "de", ["GOOGL"]),
        ("Facebook verlor 3 Prozent.", "de", ["META"]),
        ("Daimler verlor 3 Prozent.", "de", ["MBG.DE"]),
        ("Apple's shares fell.", "en", ["AAPL"]),
        ("Novo Nordisk A/S (CPH: NOVO-B) fell.", "en", ["NOVO-B.CO"]),
        ("Novo Nordisk (NYSE: NVO) fell.", "en", ["NVO"]),
        ("US STOCKS-Nasdaq drops 3%", "en", ["^IXIC"]),
        ("The Hang Seng tech index fell.", "en", ["^HSTECH"]),
    ],
)
def test_names(text: str, language: str, expected: list[str]) -> None:
    assert symbols(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ChatGPT verdrängte die Konkurrenz in Apples AppStore.", "de"),
        ("The app topped the Apple App Store.", "en"),
        ("Die Dax-Werte gaben nach.", "de"),
        ("Der Nvidia-Konkurrent legte zu.", "de"),
        ("The company missed its target.", "en"),
        ("Das Visa wurde verweigert.", "de"),
        ("Der Ball war im Tor.", "de"),
        ("A gap opened.", "en"),
        ("JPMorgan-Analyst Meier sieht Chancen.", "de"),
    ],
)
def test_no_subject(text: str, language: str) -> None:
    assert [s for s in symbols(text, language) if not s.endswith("MARKET")] == []


@pytest.mark.parametrize(
    ("text", "language", "symbol", "role"),
    [
        ("Im Dax gewann SAP.", "de", "^GDAXI", "oblique"),
        ("Bei Dell brach der Kurs ein.", "de", "DELL", "weak"),
        ("Hinter Apple liegt Microsoft.", "de", "AAPL", "oblique"),
        ("An der Nasdaq fiel Intel.", "de", "^IXIC", "oblique"),
        ("Laut Goldman Sachs ist das zu viel.", "de", "GS", "source"),
        ("Goldman Sachs zufolge ist das zu viel.", "de", "GS", "source"),
        ("Nvidias Konkurrent verlor.", "de", "NVDA", "modifier"),
        ("Die Aktie der Commerzbank stieg.", "de", "CBK.DE", "subject"),
        ("Intel fell more than AMD did.", "en", "AMD", "oblique"),
        ("Losses were led by Caterpillar, down 5%.", "en", "CAT", "subject"),
        ("Goldman Sachs said the rally would last.", "en", "GS", "source"),
    ],
)
def test_roles(text: str, language: str, symbol: str, role: str) -> None:
    assert [r for found, _, r in named(text, language) if symbol in found] == [role]


def test_unknown_companies_are_seen() -> None:
    assert ((), "unknown_name", "subject") in named("Die Foobar-Aktie verlor 9 Prozent.")
    assert ((), "unknown_name", "subject") in named("Xylotronik (-9 %) war das Schlusslicht.")
    assert ((), "unknown_name", "subject") in named("Foobar Therapeutics fell 9%.", "en")
    assert [m for m in named("Zudem fiel der Dax.") if m[1] == "unknown_name"] == []


def test_private_companies_have_no_symbol() -> None:
    (found,) = (m for m in find_mentions("OpenAI wird höher bewertet.", 0, 27, "de") if m.named)
    assert found.symbols == ()
    assert found.kind == "private"


def rows(text: str, language: str) -> list[Mention]:
    return grouped(text, find_mentions(text, 0, len(text), language), language, len(text))


def test_rows_of_names() -> None:
    (found,) = (m for m in rows("Auch Microsoft, Alphabet und AMD fielen.", "de") if m.form == "list")
    assert found.symbols == ("MSFT", "GOOGL", "AMD")
    assert not [m for m in rows("A 16.9% fall for Nvidia, and Apple rose.", "en") if m.form == "list"]


def test_examples_of_a_group_win() -> None:
    found = {m.form: m.role for m in rows("Andere Tech-Giganten wie Microsoft, Alphabet und AMD fielen.", "de")}
    assert found["list"] == "subject"
    assert found["group"] == "modifier"


@pytest.mark.parametrize(
    ("text", "language", "group"),
    [
        ("US-Technologieaktien fielen.", "de", "US_TECH"),
        ("Chipwerte fielen.", "de", "SEMIS"),
        ("Die Magnificent Seven fielen.", "de", "MAG7"),
        ("Europäische Bankaktien fielen.", "de", "EU_BANKS"),
        ("U.S. chip stocks fell.", "en", "SEMIS"),
        ("Stocks fell.", "en", "MARKET"),
        ("Wall Street fell.", "en", "MARKET"),
        ("Asian shares fell.", "en", "ASIA_MARKET"),
    ],
)
def test_groups(text: str, language: str, group: str) -> None:
    assert symbols(text, language) == [group]


@pytest.mark.parametrize(("left", "right", "close"), [("Nvida", "Nvidia", True), ("Nvidai", "Nvidia", True), ("Roche", "Woche", True), ("Siemens", "Siemen", False), ("Apple", "Apfel", False)])
def test_one_letter_apart(left: str, right: str, close: bool) -> None:
    assert near(left, right) is close
    assert near(right, left) is close


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="Nvidia ABbäÖ09.,()'’-&$%:\n„“", max_size=60), st.sampled_from(["de", "en"]))
def test_mentions_lie_in_the_text_and_apart(text: str, language: str) -> None:
    found = find_mentions(text, 0, len(text), language)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
