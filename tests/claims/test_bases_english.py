"""Sentences of English market reports with the basis that an editor reads in them: {value or metric: basis}."""

from __future__ import annotations

import pytest

from impact.claims import extract
from impact.records import Article

CASES = [
    # measured from a peak, or too large for a session: over how long, nobody says
    ("The S&P 500 closed 1% lower on Wednesday. It is 18% off its January record.", {1.0: "close", 18.0: "unknown"}),
    ("PayPal shares closed 3% lower and are now 57% below last July's record close.", {3.0: "close", 57.0: "unknown"}),
    ("Since its peak in December the stock has dropped 34%. Apple closed at $150.", {34.0: "unknown"}),
    ("Shares of Tesla more than doubled. Apple closed 1% higher.", {100.0: "unknown", 1.0: "close"}),
    ("Biotech Novavax more than doubled to $61.40 at the close.", {100.0: "close"}),
    ("Tesla rose 3% on Tuesday from Monday's close.", {3.0: "close"}),
    # a year that is over, the year that lasts
    ("Apple closed 1% higher. The shares advanced 252% in 2023.", {1.0: "close", 252.0: "unknown"}),
    ("Apple closed 1% higher. So far in 2024 the shares are up 16%.", {1.0: "close", 16.0: "ytd"}),
    ("Apple closed 1% higher. For 2024 the shares are up 16%.", {1.0: "close", 16.0: "ytd"}),
    ("Apple closed 1% higher. Year to date, the stock has outperformed with a gain of 44%.", {1.0: "close", 44.0: "ytd"}),
    ("Since the start of January the FTSE 100 has put on 7.3%. It closed at 7,997.", {7.3: "ytd"}),
    ("On Tuesday of this week, the Dow slipped 0.5%.", {0.5: "close"}),
    # moments of a session
    ("The FTSE 100 closed lower. Taylor Wimpey jumped 5% before finishing 1.1% down.", {5.0: "intraday", 1.1: "close"}),
    ("Apple closed 1% higher, having touched $205.30.", {1.0: "close", 205.3: "intraday"}),
    ("The Dow was 700 points lower by the time London shut.", {700.0: "intraday"}),
    ("The FTSE 100 closed lower. Domino's fell 5% to a two-year low of $63.32.", {5.0: "close", 63.32: "close"}),
    ("The FTSE 100 closed lower. Domino's fell 5% to a session low of $63.32.", {5.0: "close", 63.32: "intraday"}),
    ("The Sensex closed lower. Infosys and TCS bucked the trend and rose up to 2.39 per cent.", {2.39: "close"}),
    ("The Sensex closed lower. Infosys rose up to 2.39 per cent.", {2.39: "intraday"}),
    # no word for it at all: how the report begins
    ("London's top flight index has lost ground after the vote. The FTSE 100 was 8% lower at 5,915.", {8.0: "intraday"}),
    ("Alibaba's shares dropped as much as 9.6% Wednesday. JD.com was off 5%.", {9.6: "intraday", 5.0: "intraday"}),
    ("The Dow plunged over 2,000 points. The S&P 500 fell 8 percent.", {2000.0: "intraday", 8.0: "intraday"}),
    ("The Dow plunged 2,013.76 points. The S&P 500 fell 8 percent.", {2013.76: "close", 8.0: "close"}),
    # insertions tell of something else, unless they tell when
    ("Apple closed 1% higher. Carvana, left for dead last week, ripped 28% higher.", {28.0: "close"}),
    ("The Dow closed lower. Apple, due to report after the bell, slipped 1%.", {1.0: "close"}),
    ("The Dow closed lower. Apple slipped 1% ahead of its results after the bell.", {1.0: "close"}),
    ("The Dow closed lower. Apple, in after-hours trading, slipped 1%.", {1.0: "afterhours"}),
    ("Germany's DAX, which had been down 1.8 percent, finished 1 percent higher.", {1.8: "intraday", 1.0: "close"}),
    ("GameStop's share price more than doubled on Wednesday. Apple closed 1% higher.", {100.0: "close", 1.0: "close"}),
    ("The Dow closed lower. Apple tumbled as much as 13 percent to $92 before its chief spoke up.", {13.0: "intraday", 92.0: "intraday"}),
    ("The Dow closed lower. General Electric plunged 21 percent at its low.", {21.0: "intraday"}),
    ("The Hang Seng closed lower. Country Garden slid a further 1.2% for a loss of 68% year to date.", {1.2: "close", 68.0: "ytd"}),
    ("The Sensex climbed 33.40 points to a new closing high of 74,119.39.", {33.4: "close", 74119.39: "close"}),
    ("The Dow closed higher. It is more than 20% above its September low.", {20.0: "unknown"}),
    ("Siemens Energy closed 7.8% higher (but is still down 44% on the year), and Vodafone dropped 2.6%.", {7.8: "close", 44.0: "ytd", 2.6: "close"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:60] for text, _ in CASES])
def test_basis(text: str, expected: dict[float, str]) -> None:
    found = extract(Article(id="a", text=text, language="en", published="2024-10-30"))
    assert {c.value: c.basis for c in found if c.metric and c.value in expected} == expected
