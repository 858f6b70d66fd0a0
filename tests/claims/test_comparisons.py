"""Numbers set against each other, and moves over a longer time: kinds of their own."""

from __future__ import annotations

import pytest

from impact.claims import extract
from impact.records import Article, Claim

# text, factor, hedge, the number that exceeds, the other
CASES = [
    ("de", "Nvidia verlor 589 Milliarden Dollar, mehr als das Doppelte des bisherigen Rekords von 279 Milliarden Dollar.", 2.0, "over", 589e9, 279e9),
    ("de", "SAP verlor an Börsenwert 60 Milliarden Euro. Das ist fast dreimal so viel wie der alte Rekord von 21 Milliarden Euro.", 3.0, "almost", 60e9, 21e9),
    ("de", "Siemens verlor 12 Prozent, doppelt so viel wie Bayer, das 6 Prozent einbüßte.", 2.0, "none", 12.0, 6.0),
    ("de", "Bayer verlor 6 Prozent, nur halb so viel wie Siemens mit 12 Prozent.", 0.5, "none", 6.0, 12.0),
    ("de", "SAP fiel um 7 Prozent und damit stärker als der Dax, der 2 Prozent verlor.", None, "none", 7.0, 2.0),
    ("de", "SAP verlor 3 Prozent und damit weniger als der Dax mit 4 Prozent.", None, "none", 4.0, 3.0),
    ("en", "Apple lost $300 billion in market value. That is more than twice the $120 billion that Boeing lost in 2020.", 2.0, "over", 300e9, 120e9),
    ("en", "Oracle fell 6%, about half as much as Adobe, which lost 12%.", 0.5, "about", 6.0, 12.0),
    ("en", "Ford fell 9%, worse than the S&P 500, which lost 1.5%.", None, "none", 9.0, 1.5),
    ("en", "The S&P 500 fell 2%, more than the Dow's 1% drop.", None, "none", 2.0, 1.0),
    ("fr", "Renault a perdu 12 %, deux fois plus que Stellantis, qui a perdu 6 %.", 2.0, "none", 12.0, 6.0),
]  # fmt: skip


def read(language: str, text: str) -> list[Claim]:
    return extract(Article(id="a", text=text, language=language))


@pytest.mark.parametrize(("language", "text", "factor", "hedge", "left", "right"), CASES, ids=[c[1][:40] for c in CASES])
def test_a_comparison_is_a_claim_of_its_own(language: str, text: str, factor: float | None, hedge: str, left: float, right: float) -> None:
    [found] = [c for c in read(language, text) if c.kind == "comparison"]
    terms = {t.role: t for t in found.terms}
    assert (found.value, found.hedge, terms["left"].value, terms["right"].value) == (factor, hedge, left, right)
    assert all(text[t.start : t.end] == t.quote for t in found.terms)
    assert text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Inflation stieg auf 2 Prozent, mehr als die 1,8 Prozent im Vormonat."),
        ("de", "SAP verlor mehr als 7 Prozent, der Dax fiel um 2 Prozent."),
        ("de", "SAP verlor 7 Prozent, stärker als erwartet."),
        ("en", "Apple's sales were $90 billion, more than the $88 billion expected."),
        ("en", "Boeing fell 3% and more than 2 million shares changed hands; it closed at $150."),
    ],
)
def test_no_comparison(language: str, text: str) -> None:
    assert not [c for c in read(language, text) if c.kind == "comparison"]


@pytest.mark.parametrize(
    ("language", "text", "holder", "day"),
    [
        ("de", "Nvidia verlor 589 Milliarden Dollar, mehr als das Doppelte des bisherigen Rekords von 232 Milliarden Dollar.", None, None),
        ("en", "Apple lost $300 billion, more than twice the $120 billion that Boeing lost in 2020.", "BA", "2020"),
        ("en", "Apple lost $300 billion, more than double the previous record of $120 billion.", None, None),
    ],
)
def test_the_other_amount_is_nobody_s_unless_its_holder_is_named(language: str, text: str, holder: str | None, day: str | None) -> None:
    """Never that of the company that the sentence is about, nor of its day; and "double" is no rise by 100 per cent."""
    amounts = [c for c in extract(Article(id="a", text=text, language=language, published="2025-01-28")) if c.kind == "cap_change"]
    assert [(c.subject, c.event_date) for c in amounts[1:]] == [(holder, day)]
    assert not [c for c in read(language, text) if c.kind in ("multiple", "record")]


