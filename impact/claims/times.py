"""Days: what a clause, a sentence and an article say about when."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from impact.claims.ago import Ago
from impact.claims.set_days import first_session
from impact.claims.tokens import Sentence
from impact.claims.when import When, day_of, parse_iso
from impact.languages import Language, Mark

ISO_DAY = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_NUMERIC = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)?(?!\d)")
_YEAR = re.compile(r"(?<![\d.,])20[0-4]\d(?![\d.,]\d|\d)")


PEAKS = frozenset({"record.high", "record.low", "record.record"})
PEAK_REACH = 9  # tokens from a peak to its day, with a number between
WEEK_ENDS = frozenset({"time.week_start", "time.week_end"})
STORY, STORY_AGE = 60, 300  # days that a story lasts, and from which on a full date begins one
AHEAD = 4  # tokens from "ahead of" to a day that is yet to come
SINCE = 12  # tokens from "since" to the day that the period begins with


class Calendar:
    """Reads the days that a sentence names, against the article's date."""

    def __init__(self, language: Language, anchor: str | None, event: date | None = None, text: str = "") -> None:
        self.language = language
        self.anchor = anchor
        self.day = parse_iso(anchor)
        if self.day is None and anchor is not None and event is not None and event.isoformat().startswith(anchor):
            self.day = event  # only the month is printed, and the one known event lies in it
        if self.day is None and anchor is not None and len(anchor) == 7:
            self.day = _day_of_month(text, anchor, language)
        self.year = int(anchor[:4]) if anchor else event.year if event else _only_year(text)
        self.ago = _ago(language)
        self.ordinals = language.tables["sentence"]["ordinals"]
        self.loose = language.word_set("time", "loose_leads")
        self.last_words = language.word_set("time", "last")
        self.compared = language.word_set("time", "compared")
        self.until = language.word_set("time", "until")
        self.year_start, self.year_end = language.word_set("time", "year_start"), language.word_set("time", "year_end")
        self.last_seen = language.word_set("style", "last_seen")
        self.said: date | None = None  # the last full date with a year
        self.said_year: int | None = None  # the last year that a full date named, for the dates after it
        self.last_year = language.word_set("time", "last_year")
        self.peaks = language.word_set("style", "peak_nouns")
        self.named_days, self.that = language.word_set("time", "named_days"), language.word_set("time", "that")
        self.at_peak = language.word_set("style", "at_peak")
        self.attributes = language.word_set("style", "attributes")
        self.money = _money(language)
        self.year_leads = language.word_set("time", "year_leads")
        self.opens_period = language.word_set("record", "since")
        self.since = _since(language)

    def read(self, text: str, s: Sentence) -> tuple[list[When], set[int]]:
        """The days named in the sentence, in order, and the tokens that are dates (no quantities)."""
        found: list[When] = []
        masked: set[int] = set()
        for mark in s.marks:
            tag = mark.entry.tag
            if tag == "time.months":
                when = self._month(s, mark, masked)
            elif tag == "time.weekdays":
                when = self._weekday(s, mark)
            elif mark.entry.table == "time." and self.day is not None:
                when = self._relative(mark)
            else:
                continue
            if when is not None and any(m.entry.tag == "time.ahead" and 0 <= when.first - m.last <= AHEAD for m in s.marks):
                continue  # "ahead of its earnings on Wednesday"
            if when is not None and not when.period and self._of_peak(s, when.first):
                when = replace(when, period=True)
            if when is not None and not (found and when.first < found[-1].last):
                found.append(when)
        if any(w.source == "weekday" for w in found):  # "auf den freundlichen Wochenstart folgte am Dienstag ein Rücksetzer"
            bare = {m.first for m in s.marks if m.entry.tag in WEEK_ENDS and m.last - m.first == 1}
            found = [w for w in found if w.first not in bare]
        for when in self.ago.read(s, self.day) if self.day is not None else ():
            masked.update(range(when.first, when.last))
            compared = when.first > 0 and s.words[when.first - 1] in self.loose  # "the price of five days ago"
            found.append(replace(when, period=compared or self._starts(s, when.first)))
        for match in ISO_DAY.finditer(text, s.start, s.end):
            masked.update(s.tokens(*match.span()))
        for match in _NUMERIC.finditer(text, s.start, s.end) if self.ordinals else ():
            day = self._numeric(match)
            if day is not None:
                tokens = s.tokens(*match.span())
                masked.update(tokens)
                k = tokens.start
                found.append(When(day, day.isoformat(), "sentence", k, k + 1, self._starts(s, k)))
        found.sort(key=lambda w: w.first)
        self._years(s, found, masked)
        dated = [w.first for w in found if w.source == "sentence" and w.day is not None]
        # "am Montag, dem 17. September": the date says which Monday
        return [w for w in found if w.source != "weekday" or not any(0 <= d - w.last <= 2 for d in dated)], masked

    def _numeric(self, match: re.Match[str]) -> date | None:
        year = int(match[3]) if match[3] else (self.day.year if self.day else None)
        if year is None:
            return None
        return day_of(year, int(match[2]), int(match[1]))

    def _starts(self, s: Sentence, k: int) -> bool:
        """Whether the words before make it the start of a period or a point of comparison ("seit dem", "compared with")."""
        if any(w in self.since for w in s.words[max(0, k - 5) : k]):
            return True
        for word in reversed(s.words[max(0, k - SINCE) : k]):  # "seit dem Rekordhoch von 283,50 Euro im Februar"
            if word in self.opens_period:
                return True
            if word in ",;:–—":
                break
        if any(w in self.last_seen for w in s.words[max(0, k - 2) : k]):  # "zuletzt im November", "last seen in March 2020"
            return True
        for at in range(k - 1, max(-1, k - 7), -1):
            word = s.words[at]
            if word in self.compared:
                return at == 0 or s.words[at - 1] != ","  # ", als das Unternehmen am 24. September in den Dax kam" compares nothing
            if word[0].isdigit() or word == "%":
                return False  # "more than 300% in 2020" compares the number
        return False

    def _of_story(self, month: int, day: int) -> int | None:
        """The year of a day without one that soon follows a full date of long ago: "am 11. September 2001 … am 17. September"."""
        if self.said is None or self.day is None or self.day - self.said < timedelta(STORY_AGE):
            return None
        after = day_of(self.said.year, month, day)
        return self.said.year if after is not None and timedelta(0) <= after - self.said <= timedelta(STORY) else None

    def _of_peak(self, s: Sentence, first: int) -> bool:
        """ "a record close of $479.86 on Dec. 17": the day of the peak, not that of what the sentence tells."""
        k = first - 1
        while k > first - PEAK_REACH and k >= 0 and (s.words[k] in self.attributes or not s.words[k].isalpha() or s.words[k] in self.money):
            if s.words[k] in ",;:()":
                return False
            k -= 1
        peaks = [m for m in s.marks if (m.last == k + 1 or (self.peaks and m.last == k + 2)) and self._peak(m)] if k < first - 1 else []
        return any(self.at_peak.isdisjoint(s.words[max(0, m.first - 2) : m.first]) for m in peaks)  # "at its peak in 2021" tells when

    def _peak(self, m: Mark) -> bool:
        return m.entry.tag in PEAKS or (m.entry.tag == "level.nouns" and m.entry.lemma in self.peaks)

    def _month(self, s: Sentence, mark: Mark, masked: set[int]) -> When | None:
        words = s.words
        month = int(mark.entry.value) + 1
        first, last = mark.first, mark.last
        if last < len(words) and words[last] == "." and s.spans[last][0] == s.spans[last - 1][1]:
            last += 1
        day = year = None
        if self.ordinals and first >= 1 and words[first - 1] == "." and first >= 2 and words[first - 2].isdecimal():
            day, first = int(words[first - 2]), first - 2
        elif first >= 1 and words[first - 1].isdecimal() and int(words[first - 1]) <= 31 and len(words[first - 1]) <= 2:
            day, first = int(words[first - 1]), first - 1
        elif last < len(words) and re.fullmatch(r"\d{1,2}", words[last]) and int(words[last]) <= 31 and not self.ordinals:
            day, last = int(words[last]), last + 1
        elif last < len(words) and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", words[last]):
            day, last = int(words[last][:-2]), last + 1
        if self.day is not None and " ".join(words[last : last + 2]) in self.last_year:
            year, last = self.day.year - 1, last + 2
        k = last + 1 if last < len(words) and words[last] == "," else last
        if k < len(words) and re.fullmatch(r"(?:19|20)\d\d", words[k]):
            year, last = int(words[k]), k + 1
            self.said_year = year
            self.said = day_of(year, month, day) if day else self.said
        if (
            day is None
            and year is None
            and mark.entry.lemma in ("may", "march")
            and not any(w in ("in", "since", "of", "last", "late", "early", "until") for w in words[max(0, first - 1) : first])
        ):
            return None
        masked.update(range(first, last))
        period = self._starts(s, first)
        if year is None and day is not None:
            year = self._of_story(month, day)
        if year is None:
            year = self.year if self.year is not None else self.said_year
            if year is None:
                return None
            if self.day and (month, day or 1) > (self.day.month, self.day.day if day else 31):
                year -= 1
        if day is None and (opening := first_session(words, first, year, month, self.language)) is not None:
            return When(opening, opening.isoformat(), "sentence", first, last, period)
        if day is None:
            period = period or any(w in self.loose for w in words[max(0, first - 2) : first])
            named = PEAKS | {"level.nouns"}
            period = period or any(m.first == last and m.entry.tag in named for m in s.marks)  # "under its January record"
            return When(None, f"{year:04d}-{month:02d}", "sentence", first, last, period)
        exact = day_of(year, month, day)
        period = period or (bool(self.peaks) and any(m.first == last and self._peak(m) for m in s.marks))  # "below its July 10 record"
        return When(exact, exact.isoformat(), "sentence", first, last, period) if exact else None

    def _weekday(self, s: Sentence, mark: Mark) -> When | None:
        if self.day is None or any(w in self.until for w in s.words[max(0, mark.first - 1) : mark.first]):
            return None
        lead = s.words[mark.first - 1] if mark.first else ""
        if lead in self.named_days:
            return None  # "Black Monday"
        if lead in self.that and self.said is not None and self.said.weekday() == int(mark.entry.value):
            return When(self.said, self.said.isoformat(), "sentence", mark.first, mark.last)  # "That Thursday"
        back = (self.day.weekday() - int(mark.entry.value)) % 7
        before = s.words[max(0, mark.first - 2) : mark.first]
        if back == 0 and any(w in self.last_words for w in before):
            back = 7
        after = " ".join(s.words[mark.last : mark.last + 2])
        if after in self.language.words("time", "last_week"):
            back += 7 if back < self.day.weekday() + 1 else 0
        day = self.day - timedelta(days=back)
        starts = any(w in self.since for w in s.words[max(0, mark.first - 2) : mark.first])
        if any(w in self.until for w in s.words[mark.last : mark.last + 1]):  # "von Montag bis Freitag"
            starts = starts or any(m.entry.tag == "time.weekdays" and m.first == mark.last + 1 for m in s.marks)
        return When(day, day.isoformat(), "weekday", mark.first, mark.last, starts)

    def _relative(self, mark: Mark) -> When | None:
        assert self.day is not None
        tag = mark.entry.tag
        if tag == "time.today":
            day = self.day
        elif tag == "time.yesterday":
            day = self.day - timedelta(days=1)
        elif tag == "time.day_before_yesterday":
            day = self.day - timedelta(days=2)
        elif tag == "time.week_start":
            day = self.day - timedelta(days=self.day.weekday())
        elif tag == "time.week_end":
            day = self.day - timedelta(days=(self.day.weekday() - 4) % 7)
        elif tag == "time.week_before":
            day = self.day - timedelta(days=self.day.weekday() + 3)
        elif tag == "time.last_year":
            return When(None, str(self.day.year - 1), "relative", mark.first, mark.last)
        else:
            return None
        return When(day, day.isoformat(), "relative", mark.first, mark.last)

    def _years(self, s: Sentence, found: list[When], masked: set[int]) -> None:
        for k, word in [(k, word) for k, word in enumerate(s.words) if len(word) == 4 and word.isdecimal()]:
            if k in masked or word[:2] not in ("19", "20"):
                continue
            follower = s.words[k + 1] if k + 1 < len(s.words) else ""
            if follower[:1].isalpha() and follower in _units(self.language):
                continue
            before = s.words[k - 1] if k else ""
            if before in ("$", "€", "£") or follower in ("%", "-"):
                continue
            opens = k == 0 and self.ordinals and follower[:1].isalpha() and s.spans[1][0] - s.spans[0][1] == 1  # "2018 hatte er …"
            if opens or before in self.since or before in self.year_leads or before in self.last_seen:
                masked.add(k)
                edge = self._edge(before)
                loose = any(w in self.loose for w in s.words[max(0, k - 1 - (edge is not None)) : k - (edge is not None)])
                found.append(When(None, word if edge is None else f"{word}-{edge}", "sentence", k, k + 1, loose or self._starts(s, k)))

    def _edge(self, before: str) -> str | None:
        """The month of "Anfang 2024", "Ende 2000"."""
        return "01" if before in self.year_start else "12" if before in self.year_end else None


