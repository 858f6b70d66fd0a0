"""Sentences of English market reports with the day that an editor reads in them: {value or metric: ISO day}."""

from __future__ import annotations

import pytest

from impact.claims import extract
from impact.records import Article

CASES = [
    # days that words set
    ("On the first trading day of September Nvidia fell 9.5%.", "2024-09-04", {9.5: "2024-09-03"}),
    ("Target sank 24.9% on Wednesday, its worst day since the Black Monday crash of 1987.", "2022-05-18", {24.9: "2022-05-18", "record": "2022-05-18"}),
    ("May 6, 2010 was a day to remember. That Thursday the Dow lost 2.5%.", "2015-04-22", {2.5: "2010-05-06"}),
    ("On Wednesday the Dow rose 1%. That Tuesday feeling was gone; the Nasdaq lost 2% on Wednesday.", "2015-04-22", {1.0: "2015-04-22", 2.0: "2015-04-22"}),
    ("Two dates\n\n1. April 14, 2000. The Nasdaq gives up 9.7%. The Dow is 5.6% lower.\n\n2. October 9, 2002. The S&P 500 closes at 776.76.", "2020-03-10", {9.7: "2000-04-14", 5.6: "2000-04-14", 776.76: "2002-10-09"}),
    ("Tesla rose 2% on Wednesday. This morning: Tesla is up 7% in premarket trading.", "2022-04-21", {2.0: "2022-04-20", 7.0: "2022-04-21"}),
    # New York's session as others tell it
    ("Overnight the S&P 500 slumped 3.9 per cent. On Tuesday the ASX 200 lost 3.6 per cent.", "2022-06-14", {3.9: "2022-06-13", 3.6: "2022-06-14"}),
    ("The FTSE 100 rose 0.6% on Wednesday. Wall Street was mixed last night, with the Nasdaq ending 0.4% higher.", "2023-02-15", {0.6: "2023-02-15", 0.4: "2023-02-14"}),
    ("CrowdStrike shares lost 12% overnight.", "2024-07-19", {12.0: "2024-07-19"}),
    # the day of the record, and that of what is below it
    ("The Nasdaq slipped 2.4% on Friday and is now more than 10% below its July 10 record.", "2024-08-02", {2.4: "2024-08-02", 10.0: "2024-08-02", "record": "2024-07-10"}),
    ("The S&P 500 lost 4% on Wednesday. It is 18% off its January record.", "2022-05-18", {4.0: "2022-05-18", 18.0: "2022-05-18", "record": "2022-01"}),
    ("The S&P 500 slipped into a bear market on Monday, more than 20% below the high of January 3.", "2022-06-17", {20.0: "2022-06-13"}),
    # years of something else
    ("Palantir, co-founded in 2003 by Peter Thiel and led by Alex Karp, jumped 24%.", "2025-02-04", {24.0: "2025-02-04"}),
    ("In 1997 Apple fell 37%; since its flotation in December 1980 the shares have climbed 50,000 percent.", "2018-08-02", {37.0: "1997-12-31", 50000.0: "2018-08-02"}),
    ("In 2024 Palantir gained 340%; this year it has added another 37%.", "2025-02-04", {340.0: "2024-12-31", 37.0: "2025-02-04"}),
    # closes that date a claim, and closes that it is measured from
    ("Rivian had a market cap of $146.7 billion at Tuesday's close. On Wednesday it fell 3%.", "2021-11-17", {146.7e9: "2021-11-16", 3.0: "2021-11-17"}),
    ("First Republic is still 53% off Friday's close.", "2023-03-13", {53.0: "2023-03-13"}),
    # the week goes on to the article's own day
    ("Peloton rose 20% on Wednesday. Zoom is down 16% this week.", "2022-08-25", {20.0: "2022-08-24", 16.0: "2022-08-25"}),
    # days that are yet to come
    ("Nvidia shed 2.8% ahead of its earnings on Wednesday. Apple fell 1% on Tuesday.", "2025-02-25", {2.8: "2025-02-25", 1.0: "2025-02-25"}),
    ("What Moved Markets This Tuesday\n\nNvidia clawed back some of Monday's loss, rising 8.9%.", "2025-01-28", {8.9: "2025-01-28"}),
    ("Facebook shares closed at $34.03 Monday, down 11% from Friday's closing price of $38.23.", "2012-05-21", {34.03: "2012-05-21", 11.0: "2012-05-21", 38.23: "2012-05-18"}),
    ("Salesforce added 5.7% on Wednesday, climbed 1% at noon, then lost 6% in after-hours trading.", "2022-11-30", {5.7: "2022-11-30", 6.0: "2022-11-30"}),
    # days that date what they stand at and no more
    ("The Nikkei tumbled 4,451 points, surpassing the 3,836-point crash of October 20, 1987; in per cent, the 12.4% dive was the second worst.", "2024-08-05", {4451.0: "2024-08-05", 3836.0: "1987-10-20", 12.4: "2024-08-05"}),
    ("The Dow fell 3% on Monday. The VIX exploded to 65.73, from 23.39 on Friday, and ended at 38.57.", "2024-08-05", {65.73: "2024-08-05", 23.39: "2024-08-02", 38.57: "2024-08-05"}),
    ("Inflation slowed to 3.2% in October, and by the close the S&P 500 was 1.9% higher.", "2023-11-14", {1.9: "2023-11-14"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "expected"), CASES, ids=[text[:60] for text, _, _ in CASES])
def test_day(text: str, published: str, expected: dict[float | str, str]) -> None:
    found = extract(Article(id="a", text=text, language="en", published=published))
    days = {key: c.event_date for c in found if c.metric for key in (c.value, c.metric) if key in expected}
    assert days == expected
