"""Which of the days that a sentence names belongs to which of its claims."""

from __future__ import annotations

from dataclasses import replace

from impact.claims.asides import in_aside
from impact.claims.clauses import Clause, back
from impact.claims.drafts import Draft
from impact.claims.tokens import Sentence
from impact.claims.when import When, clause_when
from impact.languages import Language

TO_WHEN = 2  # tokens from a day to the clause that it dates ("vom November 2021, als …", "zuletzt 2012 gewesen, als …")
SINCE = 5  # tokens from the start of a clause to the start of its period
PEAK = 3  # tokens from a peak to its number, and from there to the day that it was set


class Dater:
    """Gives each draft the day of its own clause, and that of an earlier one in the sentence."""

    def __init__(self, language: Language) -> None:
        self.sessions = language.word_set("time", "session_words")
        self.opens_when = language.word_set("time", "when")
        self.leading = language.word_set("boundary", "relative") | self.opens_when  # head of a sentence that dates what follows it
        self.now = language.word_set("style", "now")
        self.subordinate = language.word_set("boundary", "subordinate")
        self.joins = language.word_set("boundary", "list") | {","}
        self.attributes = language.word_set("style", "attributes")
        self.adverbial = language.word_set("subjects", "oblique")
        self.of = frozenset(language.tables["number"].get("of", {}).get("words", ()))
        self.looks_ahead = bool(language.words("style", "peak_nouns"))
        self.at = language.word_set("style", "dated_by")  # "at Tuesday's close" tells when

    def when(self, draft: Draft, days: list[When], s: Sentence) -> tuple[When | None, When | None]:
        """The day of the draft's own clause, and that of an earlier one in the sentence."""
        if not days:
            return None, None
        set_then = self._set_on(draft, days, s)
        if set_then is not None:
            return set_then, None
        clause, number = draft.clause, draft.quantity.number if draft.quantity is not None else None
        possessive = self._genitives(days, s)
        own = clause_when(clause, days, possessive, number)
        if own is None and clause.bracket:  # "vom Freitag (minus 1,8 Prozent)": the day that the bracket stands behind
            own = next((w for w in reversed(days) if 0 <= clause.first - w.last <= 1), None)
        if own is None and clause.host is not None:
            own = clause_when(clause.host, days, possessive, number)
        if own is None and clause.opener in self.opens_when:  # "since Feb. 3, 2022, when it lost 26 %"
            own = next((w for w in reversed(days) if 0 <= clause.first - w.last <= TO_WHEN), None)
        later = clause.following
        if own is None and later is not None and later.opener in self.opens_when and later.first > 0:
            inside = [w for w in days if w.source == "sentence" and w.day and not w.period and later.first <= w.first < later.last]
            own = replace(inside[0], source="relative") if inside else None  # a look back, no story that goes on
        own = None if own is not None and self.looks_ahead and in_aside(draft.clause, draft.said, s, own.first, self.adverbial) else own
        present = not self.now.isdisjoint(s.words[clause.first : clause.last]) or bool(clause.tags("basis.ytd"))
        present = present or any(w.period and clause.first <= w.first <= clause.first + SINCE for w in days)  # "; since June it has"
        for earlier in back(None if present else clause.previous):
            if earlier.opener not in self.subordinate or (earlier.first == 0 and earlier.opener in self.leading):
                before = clause_when(earlier, days, possessive, number if not clause.verbs else None)
                if before is not None and self._apart(earlier, before, s):
                    continue
                if before is not None and (before.day is not None or before.source != "relative"):  # "five months ago" dates its own clause
                    return own, before
        return own, None

    def _set_on(self, draft: Draft, days: list[When], s: Sentence) -> When | None:
        """The day on which a record or peak was set: "das Rekordhoch vom Januar 2022", "its peak of 5,048.62 on March 10, 2000"."""
        clause, q, found = draft.clause, draft.quantity, draft.superlative
        if q is not None and draft.metric == "price_level":
            peaks = [m for m in clause.tags("record.high") + clause.tags("record.low") if 0 <= q.first - m.last <= PEAK]
            start, end = (peaks[-1].first, q.last) if peaks else (None, None)
            nouns = [m for m in clause.tags("level.nouns") if 0 <= q.first - m.last <= 1 and self.looks_ahead]
            owned = next((w for w in days if w.period and w.day and any(w.last == m.first for m in nouns)), None)
            if owned is not None:
                return replace(owned, period=False)  # "from Friday's closing price of $38.23"
        elif found is not None and found.scope is not None and found.scope.what in ("high", "low"):
            follows = next((p for p in clause.quantities if 0 <= p.first - found.last <= PEAK), None)
            start, end = found.first, follows.last if follows is not None else found.last
        elif found is not None and found.kind == "record" and self.looks_ahead:  # "18% off its January record"
            return next((w for w in days if w.period and w.last == found.first), None)
        else:
            return None
        if start is None or end is None:
            return None
        behind = (w for w in days if 1 <= w.first - end <= PEAK and any(x in self.attributes for x in s.words[end : w.first]))
        # "seit dem im Januar 2021 aufgestellten Rekordhoch"
        before = (w for w in days if w.period and 0 <= start - w.last <= 1 and self.joins.isdisjoint(s.words[w.last : start]))
        return next(behind, None) or next(before, None)

    def _apart(self, earlier: Clause, day: When, s: Sentence) -> bool:
        """Whether a day of an earlier clause dates nothing but what it stands at.

        "the crash of October 20, 1987; …", "from 23.39 on Friday, and ended at 38.57", "inflation slowed in October, and …".
        """
        if not self.looks_ahead:
            return False
        of = day.first > 0 and s.words[day.first - 1] in self.of and day.source == "sentence" and day.day is not None
        base = any(q.role == "from" and 0 <= day.first - q.last <= 1 for q in earlier.quantities)
        return of or base or (day.day is None and bool(earlier.tags("reject.")) and not any(m.symbols for m in earlier.mentions))

    def _genitives(self, days: list[When], s: Sentence) -> frozenset[int]:
        """Tokens of days that only tell which close or rally is meant ("Friday's close"), not when ("Monday's session")."""
        ends = ("'s", "’s")
        return frozenset(
            w.first for w in days
            if s.words[w.first].endswith(ends) and w.last < len(s.words) and s.words[w.last] not in self.sessions
            and self.at.isdisjoint(s.words[w.first - 1 : w.first])
        )  # fmt: skip
