"""The day on which an article appeared, as its head says it."""

import pytest

from impact.claims.dateline import dateline


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Nvidia verliert\n\n4. September 2024\n\nDie Aktie fiel.", "de", "2024-09-04"),
        ("Titel\n28.01.2025\nText", "de", "2025-01-28"),
        ("Titel\nStand: 28.01.2025, 17:40 Uhr\nText", "de", "2025-01-28"),
        ("FRANKFURT (dpa), 28. Januar 2025 – Die Aktien von Nvidia sind am Montag um 17 Prozent gefallen, teilte die Börse mit.", "de", "2025-01-28"),
        (" date 2025-01 Teilen\n\nDeepSeek: Der Sturm aus Fernost", "de", "2025-01"),
        ("Was dahinter steckt\n\n2025-01-28\n\nText", "de", "2025-01-28"),
        ("Broadcom tops $1 trillion\n\nDecember 13, 2024\n\nBroadcom shares surged.", "en", "2024-12-13"),
        ("Title\nPublished on 13 Dec. 2024 at 4:05 p.m.\nText", "en", "2024-12-13"),
        ("Title\nJan. 27th, 2025\nText", "en", "2025-01-27"),
        # the day of a story is not the day of its telling
        ("Am 27. Januar 2025 erschütterte ein junges Unternehmen den Markt.", "de", None),
        ("Nvidia fell 17% on January 27, 2025 and took the market with it, a day that no investor will forget in a hurry.", "en", None),
        ("Die Geschichte beginnt im September 2024 in Hangzhou.", "de", None),
        ("Titel\n31.02.2025\nText", "de", None),
        ("", "de", None),
    ],
)
def test_dateline(text, language, day):
    assert dateline(text, language) == day
