"""Drafts → claims: subject, day, basis, modality and the links between claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from impact.claims import relations
from impact.claims.bases import article_default, basis_of
from impact.claims.quantities import BOUNDS
from impact.claims.reader import Draft, Reading
from impact.claims.subjects import Resolver, Subject
from impact.claims.times import DEFAULT_MIC, Calendar, parse_iso, session_on
from impact.errors import ImpactError
from impact.languages import Language
from impact.records import Article, Basis, Claim
from impact.reference import instruments, sessions

LONGEST_QUOTE = 160  # characters that a table row can show
OPENING = 4  # market sentences at the top, headline included, that name the day an article is about
NEAR = 10  # days between the article and the day that it is about
UNITS = {
    "percent": "percent",
    "fraction": "percent",
    "points": "points",
    "mark": "points",
    "currency": "currency",
    "plain": "points",
    "shares": "shares",
}


class Builder:
    """Turns the readings of one article into its claims."""

    def __init__(
        self, article: Article, language: Language, calendar: Calendar, resolver: Resolver, readings: Sequence[Reading],
        *, event: tuple[str, object] | None, event_date: date | None,
    ) -> None:  # fmt: skip
        self.article, self.language, self.calendar, self.resolver, self.readings = article, language, calendar, resolver, readings
        self.event_date = event_date
        self.subordinate = frozenset(language.words("boundary", "subordinate"))
        self.event = event_day(event)
        self.main, self.main_source = self._main_day()
        self.default: Basis = article_default(
            readings,
            same_day=None if calendar.day is None else self.main == calendar.day,
            silent=language.tables.get("style", {}).get("silent_basis", "close"),
        )
        self.out: list[Claim] = []
        self.last_subject: Subject | None = None

    def claims(self) -> list[Claim]:
        """All claims in the order of the text, with their ids."""
        for reading in self.readings:
            made: list[tuple[Draft, list[Claim]]] = []
            previous: Claim | None = None
            self.last_subject = None
            for draft in reading.drafts:
                found = self._build(draft, reading, previous, len(made))
                made.append((draft, found))
                market = [c for c in found if c.reject is None and c.metric in ("price_change_pct", "direction", "index_points_change")]
                if market:
                    previous = market[-1]
            extra = relations.causes(reading, made, self.article) + relations.equivalences(reading, made, self.article)
            self.out += [c for _, found in made for c in found] + extra
        self.out += relations.factors(self.readings, self.out, self.article, self.language)
        return _numbered(self.out)

    # --- days ---------------------------------------------------------------------------------------------------------

    def _main_day(self) -> tuple[date | None, str | None]:
        """The day that the article is about: the latest day near its date that a market clause names, else its date."""
        anchor = self.calendar.day
        if self.event_date is not None and anchor is None:
            return self.event_date, "option"
        named: list[tuple[int, date]] = []
        for order, reading in enumerate(r for r in self.readings if any(d.metric for d in r.drafts)):
            for draft in reading.drafts:
                day = draft.when.day if draft.when is not None else None
                clause = draft.clause
                if day is None or not draft.metric or clause.tags("basis.premarket") or clause.opener in self.subordinate:
                    continue
                if day == anchor or not clause.tags("time.pluperfect"):
                    named.append((order, day))
        if anchor is None:
            return (max(day for _, day in named), "article") if named else (None, None)
        near = [(order, day) for order, day in named if timedelta(0) <= anchor - day <= timedelta(NEAR)]
        early = [day for order, day in near if order < OPENING or day == anchor]
        return (max(early), "article") if early else (anchor, "article")

    def _day(self, draft: Draft, reading: Reading, symbol: str | None, previous: Claim | None) -> tuple[str | None, str | None]:
        mic = _mic(symbol)
        own, base = draft.when, self.main
        if own is not None and own.day is not None:
            return self._session(own.day, mic, forward=False).isoformat(), own.source
        if own is not None and not (base is not None and base.isoformat().startswith(own.text)):
            if len(own.text) == 4 and draft.metric == "price_change_pct":  # a year's change is dated by its end
                return self._session(date(int(own.text), 12, 31), mic, forward=False).isoformat(), own.source
            return own.text, own.source
        shift = self._shift(draft, reading)
        if shift and base is not None:
            return self._shifted(base, mic, shift).isoformat(), "relative"
        if draft.step and previous is not None and previous.event_date is not None and len(previous.event_date) == 10 and _chain(reading):
            return self._shifted(date.fromisoformat(previous.event_date), mic, 1).isoformat(), "sequence"
        if draft.earlier is not None and draft.earlier.day is not None:
            return self._session(draft.earlier.day, mic, forward=False).isoformat(), draft.earlier.source
        if draft.earlier is not None and not (base is not None and base.isoformat().startswith(draft.earlier.text)):
            return draft.earlier.text, draft.earlier.source
        if base is not None:
            return self._session(base, mic, forward=self.main_source == "option").isoformat(), self.main_source
        if self.event is not None:
            return self.event.isoformat(), "event"
        if self.calendar.anchor is not None:
            return self.calendar.anchor, "article"
        return None, None

    def _shift(self, draft: Draft, reading: Reading) -> int:
        tags = {m.entry.tag for m in draft.clause.marks}
        if "time.day_before" in tags:
            return -1
        if "time.next_day" in tags:
            return 1
        return 0

    def _session(self, day: date, mic: str, *, forward: bool) -> date:
        try:
            return session_on(day, mic, forward)
        except ImpactError:
            return day

    def _shifted(self, day: date, mic: str, shift: int) -> date:
        try:
            return sessions.next_session(mic, day) if shift > 0 else sessions.previous_session(mic, day)
        except ImpactError:
            return day + timedelta(days=shift)

    def _period(self, draft: Draft, reading: Reading) -> Basis | None:
        """The period that a bare year or month means: the one that the article's day lies in, or an older one."""
        when = draft.when
        if self.main is None:
            return None
        starts = [w for w in reading.days if w.period and draft.clause.first <= w.first < draft.clause.last]
        if any(w.text == str(self.main.year) for w in starts):
            return "ytd"
        if when is None or when.day is not None:
            return None
        if not self.main.isoformat().startswith(when.text):
            return "unknown" if len(when.text) == 4 else None
        return "ytd" if len(when.text) == 4 else "month"

    # --- claims -------------------------------------------------------------------------------------------------------

    def _build(self, draft: Draft, reading: Reading, previous: Claim | None, order: int) -> list[Claim]:
        subject = self._subject(draft, reading)
        if draft.metric == "price_level" and draft.quantity is not None and not _can_stand(draft, subject):
            return []
        symbols: tuple[str | None, ...] = subject.symbols or (None,)
        return [self._claim(draft, reading, subject, symbol, previous) for symbol in symbols]

    def _subject(self, draft: Draft, reading: Reading) -> Subject:
        clause, s = draft.clause, reading.sentence
        span = clause.span(s)
        if draft.superlative is not None and self.last_subject is not None and not clause.verbs and not clause.levels:
            at = s.spans[draft.superlative.first][0]
            if not any(span[0] <= m.start < at and m.form != "pronoun" for m in clause.mentions):
                return self.last_subject  # "…, the biggest gain in the S&P 500": an apposition to what was said
        if clause.host is not None:
            before = [m for c in reading.clauses for m in c.mentions if m.end <= span[0] and m.symbols]
            named = before and span[0] - before[-1].end <= 3
            span = (before[-1].start if named else clause.host.span(s)[0], span[1])
        q = draft.quantity
        self.last_subject = self.resolver.resolve(
            span,
            predicate=(draft.mark.start, draft.mark.end) if draft.mark else None,
            quantity=(q.start, q.end) if q else None,
            quantities=reading.numbers,
            unit=UNITS.get(q.unit) if q else None,
            metric=draft.metric,
        )
        return self.last_subject

    def _claim(self, draft: Draft, reading: Reading, subject: Subject, symbol: str | None, previous: Claim | None) -> Claim:
        q, clause = draft.quantity, draft.clause
        text = self.article.text
        start, end = _quote(draft, reading, subject)
        day, source = self._day(draft, reading, symbol, previous)
        main = day is None or self.main is None or day == self.main.isoformat()
        basis = basis_of(draft, self.default, main_day=main, period=self._period(draft, reading))
        kind = draft.kind
        group = (
            symbol is not None
            and symbol.isupper()
            and ("_" in symbol or symbol in ("SEMIS", "MAG7", "MARKET", "TECH"))
            and not symbol.startswith("^")
        )
        if draft.metric == "market_cap_change_usd" and group:
            kind = "aggregate"
        unit = UNITS.get(q.unit) if q else ("percent" if draft.value is not None else None)
        if q is not None and unit == "points" and draft.metric == "price_level" and symbol and not symbol.startswith("^"):
            unit = "currency"
        hedge = q.hedge if q else "none"
        bound = BOUNDS[hedge]
        if q is not None and hedge == "none" and draft.metric == "price_level" and q.role in ("above", "below"):
            bound = "at_least" if q.role == "above" else "at_most"
            hedge = "over" if q.role == "above" else "under"
        record = draft.superlative.scope if draft.superlative else None
        start_of_period = next((w.text for w in reading.days if w.period and clause.first <= w.first < clause.last), None)
        attributed = relations.attribution(reading, self.article)
        return Claim(
            id="", article=self.article.id, start=start, end=end, quote=text[start:end],
            sentence=text[reading.sentence.start : reading.sentence.end],
            kind=kind, metric=draft.metric, subject=symbol, subject_name=subject.name,
            subject_source=subject.source if subject.source != "none" else None,
            direction=draft.direction, value=q.value if q else draft.value, value_high=q.high if q else None, unit=unit,  # type: ignore[arg-type]
            currency=q.currency if q else None, printed=q.printed if q else None, hedge=hedge, bound=bound,
            gmin=q.gmin if q else None, gmax=q.gmax if q else None, word_number=q.word if q else draft.value is not None,
            basis=basis.basis, basis_stated=basis.stated, event_date=day, date_source=source,
            period_start=start_of_period, attributed_to=attributed,
            negated=bool(clause.tags("modality.negation")), hypothetical=bool(clause.tags("modality.hypothetical")),
            reported=bool(clause.tags("modality.reported")), degree=draft.degree,  # type: ignore[arg-type]
            base_value=draft.base, record=record, rank=draft.superlative.rank if draft.superlative else None,
            reject=draft.reject, topic=relations.topic(draft, reading, self.language),
            after=relations.reference(previous) if draft.step and previous is not None and source == "sequence" else None,
            unresolved=None if draft.reject else (subject.reason or (None if day else "no_date")),
        )  # fmt: skip


