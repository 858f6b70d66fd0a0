"""Drafts → claims: subject, day, basis, modality and the links between claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from impact.claims import comparisons, modality, relations, verbless
from impact.claims.bases import PERIODS, article_default, basis_of, words_of
from impact.claims.clauses import Clause
from impact.claims.days import Days
from impact.claims.drafts import Draft, Reading
from impact.claims.mentions import Mention
from impact.claims.priced import can_stand, in_money, on_a_market
from impact.claims.quantity import BOUNDS
from impact.claims.quoting import named, quoted
from impact.claims.subject import Subject
from impact.claims.subjects import Resolver
from impact.claims.times import Calendar
from impact.languages import Language
from impact.records import Article, Basis, Bound, Claim, Hedge, RecordScope

SINCE_REACH = 14  # tokens from a superlative to its "since"
WHOLE_MARKET = ("MARKET",)
MARKET_VOLUME = 1e9  # shares from which on a day's trading is that of a whole exchange
LINE_REACH = 5  # tokens before a number in which the line and its side are named
SAME_MOVE = ({"points", "percent"}, {"currency", "percent"})  # pairs of units that one move is said in
GROUPS = frozenset({"SEMIS", "MAG7", "MARKET", "TECH"})  # groups without an underscore
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
        self.relative = language.word_set("boundary", "relative")
        self.lines = language.word_set("unit", "mark")
        self.above, self.below = language.word_set("role", "above"), language.word_set("role", "below")
        self.ors = language.word_set("role", "or")
        self.absolute = language.word_set("boundary", "absolute")
        self.modality = modality.modality(language)
        self.days = Days(language, calendar, readings, event, event_date, article.text, article.published_at)
        same = None if calendar.day is None else self.days.main == calendar.day
        self.words = words_of(language, readings, self.days.main)
        silent = language.tables.get("style", {}).get("silent_basis", "close")
        momentary, perfect = language.word_set("style", "momentary"), language.word_set("style", "present_perfect")
        self.default: Basis = article_default(readings, same_day=same, silent=silent, momentary=momentary, perfect=perfect)
        self.out: list[Claim] = []
        self.told: Claim | None = None  # the market claim before in the sentence, no bracket
        self.last_subject: Subject | None = None
        self.attributed: str | None = None  # who says the sentence that is being read

    def claims(self) -> list[Claim]:
        """All claims in the order of the text, with their ids."""
        for reading in self.readings:
            made: list[tuple[Draft, list[Claim]]] = []
            previous: Claim | None = None
            self.told = None
            self.last_subject = None
            self.attributed = relations.attribution(reading, self.article, self.language) if reading.drafts else None
            for draft in reading.drafts:
                found = self._build(draft, reading, previous)
                made.append((draft, found))
                for c in found:
                    if c.reject is None and c.metric in ("price_change_pct", "direction", "index_points_change"):
                        previous = c
                        self.told = None if draft.clause.bracket else c
            extra: list[Claim] = []
            if "cause." in reading.tables:
                extra += relations.causes(reading, made, self.article, self.language)
            if "equivalence." in reading.tables:
                extra += relations.equivalences(reading, made, self.article)
            if reading.comparisons:
                extra += comparisons.comparisons(reading, made, self.out, self.article)
            claims = [c for _, found in made for c in found]
            self.out += claims + extra
            self.days.tell(reading, claims)
        self.out += relations.factors(self.readings, self.out, self.article, self.language)
        return _numbered(self.out)

    # --- claims -------------------------------------------------------------------------------------------------------

    def _build(self, draft: Draft, reading: Reading, previous: Claim | None) -> list[Claim]:
        traded = self.last_subject if draft.metric == "volume" and self.last_subject is not None else None
        subject = traded if traded is not None and traded.symbols == WHOLE_MARKET else self._subject(draft, reading)
        if draft.metric == "volume" and not (subject.symbols or subject.name) and draft.quantity and draft.quantity.value >= MARKET_VOLUME:
            subject = replace(subject, symbols=WHOLE_MARKET, source="group", reason=None)  # "In all, 11.8 billion shares changed hands"
            self.last_subject = subject
        if draft.metric == "price_level" and draft.quantity is not None and not can_stand(draft, subject):
            return []
        if not (subject.symbols or subject.name or draft.compared) and draft.metric and not on_a_market(reading):
            if draft.quantity is None:
                return []
            draft.kind, draft.metric, draft.reject = "other", None, "other"  # a number that moved, but nothing with a price is near
        symbols: tuple[str | None, ...] = subject.symbols or (None,)
        return [self._claim(draft, reading, subject, symbol, previous) for symbol in symbols]

    def _subject(self, draft: Draft, reading: Reading) -> Subject:
        if draft.compared:
            return comparisons.held_by(draft, reading)
        clause, s = draft.clause, reading.sentence
        span = clause.span(s)
        if draft.superlative is not None and self.last_subject is not None and not clause.verbs and not clause.levels:
            at = s.spans[draft.superlative.first][0]
            if not any(span[0] <= m.start and m.end <= at and m.form != "pronoun" for m in clause.mentions):
                return self.last_subject  # "…, the biggest gain in the S&P 500": an apposition to what was said
        if clause.host is not None:
            before = [m for c in reading.clauses for m in c.mentions if m.end <= span[0] and m.symbols]
            named = before and span[0] - before[-1].end <= 3
            span = (before[-1].start if named else clause.host.span(s)[0], span[1])
        q = draft.quantity
        found = draft.superlative
        if self.last_subject is not None and self._said_again(draft, self.last_subject):
            return self.last_subject
        predicate = (draft.mark.start, draft.mark.end) if draft.mark else None
        if predicate is None and found is not None:
            predicate = (s.spans[found.first][0], s.spans[found.last - 1][1])
        antecedent = self._antecedent(clause, reading)
        if antecedent is not None:
            meant = Subject.of(antecedent)
            self.last_subject = replace(meant, source="name") if antecedent.form == "list" else meant
            return self.last_subject
        said = self.last_subject
        if self._goes_on(draft, reading) and said is not None and (said.symbols or said.name):
            return said
        self.last_subject = self.resolver.resolve(
            span,
            predicate=predicate,
            quantity=(q.start, q.end) if q else None,
            quantities=reading.numbers,
            unit=("currency" if q.currency or in_money(draft, q) else UNITS.get(q.unit)) if q else None,
            metric=draft.metric,
        )
        own = verbless.named(draft, self.last_subject, self.absolute)
        if own is not None:
            self.last_subject = Subject.of(own)
        if found is not None and not self.last_subject.symbols and said is not None and said.symbols:
            self.last_subject = said  # a record or rank without a name of its own is that of the claim before it
        return self.last_subject

    def _goes_on(self, draft: Draft, reading: Reading) -> bool:
        """ "Foobar surged 33.7% to $167.41 on Barfoo's bid": where the move of the number before it ended."""
        at = reading.drafts.index(draft)
        before, q = reading.drafts[at - 1] if at else None, draft.quantity
        if before is None or before.quantity is None or q is None or draft.mark is None or q.role != "to" or before.reject:
            return False
        near = before.clause is draft.clause and before.mark is draft.mark and 0 <= q.first - before.quantity.last <= 1
        return near and before.metric == "price_change_pct" and draft.metric == "price_level" and bool(q.currency)

    def _line_crossed(self, draft: Draft, reading: Reading) -> Hedge | None:
        """The side of a line that was crossed: "die Marke von 20.000 Punkten geknackt", "über die Schwelle von zwei Billionen"."""
        q, clause, lead = draft.quantity, draft.clause, list[str]()
        if draft.metric == "market_cap_level_usd" and q is not None:
            lead = reading.sentence.words[max(clause.first, q.first - LINE_REACH) : q.first]
        if draft.kind != "threshold" and self.lines.isdisjoint(lead):
            return None
        if clause.tags("record.cross_up") or not self.above.isdisjoint(lead):
            return "over"
        return "under" if clause.tags("record.cross_down") or not self.below.isdisjoint(lead) else None

    def _said_again(self, draft: Draft, said: Subject) -> bool:
        """ "216.90 points higher, or 0.58%": the same move in another unit."""
        q, clause = draft.quantity, draft.clause
        before = clause.previous.quantities[-1:] if clause.previous is not None else []
        if q is None or clause.opener not in self.ors or clause.mentions or clause.verbs or q is not clause.quantities[0]:
            return False
        fits = q.unit != "points" or all(s.startswith("^") for s in said.symbols)
        return bool(said.symbols) and fits and any({p.unit, q.unit} in SAME_MOVE for p in before)

    def _record(self, draft: Draft, reading: Reading) -> RecordScope | None:
        """The record's scope; "since" to the month or day where the sentence gives it."""
        found = draft.superlative
        if found is None or found.scope is None:
            return None
        since = next((w.text for w in reading.days if w.period and 0 <= w.first - found.first <= SINCE_REACH), None)
        return replace(found.scope, since=since) if since is not None else found.scope

    def _antecedent(self, clause: Clause, reading: Reading) -> Mention | None:
        """ "Apple, which overtook Nvidia, rose": behind a relative clause the sentence goes on with what stood before it."""
        before, words = clause.previous, reading.sentence.words
        if clause.mentions or not clause.verbs or clause.opener != ",":
            return None
        while before is not None:
            for k in range(before.first, before.last - 1):
                if words[k] == "," and words[k + 1] in self.relative:
                    at = reading.sentence.spans[k][0]
                    return next((m for m in reversed(before.mentions) if 0 <= at - m.end <= 2 and m.symbols), None)
            before = None if any(m.named for m in before.mentions) else before.previous
        return None

    def _claim(self, draft: Draft, reading: Reading, subject: Subject, symbol: str | None, previous: Claim | None) -> Claim:
        q, clause = draft.quantity, draft.clause
        text = self.article.text
        start, end = quoted(draft, reading, subject)
        day, source = self.days.day(draft, reading, symbol, previous)
        if draft.compared and draft.when is None:
            day, source = None, None
        main = day is None or self.days.main is None or day == self.days.main.isoformat()
        period = None if draft.compared else self.days.period(draft, reading)
        many = len(subject.symbols) > 1  # "lost up to 2.4 per cent": each of several, not at the low
        basis = basis_of(draft, self.default, main_day=main, period=period, words=self.words, s=reading.sentence, said=self.told, many=many)
        kind = draft.kind
        group = symbol is not None and symbol.isupper() and ("_" in symbol or symbol in GROUPS) and not symbol.startswith("^")
        if draft.metric == "market_cap_change_usd" and group:
            kind = "aggregate"
        if kind == "change" and basis.stated and basis.basis in (*PERIODS, "unknown"):
            kind = "period"
        unit = UNITS.get(q.unit) if q else ("percent" if draft.value is not None else None)
        if q is not None and unit == "points" and draft.metric == "price_level" and symbol and not symbol.startswith("^"):
            unit = "currency"
        hedge = q.hedge if q else draft.hedge
        if q is not None and hedge == "none":
            hedge = self._line_crossed(draft, reading) or _shared_hedge(draft)
        bound: Bound = "at_most" if q is not None and q.peak and hedge == "none" else BOUNDS[hedge]
        if q is not None and hedge == "none" and draft.metric == "price_level" and q.role in ("above", "below"):
            bound = "at_least" if q.role == "above" else "at_most"
            hedge = "over" if q.role == "above" else "under"
        record = self._record(draft, reading)
        start_of_period = None
        if reading.days:
            start_of_period = next((w.text for w in reading.days if w.period and clause.first <= w.first < clause.last), None)
        return Claim(
            id="", article=self.article.id, start=start, end=end, quote=text[start:end],
            sentence=text[reading.sentence.start : reading.sentence.end],
            kind=kind, metric=draft.metric, subject=symbol, subject_name=named(subject, symbol),
            subject_source=subject.source if subject.source != "none" else None,
            direction=draft.direction, value=q.value if q else draft.value, value_high=q.high if q else None, unit=unit,  # type: ignore[arg-type]
            currency=q.currency if q else None, printed=q.printed if q else None, hedge=hedge, bound=bound,
            gmin=q.gmin if q else None, gmax=q.gmax if q else None, word_number=q.word if q else draft.value is not None,
            basis=basis.basis, basis_stated=basis.stated, event_date=day, date_source=source,
            period_start=start_of_period, attributed_to=self.attributed,
            negated=self.modality.negated(draft, reading), hypothetical=self.modality.hypothetical(draft, reading),
            reported=bool(clause.tags("modality.reported")), degree=draft.degree,  # type: ignore[arg-type]
            base_value=draft.base, record=record, rank=draft.superlative.rank if draft.superlative else None,
            reject=draft.reject, topic=relations.topic(draft, reading, self.language),
            after=relations.reference(previous) if draft.step and previous is not None and source == "sequence" else None,
            unresolved=None if draft.reject else (subject.reason or (None if day else "no_date")),
        )  # fmt: skip


