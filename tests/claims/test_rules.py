"""Sentences of market reports with what an editor reads in them: (subject, metric, value, direction), and the day where it matters."""

from __future__ import annotations

import pytest

from impact.claims import extract
from impact.records import Article

PCT, LEVEL, CAP, CHANGE, POINTS, RANK = (
    "price_change_pct", "price_level", "market_cap_level_usd", "market_cap_change_usd", "index_points_change", "ranking",
)  # fmt: skip

CASES = [
    # a cause, or what follows the number, is not what moved
    ("de", "Lockheed Martin verloren trotz angehobener Prognose drei Prozent.", {("LMT", PCT, 3.0, "down")}),
    ("de", "Charles Schwab schnellten um 12,6 Prozent in die Höhe; der Broker hatte mehr verdient als erwartet.", {("SCHW", PCT, 12.6, "up")}),
    ("en", "TJX Companies added 4.1% after it raised its profit outlook.", {("TJX", PCT, 4.1, "up")}),
    ("en", "Constellation Energy rocketed 22% on a deal to restart a reactor for Microsoft.", {("CEG", PCT, 22.0, "up")}),
    ("en", "Apple grew 5% in services revenue.", set()),
    ("en", "Nike shares fell 5%. Morgan Stanley now sees the stock at $200, a further 21% below Friday's close.", {("NKE", PCT, 5.0, "down")}),
    ("en", "FedEx stock fell 15%. The company earned $3.60 a share, down from $4.55 a year earlier.", {("FDX", PCT, 15.0, "down")}),
    # whose number it is
    ("en", "Constellation Energy rose 22% on a deal for Microsoft; it has more than doubled.", {("CEG", PCT, 22.0, "up"), ("CEG", PCT, 100.0, "up")}),
    ("en", "The Dow, in which Boeing is the laggard, ended 216.90 points higher, or 0.58%.", {("^DJI", POINTS, 216.9, "up"), ("^DJI", PCT, 0.58, "up")}),
    ("de", "Schlusslicht im Dax: Beiersdorf (-1,2 %).", {("BEI.DE", RANK, None, "down"), ("BEI.DE", PCT, 1.2, "down")}),
    ("de", "Der Nvidia-Zulieferer Mustertech fiel um 17 Prozent.", {(None, PCT, 17.0, "down")}),
    ("de", "Die T-Aktie fiel auf 8,42 Euro.", {("DTE.DE", LEVEL, 8.42, "down")}),
    ("en", "The Nvidia of China, as it is called, fell 17%.", set()),
    # which way
    ("en", "Apple, which had dropped 5.9% last week, regained 2.4%.", {("AAPL", PCT, 5.9, "down"), ("AAPL", PCT, 2.4, "up")}),
    ("de", "Auf Wochensicht ergibt sich für den Dax ein Plus von 1,2 Prozent, im Februar waren es 3,8 Prozent.", {("^GDAXI", PCT, 1.2, "up"), ("^GDAXI", PCT, 3.8, "up")}),
    ("de", "Am Montag verlor SAP 5,9 Prozent, am Dienstag kamen noch einmal 2,6 Prozent hinzu.", {("SAP.DE", PCT, 5.9, "down"), ("SAP.DE", PCT, 2.6, "down")}),
    ("de", "Seit dem Tief Ende September bei 11.863 Punkten hat der Dax 20 Prozent gutgemacht.", {("^GDAXI", LEVEL, 11863.0, None), ("^GDAXI", PCT, 20.0, "up")}),
    ("de", "Der Dow rückte um 1,7 Prozent vor auf 12.698 Punkte.", {("^DJI", PCT, 1.7, "up"), ("^DJI", LEVEL, 12698.0, "up")}),
    ("de", "Rund 1,5 Milliarden Euro Marktwert von Infineon sind weg.", {("IFX.DE", CHANGE, 1.5e9, "down")}),
    ("de", "Der Börsenwert von Nvidia nahm um 184 Milliarden Dollar zu.", {("NVDA", CHANGE, 184e9, "up")}),
    # units left out behind another name
    ("de", "Der Dow gewann 4 Prozent, der Nasdaq 100 sogar 7,5.", {("^DJI", PCT, 4.0, "up"), ("^NDX", PCT, 7.5, "up")}),
    ("de", "SAP stiegen um 2 Prozent, Apple verkaufte 2,5 Millionen Geräte.", {("SAP.DE", PCT, 2.0, "up")}),
    # what is no price: premiums, multiples of earnings, earnings a share, oil, funds, futures
    ("de", "Das entspricht für Infineon einem Aufschlag von 46 Prozent auf den Durchschnittskurs.", set()),
    ("de", "Infineon zahlt mehr als das 30-fache des Gewinns.", set()),
    ("de", "SAP: Der Gewinn je Aktie stieg um 5 Prozent auf 2,30 Euro.", set()),
    ("de", "SFC Energy gefragt: plus 5,1 Prozent auf 23,70 Euro nach starken Zahlen für das erste Quartal.", {("F3C.DE", PCT, 5.1, "up"), ("F3C.DE", LEVEL, 23.7, "up")}),
    ("de", "Fresenius gaben um 1 Prozent nach. Brent-Öl verbilligte sich um 3 Prozent auf 44,08 Dollar.", {("FRE.DE", PCT, 1.0, "down"), (None, PCT, 3.0, "down"), (None, LEVEL, 44.08, "down")}),
    ("de", "Der Solarfonds Invesco Solar ETF verlor elf Prozent.", {(None, PCT, 11.0, "down")}),
    ("de", "Der Nikkei verlor 4,6 Prozent. Der Terminkontrakt auf den S&P 500 lag 3 Prozent im Minus.", {("^N225", PCT, 4.6, "down"), (None, PCT, 3.0, "down")}),
    ("de", "Im Mittel trauen sie dem Dax 13.600 Punkte zu.", set()),
    ("de", "In Schanghai war der Leitindex um 8,5 Prozent abgesackt.", {("000001.SS", PCT, 8.5, "down")}),
    # whose it is: names behind "auch", auxiliaries, "mit", "als"; houses that rate; indices of their own; what a market is measured by
    ("de", "Intel fiel um 3 Prozent. Im Sog zogen auch Foobarin um bis zu 9 Prozent an.", {("INTC", PCT, 3.0, "down"), (None, PCT, 9.0, "up")}),
    ("de", "Intel fiel um 3 Prozent. Foobarin hatten schon am Vortag 10,6 Prozent verloren.", {("INTC", PCT, 3.0, "down"), (None, PCT, 10.6, "down")}),
    ("de", "In Frankfurt ging es mit dem Dax um 3,0 Prozent bergauf, der EuroStoxx 50 zog um 2,2 Prozent an.", {("^GDAXI", PCT, 3.0, "up"), ("^STOXX50E", PCT, 2.2, "up")}),
    ("de", "Allianz gaben nach. Anders als am 11. September 2001, als der Dax 8,5 Prozent verloren hatte, blieb es ruhig.", {("^GDAXI", PCT, 8.5, "down")}),
    ("de", "Stabilus fielen. Nach einer Abstufung durch die Deutsche Bank waren sie mit einem Abschlag von 5,6 Prozent im Minus.", {("STM.DE", PCT, 5.6, "down")}),
    ("de", "Der Nasdaq fiel um 1 Prozent. Der KBW-Regionalbankenindex sackt um 5,5 Prozent ab.", {("^IXIC", PCT, 1.0, "down"), (None, PCT, 5.5, "down")}),
    ("de", "Der breitere Markt, gemessen am S&P 500, gab um 0,6 Prozent nach.", {("^GSPC", PCT, 0.6, "down")}),
    ("de", "Bayer fielen um 2 Prozent. Den Aktionären von Praktiker blieb nichts: Das Papier stürzte um 60 Prozent ab.", {("BAYN.DE", PCT, 2.0, "down"), ("PRA.DE", PCT, 60.0, "down")}),
    ("de", "Bei Tesla betrug der Rückgang 44 Prozent.", {("TSLA", PCT, 44.0, "down")}),
    ("de", "Uber verloren 5 Prozent. Konkurrent Lyft zieht um 3 Prozent mit.", {("UBER", PCT, 5.0, "down"), ("LYFT", PCT, 3.0, "down")}),
    ("de", "Dax fester: Merck stiegen um 2 Prozent.", {("MRK.DE", PCT, 2.0, "up")}),
    ("de", "Dow fester: Merck stiegen um 2 Prozent auf 110 Dollar.", {("MRK", PCT, 2.0, "up"), ("MRK", LEVEL, 110.0, "up")}),
    # lines and places
    ("de", "Rheinmetall knackt 1000-Euro-Marke", {("RHM.DE", LEVEL, 1000.0, "up")}),
    ("de", "Nvidia knackt Drei-Billionen-Dollar-Marke", {("NVDA", CAP, 3e12, None)}),
    ("en", "Dow tops 36,000 in New York trading", {("^DJI", LEVEL, 36000.0, None)}),
    ("en", "Tesla's market value topped $US1 trillion.", {("TSLA", CAP, 1e12, None)}),
    ("en", "The S&P 500 did recover to end 218 points, or 0.27 per cent, higher at 6,224.75.", {("^GSPC", POINTS, 218.0, "up"), ("^GSPC", PCT, 0.27, "up"), ("^GSPC", LEVEL, 6224.75, "up")}),
    ("en", "Coinbase has lost four-fifths of its value.", {("COIN", PCT, 80.0, "down")}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[text[:50] for _, text, _ in CASES])
def test_rule(language: str, text: str, expected: set[tuple[str | None, str, float | None, str | None]]) -> None:
    found = extract(Article(id="a", text=text, language=language))
    kept = {(c.subject, c.metric, c.value, c.direction) for c in found if c.metric in (PCT, LEVEL, CAP, CHANGE, POINTS, RANK)}
    assert kept == expected


DAYS = [
    ("de", "Berlin, 3. März 2022. Die Aktionäre von Zalando brauchen Nerven: Das Papier brach um acht Prozent ein.", 8.0, "2022-03-03"),
    ("de", "26. November 2024\n\nZu seinem Rekordhoch vom 12. Januar 2022 fehlt dem Dax noch ein Minus von 2,5 Prozent.", 2.5, "2024-11-26"),
    ("de", "Am 11. September 2001 fiel der Dax um 8,5 Prozent. Bei der Wiedereröffnung am 17. September sackte der Dow um 7,1 Prozent ab.", 7.1, "2001-09-17"),
    ("de", "Die Titel von Sonova geraten am Montag, 14. November 2022, unter Druck. Bis Mittag büssen sie 16,4 Prozent ein.", 16.4, "2022-11-14"),
    ("de", "Am 28. Januar 2025 machte die Nvidia-Aktie den Verlust von 17 Prozent vom Vortag wett.", 17.0, "2025-01-27"),
    ("en", "March 11, 2025\n\nFrom a record close of $479.86 on Dec. 17, Tesla shares have lost 53.7%.", 53.7, "2025-03-11"),
    ("en", "March 11, 2025\n\nFrom a record close of $479.86 on Dec. 17, Tesla shares have lost 53.7%.", 479.86, "2024-12-17"),
    ("en", "January 30, 2023\n\nBoeing, which had crashed 18.5% on Friday, bounced back 4.2% in New York.", 4.2, "2023-01-30"),
    ("en", "In 2020 alone, shares of Zoom rose 400%.", 400.0, "2020-12-31"),
]


@pytest.mark.parametrize(("language", "text", "value", "day"), DAYS, ids=[f"{day} {value}" for _, _, value, day in DAYS])
def test_day(language: str, text: str, value: float, day: str) -> None:
    found = extract(Article(id="a", text=text, language=language))
    assert {c.event_date for c in found if c.value == value} == {day}


@pytest.mark.parametrize(
    ("language", "text", "bound"),
    [
        ("de", "Der Börsenwert von Alphabet kletterte über die Schwelle von zwei Billionen Dollar.", "at_least"),
        ("de", "Der Börsenwert von Nvidia hat die Marke von drei Billionen Dollar geknackt.", "at_least"),
        ("de", "Der Börsenwert von Intel fiel unter die Marke von 100 Milliarden Dollar.", "at_most"),
        ("de", "Der Börsenwert von Intel beträgt 100 Milliarden Dollar.", "exact"),
    ],
)
def test_a_value_that_crossed_a_line(language: str, text: str, bound: str) -> None:
    assert {c.bound for c in extract(Article(id="a", text=text, language=language)) if c.metric == CAP} == {bound}


@pytest.mark.parametrize(
    ("language", "text", "negated", "hypothetical"),
    [
        ("de", "An der Wall Street wurde nicht gehandelt; danach sackte der Dow um 684 Punkte ab.", False, False),
        ("de", "Der SOX fiel um 5,2 Prozent und damit so deutlich wie seit 2022 nicht.", False, False),
        ("de", "Der SOX fiel nicht um 5,2 Prozent.", True, False),
        ("en", "The ASX 200 is set to open flat after a night in which the Dow rose 0.7%.", False, False),
        ("en", "Had Apple fallen 17%, the S&P 500 would have lost ground.", False, True),
    ],
)
def test_modality(language: str, text: str, negated: bool, hypothetical: bool) -> None:
    found = [c for c in extract(Article(id="a", text=text, language=language)) if c.value is not None and c.metric]
    assert found
    assert {(c.negated, c.hypothetical) for c in found} == {(negated, hypothetical)}