@pytest.mark.parametrize(
    ("language", "text", "kind", "basis"),
    [
        ("de", "Seit Jahresbeginn liegt die SAP-Aktie 12 Prozent im Minus.", "period", "ytd"),
        ("de", "Auf Wochensicht verlor der Dax 3 Prozent.", "period", "week"),
        ("de", "In sechs Sitzungen verlor die Aktie von SAP 20 Prozent.", "period", "unknown"),
        ("de", "Die SAP-Aktie verlor am Montag 3 Prozent.", "change", "close"),
        ("en", "Ford shares are up 12% so far this year.", "period", "ytd"),
        ("en", "Ford shares rose 12% on Monday.", "change", "close"),
    ],
)
def test_a_move_over_a_longer_time_is_a_period(language: str, text: str, kind: str, basis: str) -> None:
    [found] = [c for c in read(language, text) if c.metric == "price_change_pct"]
    assert (found.kind, found.basis) == (kind, basis)


YEAR = "Börsenjahr 2019: Dax mit kräftigem Zuwachs\n\n2019-12-30\n\nDer MDax stieg um 31,2 Prozent. Am Montag schloss er 0,5 Prozent tiefer."


@pytest.mark.parametrize(
    ("language", "text", "value", "basis"),
    [
        ("de", YEAR, 31.2, "ytd"),
        ("de", YEAR, 0.5, "close"),
        ("de", "Auf Wochensicht verlor der Dax 3 Prozent, der MDax gewann 1,5 Prozent.", 1.5, "week"),
        ("de", "Auf Wochensicht verlor der Dax 3 Prozent, am Freitag gewann er 1,5 Prozent.", 1.5, "close"),
        ("en", "The S&P 500 is down 12% this year, while Ford lost 20%.", 20.0, "ytd"),
        ("de", "Vor US-Börsenstart: SAP gefragt\n\n28. Januar 2025\n\nSAP steigen um 2 Prozent.", 2.0, "premarket"),
        ("de", "28. Januar 2025\n\nSAP schlossen 2 Prozent höher. Vorbörslich hatte sich ein Minus von 1 Prozent angedeutet.", 2.0, "close"),
    ],
)
def test_the_time_that_a_head_or_a_clause_before_names_goes_on(language: str, text: str, value: float, basis: str) -> None:
    published = "2019-12-30" if text == YEAR else "2025-01-28"
    found = extract(Article(id="a", text=text, language=language, published=published))
    assert {c.basis for c in found if c.value == value} == {basis}


@pytest.mark.parametrize(
    ("language", "text", "horizon"),
    [
        ("en", "Amazon fell 50%, its worst year since 2008.", "year"),
        ("en", "The Hang Seng rose 17%, its best month since November 2022.", "month"),
        ("en", "Apple fell 5%, its worst day of the year.", "day"),
        ("de", "Amazon fiel um 24 Prozent, der größte Monatsverlust seit 2008.", "month"),
    ],
)
def test_how_long_a_record_s_loss_or_gain_took(language: str, text: str, horizon: str) -> None:
    [found] = [c for c in read(language, text) if c.record is not None]
    assert found.record is not None
    assert found.record.horizon == horizon


@pytest.mark.parametrize(
    ("text", "subject", "direction"),
    [
        ("Ein größeres Tagesminus haben die Papiere von SAP noch nicht verzeichnet.", "SAP.DE", "down"),
        ("Der Dax schloss mit einem Verlust von 4,6 Prozent, dem höchsten Wochenminus seit einem Jahr.", "^GDAXI", "down"),
        ("Der Dax fiel um 44 Prozent, ein schlechteres Jahr hat er bis heute nicht erlebt.", "^GDAXI", "down"),
        ("SAP gewannen 184 Millionen Euro, der drittgrößte Tageszuwachs seit 2008.", "SAP.DE", "up"),
    ],
)
def test_records_in_other_words(text: str, subject: str, direction: str) -> None:
    assert {(c.subject, c.direction) for c in read("de", text) if c.metric == "record"} == {(subject, direction)}


@pytest.mark.parametrize(
    ("text", "direction"),
    [("Am schlimmsten erwischt es SAP mit minus 3 Prozent.", "down"), ("SAP setzten sich damit an die Spitze des Dax.", "up"), ("Auf dem letzten Platz im Dax rangierten SAP.", "down")],
)
def test_ranks_in_other_words(text: str, direction: str) -> None:
    assert {(c.subject, c.direction) for c in read("de", text) if c.metric == "ranking"} == {("SAP.DE", direction)}
