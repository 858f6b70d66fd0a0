"""Numbers of the texts set beside each other, without any price.

Within an article: percent and amount of one sentence imply a previous value, which a printed value, or another such pair,
must share; a from/to must give its change; points over a level must give the percent. Between articles, and between a
headline and its body: the same subject, measure and day, or the same topic of a rejected number, must not differ by more
than the words allow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from impact.records import Amount, Article, Claim, Consistency, Message
from impact.verdicts.bands import Interval, band_of
from impact.verdicts.policy import Policy, load_policy

COMPARED = frozenset({"change", "level", "cap_change", "cap_level", "points", "aggregate", "period"})
ONE_DAY = frozenset({"close", "unknown"})
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two statements about one thing."""

    first: Claim
    second: Claim


def consistency(claims: Sequence[Claim], articles: Sequence[Article], policy: Policy | None = None) -> list[Consistency]:
    """Rows of agreements and contradictions, in order of the articles given."""
    policy = policy or load_policy()
    order = {a.id: i for i, a in enumerate(articles)}
    ordered = sorted(claims, key=lambda c: (order.get(c.article, len(order)), c.article, c.start, c.end, c.id))
    numbered = [c for c in ordered if c.value is not None and not c.negated and not c.hypothetical]
    rows = [*_within(numbered, policy), *_same_thing(numbered, policy), *_opposite(ordered)]
    return sorted(rows, key=lambda r: (r.consistent, [order.get(a, len(order)) for a in r.articles], r.id))


def _span(claim: Claim, policy: Policy) -> Interval:
    return band_of(claim, policy).possible


def _row(kind: str, claims: Sequence[Claim], consistent: bool, reason: Message) -> Consistency:
    return Consistency(
        id=f"{kind}:{'+'.join(c.id for c in claims)}",
        claims=tuple(c.id for c in claims),
        articles=tuple(dict.fromkeys(c.article for c in claims)),
        quotes=tuple(c.quote for c in claims),
        consistent=consistent,
        reason=reason,
    )


# --- arithmetic inside a sentence ------------------------------------------------------------------------------------


def _within(claims: Sequence[Claim], policy: Policy) -> Iterator[Consistency]:
    sentences: dict[tuple[str, str, str | None], list[Claim]] = defaultdict(list)
    for c in claims:
        if c.sentence and c.reject is None:
            sentences[c.article, c.sentence, c.subject].append(c)
    implied: dict[tuple[str, str, str | None], list[tuple[Interval, tuple[Claim, Claim]]]] = defaultdict(list)
    for group in sentences.values():
        kinds: dict[str, list[Claim]] = defaultdict(list)
        for c in group:
            kinds[c.kind].append(c)
        for percent in kinds["change"]:
            for amount in kinds["cap_change"]:
                if percent.direction == amount.direction and percent.event_date == amount.event_date and percent.value:
                    previous = _ratio(amount, percent, policy)
                    for level in kinds["cap_level"]:
                        yield _value_row(percent, amount, level, policy)
                    key = (percent.article, percent.subject or "", percent.event_date)
                    implied[key].append((previous, (percent, amount)))
            for points in kinds["points"]:
                for level in kinds["level"]:
                    if percent.direction == points.direction:
                        yield _points_row(percent, points, level, policy)
            for level in kinds["level"]:
                if level.base_value:
                    yield _from_to_row(percent, level, policy)
    for pairs in implied.values():
        for (a, first), (b, second) in combinations(pairs, 2):
            values = {"first": _amount(_middle(a), first[1]), "second": _amount(_middle(b), second[1])}
            same = a.meets(b)
            yield _row(
                "implied_value", [*first, *second], same, Message(id=f"consistency.implied_{'same' if same else 'differ'}", values=values)
            )


def _ratio(amount: Claim, percent: Claim, policy: Policy) -> Interval:
    """The previous value that amount and percent imply."""
    a, p = _span(amount, policy), _span(percent, policy)
    low = a.low * HUNDRED / p.high if p.high.is_finite() else Decimal(0)
    return Interval(low, a.high * HUNDRED / p.low if p.low > 0 else Decimal("Infinity"))


def _value_row(percent: Claim, amount: Claim, level: Claim, policy: Policy) -> Consistency:
    """amount ÷ (value after ± amount) against the percent."""
    a, v = _span(amount, policy), _span(level, policy)
    sign = 1 if amount.direction == "down" else -1

    def share(size: Decimal, after: Decimal) -> Decimal:
        base = after + sign * size
        return size * HUNDRED / base if size.is_finite() and base > 0 else Decimal("Infinity")

    ends = [share(size, after) for size in (a.low, a.high) for after in (v.low, v.high)]
    return _percent_row("value", [percent, amount, level], Interval(min(ends), max(ends)), percent, policy)


