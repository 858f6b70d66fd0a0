"""A list of amounts and their total in one sentence, without any price: "A lost 593, B 71 and C 103, together 767 billion".

Only where the sentence itself says that it adds up (the ``in_all`` words of its language). A total above what the members make
says nothing where the sentence has further numbers, because the list may then be longer than what was read of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from impact import languages
from impact.records import Amount, Article, Claim, Consistency, Message
from impact.verdicts import within
from impact.verdicts.bands import Interval, band_of, exact
from impact.verdicts.policy import Policy

ADDED = frozenset({"cap_change", "cap_level", "aggregate"})  # points of several indices are never added
LIKE = {"aggregate": "cap_change"}  # the total of companies' changes
NUMBER = re.compile(r"\d[\d.,]*")


def rows(claims: Sequence[Claim], articles: Mapping[str, Article], policy: Policy) -> Iterator[Consistency]:
    """One row a sentence whose members and total can be told apart."""
    sentences: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for c in claims:
        if c.kind in ADDED and c.reject is None and c.sentence:
            sentences[c.article, c.sentence].append(c)
    for (name, sentence), found in sentences.items():
        article = articles.get(name)
        if article is None or len(found) < 3:
            continue
        place = article.text.rfind(sentence, 0, found[0].start + len(sentence))
        word = _in_all(article.language).search(sentence)
        if place < 0 or word is None:
            continue
        total = next((c for c in found if c.end > place + word.end()), found[-1])
        members = [c for c in found if c is not total and _adds(c, total)]
        if len(members) < 2 or len({c.subject for c in members}) < len(members):
            continue
        if (total.value or 0.0) <= max(c.value or 0.0 for c in members):
            continue  # it is one of the list, and the word means something else
        made = _row(total, members, whole=len(NUMBER.findall(sentence)) == len(members) + 1, policy=policy)
        if made is not None:
            yield made


def _adds(member: Claim, total: Claim) -> bool:
    alike = LIKE.get(member.kind, member.kind) == LIKE.get(total.kind, total.kind)
    return alike and (member.unit, member.currency, member.direction) == (total.unit, total.currency, total.direction)


def _row(total: Claim, members: Sequence[Claim], *, whole: bool, policy: Policy) -> Consistency | None:
    spans = [band_of(c, policy).possible for c in members]
    added = Interval(sum((s.low for s in spans), Decimal(0)), sum((s.high for s in spans), Decimal(0)))
    band = band_of(total, policy)
    same = added.meets(band.possible) or added.meets(band.outer)
    if not same and not whole and added.high < band.outer.low:
        return None
    unit = total.currency or "USD" if total.unit == "currency" else total.unit or "count"
    computed = float(sum((exact(c.value or 0.0) for c in members), Decimal(0)))
    values = {"computed": Amount(value=computed, unit=unit), "printed": Amount(value=total.value or 0.0, unit=unit)}
    said = Message(id=f"consistency.sum_{'same' if same else 'differ'}", values=values)
    return within.row("sum", [*members, total], same, said)


@cache
def _in_all(code: str | None) -> re.Pattern[str]:
    """The words that announce a total, of the article's language, or of all where it is not known."""
    chosen = [code] if code in languages.codes() else languages.codes()
    words = {w for c in chosen if c is not None for w in languages.load(c).words("subjects", "in_all")} or {"Σ"}
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b", re.IGNORECASE)
