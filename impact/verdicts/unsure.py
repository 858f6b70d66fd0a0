"""A wrong number must not rest on what the reader itself was unsure of: subject, day, measure or time of day.

Asked only after a claim came out wrong. Another subject of the same sentence whose number has the printed digits, another
session that the article itself names, the company's other measure of value, a time of day: where one of these fits and the
text leaves it open, a human decides (``review``), and the sentence names both. Nothing is ever made true here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter

from impact.kinds import Kind, kinds, when
from impact.kinds.answer import Answer
from impact.kinds.when import STATED
from impact.records import Amount, Check, Claim, Message, Reading
from impact.verdicts import wording
from impact.verdicts.bands import Band, exact
from impact.verdicts.doubt import INFERRED, LONGER, OF_THE_DAY, doubtful, only_the_sign
from impact.verdicts.grading import grade
from impact.verdicts.slips import OTHER_MEASURE, neighbours
from impact.verdicts.wrong import Asking, Wrong, digits

SUBJECT = frozenset({"pronoun", "ellipsis", "epithet", "share_word", "typo", "list"})  # no name of the clause stands behind these
UNNAMED = frozenset({"ellipsis", "epithet", "typo"})  # the clause says no company, or one by a word that others share
CAP = frozenset({"cap_level", "cap_change"})
OPEN_TIME = frozenset({"close", "unknown", "intraday"})
REACH = 4  # sessions before and after a day that the text does not state
MANY_DIGITS = 4
PAIR = 2
MAXIMUM_SUBJECTS = 40
MAXIMUM_DAYS = 12  # sessions of the article's own: an archive page with more of them names no day in particular


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else the articles name: sessions by article and by sentence, the days they tell from while trade is on, subjects."""

    days: dict[str, tuple[str, ...]]
    in_sentence: dict[tuple[str, str], tuple[str, ...]]
    during: frozenset[tuple[str, str | None]]
    subjects: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> Surroundings:
        """Independent of the claims' order."""
        days: dict[str, set[str]] = defaultdict(set)
        in_sentence: dict[tuple[str, str], set[str]] = defaultdict(set)
        subjects: dict[str, set[str]] = defaultdict(set)
        for c in claims:
            if c.subject is not None:
                subjects[c.article].add(c.subject)
            if c.event_date is not None and len(c.event_date) == 10:
                if c.date_source in STATED:
                    days[c.article].add(c.event_date)
                in_sentence[c.article, c.sentence].add(c.event_date)
        during = frozenset((c.article, c.event_date) for c in claims if c.basis_stated and c.basis in ("intraday", "premarket"))
        named = [{k: tuple(sorted(v)) for k, v in table.items()} for table in (days, subjects)]
        return cls(named[0], {k: tuple(sorted(v)) for k, v in in_sentence.items()}, during, named[1])


def of(claim: Claim, kind: Kind, check: Check, band: Band | None, judge: Asking, around: Surroundings) -> Check:
    """``review`` where the text leaves open what made the claim wrong, else the check as it is."""
    if len(claim.event_date or "") in range(4, 10) and claim.date_source in INFERRED and claim.kind != "period":
        return _review(check, "inferred_day", Message(id="reason.day_open", values={"assumed": claim.event_date or ""}))
    if band is None:
        return _unnamed(claim, check, judge)
    wrong = Wrong(claim, kind, Answer(readings=check.readings), band, judge)
    day = _subject(wrong, around) or _day(wrong, around, near=not only_the_sign(check, band))
    doubt = day or _measure(wrong, check) or _time(wrong, check, around) or _peak(wrong)
    return _review(check, *doubt) if doubt is not None else _far(claim, check)


def _review(check: Check, rule: str, reason: Message) -> Check:
    return replace(check, verdict="review", rule=rule, reason=reason, severity=None, suggestion=None)


Doubt = tuple[str, Message] | None


