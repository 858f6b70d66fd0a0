"""Sentences of English market reports with what an editor reads in them: (subject, metric, value, direction)."""

from __future__ import annotations

import pytest

from impact.claims import extract
from impact.records import Article

PCT, LEVEL, CAP, CHANGE, POINTS, RANK, RECORD, VOLUME = (
    "price_change_pct", "price_level", "market_cap_level_usd", "market_cap_change_usd", "index_points_change", "ranking", "record", "volume",
)  # fmt: skip

CASES = [
    # a number put in between, and the adverb behind it
    ("Most of the losses were recouped; the Dow finished 120.40 points, or 0.5 per cent, lower at 24,100.20.", {("^DJI", POINTS, 120.4, "down"), ("^DJI", PCT, 0.5, "down"), ("^DJI", LEVEL, 24100.2, "down")}),
    ("Stocks slid at first. The FTSE 100 closed 61.3 points, or 0.8%, higher at 7,512.10.", {("^FTSE", POINTS, 61.3, "up"), ("^FTSE", PCT, 0.8, "up"), ("^FTSE", LEVEL, 7512.1, "up")}),
    # the benchmark is the index so called, not the one named last or later
    ("The S&P 500 slid. The Nasdaq lost 3%. The benchmark fell 74 points.", {("^IXIC", PCT, 3.0, "down"), ("^GSPC", POINTS, 74.0, "down")}),
    ("Traders sold the S&P 500. The benchmark shed 1.2%, while the Nasdaq slid 2.1%.", {("^GSPC", PCT, 1.2, "down"), ("^IXIC", PCT, 2.1, "down")}),
    ("The Nikkei opened weaker. The benchmark closed up 0.4%.", {("^N225", PCT, 0.4, "up")}),
    # from whom an amount is taken
    ("The sell-off wiped $1.4 trillion from the S&P 500.", {("^GSPC", CHANGE, 1.4e12, "down")}),
    ("Nearly $300 billion evaporated from Apple.", {("AAPL", CHANGE, 3e11, "down")}),
    ("Markets fell, with $900 billion in market value disappearing from the Nasdaq.", {("^IXIC", CHANGE, 9e11, "down")}),
    ("Nvidia lost $300 billion from Monday.", {("NVDA", CHANGE, 3e11, "down")}),
    # a peak at the head of the sentence: its direction is not that of the verb behind it
    ("Tesla is weak. Since its May peak of $300.50 it has dropped 20%.", {("TSLA", LEVEL, 300.5, None), ("TSLA", PCT, 20.0, "down")}),
    # a currency that is spelt like a verb
    ("The market value of Samsung Electronics was counted as 600 trillion won.", {("005930.KS", CAP, 6e14, None)}),
    # sectors named like shares
    ("The S&P 500 fell 2%, led by energy with a 6.5% loss.", {("^GSPC", PCT, 2.0, "down"), ("ENERGY", PCT, 6.5, "down")}),
    # what is no market claim goes on behind an "and" or a comma
    ("Nike fell 2%. It expects earnings of between $8.50 and $8.60 a share, down from an earlier range of $9.15 to $9.30.", {("NKE", PCT, 2.0, "down")}),
    ("Nike fell 2%. Earnings were $2.04 a share, while Wall Street had been looking for $2.64.", {("NKE", PCT, 2.0, "down")}),
    ("The S&P 500 rose 1%, even as the median price of a home climbed 2.8%.", {("^GSPC", PCT, 1.0, "up")}),
    ("Samsung rose 3%. The won-dollar exchange rate was 1431.7 won.", {("005930.KS", PCT, 3.0, "up")}),
    # a bracket between a number and its adverb
    ("The Dow closed 101.24 points (0.57%) lower.", {("^DJI", POINTS, 101.24, "down"), ("^DJI", PCT, 0.57, "down")}),
    ("The Kospi closed at 3042.83, which is 31.24 points (1.03%) higher than on Monday.", {("^KS11", LEVEL, 3042.83, None), ("^KS11", POINTS, 31.24, "up"), ("^KS11", PCT, 1.03, "up")}),
    ("The Dow rose to 34,000 points (up 2%).", {("^DJI", LEVEL, 34000.0, "up"), ("^DJI", PCT, 2.0, "up")}),
    # the record that something fell from was a high
    ("Nvidia is off 5% from its record.", {("NVDA", PCT, 5.0, "down"), ("NVDA", RECORD, None, "up")}),
    ("The S&P 500 has fallen 12 per cent from December's record.", {("^GSPC", PCT, 12.0, "down"), ("^GSPC", RECORD, None, "up")}),
    # of several companies without a name
    ("Infosys rose 2%. The market capitalisation of listed companies reached Rs 140 lakh crore.", {("INFY.NS", PCT, 2.0, "up"), (None, CAP, 1.4e14, None)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:50] for text, _ in CASES])
def test_rule(text: str, expected: set[tuple[str | None, str, float | None, str | None]]) -> None:
    found = extract(Article(id="a", text=text, language="en"))
    kept = {(c.subject, c.metric, c.value, c.direction) for c in found if c.metric not in (None, "direction", "equivalence")}
    assert kept == expected
