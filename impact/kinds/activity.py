"""How much was traded.

How it is measured: the session's volume in shares; for a multiple, the volume over the mean of the 20 (default) or 50
sessions before. Vendors differ in volume by up to 3 %, which the band of this kind allows for.
Example: "308 Millionen Aktien wechselten den Besitzer" · "three times its average volume".
Source: Nasdaq, glossary ("average daily volume"); differences between vendors in ``data/README.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from impact.kinds import when
from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.kinds.level import plain
from impact.kinds.moves import figure
from impact.records import Claim, Figure, Message, Reading

METRIC = "volume"
JUDGED = "band"
ALONE = True
SIGNED = False
WINDOWS = (20, 50)


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """Shares, or multiples of the mean volume."""
    found = when.session(claim, facts)
    if isinstance(found, Message):
        return nothing(found)
    assert claim.subject is not None
    bar = facts.bar(claim.subject, found)
    if bar is None:
        return nothing(facts.missing(claim.subject, found))
    if bar.volume is None:
        return nothing(Message(id="reason.no_volume", values={"symbol": claim.subject}))
    if claim.basis == "intraday":
        return nothing(Message(id="reason.no_intraday_volume"))
    volume = figure(bar, "volume", "shares")
    if claim.unit not in ("multiple", "percent"):
        return Answer(readings=(plain("volume", volume, default=True),))
    past = [b for b in facts.bars(claim.subject, found - timedelta(days=2 * WINDOWS[-1]), found)[:-1] if b.volume]
    readings = []
    for n in WINDOWS:
        if len(past) >= n:
            mean = sum(b.volume or 0.0 for b in past[-n:]) / n
            base = Figure(name="mean_volume", value=mean, unit="shares", source=bar.source, as_of=bar.as_of, session=past[-1].session)
            percent = claim.unit == "percent"
            readings.append(
                Reading(
                    id=f"volume_{n}",
                    default=n == WINDOWS[0],
                    formula="(volume / mean_volume - 1) * 100" if percent else "volume / mean_volume",
                    inputs=(volume, base),
                    value=(volume.value / mean - 1) * 100 if percent else volume.value / mean,
                    unit=claim.unit,
                )
            )
    if not readings:
        return nothing(Message(id="reason.short_history", values={"symbol": claim.subject, "n": len(past)}))
    return Answer(readings=tuple(readings))
