"""The start of a from/to: "fell from 142.62 to 118.42" puts 142.62 at the close before, not at that of the day.

The words tie the two numbers together (``base_value`` of the end), so the close where the move began is what the text names;
the day's own prices stand beside it and decide nothing. Where the text gives the start a day of its own, it is that day's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from impact.kinds import when
from impact.kinds.answer import Answer
from impact.records import Claim, Reading
from impact.verdicts.wrong import Asking

LEVELS = frozenset({"level", "cap_level"})
NAMES = ("previous_close", "start_close")
Start = tuple[str, str, str, str | None, str | None, float | None]


def named(claims: Sequence[Claim]) -> frozenset[Start]:
    """The starts that the ends of these claims name."""
    return frozenset(_key(c, c.base_value) for c in claims if c.base_value is not None and c.kind in LEVELS)


def is_start(claim: Claim, starts: frozenset[Start]) -> bool:
    """Whether another claim of the sentence begins at this one's number, on the same day."""
    return claim.kind in LEVELS and claim.base_value is None and _key(claim, claim.value) in starts


def _key(claim: Claim, value: float | None) -> Start:
    return claim.article, claim.sentence, claim.kind, claim.subject, claim.event_date, value


def before(claim: Claim, answer: Answer, judge: Asking) -> Answer:
    """The readings of the close where the move began, default, and the day's own behind them."""
    session = next((f.session for r in answer.readings for f in r.inputs if f.session is not None and r.id == "close"), None)
    if session is None or claim.subject is None or len(claim.event_date or "") != 10:
        return answer
    name, days = _beginnings(claim, session, judge)
    asked = replace(claim, basis="close", basis_stated=False, period_start=None, direction=None)
    readings: list[Reading] = []
    hulls: list[tuple[str, ...]] = []
    for k, day in enumerate(days):
        found = judge.answer_like(claim.kind, asked, claim.subject, day.isoformat())
        ids = {r.id: _renamed(r.id, name, k) for r in found.readings if r.default and r.id.partition(":")[0] != "last_trade"}
        readings += [replace(r, id=ids[r.id]) for r in found.readings if r.id in ids]
        hulls += [(rule, *(ids[i] for i in members)) for rule, *members in found.hulls if all(i in ids for i in members)]
    if not readings:
        return answer
    taken = {r.id for r in readings}
    during = claim.basis == "intraday" and claim.basis_stated
    own = [r if during and r.id in ("high", "low") else replace(r, default=False) for r in answer.readings if r.id not in taken]
    return replace(answer, readings=(*readings, *own), hulls=tuple(hulls))


def _beginnings(claim: Claim, session: date, judge: Asking) -> tuple[str, list[date]]:
    """The name of the reading, and the sessions at whose close the move can have begun."""
    spans = when.spans(claim, judge.facts, session)
    if spans:
        return "start_close", list(dict.fromkeys(s.before for s in spans))
    return "previous_close", [judge.facts.previous_session(claim.subject or "", session)]


def _renamed(id_: str, name: str, place: int) -> str:
    """``close:count2`` → ``previous_close:count2``; of a second beginning ``start_close:2.count2``."""
    base, _, rest = id_.partition(":")
    base = name if base == "close" else f"{name}:{base}"
    parts = [p for p in ("" if place == 0 else str(place + 1), rest) if p]
    return base + ((":" if ":" not in base else ".") + ".".join(parts) if parts else "")
