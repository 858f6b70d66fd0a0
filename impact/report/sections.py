"""What a report says beside the claims: counts, what could not be checked, sources, limits, the head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from impact.records import Article, Check, Figure, Report
from impact.report.messages import Catalogue
from impact.report.numbers import NOTHING
from impact.report.wording import ORDER, SYMBOLS


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims got a verdict."""

    verdict: str
    symbol: str
    label: str
    number: int


def counts(report: Report, words: Catalogue) -> list[Count]:
    """Verdicts that occur, best first."""
    found: Counter[str] = Counter(check.verdict for check in report.checks)
    return [Count(code, SYMBOLS[code], words.word("verdict", code), found[code]) for code in ORDER if found[code]]


def unchecked(report: Report, words: Catalogue) -> list[tuple[str, list[Check]]]:
    """Why claims could not be judged (uncheckable, review, unproven), each reason with its claims, most frequent first."""
    groups: dict[str, list[Check]] = {}
    for check in report.checks:
        if check.verdict in ("uncheckable", "review"):
            reason = words.say(check.reason) if check.reason else words.word("rule", check.rule)
            groups.setdefault(reason, []).append(check)
    return sorted(groups.items(), key=lambda item: -len(item[1]))


def silent(report: Report) -> list[str]:
    """Articles without any claim."""
    speaking = {check.claim.article for check in report.checks}
    return [article.id for article in report.articles if article.id not in speaking]


@dataclass(frozen=True, slots=True)
class Source:
    """One origin of numbers: what it gave, as of when."""

    source: str
    as_of: tuple[str, ...]
    used_for: tuple[str, ...]


def sources(report: Report, words: Catalogue) -> list[Source]:
    """Where the numbers of the readings and of the evidence come from, in the order of their first use."""
    found: dict[str, tuple[set[str], dict[str, None]]] = {}
    for figure in _figures(report.checks):
        if not figure.source:
            continue
        as_of, names = found.setdefault(figure.source, (set(), {}))
        if figure.as_of:
            as_of.add(figure.as_of)
        names[words.word("input", figure.name)] = None
    return [Source(source, tuple(sorted(as_of)), tuple(names)) for source, (as_of, names) in found.items()]


def as_of(source: Source, words: Catalogue) -> str:
    """"2025-01-27", or the first and the last of several."""
    days = [words.numbers.moment(day) for day in source.as_of]
    if not days:
        return NOTHING
    return days[0] if len(days) == 1 else words.label("range", low=days[0], high=days[-1])


def _figures(checks: Iterable[Check]) -> Iterable[Figure]:
    for check in checks:
        for reading in check.readings:
            yield from reading.inputs
        yield from check.evidence


def about(article: Article, words: Catalogue) -> list[str]:
    """Who published the article, when, where, and what a reader should know of how it was read."""
    published = [words.label("published", day=article.published)] if article.published else []
    known = [text for text in (article.outlet, article.author, article.url) if text]
    return [*known, *published, *(words.say(note) for note in article.notes)]


def limits(words: Catalogue) -> list[str]:
    """What the report cannot say."""
    return list(words.tables.get("limit", {}).values())


def head(report: Report, words: Catalogue) -> list[tuple[str, str]]:
    """Versions, policy, prices and command, as (label, value)."""
    rows: list[tuple[str, str]] = []
    for key, value in report.meta.items():
        label = words.tables.get("meta", {}).get(key, key.replace("_", " "))
        if key in ("sources", "inputs", "data"):
            continue
        if isinstance(value, Mapping):
            text = ", ".join(f"{words.tables.get('meta', {}).get(name, name)} {_short(name, item)}" for name, item in value.items())
        else:
            text = words.value(value)
        rows.append((label, text))
    return [row for row in rows if row[1]]


def _short(name: str, value: object) -> str:
    return str(value)[:12] if name in ("sha256", "hash") else str(value)


def given_sources(report: Report, words: Catalogue) -> list[tuple[str, str]]:
    """The data that the run had before it, as (name, description); ``meta["sources"]`` is a mapping or a list."""
    given = report.meta.get("sources") or report.meta.get("data")
    if isinstance(given, Mapping):
        return [(words.word("meta", str(key)), _described(value, words)) for key, value in given.items()]
    if isinstance(given, tuple | list):
        return [("", _described(value, words)) for value in given]
    return [("", str(given))] if given else []


def _described(value: object, words: Catalogue) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{words.tables.get('meta', {}).get(str(key), str(key))} {words.value(item)}" for key, item in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(_described(item, words) for item in value)
    return words.value(value)
