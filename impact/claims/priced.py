"""Which numbers can be whose: points are those of an index, money is that of a share, and of nothing else."""

from __future__ import annotations

from impact.claims.drafts import Draft, Reading
from impact.claims.quantity import Quantity
from impact.claims.subject import Subject


def on_a_market(reading: Reading) -> bool:
    """Whether the sentence speaks of anything with a price: a share word, a market value, an index, a name."""
    forms = ("index", "compound", "group", "ticker", "share_word", "list")
    return any(c.tags("metric.") or any(m.symbols or m.form in forms or m.kind == "index" for m in c.mentions) for c in reading.clauses)


def can_stand(draft: Draft, subject: Subject) -> bool:
    """Whether a level in these units can be the subject's: points of an index, money of a share."""
    assert draft.quantity is not None
    q = draft.quantity
    index = any(s.startswith("^") or s[:1].isdigit() for s in subject.symbols)
    if not subject.symbols:
        return q.unit != "plain"
    if q.unit in ("points", "mark") and q.currency is None:
        return index or not any("." in s for s in subject.symbols)
    if q.unit == "plain":
        return index or (q.gmin < 1 and q.role == "to") or in_money(draft, q)
    return True


def in_money(draft: Draft, q: Quantity) -> bool:
    """Whether a bare number goes on with the money before it: "to 175.80 euros, having touched a high of 179.15"."""
    before = draft.clause.previous.quantities[-1:] if draft.clause.previous is not None else []
    return q.unit == "plain" and any(p.currency is not None for p in before) and not any(m.kind == "index" for m in draft.clause.mentions)