def _subject(wrong: Wrong, around: Surroundings) -> Doubt:
    """Another subject of the sentence, or of the article for a long number, has the printed digits, and the clause names none."""
    claim = wrong.claim
    of_all = claim.kind == "aggregate"  # a place ("Wall Street") is easily read as the market whose amount it is
    if (claim.subject_source not in SUBJECT and not of_all) or not wrong.telling or claim.subject is None:
        return None
    others = wrong.judge.companions(claim)
    if (of_all and _digits(wrong) >= MANY_DIGITS - 1) or (claim.subject_source in UNNAMED and _digits(wrong) >= MANY_DIGITS):
        others = (*others, *(s for s in around.subjects.get(claim.article, ())[:MAXIMUM_SUBJECTS] if s != claim.subject))
    for symbol in dict.fromkeys(others):
        found = wrong.fit(wrong.other("cap_change" if of_all else None, symbol), digits=True)
        if found is not None:
            values: dict[str, object] = {"assumed": wrong.name(claim.subject), "other": wrong.name(symbol), "actual": wording.amount(found)}
            return "inferred_subject", Message(id="reason.inferred_subject", values=values)
    return None


def _day(wrong: Wrong, around: Surroundings, *, near: bool) -> Doubt:
    """A session that the article names (or one ``near``), where the clause names none; or the other one of a sentence that names two."""
    claim = wrong.claim
    if claim.event_date is None or len(claim.event_date) != 10 or _spans(claim) or not wrong.telling:
        return None
    days = around.in_sentence.get((claim.article, claim.sentence), ()) if claim.sentence else ()
    if doubtful(claim) and claim.subject is not None:
        around_it = tuple(d.isoformat() for d in neighbours(claim, wrong.judge, REACH)) if near else ()
        days = (*days, *around_it)
        days = (*days, *around.days.get(claim.article, ())[:MAXIMUM_DAYS])
    weeks = _same_weekday(claim.event_date, wrong) if claim.date_source == "weekday" else ()
    days = (*days, *weeks)
    for text in dict.fromkeys(days):
        if text == claim.event_date:
            continue
        session = date.fromisoformat(text)
        found = wrong.fit(wrong.other(day=session), digits=True)
        if found is not None:
            assumed = date.fromisoformat(claim.event_date)
            values: dict[str, object] = {"session": session, "assumed": assumed, "actual": wording.amount(found)}
            which = "inferred_day" if doubtful(claim) else "which_week" if text in weeks else "two_days"
            return "inferred_day", Message(id=f"reason.{which}", values=values)
    return None


def _digits(wrong: Wrong) -> int:
    """How many digits of the number say something: four agree by no accident."""
    return digits(wrong.band.number)


def _spans(claim: Claim) -> bool:
    return claim.period_start is not None and claim.kind in LONGER


def _same_weekday(day: str, wrong: Wrong) -> tuple[str, ...]:
    """That weekday a week later and earlier: "on Friday" may be the one before the article's date, or after it.

    Of an article that names no more than its month it may be any of the month: asked where four digits agree by no accident.
    """
    weeks = (1, -1, 2, -2, 3, -3, 4, -4) if _digits(wrong) >= MANY_DIGITS else (1, -1)
    return tuple((date.fromisoformat(day) + timedelta(weeks=n)).isoformat() for n in weeks)


def _measure(wrong: Wrong, check: Check) -> Doubt:
    """An amount beside a company that is no value of it by far, and nearly its change of value, or the reverse."""
    claim = wrong.claim
    if claim.kind not in CAP or check.rule != "outside":
        return None
    name = OTHER_MEASURE[claim.kind]
    days: list[date | None] = [None]
    if doubtful(claim) and claim.event_date is not None and claim.subject is not None:
        days.append(wrong.judge.facts.previous_session(claim.subject, date.fromisoformat(claim.event_date)))
    for day in days:
        for direction in ("down", "up") if claim.direction is None else (claim.direction,):
            asked = wrong if direction == claim.direction else replace(wrong, claim=replace(claim, direction=direction))
            for reading in asked.other(name, day=day).readings:
                if reading.default and reading.value is not None and _near(reading, wrong):
                    key = "change_for_level" if kinds()[name].SIGNED else "level_for_change"
                    return "slip_measure", Message(id=f"reason.slip_{key}", values={"actual": wording.amount(reading)})
    return None


