"""Numbers that are no market claims: price targets, forecasts, fundamentals, company sums, wealth, other prices."""

from __future__ import annotations

from impact.claims.asides import in_aside
from impact.claims.clauses import Clause
from impact.claims.mentions import Mention
from impact.claims.quantity import Quantity
from impact.claims.tokens import Sentence
from impact.languages import Mark

SOON = 3  # words of a clause within which its verb tells what the clause before it was: "…, analysts predict"
NEXT = 2  # tokens between a number and the noun it counts ("5 % of sales")
HIGHEST_PRICE = 1e4  # of a share
HIGH = 6  # tokens from a percentage to the price that it ended at ("12.7% to an all-time high of $154.22")
OF = 3  # tokens between a noun and the share that it is said of ("volume in the shares of")
ACTIVITY = "reject.trading_activity"


def blocked(
    c: Clause, q: Quantity, mark: Mark | None, s: Sentence, *, verb_first: bool, oblique: frozenset[str], worth: frozenset[str],
    earnings: frozenset[str], joins: frozenset[str],
) -> str | None:
    """The type of a number that is no market claim, judged by the words that are nearest to its predicate."""
    for kind in ("price_target", "forecast", "wealth"):
        if c.tags(f"reject.{kind}") or (c.host is not None and c.host.tags(f"reject.{kind}")):
            return kind
    moved = q.role == "by" and not c.tags("metric.") and any(m.entry.tag == "move.verb" for m in c.verbs)
    if moved and any(m.entry.lemma in earnings for m in c.nouns):
        return "fundamentals"  # "der Gewinn sank um 12 Prozent": here the noun is what moved
    later = c.following
    if (
        later is not None and later.opener == "," and not later.quantities
        and any(m.first - later.first < SOON for m in later.tags("reject.forecast"))
    ):  # fmt: skip
        return "forecast"  # "…, erwarten Analysten"
    activity = activity_moved(c, q, mark, s, oblique)
    if activity is not None:
        return activity
    rejects = rejecting(c)
    if not rejects and later is not None and later.opener in joins and not later.mentions and _counts(later):
        return "fundamentals"  # "VW büßte 24,1 Prozent ein und kam auf 38.642 Zulassungen"
    if not rejects and c.host is not None:
        rejects = rejecting(c.host)
    if (
        not rejects
        and c.previous is not None
        and not c.mentions
        and not c.tags("metric.")
        and not (c.previous.relative and c.levels and c.adverbs)  # "Foobar, which cut 900 jobs, ended 0.4 percent lower"
        and (not c.verbs or c.opener in joins)  # "der Absatz halbierte sich und fiel um 49 Prozent"
    ):
        rejects = _topic(leant_on(c.previous))
    if not rejects and c.previous is not None and c.stood_for and not (c.tags("metric.") or c.tags("basis.")):
        rejects = _topic(c.previous)
    if verb_first and mark is not None:  # "Foobar, last month's hottest IPO, climbed 21%"
        rejects = [m for m in rejects if not in_aside(c, min(mark.first, q.first), s, m.first, frozenset())]
    if verb_first and _moved_before(c, q, mark, s):  # "Foobar surged 33.7% to $167 on Barfoo's $15 billion bid"
        rejects = [m for m in rejects if m.first <= q.last or m.entry.tag != "reject.corporate_amount"]
    if verb_first and mark is not None and mark.entry.tag == "move.verb" and _of_the_move(c, q, mark):
        rejects = [m for m in rejects if m.entry.tag != "reject.corporate_amount"]  # "suspended its buyback and dropped 2.9% to $32.51"
    if not rejects:
        return None
    market = list(c.tags("metric.")) + [
        m
        for m in c.mentions
        if m.form in ("index", "compound", "group", "ticker", "share_word", "list") and not all("=" in x for x in m.symbols or ("=",))
    ]
    if any(m.entry.tag == "reject.corporate_amount" for m in rejects):  # "a contract worth $300 billion"
        market = [m for m in market if not (isinstance(m, Mark) and m.entry.lemma in worth)]
    named = not market and moved_by_name(c, q, mark, s)
    if _priced(c, q):  # "plus 5,1 Prozent auf 23,70 Euro nach starken Zahlen für das erste Quartal"
        end = c.quantities[-1].last
        rejects = [m for m in rejects if m.first < end or oblique.isdisjoint(s.words[end : m.first])]
    if market or named:  # "die Aktie fiel nach einer Gewinnwarnung um 5 %": a cause, not what moved
        rejects = [m for m in rejects if oblique.isdisjoint(s.words[max(c.first, m.first - 3) : m.first])]
    if named:
        rejects = [m for m in rejects if m.first - q.last <= NEXT]
    if not rejects:
        return None
    for m in rejects:  # "5 % of sales", "revenue of 5 billion": the number belongs to the word beside it
        if 0 <= m.first - q.last <= NEXT or (0 <= q.first - m.last <= 1):
            return _kind(m)
    if not market:
        return _kind(rejects[0])
    at = mark.first if mark is not None and c.first <= mark.first < c.last else q.first
    place = s.spans[at][0]
    if verb_first:
        ahead_r = [m.start for m in rejects if m.start < place]
        ahead_m = [m.start for m in market if m.start < place]
        if ahead_r or ahead_m:
            return _kind(rejects[0]) if max(ahead_r, default=-1) > max(ahead_m, default=-1) else None
    near_r = min(abs(m.start - place) for m in rejects)
    near_m = min(abs(m.start - place) for m in market)
    return _kind(rejects[0]) if near_r < near_m else None


