"""An index moved by so many points, or a share by so many units of its currency.

How it is measured: close less the previous session's close; beside it the readings of :mod:`impact.kinds.change`.
Example: "der Dow fiel um 777 Punkte" · "the shares lost $24.20".
Source: S&P Dow Jones Indices, Index Mathematics Methodology.
"""

from __future__ import annotations

from collections.abc import Mapping

from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.kinds.moves import Pair, moves
from impact.records import Claim, Figure, Message, Reading

METRIC = "index_points_change"
JUDGED = "band"
ALONE = True
SIGNED = True


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """Points or currency a share, signed."""
    found = moves(claim, facts)
    if isinstance(found, Message):
        return nothing(found)
    return Answer(readings=tuple(difference(p, found.split_factor) for p in found.pairs), hulls=found.hulls, undecided=found.undecided)


def difference(pair: Pair, split: float = 1.0) -> Reading:
    """End less start, in the unit of the prices of the session's own day."""
    start, end = pair.start, pair.end
    if split != 1:
        factor = Figure(name="split_factor", value=split, unit="multiple", source="data/splits.csv", session=end.session)
        return Reading(
            id=pair.id,
            default=pair.default,
            formula=f"({end.name} - {start.name}) * split_factor",
            inputs=(start, end, factor),
            value=(end.value - start.value) * split,
            unit=end.unit,
            note=pair.note,
        )
    return Reading(
        id=pair.id,
        default=pair.default,
        formula=f"{end.name} - {start.name}",
        inputs=(start, end),
        value=end.value - start.value,
        unit=end.unit,
        note=pair.note,
    )
