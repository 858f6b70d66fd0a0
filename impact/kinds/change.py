"""A share, index or group moved by so many percent.

How it is measured: close over the previous session's close, less one (simple return, split-adjusted, without dividends);
beside it the last trade before the closing auction, the day's extreme in the claim's direction, the opening gap, open to
close, several sessions, the year to date, and the way from the past year's highest or lowest close. A group is measured by
the change of its members' summed market value.
Example: "verzeichnete einen Rückgang von fast 17 %" · "plunged 17 % on Monday".
Source: Campbell, Lo and MacKinlay (1997), The Econometrics of Financial Markets, eq. 1.4.1 (simple net return).
"""

from __future__ import annotations

from collections.abc import Mapping

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
    return Answer(readings=tuple(percent(p) for p in found.pairs), hulls=found.hulls, undecided=found.undecided)


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
