"""Days counted back from the article: "vor drei Tagen", "five months ago"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from impact.claims.tokens import Sentence
from impact.claims.when import When
from impact.languages import Language

LONGEST = 60  # of a unit; more is no look back of a market report


class Ago:
    """Reads such times with the words of one language; weeks count as seven days, months and years are as coarse as they are said."""

    def __init__(self, language: Language) -> None:
        self.lead = language.word_set("style", "ago_lead")  # "vor drei Tagen"
        self.tail = language.word_set("style", "ago_tail")  # "three days ago"
        self.one = language.word_set("style", "ago_one")
        self.words: dict[str, float] = language.tables["number"]["words"]
        self.units = {word: unit for unit in ("days", "weeks", "months", "years") for word in language.words("style", f"ago_{unit}")}

    def read(self, s: Sentence, day: date) -> Iterator[When]:
        """Each such time of the sentence, counted from ``day``."""
        if self.units.keys().isdisjoint(s.words):
            return
        for k, word in enumerate(s.words):
            unit = self.units.get(word)
            if unit is None or k == 0:
                continue
            led = k >= 2 and s.words[k - 2] in self.lead
            if not led and (k + 1 >= len(s.words) or s.words[k + 1] not in self.tail):
                continue
            count = self._count(s.words[k - 1])
            if count is not None:
                yield self._when(day, unit, count, k - 2 if led else k - 1, k + 1 if led else k + 2)

    def _count(self, word: str) -> int | None:
        if word in self.one:
            return 1
        number = float(word) if word.isdecimal() and len(word) <= 2 else self.words.get(word, 0.0)
        return int(number) if number == int(number) and 1 <= number <= LONGEST else None

    def _when(self, day: date, unit: str, count: int, first: int, last: int) -> When:
        if unit in ("days", "weeks"):
            then = day - timedelta(days=count * (1 if unit == "days" else 7))
            return When(then, then.isoformat(), "relative", first, last)
        months = day.year * 12 + day.month - 1 - count * (1 if unit == "months" else 12)
        text = f"{months // 12:04d}-{months % 12 + 1:02d}"
        return When(None, text if unit == "months" or count == 1 else text[:4], "relative", first, last)
