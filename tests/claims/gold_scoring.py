"""Scores claims against the labelled articles of tests/gold; the numbers are those of the program the project is measured with.

A claim fits a label when article, family of metric, value (to 0.1 %), direction (where both have one) and subject agree.
Claims are matched one to one (maximum matching). Repeats in an article count once; bare directions without a label, and
subjects outside the scope, count neither way; a claim without subject is a miss, never an error.
"""

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

GOLD = Path(__file__).parent.parent / "gold"
FRESH = Path(__file__).parent.parent / "fresh"  # written after the rules, each round scored blind first
PARTS = ("seen", "aside", "fresh", "rare")
METRICS = {
    "price_change_pct": "pct", "price_level": "level", "market_cap_change_usd": "cap_change", "market_cap_level_usd": "cap_level",
    "index_points_change": "points", "record": "record", "direction": "direction", "ranking": "ranking", "volume": "volume",
}  # fmt: skip
VALUELESS = {"record", "ranking", "direction"}
SCOPE = {"us_stock", "us_index", "de_stock", "group"}
WORLD = {
    "^GDAXI", "^MDAXI", "^SDAXI", "^TECDAX", "^STOXX50E", "^STOXX", "^FTSE", "^FCHI", "^SSMI", "^N225", "^TOPX", "^HSI", "^BSESN", "^NSEI",
    "^AXJO", "^KS11", "000001.SS", "000300.SS",
}  # fmt: skip
TWINS = ({"^IXIC", "^NDX"}, {"GOOGL", "GOOG"})
SHORT = {"MAG7", "SEMIS", "TECH", "CHIPS", "AUTOS", "BANKS"}


def names(subject):
    found = set(subject) if isinstance(subject, list | tuple) else {subject}
    for twins in TWINS:
        if found & twins:
            found |= twins
    if any(n in SHORT or (n.replace("_", "").isalpha() and n.isupper() and (len(n) > 5 or "_" in n)) for n in found):
        found.add("GROUP")
    return found


def close(a, b):
    if a is None or b is None:
        return a is b
    return abs(abs(a) - abs(b)) <= 1e-3 * max(abs(a), abs(b), 1e-9)


def fits(claim, label, *, subject=True, direction=True):
    if METRICS[claim["metric"]] != METRICS[label["metric"]]:
        return False
    if label["metric"] not in VALUELESS and not close(claim.get("value"), label.get("value")):
        high = label.get("value_high")
        if high is None or not close(claim.get("value"), high):
            return False
    if direction and label.get("direction") and claim.get("direction") and label["direction"] != claim["direction"]:
        return False
    return not subject or bool(names(claim.get("subject")) & names(label["subject"]))


def pair(claims, labels):
    """Maximum one-to-one matching by augmenting paths: {label number: claim number}."""
    edges = [[j for j, label in enumerate(labels) if fits(claim, label)] for claim in claims]
    owner = {}

    def augment(i, seen):
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or augment(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(claims)):
        augment(i, set())
    return owner


def once(rows):
    seen, out = set(), []
    for row in rows:
        if row.get("metric") not in METRICS or row.get("subject") in (None, [], [None]):
            continue
        value = row.get("value")
        key = (
            METRICS[row["metric"]],
            tuple(sorted(names(row["subject"]))),
            row.get("direction"),
            None if value is None else f"{abs(value):.4g}",
        )
        if key not in seen:
            seen.add(key)
            out.append(row)
    return out


@dataclass
class Score:
    found: int = 0
    missed: int = 0
    spurious: int = 0
    right: Counter = field(default_factory=Counter)
    dangerous: Counter = field(default_factory=Counter)
    hits: set = field(default_factory=set)
    errors: list = field(default_factory=list)

    @property
    def precision(self):
        return self.found / max(1, self.found + self.spurious)

    @property
    def recall(self):
        return self.found / max(1, self.found + self.missed)

    @property
    def f1(self):
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def row(self):
        share = {f"{k}": round(self.right[k] / max(1, self.found), 4) for k in ("bound", "basis", "event_date")}
        return {
            "f1": round(self.f1, 4),
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            **share,
            "dangerous": sum(self.dangerous.values()),
        }


def of_all(row, key):
    """A figure that finding one more claim never lowers: attributes are counted over all labels, not over the claims found."""
    return row[key] * row["recall"] if key in ("bound", "basis", "event_date") else row[key]


def articles():
    """All labelled articles; ``part`` says whose they are: read while rules were written, kept aside, fresh, or fresh of rarer companies."""
    rows = [json.loads(line) for line in (GOLD / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row | {"part": "aside" if kept_aside(row["id"]) else "seen"} for row in rows]
    fresh = (json.loads(line) for line in (FRESH / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    return rows + [row | {"part": "rare" if row.get("round", 0) >= 5 else "fresh"} for row in fresh]


def text_of(article):
    folder = FRESH if article["part"] in ("fresh", "rare") else GOLD
    return (folder / "articles" / f"{article['id']}.txt").read_text(encoding="utf-8")


def labels():
    out = defaultdict(list)
    for folder in (GOLD, FRESH):
        for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            out[row["article"]].append(row)
    return out


def kept_aside(article):
    return int(hashlib.sha1(article.encode()).hexdigest(), 16) % 3 == 0


def in_scope(label):
    return label.get("scope") in SCOPE or bool(names(label["subject"]) & WORLD)


def score(claims_by_article, ids):
    """``claims_by_article``: article id → rows as ``impact claims --format jsonl`` gives them."""
    gold, total = labels(), Score()
    for article in ids:
        wanted = once([g for g in gold[article] if in_scope(g)])
        passed_over = once([g for g in gold[article] if not in_scope(g)])
        claims = once(claims_by_article.get(article, []))
        owner = pair(claims, wanted)
        total.found += len(owner)
        total.missed += len(wanted) - len(owner)
        for j, i in owner.items():
            total.hits.add((article, wanted[j]["n"]))
            for key in ("bound", "basis", "event_date"):
                total.right[key] += claims[i].get(key) == wanted[j].get(key)
        used = set(owner.values())
        for i, claim in enumerate(claims):
            if i in used or claim["metric"] == "direction" or any(fits(claim, g) for g in passed_over + wanted):
                continue
            total.spurious += 1
            kind = danger(claim, wanted)
            if kind:
                total.dangerous[kind] += 1
            total.errors.append((article, kind, claim))
    return total


def danger(claim, wanted):
    if claim.get("value") is None:
        return None
    for label in wanted:
        if fits(claim, label, direction=False):
            return "wrong direction"
        if fits(claim, label, subject=False):
            return "wrong company"
        same = claim["metric"] == label["metric"] and names(claim["subject"]) & names(label["subject"])
        if same and label.get("value") and any(close(claim["value"] * f, label["value"]) for f in (1e-6, 1e-3, 1e3, 1e6)):
            return "factor 1000"
    return None
