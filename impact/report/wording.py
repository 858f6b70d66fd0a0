"""A check in words: what was claimed, what happened, how far apart, which reading and rule decided. Shared by all formats."""

from __future__ import annotations

import re
from dataclasses import dataclass

from impact.records import Abnormal, Amount, Article, Check, Claim, Reading, Report
from impact.report.claimed import LEVELS, claimed
from impact.report.messages import Catalogue
from impact.report.numbers import NOTHING

SYMBOLS = {
    "true": "✓",
    "rounded": "≈",
    "imprecise": "~",
    "context": "!",
    "mostly_false": "×",
    "false": "✗",
    "unproven": "○",
    "uncheckable": "–",
    "review": "?",
}
ORDER = tuple(SYMBOLS)
WORST_FIRST = ("false", "mostly_false", "review", "context", "imprecise", "unproven", "rounded", "true", "uncheckable")
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One checked claim as a reader sees it; every text is in the report's language, except the article's own words."""

    check: Check
    place: str  # "Z. 12"
    before: str
    quote: str
    after: str
    subject: str
    day: str
    claimed: str
    actual: str
    deviation: str
    deviation_pct: str
    reading: str
    rule: str
    symbol: str
    verdict: str
    reason: str
    suggestion: str
    unusual: str


def entries(report: Report, words: Catalogue, *, context: int = 60) -> list[Entry]:
    """One entry a check, in the order of the report; ``context`` is the number of characters shown around a short quote."""
    articles = {article.id: article for article in report.articles}
    return [entry(check, articles.get(check.claim.article), report, words, context=context) for check in report.checks]


def entry(check: Check, article: Article | None, report: Report, words: Catalogue, *, context: int = 60) -> Entry:
    """The check in words."""
    claim = check.claim
    before, after = around(article, claim, context)
    return Entry(
        check=check,
        place=place(article, claim, words),
        before=before,
        quote=" ".join(claim.quote.split()),
        after=after,
        subject=subject(claim, report, words),
        day=NOTHING if claim.event_date is None else words.numbers.moment(claim.event_date),
        claimed=claimed(claim, words),
        actual=actual(check, words),
        deviation=deviation(check, words),
        deviation_pct=deviation_pct(check, words),
        reading=NOTHING if check.reading is None else reading_label(check.reading, words),
        rule=words.word("rule", check.rule),
        symbol=SYMBOLS[check.verdict],
        verdict=words.word("verdict", check.verdict),
        reason="" if check.reason is None else words.say(check.reason),
        suggestion="" if check.suggestion is None else words.say(check.suggestion),
        unusual="" if check.abnormal is None else unusual(check.abnormal, report, words),
    )


def ordered(rows: list[Entry], sort: str | None) -> list[Entry]:
    """``sort="severity"``: worst verdict first, a slip in the story before one in a detail; else as they are."""
    if sort != "severity":
        return rows
    return sorted(rows, key=lambda row: (WORST_FIRST.index(row.check.verdict), row.check.severity != "story"))


def place(article: Article | None, claim: Claim, words: Catalogue) -> str:
    """The line of the article that the claim begins in."""
    if article is None:
        return f":{claim.start}"
    return words.label("line", n=article.text.count("\n", 0, claim.start) + 1)


def around(article: Article | None, claim: Claim, context: int) -> tuple[str, str]:
    """Words of the same line before and after a quote that is too short to stand alone, cut at blanks."""
    room = context - len(claim.quote)
    if article is None or room <= 0 or article.text[claim.start : claim.end] != claim.quote:
        return "", ""
    text, start, end = article.text, claim.start, claim.end
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    left = max(first, start - room * 2 // 3)
    if left > first:
        left = min(start, next((at + 1 for at in range(left - 1, start) if text[at].isspace()), start))
    right = min(last, end + room - min(room, start - left))
    if right < last:
        right = max(end, next((at for at in range(right, end, -1) if text[at].isspace()), end))
    before, after = " ".join(text[left:start].split()), " ".join(text[end:right].split())
    joint_before = " " if before and text[start - 1].isspace() else ""
    joint_after = " " if after and text[end].isspace() else ""
    return (
        ("… " if left > first and before else "") + before + joint_before,
        joint_after + after + (" …" if right < last and after else ""),
    )


def name(symbol: str, report: Report, words: Catalogue) -> str:
    """A symbol's or group's name, else the symbol."""
    found = report.names.get(symbol)
    return words.tables.get("group", {}).get(symbol) or found or symbol


def subject(claim: Claim, report: Report, words: Catalogue) -> str:
    """Name and symbol of what the claim is about."""
    if claim.subject is None:
        return claim.subject_name or words.label("unknown_subject")
    said = name(claim.subject, report, words)
    if said == claim.subject and claim.subject_name and claim.subject_source not in ("pronoun", "epithet", "ellipsis"):
        said = claim.subject_name
    is_group = claim.subject in words.tables.get("group", {})
    return said if is_group or said == claim.subject else f"{said} ({claim.subject})"


def actual(check: Check, words: Catalogue) -> str:
    """What happened, by the reading that decided."""
    if check.actual is None:
        return NOTHING
    scope = check.claim.record
    level = check.claim.metric in LEVELS or (scope is not None and scope.what in ("high", "low"))
    signed = not level and check.unit not in ("rank", "shares", "multiple", "count")
    return words.numbers.amount(check.actual, check.unit, signed=signed)


def deviation(check: Check, words: Catalogue) -> str:
    """Actual minus claimed; of percentages in percentage points."""
    if check.deviation is None:
        return NOTHING
    if check.unit == "percent":
        return words.label("points_short", number=words.numbers.decimal(check.deviation, 2, signed=True))
    return words.numbers.amount(check.deviation, check.unit, signed=True)


def deviation_pct(check: Check, words: Catalogue) -> str:
    """The deviation as a share of the claimed number."""
    if check.deviation_pct is None:
        return NOTHING
    return words.numbers.amount(check.deviation_pct, "percent", signed=True, places=1)


def reading_label(id: str, words: Catalogue) -> str:
    """The label of a reading. Of a detail after a colon ("close:2025-01-29") only a day is said: the reading's note has the rest."""
    key, _, detail = id.partition(":")
    label = words.word("reading", id, words.word("reading", key))
    return f"{label} ({words.numbers.moment(detail)})" if _DAY.fullmatch(detail) else label