def _quote(draft: Draft, reading: Reading, subject: Subject) -> tuple[int, int]:
    """The draft's words and the name that decided, where it stands in the same clause."""
    low, high = draft.clause.span(reading.sentence)
    if draft.clause.host is not None:
        low = min(low, draft.clause.host.span(reading.sentence)[0])
    if subject.span is None or not (low <= subject.span[0] and subject.span[1] <= high) or draft.metric in ("record", "ranking"):
        return draft.start, draft.end
    start, end = min(draft.start, subject.span[0]), max(draft.end, subject.span[1])
    return (start, end) if end - start <= LONGEST_QUOTE else (draft.start, draft.end)


def _can_stand(draft: Draft, subject: Subject) -> bool:
    """Whether a level in these units can be the subject's: points of an index, money of a share."""
    assert draft.quantity is not None
    q = draft.quantity
    index = any(s.startswith("^") or s[:1].isdigit() for s in subject.symbols)
    if not subject.symbols:
        return q.unit != "plain"
    if q.unit in ("points", "mark"):
        return index or not any("." in s for s in subject.symbols)
    if q.unit == "plain":
        return index or (q.gmin < 1 and q.role == "to")
    return True


def _chain(reading: Reading) -> bool:
    """Whether the sentence tells a path of several moves, so that "then" means another session."""
    return sum(1 for d in reading.drafts if d.metric in ("price_change_pct", "direction") and d.mark is not None) >= 3


def event_day(event: tuple[str, object] | None) -> date | None:
    """The session of an event as the caller gives it: a date or ISO text."""
    if event is None:
        return None
    return event[1] if isinstance(event[1], date) else parse_iso(str(event[1]))


def _mic(symbol: str | None) -> str:
    found = instruments.by_symbol(symbol) if symbol else None
    return found.mic if found is not None and found.mic else DEFAULT_MIC


def _numbered(claims: list[Claim]) -> list[Claim]:
    """Ids by place, links between claims rewritten to them."""
    claims = list({relations.reference(c): c for c in sorted(claims, key=lambda c: (c.start, c.end, c.kind, c.subject or ""))}.values())
    seen: Counter[int] = Counter()
    ids: dict[str, str] = {}
    out: list[Claim] = []
    for c in claims:
        seen[c.start] += 1
        n = seen[c.start]
        ids[relations.reference(c)] = f"{c.article}:{c.start}" + (f":{n}" if n > 1 else "")
    for c in claims:
        terms = tuple(replace(t, claim=ids.get(t.claim)) if t.claim else t for t in c.terms)
        out.append(replace(c, id=ids[relations.reference(c)], terms=terms, after=ids.get(c.after) if c.after else None))
    return out
