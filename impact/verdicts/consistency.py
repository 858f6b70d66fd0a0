"""Numbers of the texts set beside each other, without any price.

Within an article: percent and amount of one sentence imply a previous value, which a printed value, or another such pair,
must share; a from/to must give its change; points over a level must give the percent; two numbers their multiple, a list its
total; a headline must agree with its body.
Between articles: the same subject, measure and day, or the same topic of a rejected number, must not differ by more than
the words allow, and market values by no more than the counts of vendors do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from impact.records import Amount, Article, Claim, Consistency, Message
from impact.verdicts import multiples, sums, within
from impact.verdicts.bands import Interval, band_of
from impact.verdicts.doubt import INFERRED
from impact.verdicts.policy import Policy, load_policy
from impact.verdicts.unsure import SUBJECT

COMPARED = frozenset({"change", "level", "cap_change", "cap_level", "points", "aggregate", "period"})
MONEY = frozenset({"cap_change", "cap_level", "aggregate"})
ONE_DAY = frozenset({"close", "unknown"})
ONE = Decimal(1)
FAR = 2  # a factor
MOST_NUMBERS = 60  # different numbers of one thing that are all set against each other


def consistency(claims: Sequence[Claim], articles: Sequence[Article], policy: Policy | None = None) -> list[Consistency]:
    """Rows of agreements and contradictions, contradictions first, then in order of the articles given."""
    policy = policy or load_policy()
    order = {a.id: i for i, a in enumerate(articles)}
    headlines = {a.id: len(a.text.lstrip().partition("\n")[0]) + len(a.text) - len(a.text.lstrip()) for a in articles}
    ordered = sorted(claims, key=lambda c: (order.get(c.article, len(order)), c.article, c.start, c.end, c.id))
    numbered = [c for c in ordered if c.value is not None and not c.negated and not c.hypothetical]
    by_id = {a.id: a for a in articles}
    rows = [*within.rows(numbered, policy), *multiples.rows(ordered, policy), *sums.rows(numbered, by_id, policy)]
    rows += [*_same_thing(numbered, headlines, policy), *_opposite(ordered)]
    return sorted(rows, key=lambda r: (r.consistent, [order.get(a, len(order)) for a in r.articles], r.id))


def _key(claim: Claim) -> tuple[object, ...] | None:
    """What a number is about; None where it is about nothing that can be compared."""
    if claim.reject is not None:
        return ("topic", claim.topic, claim.unit, claim.currency) if claim.topic else None
    if claim.kind not in COMPARED or claim.subject is None or claim.event_date is None or claim.unresolved:
        return None
    basis = "close" if claim.basis in ONE_DAY else claim.basis
    return (claim.kind, claim.subject, claim.event_date, claim.period_start, basis, claim.direction, claim.unit, claim.currency)


def _same_thing(claims: Iterable[Claim], headlines: Mapping[str, int], policy: Policy) -> Iterator[Consistency]:
    groups: dict[tuple[object, ...], dict[tuple[object, ...], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for c in claims:
        key = _key(c)
        if key is not None:
            groups[key][c.value, c.value_high, c.hedge].append(c)
    for numbers in groups.values():
        for one, two in _pairs(list(numbers.values())):
            yield from _between(one, two, policy)
            yield from _inside(one, two, headlines, policy)


def _pairs(numbers: list[list[Claim]]) -> Iterator[tuple[list[Claim], list[Claim]]]:
    """Every two numbers of one thing; of very many (a corpus, not a desk's articles) each with the one that most print."""
    if len(numbers) <= MOST_NUMBERS:
        yield from combinations(numbers, 2)
        return
    first = max(range(len(numbers)), key=lambda k: (len(numbers[k]), -k))
    yield from ((numbers[first], other) for k, other in enumerate(numbers) if k != first)


def _between(one: list[Claim], two: list[Claim], policy: Policy) -> Iterator[Consistency]:
    """One row for two different numbers of one thing, with every article that prints either and not both."""
    both = {c.article for c in one} & {c.article for c in two}
    first, second = ([c for c in side if c.article not in both] for side in (one, two))
    if not first or not second or (first[0].basis == "intraday" and not _agree(first[0], second[0], policy)):
        return  # two minutes of one day may differ
    if _unlike(first[0], second[0]) or _unlike(second[0], first[0]):
        return
    parts = list({c.article: c for c in (*first, *second)}.values())
    how = "same" if _agree(first[0], second[0], policy) else "near" if _near(first[0], second[0], policy) else "differ"
    yield within.row("articles", parts, how != "differ", _said("articles", how, first[0], second[0]))


def _inside(one: list[Claim], two: list[Claim], headlines: Mapping[str, int], policy: Policy) -> Iterator[Consistency]:
    """A headline against its body, or two places that both name their day. That a vague number comes early and the exact
    one late is how texts are written, and says nothing."""
    for a in one:
        b = next((c for c in two if c.article == a.article), None)
        if b is None or a.basis == "intraday" or _agree(a, b, policy) or _one_sentence(a, b):
            continue
        first, second = sorted((a, b), key=lambda c: c.start)
        headline = first.end <= headlines.get(first.article, 0) < second.start
        if headline or not {first.date_source, second.date_source} & INFERRED:
            near = _near(a, b, policy)
            yield within.row("article", [first, second], near, _said("article", "near" if near else "differ", first, second))
            return


def _one_sentence(a: Claim, b: Claim) -> bool:
    """Two numbers of one sentence are two things: "up 3.6 per cent on Tuesday after a fall of 5.6 per cent"."""
    return bool(a.sentence) and a.sentence == b.sentence


def _unlike(a: Claim, b: Claim) -> bool:
    """Whether money lies far from the other, and its clause names no company: it is probably the money of someone else."""
    if a.kind not in MONEY or a.subject_source not in SUBJECT or not a.value or not b.value:
        return False
    return max(a.value, b.value) > FAR * min(a.value, b.value)


def _agree(a: Claim, b: Claim, policy: Policy) -> bool:
    return band_of(a, policy).possible.meets(band_of(b, policy).possible)


def _near(a: Claim, b: Claim, policy: Policy) -> bool:
    """Whether the outer bands meet, those of market values widened by what share counts differ."""
    share = policy.limits.share_count if a.kind in MONEY and a.reject is None else Decimal(0)
    x, y = band_of(a, policy).outer, band_of(b, policy).outer
    return Interval(x.low * (ONE - share), x.high * (ONE + share)).meets(y)


def _said(where: str, how: str, first: Claim, second: Claim) -> Message:
    return Message(id=f"consistency.{where}_{how}", values={"first": _printed(first), "second": _printed(second)})


def _printed(claim: Claim) -> Amount:
    unit = claim.currency or "USD" if claim.unit == "currency" else claim.unit or "count"
    return Amount(value=claim.value or 0.0, unit=unit)


def _opposite(claims: Iterable[Claim]) -> Iterator[Consistency]:
    """One article, one subject, one day that both places name: up here and down there."""
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for c in claims:
        one_day = c.kind in ("change", "direction", "points") and c.basis in ONE_DAY and c.period_start is None
        sure = c.date_source not in INFERRED and not (c.reject or c.negated or c.hypothetical or c.unresolved)
        if one_day and sure and c.subject and c.event_date and c.direction:
            groups[c.article, c.subject, c.event_date].append(c)
    for group in groups.values():
        up, down = [next((c for c in group if c.direction == d), None) for d in ("up", "down")]
        if up is not None and down is not None and not _one_sentence(up, down):
            yield within.row("opposite", [up, down], False, Message(id="consistency.opposite"))
