"""The slip "one share class for the company": a market value counts all classes together, listed or not.

Real cases: Meta's loss with the class A shares alone; Alphabet's value likewise; PetroChina's "first trillion" of 2007, the
price in Shanghai of the A shares, in another currency, applied to the shares that were traded in Hong Kong at less than half of it.
"""

from __future__ import annotations

from impact.kinds.answer import Answer
from impact.records import Amount, Message
from impact.verdicts import money
from impact.verdicts.bands import exact
from impact.verdicts.wrong import Slip, Wrong, actual


def _in(unit: str, prices: Answer, wrong: Wrong) -> Answer:
    """The prices of a class that is quoted in another currency, in ``unit`` where a rate is known."""
    own = prices.readings[0].unit if prices.readings else unit
    return prices if own == unit else money.converted(prices, own, unit, wrong.judge.facts) or Answer()


def one_class(wrong: Wrong) -> Slip | None:
    """One share class taken for the company: its count alone, or its price for the shares of the others as well."""
    claim, facts = wrong.claim, wrong.judge.facts
    if claim.kind not in ("cap_change", "cap_level") or claim.subject is None:
        return None
    for reading in wrong.answer.readings:
        count = next((f for f in reading.inputs if f.name == "shares"), None)
        session = next((f.session for f in reversed(reading.inputs) if f.session is not None), None)
        if not reading.default or count is None or session is None or reading.value is None:
            continue
        for one in facts.class_counts(claim.subject, session):
            alone = wrong.fit(Answer(readings=(reading,)), shift=exact(one.shares / count.value))
            values: dict[str, object] = {**actual(reading), "share_class": one.share_class}
            if alone is not None and wrong.telling:
                values["shares"], values["all"] = Amount(value=one.shares, unit="shares"), Amount(value=count.value, unit="shares")
                return Slip("class", Message(id="reason.slip_class", values=values), reading)
            if one.symbol and one.symbol != claim.subject and claim.kind == "cap_level":
                price = wrong.fit(_in(reading.unit, wrong.other("level", subject=one.symbol), wrong), shift=exact(count.value))
                if price is not None and price.unit == reading.unit:
                    return Slip("class", Message(id="reason.slip_class_price", values={**values, "symbol": one.symbol}), reading)
    return None
