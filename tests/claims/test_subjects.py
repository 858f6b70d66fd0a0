"""Who is meant: small texts with the answer that an attentive reader gives (``subject_cases.toml``), and properties."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.claims.subject import Subject
from impact.claims.subjects import Resolver
from impact.claims.tokens import sentences
from impact.languages import load

CASES = tomllib.loads((Path(__file__).parent / "subject_cases.toml").read_text(encoding="utf-8"))
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def unit_of(text: str, end: int) -> tuple[str, str]:
    after = text[end : end + 14].lower()
    if re.match(r"\s*(?:%|prozent|per ?cent)", after):
        return "percent", "price_change_pct"
    if re.match(r"\s*(?:punkt|zähler|point)", after):
        return "points", "price_level"
    return "currency", "market_cap_change_usd" if re.search(r"illi|tri", after) else "price_level"


def ask(text: str, language: str, number: str) -> Subject:
    """The subject of the last occurrence of ``number``, all numbers before it asked for first."""
    spans = sentences(text, load(language))
    resolver = Resolver(text, spans, language)
    last = [m.span() for m in re.finditer(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)", text)][-1]
    numbers = [m.span() for m in NUMBER.finditer(text)]
    answer = None
    for quantity in [q for q in numbers if q[1] <= last[0]] + [last]:
        sentence = next(s for s in spans if s[0] <= quantity[0] < s[1])
        unit, metric = unit_of(text, quantity[1])
        inside = [q for q in numbers if sentence[0] <= q[0] < sentence[1]]
        answer = resolver.resolve(sentence, quantity=quantity, quantities=inside, unit=unit, metric=metric)
    assert answer is not None
    return answer


@pytest.mark.parametrize(("language", "text", "number", "meant"), [(lang, *case) for lang, cases in CASES.items() for case in cases])
def test_case(language: str, text: str, number: str, meant: str) -> None:
    answer = ask(text, language, number)
    if meant == "":
        assert answer.symbols == ()
        assert answer.reason == "unknown_subject"
    elif meant == "PRIVATE":
        assert answer.symbols == ()
        assert answer.reason is None
        assert answer.name
    elif meant == "GROUP":
        assert len(answer.symbols) == 1
        assert re.fullmatch(r"[A-Z_]{6,}|SEMIS|TECH|MAG7|BANKS|AUTOS", answer.symbols[0])
    elif any(word in text for word in ("each", "jeweils", "both")):
        assert meant in answer.symbols
    else:
        assert answer.symbols == (meant,)


def test_an_unknown_company_never_becomes_the_last_name() -> None:
    text = "Nvidia stieg um 2 Prozent. Die Papiere von Xylotronik verloren 9 Prozent. Seit Jahresbeginn haben sie 30 Prozent verloren."
    assert ask(text, "de", "9").symbols == ()
    assert ask(text, "de", "30").symbols == ()


def test_the_company_of_a_number_changes_with_the_name_alone() -> None:
    for name, symbol in (("Nvidia", "NVDA"), ("Siemens", "SIE.DE"), ("Boeing", "BA"), ("LVMH", "MC.PA")):
        assert ask(f"Die Aktie von {name} fiel am Montag um 17 Prozent.", "de", "17").symbols == (symbol,)
        assert ask(f"{name} shares fell 17% on Monday.", "en", "17").symbols == (symbol,)


def test_misspelt_name_of_the_same_document() -> None:
    text = "Nvidia fiel um 2 Prozent. Später gewann Nvida 3 Prozent."
    answer = ask(text, "de", "3")
    assert (answer.symbols, answer.source) == (("NVDA",), "typo")
    assert ask("Später gewann Nvida 3 Prozent.", "de", "3").symbols == ()


def test_a_word_that_was_plainly_named_is_the_company_everywhere() -> None:
    text = "Die Target-Aktie brach ein. Wenig Gutes traut man auch sonst Target noch zu. Für das Papier geht es um 20 Prozent nach unten."
    assert ask(text, "de", "20").symbols == ("TGT",)
    assert ask("Snap shares plunged. For once Snap surprised everybody. It lost 40%.", "en", "40").symbols == ("SNAP",)
    assert ask("The target was missed. It lost 40%.", "en", "40").symbols == ()


def test_span_is_where_the_words_are() -> None:
    text = "SAP legte vor. Die Aktie des Softwarekonzerns stieg um 4 Prozent."
    answer = ask(text, "de", "4")
    assert answer.span is not None
    assert text[slice(*answer.span)] in ("Aktie", "Softwarekonzerns")


def test_same_question_same_answer() -> None:
    text = "Adidas und Puma verloren 3,1 beziehungsweise 4,2 Prozent."
    assert ask(text, "de", "4,2") == ask(text, "de", "4,2")


WORDS = st.sampled_from([
    "Nvidia", "Apple", "fiel", "stieg", "um", "auf", "Prozent", "3", "17,5", "%", "(", ")", ",", ".", "und", "der", "die", "das", "Aktie", "Papier",
    "Konzern", "Dax", "Leitindex", "Nvidias", "AMD-Aktie", "Chiphersteller", "beziehungsweise", "während", "Foobar", "Microsoft.", "its", "shares",
    "the", "it", "fell", "Wall", "Street", "Börsen", "er", "sie", ":", ";", "–", "„", "“", "(-3 %)", "(NASDAQ: NVDA)", "$NVDA", "\n",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from(["de", "en"]), st.integers(0, 200))
def test_any_order_of_words_gives_an_answer(parts: list[str], language: str, at: int) -> None:
    text = " ".join(parts)
    spans = sentences(text, load(language))
    if not spans:
        return
    start = min(at, max(0, len(text) - 1))
    answer = Resolver(text, spans, language).resolve(spans[0], quantity=(start, min(len(text), start + 2)), unit="percent", metric="price_change_pct")
    assert answer.symbols or answer.reason or answer.name
