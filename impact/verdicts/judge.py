"""Readings and bands → verdict. What a number is judged by is its kind's ``JUDGED``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter

from impact.errors import DataError
from impact.kinds import Kind, kinds
from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.kinds.when import STATED
from impact.records import Check, Claim, Message, Reading, Verdict
from impact.verdicts import (
    arithmetic,
    causes,
    cited,
    degrees,
    doubt,
    grading,
    money,
    siblings,
    slips,
    starts,
    under,
    unsure,
    wording,
    zero_tolerance,
)  # fmt: skip
from impact.verdicts.bands import band_of
from impact.verdicts.making import WRONG, made, same, unchecked
from impact.verdicts.memory import Remembered
from impact.verdicts.policy import Policy
from impact.verdicts.whole import CERTAIN

OPEN = frozenset({"ambiguous_subject", "ambiguous_date"})  # two fit equally well: a human decides
IN_UNIT = frozenset({"multiple", "activity"})
BARE = frozenset({"change", "points", "level", "direction"})


SAME = attrgetter(
    "kind", "metric", "subject", "subject_name", "direction", "value", "value_high", "unit", "currency", "hedge", "bound", "gmin", "gmax",
    "word_number", "basis", "basis_stated", "event_date", "date_source", "period_start", "negated", "degree",
)  # fmt: skip


class Judge:
    """Judges claims against one market under one policy; answers that several claims share are asked for once."""

    def __init__(self, claims: Sequence[Claim], facts: Facts, policy: Policy) -> None:
        self.facts: Facts = facts if isinstance(facts, Remembered) else Remembered(facts)
        self.policy = policy
        self._answers: dict[tuple[object, ...], Answer] = {}
        self._checks: dict[tuple[object, ...], Check] = {}
        self._kept: grading.Kept = {}
        self.turn_to(claims)

    def turn_to(self, claims: Sequence[Claim]) -> None:
        """Judge these claims from now on; what is remembered of the market's answers does not depend on the claims before."""
        self.claims: Mapping[str, Claim] = {c.id: c for c in claims}
        self._around = unsure.Surroundings.of(claims)
        self._starts = starts.named(claims)
        self._mentioned: dict[tuple[str, str], tuple[str, ...]] = {}
        for c in sorted(claims, key=lambda c: c.id):
            if c.subject is not None:
                known = self._mentioned.get((c.article, c.sentence), ())
                if c.subject not in known:
                    self._mentioned[c.article, c.sentence] = (*known, c.subject)

    @property
    def remembered(self) -> int:
        """How many answers and checks are kept."""
        return len(self._answers) + len(self._checks) + len(self._kept)

    def companions(self, claim: Claim) -> tuple[str, ...]:
        """The other subjects of the claim's sentence."""
        return tuple(s for s in self._mentioned.get((claim.article, claim.sentence), ()) if s != claim.subject)

    def check(self, claim: Claim) -> Check:
        """The verdict on one claim, with all its readings."""
        kind = kinds().get(claim.kind)
        if claim.reject is not None or kind is None:
            return unchecked(claim, "uncheckable", "no_kind", Message(id="reason.no_kind", values={"kind": claim.kind}))
        if claim.unresolved is not None:
            verdict: Verdict = "review" if claim.unresolved in OPEN else "uncheckable"
            return unchecked(claim, verdict, "unresolved", Message(id=f"unresolved.{claim.unresolved}"))
        if claim.hypothetical:
            return unchecked(claim, "uncheckable", "hypothetical", Message(id="reason.hypothetical"))
        answer = self.answer(kind, claim)
        if kind.JUDGED == "cause":
            return causes.unproven(claim, answer)
        if claim.kind in BARE and answer.readings:
            answer = siblings.added(claim, answer, self)
        starting = bool(self._starts) and starts.is_start(claim, self._starts)
        if starting and answer.readings:
            answer = starts.before(claim, answer, self)
        if claim.period_start is not None and answer.readings:
            told = answer
            answer = under.named(claim, answer)
            starting = starting or answer is not told
        if not answer.readings and (wrong_day := self._closed(claim, kind, answer)) is not None:
            return wrong_day
        if not answer.readings:
            reason = answer.missing or Message(id="reason.no_reading")
            return unchecked(claim, "uncheckable", "no_price", reason, evidence=answer.evidence)
        if not kind.ALONE:
            return self._sure(claim, kind, self._judge(claim, kind, answer))
        # Two claims with the same words' content on the same question have the same verdict: it is made once.
        key = (*SAME(claim), self._mentioned.get((claim.article, claim.sentence)), len(answer.readings), starting)
        known = self._checks.get(key)
        if known is None:
            known = self._checks[key] = self._judge(claim, kind, answer)
        return self._sure(claim, kind, same(known, claim))

    def _sure(self, claim: Claim, kind: Kind, check: Check) -> Check:
        """A wrong claim once more, by what else its article says."""
        if check.verdict not in WRONG or check.rule in CERTAIN or kind.JUDGED == "arithmetic":
            return check
        by_number = kind.JUDGED == "band" and claim.value is not None
        return unsure.of(claim, kind, check, band_of(claim, self.policy) if by_number else None, self, self._around)

    def answer(self, kind: Kind, claim: Claim) -> Answer:
        """The kind's readings of the claim."""
        if claim.record is not None and claim.kind == "record":  # looks through years of prices, and the same record is told by many
            key = (claim.record, *SAME(claim))
            found = self._answers.get(key)
            if found is None:
                found = self._answers[key] = self._ask(kind, claim)
            return found
        if not kind.ALONE:
            return self._ask(kind, claim)
        return self.answer_like(claim.kind, claim, claim.subject, claim.event_date, same_day=True)

    def answer_like(self, name: str, claim: Claim, subject: str | None, day: str | None, *, same_day: bool = False) -> Answer:
        """The readings of the kind ``name`` (one that stands alone) for another subject or day, as ``claim`` would have them."""
        stated = same_day and claim.date_source in STATED
        # Kinds that share their ``answer`` share its results; a unit matters only where the kind answers in that unit.
        asks, unit = kinds()[name].answer, claim.unit if name in IN_UNIT else None
        key = (
            asks,
            name == "period",
            subject,
            day,
            stated,
            claim.basis,
            claim.basis_stated,
            claim.period_start,
            claim.direction,
            unit,
            claim.bound == "at_most",
        )
        found = self._answers.get(key)
        if found is None:
            source = claim.date_source if same_day else None
            asked = claim
            if (name, subject, day) != (claim.kind, claim.subject, claim.event_date):
                asked = replace(claim, kind=name, subject=subject, event_date=day, date_source=source)
            found = self._answers[key] = self._ask(kinds()[name], asked)
        return found

    def _ask(self, kind: Kind, claim: Claim) -> Answer:
        try:
            return kind.answer(claim, self.facts, self.claims)
        except DataError:  # an exchange, or a year, whose sessions nobody knows: one claim's trouble, not the run's
            return nothing(Message(id="reason.no_sessions", values={"symbol": claim.subject or ""}))

    def ask(self, kind: Kind, claim: Claim, day: date) -> Answer:
        """The readings of the same words on another day."""
        if kind.ALONE:
            return self.answer_like(claim.kind, claim, claim.subject, day.isoformat())
        return self._ask(kind, replace(claim, event_date=day.isoformat(), date_source=None))

    def _closed(self, claim: Claim, kind: Kind, answer: Answer) -> Check | None:
        """A stated day without trading, where the number is that of a session nearby: the day is wrong."""
        if answer.missing is None or answer.missing.id != "missing.no_session" or claim.value is None or kind.JUDGED != "band":
            return None
        slip = slips.day(claim, kind, answer, band_of(claim, self.policy), self)
        if slip is None or slip.reading is None:
            return None
        return wording.finish(
            made(claim, Answer(readings=(slip.reading,)), "false", "slip_day", slip.reading, slip.reason, story=True), None
        )

    def _judge(self, claim: Claim, kind: Kind, answer: Answer) -> Check:
        if kind.JUDGED == "degree":
            check = degrees.judge(claim, answer, self.policy, self.facts)
        elif kind.JUDGED == "exact":
            check = zero_tolerance.judge(claim, answer)
        elif kind.JUDGED == "arithmetic":
            check = arithmetic.judge(claim, answer, self.claims, self.policy)
        elif claim.value is None:
            # A change without a number says no more than its direction.
            if kind.SIGNED:
                check = degrees.judge(claim, answer, self.policy, self.facts)
            else:
                check = made(claim, answer, "uncheckable", "no_number", answer.readings[0], Message(id="reason.no_number"))
        else:
            check = self._by_band(claim, kind, answer)
            if check.verdict in WRONG and check.rule not in CERTAIN:
                check = doubt.of_number(claim, kind, check, band_of(claim, self.policy), self)
        if check.verdict == "false" and (claim.value is None or kind.JUDGED == "exact"):
            check = doubt.of_other(claim, kind, check, self)
        if claim.negated and check.verdict not in ("uncheckable", "review"):
            check = replace(check, verdict="review", rule="negated", reason=Message(id="reason.negated"), severity=None)
        check = wording.finish(check, answer.note)
        return cited.checked(check, self.claims, self.facts, self.policy) if claim.kind == "comparison" else check

    def _by_band(self, claim: Claim, kind: Kind, answer: Answer) -> Check:
        band = band_of(claim, self.policy)
        own = None
        if (unit := money.foreign(claim, answer)) is not None and claim.currency is not None:
            own = answer
            in_claimed = money.converted(answer, unit, claim.currency, self.facts)
            if in_claimed is None:
                return money.unconverted(claim, answer, unit, band, self.policy, signed=kind.SIGNED)
            answer = in_claimed
        graded = grading.by_band(answer, claim, band, self.policy, signed=kind.SIGNED, kept=self._kept)
        answer = Answer(
            readings=graded.readings, undecided=answer.undecided, hulls=answer.hulls, evidence=answer.evidence, note=answer.note
        )
        if answer.undecided is not None and not (graded.default is not None and graded.default.grade in grading.HOLDS):
            first = graded.readings[0]
            return made(claim, answer, "uncheckable", "undecided", first, answer.undecided, band)
        best, other = graded.default, graded.other
        if best is not None and best.grade in grading.HOLDS and claim.unit == "percentage_points" and best.unit == "percent":
            return made(claim, answer, "imprecise", "unit", best, Message(id="reason.percentage_points"), band)
        if best is not None and best.grade in grading.HOLDS:
            return made(claim, answer, "true" if best.grade == "true" else "rounded", graded.rule, best, None, band)
        if best is not None and best.grade == "understated" and (slip := slips.scale(claim, kind, answer, band, self)) is not None:
            return made(claim, answer, "false", f"slip_{slip.name}", slip.reading or best, slip.reason, band, story=True)
        if best is not None and grading.of_a_vendor(claim, best, band, self.policy):
            return made(claim, answer, "rounded", "vendors", best, Message(id="reason.vendors", values=wording.actual(best)), band)
        if best is not None and best.grade in ("imprecise", "understated"):
            return made(claim, answer, "imprecise", graded.rule, best, wording.imprecise(claim, best, graded, band), band)
        if (near := grading.near_hull(answer, claim, band, self.policy)) is not None:
            return made(claim, answer, "imprecise", "share_count", near, Message(id="reason.share_count"), band)
        if claim.kind == "activity" and best is not None and grading.within(best, band, self.policy.limits.volume):
            return made(claim, answer, "rounded", "volume", best, Message(id="reason.volume"), band)
        if (near := grading.near_close(answer, claim, band, self.policy, signed=kind.SIGNED)) is not None:
            return made(
                claim, answer, "imprecise", "provisional", near, Message(id="reason.provisional", values=wording.actual(near)), band
            )
        if (open_sum := under.possible(claim, answer, band)) is not None:
            return open_sum
        if other is not None and (slip := slips.time(claim, answer, other, band)) is not None:
            shown = slip.reading or other
            verdict: Verdict = "mostly_false" if shown.grade == "mostly_false" else "false"
            return made(claim, answer, verdict, "slip_time", shown, slip.reason, band, story=slip.story)
        if (
            other is not None
            and (other.grade in grading.HOLDS or other.grade == "understated")
            and (band.understated is None or grading.within(other, band, self.policy.limits.outer, near=True))
        ):
            return under.context(claim, answer, other, band)
        shown = best or other or graded.readings[0]
        if shown.grade == "false":  # what it was is said by the close, not by the extreme that the claim does not fit either
            shown = next((r for r in graded.readings if r.id == "close" and not shown.id.startswith(starts.NAMES)), shown)
        if own is not None:
            fits = grading.by_band(own, claim, band, self.policy, signed=kind.SIGNED, kept=self._kept).default
            if fits is not None and fits.grade in grading.HOLDS:
                reason = Message(id="reason.slip_currency", values={"claimed": claim.currency or "", "unit": fits.unit})
                return made(claim, answer, "false", "slip_currency", shown, reason, band, story=False)
        slip = slips.diagnose(claim, kind, answer, band, self)
        if slip is not None and slip.name == "measure" and claim.kind.startswith("cap"):
            # Money beside a company's name is read as its value or its change by a hair: no reason to accuse the text.
            return made(claim, answer, "review", "slip_measure", slip.reading or shown, slip.reason, band)
        if slip is None and claim.period_start is None and _span_open(claim, graded.readings, self.policy):
            return made(claim, answer, "review", "undecided", shown, Message(id="reason.which_span"), band)
        if slip is not None:
            return made(claim, answer, "false", f"slip_{slip.name}", slip.reading or shown, slip.reason, band, story=slip.story)
        if shown.grade == "mostly_false" and claim.unit == "percent" and shown.id.partition(":")[0] in ("index", "weighted"):
            return made(claim, answer, "review", "undecided", shown, Message(id="reason.which_index"), band)
        verdict = "mostly_false" if shown.grade == "mostly_false" else "false"
        return made(claim, answer, verdict, graded.rule or "outside", shown, wording.wrong(claim, shown, band), band)


def _span_open(claim: Claim, readings: Sequence[Reading], policy: Policy) -> bool:
    """Whether the text names no span, or one that no reading stands for ("within two years", "over three sessions")."""
    if claim.basis_stated:
        return claim.basis == "unknown" and claim.kind in ("change", "multiple", "points", "period", "cap_change")
    return claim.kind == "multiple" or _of_a_longer_span(claim, readings, policy)


def _of_a_longer_span(claim: Claim, readings: Sequence[Reading], policy: Policy) -> bool:
    """Whether the text leaves the span open and no reading here comes near: a rise of 700 per cent is not a wrong day's move."""
    if claim.kind != "change" or claim.value is None:
        return False
    if claim.basis in ("close", "intraday") and doubt.doubtful(claim):  # neither day nor span is said: only the day was asked for
        readings = [r for r in readings if r.default]
    elif claim.basis != "unknown":
        return False
    largest = max((abs(r.value) for r in readings if r.value is not None), default=0.0)
    return largest > 0 and claim.value > float(policy.limits.span) * largest