def _shared_hedge(draft: Draft) -> Hedge:
    """The hedge of the first number of a pair holds for the second ("mehr als 400 beziehungsweise 500 Dollar")."""
    q = draft.quantity
    for p in draft.clause.quantities if q is not None else ():
        if q is not None and q.role is None and p.unit == q.unit and 1 <= q.first - p.last <= 1 and p.hedge != "none":
            return p.hedge
    return "none"


def _numbered(claims: list[Claim]) -> list[Claim]:
    """Ids by place, links between claims rewritten to them; set in place, since no one else holds the claims yet (copies took long)."""
    found = {relations.reference(c): c for c in sorted(claims, key=lambda c: (c.start, c.end, c.kind, c.subject or ""))}
    seen: Counter[int] = Counter()
    ids: dict[str, str] = {}
    out: list[Claim] = []
    for reference, c in found.items():
        seen[c.start] += 1
        n = seen[c.start]
        ids[reference] = f"{c.article}:{c.start}" + (f":{n}" if n > 1 else "")
    for reference, c in found.items():
        put = object.__setattr__
        put(c, "id", ids[reference])
        if c.terms:
            put(c, "terms", tuple(replace(t, claim=ids.get(t.claim)) if t.claim else t for t in c.terms))
        if c.after:
            put(c, "after", ids.get(c.after))
        out.append(c)
    return out
