"""A share, index or group moved by so many percent.

How it is measured: close over the previous session's close, less one (simple return, split-adjusted, without dividends);
beside it the last trade before the closing auction, the day's extreme in the claim's direction, the opening gap, open to
close, several sessions, the year to date, and the way from the past year's highest or lowest close; where an ex-date lies
inside, the total return. A group is measured by the change of its members' summed market value.
Example: "verzeichnete einen Rückgang von fast 17 %" · "plunged 17 % on Monday".
Source: Campbell, Lo and MacKinlay (1997), The Econometrics of Financial Markets, eq. 1.4.1 (simple net return).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from impact.kinds import groups
from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.kinds.moves import Pair, moves
from impact.records import Claim, Message, Reading

METRIC = "price_change_pct"
JUDGED = "band"
ALONE = True
SIGNED = True


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """Percent, signed; see the module."""
    if claim.subject is not None and groups.is_group(claim.subject, facts):
        return groups.percent(claim, facts)
    found = moves(claim, facts)
    if isinstance(found, Message):
        return nothing(found)
    readings = [percent(p) for p in found.pairs]
    readings += [r for p in found.pairs if p.id == "close" and (r := total_return(p, claim, facts)) is not None]
    return Answer(readings=tuple(readings), hulls=found.hulls, undecided=found.undecided)


def total_return(pair: Pair, claim: Claim, facts: Facts) -> Reading | None:
    """The pair's return with the dividends whose ex-dates lie inside; None where there is none."""
    start, end = pair.start, pair.end
    if claim.subject is None or start.session is None or end.session is None:
        return None
    paid = facts.dividends(claim.subject, start.session, end.session)
    if not paid:
        return None
    cash = replace(paid[-1], name="dividend", value=sum(d.value for d in paid))
    return Reading(
        id="total_return",
        default=False,
        formula=f"(({end.name} + dividend) / {start.name} - 1) * 100",
        inputs=(start, end, cash),
        value=((end.value + cash.value) / start.value - 1) * 100,
        unit="percent",
    )


def percent(pair: Pair) -> Reading:
    """The pair's simple return in percent."""
    start, end = pair.start, pair.end
    return Reading(
        id=pair.id,
        default=pair.default,
        formula=f"({end.name} / {start.name} - 1) * 100",
        inputs=(start, end),
        value=(end.value / start.value - 1) * 100,
        unit="percent",
        note=pair.note,
    )
