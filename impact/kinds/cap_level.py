"""A company was worth so much.

How it is measured: close × shares outstanding, all classes together; every admissible count gives a reading, values between
them are as good. Beside them the value at the previous close and at the day's low and high.
Example: "auf 2,9 Billionen Dollar Börsenwert" · "a market cap of $3.49tn".
Source: LSEG Datastream, datatype MVC; SEC Form 10-Q/10-K cover page for the count.
"""

from __future__ import annotations

from collections.abc import Mapping

from impact.kinds import groups, level
from impact.kinds.answer import Answer, nothing
from impact.kinds.cap_change import SHARES, admissible, count_note, implied, reading_id, shares_figure
from impact.kinds.facts import Facts
from impact.records import Claim, Message, Reading

METRIC = "market_cap_level_usd"
JUDGED = "band"
ALONE = True
SIGNED = False


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """Currency units."""
    if claim.subject is not None and groups.is_group(claim.subject, facts):
        return _group(claim, facts)
    prices = level.answer(claim, facts, claims)
    if not prices.readings:
        return prices
    assert claim.subject is not None
    session = prices.readings[0].inputs[0].session
    assert session is not None
    counts = facts.share_counts(claim.subject, session)
    if not counts:
        return nothing(Message(id="reason.no_share_count", values={"symbol": claim.subject}))
    readings: list[Reading] = []
    hulls: list[tuple[str, ...]] = list(prices.hulls)
    # A vendor's count, as a loss of this day or the next shows it, is that behind the value before the loss as well.
    days = (session, facts.next_session(claim.subject, session))
    printed = next((found for day in days if (found := implied(claim.subject, day, facts, counts))), [])
    for price in prices.readings:
        if price.id == "adjusted_close":
            continue  # counts are on the basis of the bars: the price that goes with them is the bar's own, named "close"
        ids = []
        used = admissible(price.id, counts, printed) if price.default else counts[:1]
        for k, count in enumerate(used):
            id_ = reading_id(price.id, k, count)
            ids.append(id_)
            shares = shares_figure(count)
            readings.append(
                Reading(
                    id=id_,
                    default=price.default,
                    formula=f"{price.inputs[0].name} * shares",
                    inputs=(price.inputs[0], shares),
                    value=price.inputs[0].value * shares.value,
                    unit=price.unit,
                    note=count_note(count),
                )
            )
        if len(ids) > 1:
            hulls.append((SHARES, *ids))
    readings.sort(key=lambda r: (not r.default, "count" in r.id or "reported" in r.id))
    return Answer(readings=tuple(readings), hulls=tuple(hulls), undecided=prices.undecided)


def _group(claim: Claim, facts: Facts) -> Answer:
    from impact.kinds import when

    found = when.session(claim, facts)
    if isinstance(found, Message):
        return nothing(found)
    assert claim.subject is not None
    readings = []
    for s in groups.selections(claim.subject, facts, found):
        whole = groups.total("value", s.members, s, lambda m: m.value)
        readings.append(
            Reading(id=f"total:{s.id}", default=s.default, formula="value", inputs=(whole,), value=whole.value, unit="USD", note=s.note)
        )
    if not readings:
        return nothing(Message(id="reason.no_group", values={"group": claim.subject, "session": found}))
    return Answer(readings=tuple(readings))
