"""Arithmetic inside a sentence: percent, amount, points, level, from and to must agree within what they may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from impact.records import Amount, Claim, Consistency, Message
from impact.verdicts.bands import Interval, band_of, places
from impact.verdicts.policy import Policy

HUNDRED = Decimal(100)


def row(kind: str, claims: Sequence[Claim], consistent: bool, reason: Message) -> Consistency:
    """A row on several claims."""
    return Consistency(
        id=f"{kind}:{'+'.join(c.id for c in claims)}",
        claims=tuple(c.id for c in claims),
        articles=tuple(dict.fromkeys(c.article for c in claims)),
        quotes=tuple(c.quote for c in claims),
        consistent=consistent,
        reason=reason,
    )


def _span(claim: Claim, policy: Policy) -> Interval:
    return band_of(claim, policy).possible


def rows(claims: Sequence[Claim], policy: Policy) -> Iterator[Consistency]:
    """Rows of the numbers that stand in one sentence on one subject; a sentence with two of a kind is left alone, because
    which belongs to which is not known."""
    sentences: dict[tuple[str, str, str | None], list[Claim]] = defaultdict(list)
    for c in claims:
        if c.sentence and c.reject is None:
            sentences[c.article, c.sentence, c.subject].append(c)
    implied: dict[tuple[str, str | None, str | None], list[tuple[Interval, tuple[Claim, Claim]]]] = defaultdict(list)
    for (article, _, subject), group in sentences.items():
        percent, amount, value, points, level = (_only(group, k) for k in ("change", "cap_change", "cap_level", "points", "level"))
        ends = [c for c in group if c.kind == "level" and c.base_value]
        level = ends[0] if len(ends) == 1 else level  # "from 142.62 to 118.42": the start is a level of its own as well
        ends = [c for c in group if c.kind == "cap_level" and c.base_value]
        value = ends[0] if len(ends) == 1 else value  # "from 3.49 to 2.9 trillion"
        for moved, end in ((points, level), (amount, value)):
            if moved is not None and end is not None and end.base_value:
                yield _between_row(moved, end, policy)
        if percent is None:
            percent = next((c for c in [_only(group, "multiple")] if c is not None and c.unit == "percent"), None)  # "by a fifth"
        if percent is None or not percent.value or percent.period_start is not None or percent.basis in ("week", "month", "ytd"):
            continue
        if amount is not None and (percent.direction, percent.event_date) == (amount.direction, amount.event_date):
            implied[article, subject, percent.event_date].append((_ratio(amount, percent, policy), (percent, amount)))
            if value is not None and not value.base_value:
                yield _value_row(percent, amount, value, policy)
        if points is not None and level is not None and percent.direction == points.direction:
            yield _points_row(percent, points, level, policy)
        for end in (level, value):
            if end is not None and end.base_value:
                yield _from_to_row(percent, end, policy)
    for pairs in implied.values():
        for (a, first), (b, second) in combinations(pairs, 2):
            values = {"first": _amount(_middle(a), first[1]), "second": _amount(_middle(b), second[1])}
            same = a.meets(b)
            said = Message(id=f"consistency.implied_{'same' if same else 'differ'}", values=values)
            yield row("implied_value", [*first, *second], same, said)


def _only(group: Sequence[Claim], kind: str) -> Claim | None:
    found = [c for c in group if c.kind == kind]
    return found[0] if len(found) == 1 else None


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

    def share(size: Decimal, after: Decimal) -> Decimal:
        base = after + sign * size
        return size * HUNDRED / base if size.is_finite() and after.is_finite() and base > 0 else Decimal("Infinity")

    ends = [share(size, after) for size in (p.low, p.high) for after in (v.low, v.high)]
    return _percent_row("points", [percent, points, level], Interval(min(ends), max(ends)), percent, policy)


def _from_to_row(percent: Claim, level: Claim, policy: Policy) -> Consistency:
    assert level.base_value is not None
    v, base, half = _span(level, policy), Decimal(repr(level.base_value)), places(level.base_value)[0] / 2
    sign = -1 if percent.direction == "down" else 1
    ends = [sign * (end / start - 1) * HUNDRED for end in (v.low, v.high) for start in (base - half, base + half) if start > 0]
    return _percent_row("from_to", [percent, level], Interval(min(ends), max(ends)), percent, policy)


def _between_row(points: Claim, level: Claim, policy: Policy) -> Consistency:
    """From and to against the points, or the amount a share, between them."""
    assert level.base_value is not None
    base, half = Decimal(repr(level.base_value)), places(level.base_value)[0] / 2
    v, band, sign = _span(level, policy), band_of(points, policy), -1 if points.direction == "down" else 1
    ends = [sign * (v.low - base), sign * (v.high - base)]
    found = Interval(min(ends) - half, max(ends) + half)
    same = found.meets(band.possible) or found.meets(band.outer)
    unit = points.currency or "USD" if points.unit == "currency" else points.unit or "points"
    values = {"computed": Amount(value=float(_middle(found)), unit=unit), "printed": Amount(value=points.value or 0.0, unit=unit)}
    return row("from_to", [points, level], same, Message(id=f"consistency.from_to_{'same' if same else 'differ'}", values=values))


def _percent_row(kind: str, claims: list[Claim], found: Interval, percent: Claim, policy: Policy) -> Consistency:
    band = band_of(percent, policy)
    slack = policy.limits.wrong_side
    wide = Interval(band.outer.low * (1 - slack), band.outer.high * (1 + slack))
    same = found.meets(band.possible) or found.meets(wide)
    values = {
        "computed": Amount(value=float(_middle(found)), unit="percent"),
        "printed": Amount(value=percent.value or 0.0, unit="percent"),
    }
    return row(kind, claims, same, Message(id=f"consistency.{kind}_{'same' if same else 'differ'}", values=values))


def _middle(interval: Interval) -> Decimal:
    if not interval.high.is_finite():
        return interval.low
    return (interval.low + interval.high) / 2


def _amount(value: Decimal, claim: Claim) -> Amount:
    return Amount(value=float(value), unit=claim.currency or "USD")
