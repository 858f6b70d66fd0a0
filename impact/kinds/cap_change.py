"""A company gained or lost so much market value.

How it is measured: (close − previous close) × shares outstanding, all classes together, with the count of the last filing
before the session; every other admissible count gives a reading of its own, and any value between those counts' values is
as good as theirs, because data vendors differ in the count. Where no price is here, the list of the largest losses answers, which
confirms as ``rounded`` what the press printed. A group's change is the kind ``aggregate``.
Example: "was einem Wertverlust von etwa 589 Milliarden US-Dollar entspricht" · "wiped out nearly $600bn".
Source: LSEG Datastream, datatype MVC (company-level market value, all classes); SEC Form 10-Q/10-K cover page for the count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from impact.kinds import aggregate, groups
from impact.kinds.answer import Answer, nothing
from impact.kinds.facts import Facts
from impact.kinds.moves import Moves, Pair, moves
from impact.records import Amount, Claim, Figure, Message, Reading, ShareCount

METRIC = "market_cap_change_usd"
JUDGED = "band"
ALONE = True
SIGNED = True
SHARES = "share_counts"  # rule of a hull
LISTED = "listed"  # rule of the hull over what the press printed for one loss
REPORTED = "reported"  # form of a count that a printed loss implies
ROUND, SAME = 0.02, 0.0005
NEAR = 0.06  # printed losses of Meta on 3 February 2022 (232 to 252 bn) lie within 5 % of the computed one


def answer(claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
    """Currency units, signed."""
    if claim.subject is not None and groups.is_group(claim.subject, facts):
        return aggregate.answer(claim, facts, claims)
    found = moves(claim, facts)
    if isinstance(found, Message):
        return listed(claim, facts) or nothing(found)
    assert claim.subject is not None
    session = max(p.end.session for p in found.pairs if p.end.session is not None)
    counts = facts.share_counts(claim.subject, session)
    if not counts:
        return listed(claim, facts) or nothing(Message(id="reason.no_share_count", values={"symbol": claim.subject}))
    return _with_counts(found, counts, implied(claim.subject, session, facts, counts))


def listed(claim: Claim, facts: Facts) -> Answer | None:
    """The loss as the list of the largest ones gives it, where no price does: a record that a text cites from another year."""
    if claim.direction == "up" or claim.subject is None or not claim.event_date:
        return None
    known = [x for x in facts.losses() if x.symbol == claim.subject and _same_time(x.session, claim.event_date)]
    readings = [
        Reading(
            id="listed" if loss.computed else f"listed:{REPORTED}{k}",
            default=True,
            formula="listed",
            inputs=(Figure(name="listed", value=-loss.loss, unit="USD", source=loss.source, session=loss.day),),
            value=-loss.loss,
            unit="USD",
            note=Message(id="note.listed", values={"session": loss.day or loss.session, "source": loss.source}),
        )
        for k, loss in enumerate(sorted(known, key=lambda x: (not x.computed, -x.loss, x.source)), 1)
    ]
    if not readings:
        return None
    days = {x.session for x in known}
    one_loss = len(days) == 1
    return Answer(readings=tuple(readings), hulls=((LISTED, *(r.id for r in readings)),) if one_loss and len(readings) > 1 else ())


def _same_time(session: str, said: str) -> bool:
    return session.startswith(said) or said.startswith(session)


def _with_counts(found: Moves, counts: Sequence[ShareCount], printed: Sequence[ShareCount]) -> Answer:
    """One reading a default pair and count, one a further pair, and the hulls over the counts."""
    readings: list[Reading] = []
    hulls: list[tuple[str, ...]] = []
    for pair in found.pairs:
        used = admissible(pair.id, counts, printed) if pair.default else counts[:1]
        ids = [reading_id(pair.id, k, c) for k, c in enumerate(used)]
        readings += [_times(pair, shares_figure(c), count_note(c), id_) for c, id_ in zip(used, ids, strict=True)]
        if len(ids) > 1:
            hulls.append((SHARES, *ids))
    # The count in force first under every price, then the other counts, then what the words do not name.
    readings.sort(key=lambda r: (not r.default, "count" in r.id or "reported" in r.id))
    return Answer(readings=tuple(readings), hulls=(*found.hulls, *hulls), undecided=found.undecided)


def admissible(id_: str, counts: Sequence[ShareCount], printed: Sequence[ShareCount]) -> Sequence[ShareCount]:
    """The counts that a default reading is shown with: all, at the close and the day's extremes; of a last trade the one in force."""
    if id_.startswith("last_trade"):
        return counts[:1]
    return (*counts, *printed) if id_ in ("close", "low", "high") else counts


def _times(pair: Pair, shares: Figure, note: Message, id_: str) -> Reading:
    start, end = pair.start, pair.end
    return Reading(
        id=id_,
        default=pair.default,
        formula=f"({end.name} - {start.name}) * shares",
        inputs=(start, end, shares),
        value=(end.value - start.value) * shares.value,
        unit=end.unit,
        note=note,
    )


def implied(symbol: str, session: date, facts: Facts, counts: Sequence[ShareCount]) -> list[ShareCount]:
    """The smallest and largest count behind losses that the press printed for that session: vendors' counts differ.

    Left out are losses far from the filed count's, and those printed too round to imply a count ("close to 600 billion").
    """
    bar, before = facts.bar(symbol, session), facts.bar(symbol, facts.previous_session(symbol, session))
    if bar is None or before is None or bar.close >= before.close:
        return []
    drop, day = before.close - bar.close, session.isoformat()
    found: dict[float, ShareCount] = {}
    for loss in facts.losses():
        if loss.session != day or loss.symbol != symbol or loss.computed:
            continue
        shares = loss.loss / drop
        if abs(shares / counts[0].shares - 1) <= NEAR and not _round(loss.loss):
            found.setdefault(loss.loss, ShareCount(symbol=symbol, shares=shares, as_of=day, filed=None, form=REPORTED, source=loss.source))
    ends = [found[size] for size in sorted({min(found), max(found)})] if found else []
    return [c for c in ends if all(abs(c.shares / known.shares - 1) > SAME for known in counts)]


def _round(amount: float) -> bool:
    """Whether the last non-zero digit weighs more than 2 % of the amount: 600, 120, but not 589."""
    digits = f"{amount:.6e}".partition("e")[0].replace(".", "").rstrip("0")
    return 10.0 ** -(len(digits) - 1) / float(f"{amount:.6e}".partition("e")[0]) > ROUND


def reading_id(name: str, place: int, count: ShareCount) -> str:
    """The id of a reading with its share count: ``close``, ``close:count2``, ``last_trade:2.count2``, ``close:reported3``."""
    if place == 0:
        return name
    return f"{name}{'.' if ':' in name else ':'}{'reported' if count.form == REPORTED else 'count'}{place + 1}"


def shares_figure(count: ShareCount) -> Figure:
    """The count as an input of formulas."""
    return Figure(name="shares", value=count.shares, unit="shares", source=count.source, as_of=count.as_of)


def count_note(count: ShareCount) -> Message:
    """Which count: number, form, date."""
    if count.form == REPORTED:
        return Message(id="note.implied_count", values={"shares": Amount(value=count.shares, unit="shares"), "source": count.source})
    values: dict[str, object] = {
        "shares": Amount(value=count.shares, unit="shares"),
        "form": count.form or Message(id="note.form_unknown"),
        "as_of": count.as_of or Message(id="note.date_unknown"),
    }
    return Message(id="note.share_count", values=values)
