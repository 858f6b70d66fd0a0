"""Two numbers of the text are said to be the same thing, or one a multiple of the other.

How it is measured: without the market where both numbers are of one unit (factor × base against the left number); where a
percentage is set equal to an amount, the percentage of the market value at the previous close. Each number is the interval
of what it may stand for as printed; they agree when the intervals meet. Points, or an amount a share, set equal to a percentage
are that percentage of the close before.
Example: "fast 17 %, was etwa 589 Milliarden entspricht" · "über 1 Billion, was etwa zwei Stargate-Werten entspricht" ·
"33.92 points, or 0.6%".
Source: Epskamp and Nuijten, statcheck (R package): recompute from the printed numbers, rounding interval included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.kinds.moves import figure, moves, start_of, unit_of
from impact.records import Claim, Figure, Message, Reading, Term

METRIC = "equivalence"
JUDGED = "arithmetic"
ALONE = False
SIGNED = False

CLEARLY = 0.25  # of the distance of the close before: how near another start must be to be the one that the pair speaks of


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """One reading whose value is what the other terms make of the left one."""
    roles: dict[str, Term] = {t.role: t for t in claim.terms}
    left, other = roles.get("left"), roles.get("right") or roles.get("base")
    if left is None or other is None:
        return nothing(Message(id="reason.terms_missing"))
    factor = roles.get("factor")
    if "percent" in (left.unit, other.unit) and _of_a_price(claim, left, other, claims):
        return _of_previous_close(claim, left if left.unit == "percent" else other, facts, claims)
    if other.unit == "percent" and left.unit == "currency":
        return _of_previous_value(claim, other, facts, claims)
    if left.unit == "percent" and other.unit == "currency":
        return _of_previous_value(claim, left, facts, claims)
    if left.unit != other.unit or (left.currency not in (other.currency, None) and other.currency is not None):
        return nothing(Message(id="reason.terms_differ"))
    base = _figure(other, "base")
    unit = _unit(left)
    if factor is None:
        return Answer(readings=(Reading(id="same", default=True, formula="base", inputs=(base,), value=base.value, unit=unit),))
    times = _figure(factor, "factor")
    product = Reading(id="product", default=True, formula="factor * base", inputs=(times, base), value=times.value * base.value, unit=unit)
    return Answer(readings=(product,))


def _of_a_price(claim: Claim, left: Term, other: Term, claims: Mapping[str, Claim]) -> bool:
    """Whether the number beside the percentage counts points, or currency a share: the kind ``points`` either way."""
    beside = other if left.unit == "percent" else left
    linked = claims.get(beside.claim) if beside.claim is not None else None
    return beside.unit == "points" or (linked is not None and linked.kind == "points" and beside.unit == "currency")


def _of_previous_close(claim: Claim, share: Term, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """The percentage of the close that the move starts from: the session's before, or that of the span that the text names."""
    about = _about(claim, claims)
    found = moves(about, facts)
    if isinstance(found, Message):
        return nothing(found)
    percent, beside = _figure(share, "percent"), next(t for t in claim.terms if t is not share and t.role != "factor")
    starts = [p.start for p in sorted(found.pairs, key=lambda p: not p.default)]
    implied = abs(beside.value) * 100 / percent.value if percent.value else 0.0
    nearest = min(starts, key=lambda s: abs(s.value - implied))
    if abs(nearest.value - implied) < abs(starts[0].value - implied) * CLEARLY:
        starts = [nearest]  # "for the year, the index is up 739.18 points, or 15.5%": the pair says which close it starts from
    reading = Reading(
        id="percent_of_close",
        default=True,
        formula=f"percent / 100 * {starts[0].name}",
        inputs=(percent, starts[0]),
        value=percent.value / 100 * starts[0].value,
        unit=starts[0].unit,
    )
    return Answer(readings=(reading,))


def _about(claim: Claim, claims: Mapping[str, Claim]) -> Claim:
    """The claim, or one of those that its numbers also are, that has a subject and a day."""
    linked = [claims[t.claim] for t in claim.terms if t.claim is not None and t.claim in claims]
    return next((c for c in (*linked, claim) if c.subject is not None and c.event_date is not None), claim)


def _of_previous_value(claim: Claim, share: Term, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """The percentage of the market value at the close before the session, with the count in force."""
    about = _about(claim, claims)
    start = start_of(about if about.basis == "close" else replace(about, basis="close"), facts)
    if isinstance(start, Message):
        return nothing(start)
    assert about.subject is not None
    assert start.session is not None
    bar = facts.bar(about.subject, start.session)
    counts = facts.share_counts(about.subject, start.session)
    if bar is None or not counts:
        return nothing(Message(id="reason.no_share_count", values={"symbol": about.subject}))
    price = figure(bar, "close", unit_of(facts.instrument(about.subject)), "previous_close")
    count = counts[0]
    shares = Figure(name="shares", value=count.shares, unit="shares", source=count.source, as_of=count.as_of)
    percent = _figure(share, "percent")
    value = percent.value / 100 * price.value * shares.value
    formula = "percent / 100 * previous_close * shares"
    inputs = (percent, price, shares)
    return Answer(readings=(Reading(id="percent_of_value", default=True, formula=formula, inputs=inputs, value=value, unit=price.unit),))


def _figure(term: Term, name: str) -> Figure:
    return Figure(name=name, value=term.value, unit=_unit(term), source=f"„{term.quote}“")


def _unit(term: Term) -> str:
    return term.currency or "USD" if term.unit == "currency" else term.unit