def _near(reading: Reading, wrong: Wrong) -> bool:
    size, number = abs(exact(reading.value or 0.0)), wrong.band.number
    if grade(size, None, wrong.band, wrong.judge.policy, signed=False) in ("true", "rounded", "imprecise"):
        return True
    return abs(size - number) <= wrong.judge.policy.limits.measure * number


def _time(wrong: Wrong, check: Check, around: Surroundings) -> Doubt:
    """The article tells of the day while trade is on, and the number lies where the price was that day."""
    claim = wrong.claim
    if (claim.article, claim.event_date) in around.during and not check.rule.startswith("slip_") and _so_far(wrong):
        return "undecided", Message(id="reason.which_time", values=wording.actual(_shown(check)))
    if claim.basis_stated and claim.basis != "intraday":
        return None
    if claim.basis not in OPEN_TIME or _spans(claim) or claim.kind not in ("change", "points", "level", "cap_change"):
        return None
    if (claim.article, claim.event_date) not in around.during or check.rule.startswith("slip_") or check.unit is None:
        return None
    sizes = [exact(r.value) for r in check.readings if r.id in OF_THE_DAY and r.value is not None and r.unit == check.unit]
    number = -wrong.band.number if wrong.kind.SIGNED and claim.direction == "down" else wrong.band.number
    if not sizes or not min(sizes) <= number <= max(sizes):
        return None
    return "undecided", Message(id="reason.which_time", values=wording.actual(_shown(check)))


def _so_far(wrong: Wrong) -> bool:
    """Whether a span's number ("up 63 per cent this year") lies in the range of its last day, whose trade was still on."""
    claim, facts = wrong.claim, wrong.judge.facts
    if claim.unit != "percent" or claim.subject is None:
        return False
    number = -wrong.band.number if claim.direction == "down" else wrong.band.number
    for reading in wrong.answer.readings:
        start, end = reading.inputs if len(reading.inputs) == PAIR else (None, None)
        if not reading.default or start is None or end is None or start.name != "start_close" or end.session is None:
            continue
        bar = facts.bar(claim.subject, end.session)
        if bar is not None and (bar.low / start.value - 1) * 100 <= number <= (bar.high / start.value - 1) * 100:
            return True
    return False


def _peak(wrong: Wrong) -> Doubt:
    """A level of no stated day that is the highest or lowest price of the past year: "between 15,000 and its record of 15,501"."""
    claim, facts = wrong.claim, wrong.judge.facts
    if claim.kind != "level" or not doubtful(claim) or claim.subject is None or _digits(wrong) < MANY_DIGITS - 1:
        return None
    year = when.past_year(claim.subject, facts, date.fromisoformat(claim.event_date or ""))
    unit = wrong.answer.readings[0].unit
    for field, of in (("close", max), ("high", max), ("close", min), ("low", min)) if year else ():
        bar = of(year, key=attrgetter(field))
        price = getattr(bar, field) * bar.split_factor
        if wrong.band.grade(exact(price)) == "true":
            assumed, was = date.fromisoformat(claim.event_date or ""), Amount(value=price, unit=unit)
            return "inferred_day", Message(id="reason.inferred_day", values={"session": bar.session, "assumed": assumed, "actual": was})
    return None


def _shown(check: Check) -> Reading:
    """The reading that the check shows, the close where it has one."""
    return next((r for r in check.readings if r.id == "close"), check.readings[0])


def _far(claim: Claim, check: Check) -> Check:
    """Money that is far from everything of a company which the clause does not name: whose money it is, is not known."""
    if claim.kind in CAP and check.rule == "outside" and claim.subject_source in SUBJECT:
        return _review(check, "inferred_subject", _open(claim))
    return check


def _unnamed(claim: Claim, check: Check, judge: Asking) -> Check:
    """A record, rank or direction of a company that the clause does not name, or of two that the sentence names."""
    others = judge.companions(claim)
    if check.verdict == "false" and (claim.subject_source in UNNAMED or (claim.subject_source in SUBJECT and others)):
        return _review(check, "inferred_subject", _open(claim))
    return check


def _open(claim: Claim) -> Message:
    return Message(id="reason.subject_open", values={"assumed": claim.subject_name or claim.subject or ""})