def _points_row(percent: Claim, points: Claim, level: Claim, policy: Policy) -> Consistency:
    p, v = _span(points, policy), _span(level, policy)
    sign = 1 if points.direction == "down" else -1
    ends = [
        size * HUNDRED / (after + sign * size)
        for size in (p.low, p.high)
        for after in (v.low, v.high)
        if size.is_finite() and after.is_finite()
    ]
    return _percent_row("points", [percent, points, level], Interval(min(ends), max(ends)), percent, policy)


def _from_to_row(percent: Claim, level: Claim, policy: Policy) -> Consistency:
    assert level.base_value is not None
    v, base = _span(level, policy), Decimal(repr(level.base_value))
    sign = -1 if percent.direction == "down" else 1
    ends = [sign * (end / base - 1) * HUNDRED for end in (v.low, v.high)]
    return _percent_row("from_to", [percent, level], Interval(min(ends), max(ends)), percent, policy)


def _percent_row(kind: str, claims: list[Claim], found: Interval, percent: Claim, policy: Policy) -> Consistency:
    same = found.meets(_span(percent, policy))
    values = {
        "computed": Amount(value=float(_middle(found)), unit="percent"),
        "printed": Amount(value=percent.value or 0.0, unit="percent"),
    }
    return _row(kind, claims, same, Message(id=f"consistency.{kind}_{'same' if same else 'differ'}", values=values))


def _middle(interval: Interval) -> Decimal:
    if not interval.high.is_finite():
        return interval.low
    return (interval.low + interval.high) / 2


def _amount(value: Decimal, claim: Claim) -> Amount:
    return Amount(value=float(value), unit=claim.currency or "USD")


# --- the same thing twice --------------------------------------------------------------------------------------------


def _key(claim: Claim) -> tuple[object, ...] | None:
    """What a number is about; None where it is about nothing that can be compared."""
    if claim.reject is not None:
        return ("topic", claim.topic, claim.unit, claim.currency) if claim.topic else None
    if claim.kind not in COMPARED or claim.subject is None or claim.event_date is None or claim.unresolved:
        return None
    basis = "close" if claim.basis in ONE_DAY else claim.basis
    return (claim.kind, claim.subject, claim.event_date, claim.period_start, basis, claim.direction, claim.unit, claim.currency)


def _same_thing(claims: Iterable[Claim], policy: Policy) -> Iterator[Consistency]:
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for c in claims:
        key = _key(c)
        if key is not None:
            groups[key].append(c)
    for group in groups.values():
        seen: set[tuple[object, ...]] = set()
        for a, b in combinations(group, 2):
            if (a.value, a.hedge) == (b.value, b.hedge):
                continue
            key = (a.article, b.article, a.value, b.value, a.hedge, b.hedge)
            if key in seen:
                continue
            seen.add(key)
            row = _compared(a, b, policy)
            if row is not None:
                yield row


def _compared(a: Claim, b: Claim, policy: Policy) -> Consistency | None:
    same = _span(a, policy).meets(_span(b, policy))
    outer = band_of(a, policy).outer.meets(band_of(b, policy).outer)
    across = a.article != b.article
    if same and not across:
        return None  # a vague number early and the exact one late is how texts are written
    where = "articles" if across else "article"
    how = "same" if same else "near" if outer else "differ"
    if a.basis == "intraday" and not same:
        return None  # two minutes of one day may differ
    values: dict[str, object] = {"first": _printed(a), "second": _printed(b)}
    return _row(where, [a, b], same or outer, Message(id=f"consistency.{where}_{how}", values=values))


def _printed(claim: Claim) -> Amount:
    unit = claim.currency or "USD" if claim.unit == "currency" else claim.unit or "count"
    return Amount(value=claim.value or 0.0, unit=unit)


def _opposite(claims: Iterable[Claim]) -> Iterator[Consistency]:
    """One article, one subject, one day: up here and down there."""
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for c in claims:
        one_day = c.kind in ("change", "direction", "points") and c.basis in ONE_DAY and c.period_start is None
        if one_day and c.subject and c.event_date and c.direction and not (c.reject or c.negated or c.hypothetical):
            groups[c.article, c.subject, c.event_date].append(c)
    for group in groups.values():
        up, down = [next((c for c in group if c.direction == d), None) for d in ("up", "down")]
        if up is not None and down is not None:
            yield _row("opposite", [up, down], False, Message(id="consistency.opposite"))
