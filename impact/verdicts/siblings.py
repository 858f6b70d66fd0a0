"""Two indices of one bare name: "the Nasdaq" may be the Composite or the 100, and the text need not say which."""

from __future__ import annotations

from dataclasses import replace

from impact.kinds.answer import Answer
from impact.kinds.facts import Facts
from impact.records import Claim, Message
from impact.verdicts.slips import SIBLINGS
from impact.verdicts.wrong import Asking


def added(claim: Claim, answer: Answer, judge: Asking) -> Answer:
    """The readings with those of the other index, all of them default, where the sentence has only what both names share."""
    for symbol in SIBLINGS.get(claim.subject or "", ()):
        if not _bare(claim, symbol, judge.facts):
            continue
        other = judge.answer_like(claim.kind, claim, symbol, claim.event_date, same_day=True)
        note = Message(id="note.index", values={"symbol": two.name if (two := judge.facts.instrument(symbol)) is not None else symbol})
        more = tuple(replace(r, id=f"{r.id}:{symbol}", note=note) for r in other.readings if r.default and ":" not in r.id)
        return replace(answer, readings=(*answer.readings, *more))
    return answer


def _bare(claim: Claim, symbol: str, facts: Facts) -> bool:
    one, two = facts.instrument(claim.subject or ""), facts.instrument(symbol)
    if one is None or two is None or not claim.sentence or one.kind != "index":
        return False
    shared = one.name.split()[0]
    if two.name.split()[0] != shared or shared.casefold() not in claim.sentence.casefold():
        return False
    return not any(part.casefold() in claim.sentence.casefold() for name in (one.name, two.name) for part in name.split()[1:])
