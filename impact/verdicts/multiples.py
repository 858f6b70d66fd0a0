"""Two numbers of a text against the factor between them, without any price: "593 billion, more than twice the 279 billion"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from impact.records import Amount, Claim, Consistency, Message, Term
from impact.verdicts import within
from impact.verdicts.arithmetic import factor_of, stands_for
from impact.verdicts.bands import Interval
from impact.verdicts.policy import Policy

ZERO = Decimal(0)


def rows(claims: Sequence[Claim], policy: Policy) -> Iterator[Consistency]:
    """One row a comparison whose two numbers are of one unit."""
    by_id = {c.id: c for c in claims}
    for claim in claims:
        if claim.kind != "comparison" or claim.reject is not None or claim.negated or claim.hypothetical:
            continue
        roles = {t.role: t for t in claim.terms}
        left, right = roles.get("left"), roles.get("right") or roles.get("base")
        if left is None or right is None or (left.unit, left.currency) != (right.unit, right.currency) or not right.value:
            continue
        yield _row(claim, left, right, by_id, policy)


def _row(claim: Claim, left: Term, right: Term, claims: dict[str, Claim], policy: Policy) -> Consistency:
    same = any(
        _ratio(stands_for(left, claims, policy, outer=outer), stands_for(right, claims, policy, outer=outer)).meets(
            factor_of(claim, policy, outer=outer)
        )
        for outer in (False, True)
    )
    how = "same" if same else "differ"
    if claim.value is None:
        values = {"left": _amount(left), "right": _amount(right)}
        return within.row("larger", [claim], same, Message(id=f"consistency.larger_{how}", values=values))
    values = {
        "computed": Amount(value=abs(left.value / right.value), unit="multiple"),
        "printed": Amount(value=claim.value, unit="multiple"),
    }
    return within.row("multiple", [claim], same, Message(id=f"consistency.multiple_{how}", values=values))


def _ratio(left: Interval, right: Interval) -> Interval:
    """All ratios of a number of the one interval to a number of the other."""
    low = max(left.low, ZERO) / right.high if right.high.is_finite() and right.high > 0 else ZERO
    high = left.high / right.low if left.high.is_finite() and right.low > 0 else Decimal("Infinity")
    return Interval(low, high)


def _amount(term: Term) -> Amount:
    return Amount(value=term.value, unit=term.currency or "USD" if term.unit == "currency" else term.unit)