def reading_title(reading: Reading, words: Catalogue) -> str:
    """The label, and what tells the reading from others of its kind: its note, or its number."""
    label = reading_label(reading.id, words)
    detail = reading.id.partition(":")[2]
    if noted_in_title(reading) and reading.note is not None:
        return f"{label}: {words.say(reading.note)}"
    return f"{label} ({detail})" if detail.isdigit() and detail != "1" else label


def noted_in_title(reading: Reading) -> bool:
    """Whether the note stands in the title: where readings of one kind differ by it (group definitions, share counts)."""
    detail = reading.id.partition(":")[2]
    return reading.note is not None and bool(detail) and not _DAY.fullmatch(detail)


def unusual(abnormal: Abnormal, report: Report, words: Catalogue) -> str:
    """How unusual the session was: the benchmark named, its rank among the sessions before, and whether other choices agree."""
    parts = [words.label("unusual", **unusual_values(abnormal, report, words))]
    if abnormal.rank is not None and abnormal.ranked is not None:
        parts.append(words.label("unusual_rank" if abnormal.rank > 1 else "unusual_largest", rank=abnormal.rank, ranked=abnormal.ranked))
    if abnormal.fragile is not None:
        parts.append(words.label("fragile" if abnormal.fragile else "robust"))
    return "; ".join(parts)


def benchmark(abnormal: Abnormal, report: Report, words: Catalogue) -> str:
    """The benchmark's name, and whether the share was taken out of it."""
    index = name(abnormal.benchmark, report, words)
    if not abnormal.weight:
        return index
    weight = Amount(value=abnormal.weight * 100, unit="percent")
    return words.label("without", index=index, share=name(abnormal.symbol, report, words), weight=weight)


def unusual_values(abnormal: Abnormal, report: Report, words: Catalogue) -> dict[str, object]:
    """The values of an abnormal return, as texts."""
    numbers = words.numbers
    return {
        "name": name(abnormal.symbol, report, words),
        "day": abnormal.session,
        "move": Amount(value=abnormal.actual_return * 100, unit="percent", signed=True),
        "abnormal": Amount(value=abnormal.abnormal_return * 100, unit="percent", signed=True),
        "benchmark": benchmark(abnormal, report, words),
        "t": numbers.decimal(abnormal.t, 1),
        "p": probability(abnormal.p, words),
        "beta": numbers.decimal(abnormal.beta, 2),
        "n": abnormal.observations,
        "rank": NOTHING if abnormal.rank is None else f"{abnormal.rank}/{abnormal.ranked}",
        "robust": NOTHING if abnormal.fragile is None else words.word("format", "no" if abnormal.fragile else "yes"),
    }


def probability(p: float, words: Catalogue) -> str:
    """ "p = 0,012", and "p < 0,001" for less."""
    sign, shown = ("<", 0.001) if p < 0.001 else ("=", p)
    return f"p\u00a0{sign}\u00a0{words.numbers.decimal(shown, 3)}"


def unmeasured(report: Report, words: Catalogue) -> list[str]:
    """A line for each session whose abnormal return could not be estimated."""
    return [
        words.label("unmeasured", share=name(one.symbol, report, words), day=one.session, reason=one.reason) for one in report.unmeasured
    ]
