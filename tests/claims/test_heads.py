"""What only speaks of a share: the number is not the share's; and what does speak of it keeps it."""

from __future__ import annotations

import pytest

from impact.claims import extract
from impact.records import Article

OTHER = [
    ("de", "Die Nachfrage nach Nvidia-Aktien sank um 17 Prozent."),
    ("de", "Die Zahl der Käufer von Nvidia-Aktien fiel um 17 Prozent."),
    ("de", "Das Interesse an der Tesla-Aktie nahm um 15,4 Prozent ab."),
    ("de", "Der Abstand der Nvidia-Aktie zu ihrem Rekordhoch wuchs um 17 Prozent."),
    ("de", "Anleger, die Nvidia-Aktien auf Kredit gekauft hatten, verloren im Schnitt 17 Prozent."),
    ("de", "Ein Fonds, der Nvidia-Aktien hält, verlor 17 Prozent."),
    ("de", "Die Volatilität der Nvidia-Aktie stieg um 17 Prozent."),
    ("de", "Das gehandelte Volumen der Nvidia-Aktie sank um 17 Prozent."),
    ("de", "Der Optionsmarkt preiste für die Nvidia-Aktie einen Kursrutsch von 17 Prozent ein."),
    ("de", "Die Tesla Bergbau AG verlor an der Börse in Wien 15,4 Prozent."),
    ("en", "Demand for Nvidia shares fell 17 percent."),
    ("en", "The dividend yield of Nvidia shares fell 17 percent."),
    ("en", "Funds that hold Nvidia shares lost 17 percent."),
    ("en", "Investors holding Nvidia shares lost 17 percent."),
    ("en", "Traders who had shorted Nvidia shares gained 17 percent."),
    ("en", "Trading volume in Nvidia shares fell 17 percent."),
    ("en", "Nvidia's implied volatility fell 17 percent."),
    ("en", "The options market priced in a 17 percent drop in Nvidia shares."),
    ("en", "Apple shares gained 17 percent of what Nvidia lost."),
    ("en", "Shares of Tesla Exploration, a Canadian survey company unrelated to the carmaker, fell 15.4 percent."),
    ("fr", "La demande d'actions Renault a chuté de 17 %."),
    ("fr", "La volatilité de l'action Renault a augmenté de 17 %."),
]
SAME = [
    ("de", "Der Kurs der Nvidia-Aktie fiel um 17 Prozent.", "NVDA"),
    ("de", "Die Talfahrt der Nvidia-Aktie ging weiter, sie verlor 17 Prozent.", "NVDA"),
    ("de", "Der Liebling der Anleger, die Aktie von Nvidia, sackte um 17 Prozent ab.", "NVDA"),
    ("de", "Für Aktionäre der Nvidia ging es um 17 Prozent abwärts.", "NVDA"),
    ("de", "Bei hoher Volatilität verlor die Nvidia-Aktie 17 Prozent.", "NVDA"),
    ("de", "Wer AMD besitzt, freut sich: plus 23,7 Prozent.", "AMD"),
    ("de", "Der Volatilitätsindex VIX stieg um 20,5 Prozent.", "^VIX"),
    ("en", "The price of Nvidia shares fell 17 percent.", "NVDA"),
    ("en", "Class A shares of Alphabet fell 4.2 percent.", "GOOGL"),
    ("en", "The Dow rose 249.59 points, thanks to IBM (+7.1%).", "IBM"),
    ("en", "Trading volume doubled as Nvidia shares fell 17 percent.", "NVDA"),
    ("en", "Nvidia shares fell 17 percent on heavy volume.", "NVDA"),
    ("en", "TJX Companies added 4.1 percent.", "TJX"),
    ("en", "The Cboe Volatility Index jumped 20.5 percent.", "^VIX"),
    ("fr", "Le cours de l'action Renault a chuté de 17 %.", "RNO.PA"),
]


def moved(language: str, text: str) -> set[str | None]:
    """The subjects of the changes in percent that are market claims."""
    found = extract(Article(id="a", text=text, language=language, published="2025-01-27"))
    return {c.subject for c in found if c.metric == "price_change_pct" and c.unit == "percent" and c.reject is None}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Aktie von Nvidia verlor am Montag 17 Prozent. Das entspricht einem Wertverlust von rund 593 Milliarden Dollar – so viel wie nie zuvor an der Wall Street."),
        ("en", "Nvidia shares lost 17 percent on Monday. That wiped out $593 billion in market value, the most ever on Wall Street."),
    ],
)
def test_where_a_record_was_set_is_not_what_lost(language: str, text: str) -> None:
    found = extract(Article(id="a", text=text, language=language, published="2025-01-28"))
    assert {c.subject for c in found if c.metric == "market_cap_change_usd"} == {"NVDA"}


@pytest.mark.parametrize(("language", "text"), OTHER)
def test_a_number_of_something_else_is_given_to_no_share(language: str, text: str) -> None:
    assert moved(language, text) <= {None}


@pytest.mark.parametrize(("language", "text", "symbol"), SAME)
def test_a_number_of_the_share_stays_its_own(language: str, text: str, symbol: str) -> None:
    assert symbol in moved(language, text)