_ago = lru_cache(maxsize=8)(Ago)


@lru_cache(maxsize=8)
def _money(language: Language) -> frozenset[str]:
    return frozenset(w for iso, ws in language.tables["currency"].items() if iso != "hundredth" for w in ws)


@lru_cache(maxsize=8)
def _units(language: Language) -> frozenset[str]:
    t = language.tables
    return frozenset(w for words in t["unit"].values() for w in words) | _money(language) | frozenset(t["scale"])


@lru_cache(maxsize=8)
def _since(language: Language) -> frozenset[str]:
    return language.word_set("time", "period_leads") | language.word_set("record", "since")


def _day_of_month(text: str, month: str, language: Language) -> date | None:
    """The last day of ``month`` ("2023-06") that the text itself names: weekdays are counted from it."""
    forms = "|".join(re.escape(form) for form in language.words("time", "months")[int(month[5:]) - 1].split())
    pattern = re.compile(rf"\b(\d{{1,2}})\.?\s+(?:{forms})\b|\b(?:{forms})\.?\s+(\d{{1,2}})\b(?!\s*[.:]?\d)", re.IGNORECASE)
    days = [int(before or after) for before, after in pattern.findall(text)]
    last = max((day for day in days if day <= 31), default=None)
    return day_of(int(month[:4]), int(month[5:]), last) if last else None


def _only_year(text: str) -> int | None:
    """The year that an article without a date is set in: the one year of this century that it names, if it names one."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
