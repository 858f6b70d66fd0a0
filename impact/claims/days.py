"""Which day a claim speaks of: words first, then the sequence, the article's own day, and the known event last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from impact.claims.clauses import Clause, back
from impact.claims.drafts import Draft, Reading
from impact.claims.set_days import heading_day
from impact.claims.times import Calendar
from impact.claims.trading import DEFAULT_MIC, before_open, session_on, shifted
from impact.claims.when import When, parse_iso
from impact.languages import Language
from impact.records import Basis, Claim
from impact.reference import instruments

OPENING = 2  # market sentences at the top, headline included, that name the day an article is about
LONG_AGO = 30  # days from which a dated sentence begins a story of its own
SCENE = 4  # days back to the day of which the first sentences tell
AMERICAN = frozenset({"XNYS", "XNAS"})
NEAR = 10  # days between the article and the day that it is about


class Days:
    """The days of one article's claims."""

    def __init__(
        self, language: Language, calendar: Calendar, readings: Sequence[Reading], event: tuple[str, object] | None,
        event_date: date | None,
        text: str, published_at: str | None = None,
    ) -> None:  # fmt: skip
        self.calendar, self.readings, self.event_date, self.published_at = calendar, readings, event_date, published_at
        self.text = text
        self.named = False  # whether the article names the day that it is about
        self.subordinate = language.word_set("boundary", "subordinate")
        self.compared = language.word_set("time", "compared")
        self.event = event_day(event)
        self.apart = language.word_set("style", "day_apart")
        self.week_so_far = language.word_set("style", "week_so_far")
        self.past_year: Basis = language.tables.get("style", {}).get("past_year_basis", "ytd")
        self.now = language.word_set("style", "now")
        self.main, self.main_source = self._main_day()
        self._told: str | None = None  # the day that the paragraph tells of
        self._read, self._mixed = 0, False  # how far the text was read; whether the paragraph has told of other days

    def _main_day(self) -> tuple[date | None, str | None]:
        """The day that the article is about: the latest day near its date that a market clause of its opening names, else its date.

        A later "am Mittwoch ging es weiter abwärts" does not move the claims before it.
        """
        anchor = self.calendar.day
        if self.event_date is not None and anchor is None:
            return self.event_date, "option"
        named: list[tuple[int, date]] = []
        for order, reading in enumerate(r for r in self.readings if any(d.metric for d in r.drafts)):
            for draft in reading.drafts:
                when = draft.when or draft.earlier
                day = when.day if when is not None else None
                clause = draft.clause
                if day is None or not draft.metric or clause.tags("basis.premarket") or clause.opener in self.subordinate:
                    continue
                if day == anchor or not clause.tags("time.pluperfect"):
                    named.append((order, day))
        if anchor is None:
            days = [day for _, day in named] or [
                w.day for r in self.readings[:OPENING] for w in r.days if w.day is not None and w.source == "sentence" and not w.period
            ]
            if not days or max(days) - min(days) > timedelta(NEAR):  # a retrospective is about no day in particular
                return None, None
            return max(days), "article"
        if self._headed_today(anchor):
            self.named = True
            return anchor, "article"
        near = [(order, day) for order, day in named if timedelta(0) <= anchor - day <= timedelta(NEAR)]
        early = [day for order, day in near if order < OPENING]
        if not early:
            early = self._set_scene(anchor)
        self.named = bool(early)
        return (max(early), "article") if early else (anchor, "article")

    def _headed_today(self, anchor: date) -> bool:
        """ "What Moved Markets This Tuesday": the headline names the article's own weekday."""
        names = self.calendar.language.words("time", "weekdays")[anchor.weekday() : anchor.weekday() + 1]
        head = {word.strip(".,:;!?") for word in self.text.lstrip().partition("\n")[0].lower().split()}
        return any(form in head for forms in names for form in forms.split())

    def _set_scene(self, anchor: date) -> list[date]:
        """Days that the sentences before the first number name: "Der Einmarsch hat am Donnerstag die Börsen erschüttert. Der Dax …"."""
        found: list[date] = []
        for reading in self.readings:
            if any(d.metric and d.quantity is not None for d in reading.drafts):
                break
            told = any(m.entry.tag == "time.pluperfect" for m in reading.sentence.marks)
            days = [w.day for w in reading.days if w.day is not None and not w.period and (w.source != "sentence" or w.day != anchor)]
            found += [] if told else [day for day in days if timedelta(0) <= anchor - day <= timedelta(SCENE)]
        return found

    def day(self, draft: Draft, reading: Reading, symbol: str | None, previous: Claim | None) -> tuple[str | None, str | None]:
        """The day of one claim (ISO, as coarse as the words) and how it was found."""
        mic = mic_of(symbol)
        own, base = draft.when, self.main
        named = own.day if own is not None and own.day is not None else base
        if named is not None and self._of_day_before(draft):
            return shifted(named, mic, -1).isoformat(), "relative"
        shift = self._shift(draft, reading)
        if own is not None and own.day is not None:
            told = self._story(draft, reading) if own.source == "weekday" else None
            if told is not None:  # "Am 11. September 2001 … Bis zum Freitag …": the weekday of the story's week
                start = date.fromisoformat(told)
                return session_on(start + timedelta((own.day - start).days % 7), mic, False).isoformat(), "sequence"
            if shift > 0 and not self._apposed(draft, own):  # "am Donnerstag hatte er gewarnt, woraufhin der Kurs tags darauf fiel"
                return shifted(own.day, mic, shift).isoformat(), "relative"
            return session_on(own.day, mic, False).isoformat(), own.source
        if own is not None and not (base is not None and base.isoformat().startswith(own.text)):
            return _coarse(own, draft, mic), own.source
        if shift == 0 and base is not None and symbol and symbol[0] == "^" and mic in AMERICAN and self._overnight(draft):
            return shifted(base, mic, -1).isoformat(), "relative"
        if own is None and self.calendar.day is not None and base is not None and self._of_the_week(draft, base):
            return session_on(self.calendar.day, mic, False).isoformat(), "article"
        if shift and base is not None:
            before = draft.earlier.day if draft.earlier is not None else None
            return shifted(before or base, mic, shift).isoformat(), "relative"
        step = draft.step and not draft.clause.tags("basis.afterhours")  # "then lost 6% in after-hours trading": the same day
        if step and previous is not None and previous.event_date is not None and len(previous.event_date) == 10 and _chain(reading):
            return shifted(date.fromisoformat(previous.event_date), mic, 1).isoformat(), "sequence"
        if draft.earlier is not None and draft.earlier.day is not None:
            return session_on(draft.earlier.day, mic, False).isoformat(), draft.earlier.source
        if draft.earlier is not None and not (base is not None and base.isoformat().startswith(draft.earlier.text)):
            return _coarse(draft.earlier, draft, mic), draft.earlier.source
        told = self._story(draft, reading)
        if told is not None:
            return told, "sequence"
        if base is not None:
            session = session_on(base, mic, self.main_source == "option")
            if not self.named and before_open(self.published_at, session, mic):  # told in the morning: the session before
                session = shifted(session, mic, -1)
            return session.isoformat(), self.main_source
        if self.event is not None:
            return self.event.isoformat(), "event"
        if self.calendar.anchor is not None:
            return self.calendar.anchor, "article"
        return None, None

    def tell(self, reading: Reading, claims: Sequence[Claim]) -> None:
        """Remember the day of a dated sentence as that of what its paragraph tells from there on.

        Only where all that the paragraph has claimed so far is of that day: a look back inside a report tells no story.
        """
        if self._new_paragraph(reading):
            headed = self._headed(reading)
            self._told, self._mixed = headed.isoformat() if headed is not None else None, False
        self._read = reading.sentence.end
        dated = [c for c in claims if c.reject is None and c.event_date is not None and c.value is not None]
        days = {c.event_date for c in dated}
        if not dated:
            days_named = [w.day for w in reading.days if w.day is not None and w.source == "sentence" and not w.period]
            if len(days_named) == 1 and self._told is None and not self._mixed:
                self._told = days_named[0].isoformat()
            return
        if self._mixed or len(days) > 1 or any(c.date_source not in ("sentence", "sequence") for c in dated):
            self._told, self._mixed = None, True
        elif self._told is None or all(c.date_source == "sentence" for c in dated):
            day = days.pop()
            self._told = day if day is not None and len(day) == 10 else None

    def _headed(self, reading: Reading) -> date | None:
        """The day of a paragraph that a date of long ago heads."""
        start = self.text.rfind("\n", 0, reading.sentence.start) + 1
        return heading_day(self.text, start, self.calendar.language)

    def _new_paragraph(self, reading: Reading) -> bool:
        return "\n" in self.text[self._read : reading.sentence.start]

    def _story(self, draft: Draft, reading: Reading) -> str | None:
        """The day that the paragraph tells of, long before the article: "Am 16. März 2020 … Der S&P 500 verlor 12 Prozent."."""
        if draft.earlier is not None or (draft.when is not None and draft.when.source != "weekday"):
            return None
        told = self._told
        if self._new_paragraph(reading):
            headed = self._headed(reading)
            told = headed.isoformat() if headed is not None else None
        if told is None or any(w in self.now for w in reading.sentence.words) or draft.clause.tags("basis.ytd"):
            return None
        base = self.main
        return told if base is None or base - date.fromisoformat(told) > timedelta(LONG_AGO) else None

    def _overnight(self, draft: Draft) -> bool:
        """ "Overnight the S&P 500 slumped": New York's last session, told where the day began earlier."""
        clauses = [c for c in (draft.clause, *back(draft.clause.previous)) if c.tags("time.overnight")]
        return any(not (c.tags("basis.premarket") or c.tags("basis.afterhours")) for c in clauses)

    def _of_the_week(self, draft: Draft, base: date) -> bool:
        """ "is down 16% this week": up to the article's own day, where that comes after the day that it tells of."""
        anchor = self.calendar.day
        said = any(m.entry.lemma in self.week_so_far for m in draft.clause.tags("basis.week"))
        return said and anchor is not None and base < anchor and anchor.isocalendar()[:2] == base.isocalendar()[:2]

    def _of_day_before(self, draft: Draft) -> bool:
        """ "den Verlust von 17 Prozent vom Vortag": the number itself is that of the day before."""
        q = draft.quantity
        said = draft.clause.tags("time.day_before") + draft.clause.tags("time.day_before_yesterday")
        before = (m for m in said if m.entry.lemma.split()[0] not in self.apart)
        return q is not None and any(0 <= m.first - q.last <= 1 for m in before)

    def _shift(self, draft: Draft, reading: Reading) -> int:
        """ "am Vortag" is a day before, "the next day" one after; "1278 Zähler tiefer als am Vortag" is neither."""
        clause = draft.clause
        before = clause.previous
        goes_on = clause.opener.isalpha() and not clause.mentions and not clause.tags("time.")
        goes_on = goes_on and before is not None and bool(before.tags("time.pluperfect"))
        for look in (clause, clause.host, before if goes_on else None):
            found = self._shifted_in(look, draft, reading) if look is not None else 0
            if found:
                return found
        if self.main == self.calendar.day and clause.tags("basis.afterhours") and clause.tags("time.pluperfect"):
            return -1  # "nachbörslich hatte der Kurs bereits nachgegeben": the evening before the article's day
        return 0

    def _apposed(self, draft: Draft, own: When) -> bool:
        """ "on Dec. 19, the day after the results": the same day said again."""
        return any(0 <= m.first - own.last <= 1 for m in draft.clause.tags("time.next_day"))

    def _shifted_in(self, clause: Clause, draft: Draft, reading: Reading) -> int:
        words = reading.sentence.words
        others = [q for q in clause.quantities if q is not draft.quantity]
        for mark in clause.tags("time."):
            if any(w in self.compared for w in words[max(0, mark.first - 2) : mark.first]):
                continue
            if any(0 <= mark.first - q.last <= 1 for q in others):
                continue  # "nach 2,99 Euro am Vorabend": that number's day
            if mark.entry.tag == "time.day_before":
                return -1
            if mark.entry.tag == "time.next_day":
                return 1
        return 0

    def period(self, draft: Draft, reading: Reading) -> Basis | None:
        """The period that a bare year or month means: the one that the article's day lies in, or an older one."""
        when = draft.when
        front = draft.clause.previous
        if when is None and draft.earlier is not None and front is not None and front.first == 0 and not (front.verbs or front.quantities):
            when = draft.earlier if draft.earlier.day is None else None  # "For July, the S&P was up 2.2%"
        if self.main is None:
            return None
        starts = [w for w in reading.days if w.period and draft.clause.first <= w.first < draft.clause.last]
        if any(w.text == str(self.main.year) for w in starts):
            return "ytd"
        if when is None or when.day is not None:
            return None
        if not self.main.isoformat().startswith(when.text):
            return (self.past_year if draft.metric == "price_change_pct" else "unknown") if len(when.text) == 4 else None
        return "ytd" if len(when.text) == 4 else "month"


def _coarse(when: When, draft: Draft, mic: str) -> str:
    """A month or year as it is said; the change of a year is dated by its last session."""
    if len(when.text) == 4 and draft.metric == "price_change_pct":
        return session_on(date(int(when.text), 12, 31), mic, False).isoformat()
    return when.text


def _chain(reading: Reading) -> bool:
    """Whether the sentence tells a path of several moves, so that "then" means another session."""
    return sum(1 for d in reading.drafts if d.metric in ("price_change_pct", "direction") and d.mark is not None) >= 3


def event_day(event: tuple[str, object] | None) -> date | None:
    """The session of an event as the caller gives it: a date or ISO text."""
    if event is None:
        return None
    return event[1] if isinstance(event[1], date) else parse_iso(str(event[1]))


def mic_of(symbol: str | None) -> str:
    """The exchange whose sessions count for the symbol; New York where nobody knows."""
    found = instruments.by_symbol(symbol) if symbol else None
    return found.mic if found is not None and found.mic else DEFAULT_MIC
