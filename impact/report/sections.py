"""What a report says beside the claims: counts, what could not be checked, sources, limits, the head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from impact.records import Amount, Article, Check, Figure, Report
from impact.report.arithmetic import input_label
from impact.report.messages import Catalogue
from impact.report.wording import ORDER, SYMBOLS

OPEN_END = 1000.0  # per cent: a band that reaches farther has no upper end


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
    found: dict[str, _Origin] = {}
    opening = words.word("format", "quote")[0]
    for figure in _figures(report.checks):
        if not figure.source or figure.name == "event" or figure.source[0] in {opening, "„", "“", '"'}:
            continue  # the article's own words and what happened that day are no source of numbers
        base, vendors = _parts(figure.source)
        origin = found.setdefault(base, _Origin())
        origin.vendors |= dict.fromkeys(vendors)
        if figure.as_of:
            origin.as_of.add(figure.as_of)
        label = input_label(figure, words)
        if label != figure.name:
            origin.names[label] = None
    return [origin.source(base) for base, origin in found.items()]


@dataclass(slots=True)
class _Origin:
    vendors: dict[str, None] = field(default_factory=dict)
    as_of: set[str] = field(default_factory=set)
    names: dict[str, None] = field(default_factory=dict)

    def source(self, base: str) -> Source:
        vendors = f" ({', '.join(sorted(self.vendors))})" if self.vendors else ""
        return Source(base + vendors, tuple(sorted(self.as_of)), tuple(self.names))


def _parts(source: str) -> tuple[str, list[str]]:
    """A data file and the vendors that agree on the number: "data/prices.csv (Polygon+Yahoo)", "data/market: NVDA"."""
    file = re.match(r"(data/[\w.-]+)(?::.*?)?(?: \(([^()]*)\))?$", source)
    if not file:
        return source, []
    vendors = (file.group(2) or "").split("+")
    return file.group(1), [vendor.strip() for vendor in vendors if vendor.strip()]


def as_of(source: Source, words: Catalogue) -> str:
    """The day, or the first and the last of several; empty where no source says."""
    days = [words.numbers.moment(day) for day in source.as_of]
    if not days:
        return ""
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


def degrees(report: Report, words: Catalogue) -> str | None:
    """The bands of the degree words, of a share and of an index, as a sentence; None for a report that carries none."""
    bands = report.meta.get("degrees")
    if not isinstance(bands, Mapping) or not bands:
        return None
    said = []
    for name in next(iter(bands.values())):
        of = " / ".join(_degree_band(float(markets[name][0]), float(markets[name][1]), words) for markets in bands.values())
        said.append(f"{words.word('degree', name)} {of}")
    return words.label("degree_bands", bands="; ".join(said))


def _degree_band(low: float, high: float, words: Catalogue) -> str:
    """``bis 2 %``, ``0,5 % bis 5 %``, ``ab 3 %``."""
    key = "from" if high > OPEN_END else "to" if low == 0 else "between"
    return words.label(f"band_{key}", low=Amount(value=low, unit="percent"), high=Amount(value=high, unit="percent"))


def head(report: Report, words: Catalogue) -> list[tuple[str, str]]:
    """Versions, policy, prices and command, as (label, value)."""
    rows: list[tuple[str, str]] = []
    for key, value in report.meta.items():
        label = words.tables.get("meta", {}).get(key, key.replace("_", " "))
        if key in ("sources", "inputs", "data", "degrees"):
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
        return [_named(value, words) for value in given]
    return [("", str(given))] if given else []


def disagreements(report: Report) -> list[str]:
    """Sessions for which two price sources give different closes, as the market room wrote them (figures, no words)."""
    given = report.meta.get("sources")
    rows = given if isinstance(given, tuple | list) else ()
    return [str(text) for row in rows if isinstance(row, Mapping) for text in row.get("disagreements") or ()]


def _named(value: object, words: Catalogue) -> tuple[str, str]:
    if isinstance(value, Mapping) and "name" in value:
        return str(value["name"]), _described({key: item for key, item in value.items() if key not in ("name", "disagreements")}, words)
    return "", _described(value, words)


def _described(value: object, words: Catalogue) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{words.tables.get('meta', {}).get(str(key), str(key))} {words.value(item)}" for key, item in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(_described(item, words) for item in value)
    return words.value(value)