def _priced(c: Clause, q: Quantity) -> bool:
    """Per cent and where the price ended, without a verb that could be of something else."""
    ended = any(p.role == "to" and p.unit == "currency" and p.scale == 1 and p.value < HIGHEST_PRICE for p in c.quantities)
    return ended and not c.verbs and q.unit in ("percent", "currency") and any(p.unit == "percent" for p in c.quantities)


def activity_moved(c: Clause, q: Quantity, mark: Mark | None, s: Sentence, oblique: frozenset[str]) -> str | None:
    """ "Trading volume in Nvidia shares fell 17 percent": how much was traded, or how wildly, moved and not the price."""
    if q.unit not in ("percent", "fraction"):
        return None
    place = mark.first if mark is not None and c.first <= mark.first < c.last else q.first
    for m in c.tags(ACTIVITY):
        beside = any(m.last <= s.tokens(n.start, n.end).start <= m.last + OF for n in c.mentions)
        ahead = [n for n in c.mentions if n.end <= m.start and n.role not in ("oblique", "modifier") and not _owns(n, m, s)]
        governed = not oblique.isdisjoint(s.words[max(c.first, m.first - 3) : m.first])
        if not governed and m.last <= max(place, q.first) and (beside or not ahead):
            return _kind(m)
    return None


def _owns(n: Mention, m: Mark, s: Sentence) -> bool:
    """ "Nvidia's implied volatility": the company that has it; "the VIX volatility index" is an index."""
    return n.kind != "index" and n.form == "name" and m.first - s.tokens(n.start, n.end).stop < OF


def moved_by_name(c: Clause, q: Quantity, mark: Mark | None, s: Sentence) -> bool:
    """ "Lockheed verloren trotz angehobener Prognose drei Prozent": a company, what it did on the market, and by how many per cent."""
    if mark is None or not _verb_before(c, q, mark):
        return False
    if q.unit not in ("percent", "fraction") and not (q.unit == "currency" and _of_the_move(c, q, mark)):
        return False
    place = s.spans[mark.first][0]
    return any(m.form == "name" and m.role == "subject" and m.end <= place for m in c.mentions)


def _verb_before(c: Clause, q: Quantity, mark: Mark) -> bool:
    return mark.entry.tag == "move.verb" and c.first <= mark.first < q.first


def _of_the_move(c: Clause, q: Quantity, mark: Mark) -> bool:
    """Whether the number is the percentage right behind the verb, or where that move ended."""
    percent = next((p for p in c.quantities if p.unit == "percent" and 0 <= p.first - mark.last <= 1), None)
    return percent is not None and (q is percent or (q.unit == "currency" and q.scale <= 1 and 0 <= q.first - percent.last <= HIGH))


def _moved_before(c: Clause, q: Quantity, mark: Mark | None, s: Sentence) -> bool:
    """Whether a name, a verb of movement and then the number stand before what else the clause speaks of; no amount of millions."""
    if mark is None or not _verb_before(c, q, mark) or q.scale > 1:
        return False
    place = s.spans[mark.first][0]
    return any(m.end <= place and m.role == "subject" and m.form != "pronoun" for m in c.mentions)


def leant_on(c: Clause) -> Clause:
    """The clause that ``c`` goes on with: "earnings of between $8.50 | and $8.60, | down from $10.15" leans on the first."""
    while c.previous is not None and not (c.verbs or c.mentions or c.host or c.tags("metric.") or rejecting(c)):
        c = c.previous
    return c


def _topic(c: Clause) -> list[Mark]:
    """What is rejected in a clause that speaks of no market thing beside it."""
    return [] if c.tags("metric.") or listed(c) else rejecting(c)


def _counts(c: Clause) -> bool:
    """Whether a number of the clause counts what is no market thing."""
    return any(q.last == m.first and m.entry.tag == "reject.fundamentals" for q in c.quantities for m in rejecting(c))


def listed(c: Clause) -> bool:
    """Whether a share, an index or a group is named in the clause as such."""
    return any(m.form in ("index", "compound", "group", "ticker", "share_word", "list") for m in c.mentions)


def rejecting(c: Clause) -> list[Mark]:
    """Marks of rejected topics that lie in no number and no name ("Euro" in "3 Euro", in "Euro Stoxx")."""
    return [
        m for m in c.tags("reject.")
        if m.entry.tag != ACTIVITY
        and not any(q.first <= m.first < q.last for q in c.quantities)
        and not any(n.start <= m.start and m.end <= n.end and n.form != "unknown_name" and _share(n) for n in c.mentions)
    ]  # fmt: skip


def _share(n: Mention) -> bool:
    """Whether a mention is no commodity or currency ("GC=F")."""
    return n.kind != "commodity" and not all("=" in symbol for symbol in n.symbols or ("",))


def _kind(m: Mark) -> str:
    kind = m.entry.tag.split(".")[1]
    return "fundamentals" if kind == "topic" else kind
