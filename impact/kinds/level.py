"""A price or an index stood at, rose or fell to so much.

How it is measured: the session's official close; the last trade before the closing auction is as good. Beside them the
day's low, high and open, the previous close, and the price as it was printed that day where a later split changed it.
"zeitweise" takes any price between low and high.
Example: "auf 118,42 Dollar" · "closed at 19,341.83 points".
Source: Nasdaq, Closing Cross (official closing price).
"""

from __future__ import annotations

from collections.abc import Mapping

from impact.kinds import when
from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.kinds.moves import TRADED, figure, has_range, unit_of
from impact.records import Bar, Claim, Figure, Message, Reading

METRIC = "price_level"
JUDGED = "band"
ALONE = True
SIGNED = False


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """Currency a share, or index points."""
    found = when.session(claim, facts)
    if isinstance(found, Message):
        return nothing(found)
    assert claim.subject is not None
    bar = facts.bar(claim.subject, found)
    if bar is None:
        return nothing(facts.missing(claim.subject, found))
    unit = unit_of(facts.instrument(claim.subject))
    if claim.event_date is not None and len(claim.event_date) < 10:
        return _in_period(claim, facts, unit)
    intraday, extended = claim.basis == "intraday" and claim.basis_stated, claim.basis in ("premarket", "afterhours")
    readings = [priced("close", bar, "close", unit, default=not intraday and not extended)]
    for i, trade in enumerate(facts.last_trades(claim.subject, found)):
        name = "last_trade" if i == 0 else f"last_trade:{i + 1}"
        price = Figure(name="last_trade", value=trade.value, unit=trade.unit, source=trade.source, as_of=trade.as_of, session=found)
        readings.append(plain(name, price, default=not intraday and not extended))
    ends = {"down": ("low", "high"), "up": ("high", "low")}.get(claim.direction or "", ("low", "high"))
    if has_range(bar):
        readings += [priced(end, bar, end, unit, default=intraday) for end in (*ends, "open")]
    before = facts.bar(claim.subject, facts.previous_session(claim.subject, found))
    if before is not None:
        readings.append(priced("previous_close", before, "close", unit, default=False, name="previous_close"))
    if bar.split_factor != 1:
        # A text of later days speaks of the adjusted price, one of the day itself of the printed one.
        readings.append(plain("adjusted_close", figure(bar, "close", unit), default=not intraday and not extended))
    return Answer(
        readings=tuple(readings),
        hulls=((TRADED, "low", "high"),) if claim.basis == "intraday" else (),
        undecided=Message(id="reason.no_extended_hours") if extended else None,
    )


def _in_period(claim: Claim, facts: Facts, unit: str) -> Answer:
    """A level of a month or year that the text names instead of a day: any price of that time, adjusted or as printed."""
    assert claim.subject is not None
    assert claim.event_date is not None
    first, after = when.parse_start(claim.event_date)
    bars = facts.bars(claim.subject, first, facts.previous_session(claim.subject, after))
    if not bars:
        return nothing(facts.missing(claim.subject, first))
    lowest, highest = min(bars, key=lambda b: b.low), max(bars, key=lambda b: b.high)
    readings = [
        plain("close", figure(bars[-1], "close", unit), default=True),
        plain("lowest", figure(lowest, "low", unit), default=True),
        plain("highest", figure(highest, "high", unit), default=True),
    ]
    hulls: list[tuple[str, ...]] = [(TRADED, "lowest", "highest")]
    if bars[0].split_factor != 1:
        readings.append(priced("lowest:printed", min(bars, key=lambda b: b.low * b.split_factor), "low", unit, default=True))
        readings.append(priced("highest:printed", max(bars, key=lambda b: b.high * b.split_factor), "high", unit, default=True))
        hulls.append((TRADED, "lowest:printed", "highest:printed"))
    return Answer(readings=tuple(readings), hulls=tuple(hulls))


def priced(id_: str, bar: Bar, field: str, unit: str, *, default: bool, name: str | None = None) -> Reading:
    """A price as it was printed on its own day: the bar's, undone of later splits."""
    price = figure(bar, field, unit, name)
    if bar.split_factor == 1:
        return plain(id_, price, default=default)
    split = Figure(name="split_factor", value=bar.split_factor, unit="multiple", source="data/splits.csv", session=bar.session)
    return Reading(
        id=id_,
        default=default,
        formula=f"{price.name} * split_factor",
        inputs=(price, split),
        value=price.value * split.value,
        unit=price.unit,
    )


def plain(id_: str, price: Figure, *, default: bool) -> Reading:
    """The number as it stands."""
    return Reading(id=id_, default=default, formula=price.name, inputs=(price,), value=price.value, unit=price.unit)
