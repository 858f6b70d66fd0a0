"""Which day a claim speaks of: (language, published, text, value, day)."""

from __future__ import annotations

import pytest

from impact.claims import extract
from impact.records import Article

SCENE = "Wien. Der Einmarsch hat am Donnerstag weltweit Schockwellen durch die Handelssäle geschickt.\n\nDer Dax sackte um 4,5 Prozent ab."

CASES = [
    # the day that the first sentences tell of
    ("de", "2022-02-25", SCENE, 4.5, "2022-02-24"),
    ("de", "2025-10-07", "Haben Sie gestern gezuckt? Wer AMD besitzt, sah ein Plus von 23,7 Prozent.", 23.7, "2025-10-06"),
    ("de", "2022-02-25", "25.02.2022\n\nDer Dax sackte um 4,5 Prozent ab.", 4.5, "2022-02-25"),
    ("en", "2018-08-02", "It was a long Wednesday for investors.\n\nFord shares fell 4.5%.", 4.5, "2018-08-01"),
    # the day after another one in the sentence, and whose number it is
    ("de", "2022-11-10", "Der Dax stieg am Dienstag um 2,2 Prozent, am Tag darauf legte er weitere 1,3 Prozent zu.", 1.3, "2022-11-09"),
    ("de", "2022-11-11", "Am Dienstag hatte der Konzern gewarnt, woraufhin die SAP-Aktie tags darauf um zehn Prozent fiel.", 10.0, "2022-11-09"),
    ("de", "2022-11-10", "Die SAP-Aktie: Nach 2,99 Euro am Vorabend wurden zum Schluss nur noch 1,07 Euro gezahlt.", 1.07, "2022-11-10"),
    ("de", "2022-11-10", "Die SAP-Aktie: Nach 2,99 Euro am Vorabend wurden zum Schluss nur noch 1,07 Euro gezahlt.", 2.99, "2022-11-09"),
    ("de", "2022-11-10", "Zalando hatten am Mittwoch noch 3 Prozent verloren, nun ging es um gut 12 Prozent nach oben.", 12.0, "2022-11-10"),
    ("de", "2025-10-20", "Der Dax machte den Ausverkauf vom Freitag (minus 1,8 Prozent) wett.", 1.8, "2025-10-17"),
    ("de", "2021-05-04", "Auf den freundlichen Wochenstart folgte im Dax am Dienstag ein Minus von 0,4 Prozent.", 0.4, "2021-05-04"),
    ("de", "2026-03-20", "Von Montag bis Freitag ging es für den MDax um 2,1 Prozent nach unten.", 2.1, "2026-03-20"),
    ("de", "2000-09-22", "Intel brach um 22 Prozent ein. Nachbörslich hatte der Kurs bereits um 20 Prozent nachgegeben.", 20.0, "2000-09-21"),
    ("en", "2024-12-31", "Micron is weak. It fell 16% on Dec. 19, the day after the results.", 16.0, "2024-12-19"),
    # counted back
    ("de", "2021-08-12", "Vor drei Tagen hatte die SAP-Aktie mit 140 Euro ein Rekordhoch erreicht.", 140.0, "2021-08-09"),
    ("en", "2022-04-21", "Five months ago Netflix shares changed hands at $700.99.", 700.99, "2021-11"),
    ("en", "2018-08-02", "A year ago Apple shares changed hands at $157.", 157.0, "2017-08"),
    ("en", "2023-03-13", "First Republic plunged 68% below the price of five days ago.", 68.0, "2023-03-13"),
    # years, their ends, and clauses that give the day of another
    ("de", "2019-12-30", "2018 hatte der Dax noch 18 Prozent eingebüßt.", 18.0, "2018-12-28"),
    ("de", "2020-03-06", "Schon Ende 2000 notierte die T-Aktie bei nur noch 32,10 Euro.", 32.1, "2000-12"),
    ("de", "2024-12-30", "Anfang August rutschte der Dax auf knapp über 17.000 Punkte.", 17000.0, "2024-08"),
    ("de", "2024-04-12", "Seit dem im Januar 2021 aufgestellten Rekordhoch von 181,30 Euro fielen die Varta-Papiere um 95 Prozent.", 181.3, "2021-01"),
    ("de", "2023-06-19", "Gegenüber dem Allzeithoch vom November 2021, als für das SAP-Papier 131,60 Euro gezahlt wurden, ist das wenig.", 131.6, "2021-11"),
    ("de", "2020-06-22", "22 Milliarden Euro Börsenwert hatte SAP, als das Unternehmen am 24. September 2018 in den Dax kam.", 22e9, "2018-09-24"),
    # a story of long ago
    ("de", "2021-09-10", "Am 11. September 2001 fiel der Dax um 8,5 Prozent. Bis zum Freitag verlor er 14,3 Prozent.", 14.3, "2001-09-14"),
    ("de", "2021-09-10", "Heute ist es anders als am 11. September 2001, seit Oktober 1998 ging es bergauf. Am 17. September fiel der Dow um 7,1 Prozent.", 7.1, "2001-09-17"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "published", "text", "value", "day"), CASES, ids=[f"{c[1]}-{c[2][:40]}" for c in CASES])
def test_day(language: str, published: str, text: str, value: float, day: str) -> None:
    found = extract(Article(id="a", text=text, language=language, published=published))
    assert {c.event_date for c in found if c.value == value} == {day}
