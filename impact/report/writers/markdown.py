"""The verification report as GitHub Markdown: head, summary, method, a section an article, readings with arithmetic, sources, limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from impact.records import Reading, Report
from impact.report import sections
from impact.report.arithmetic import figure_text, further, inputs, sums
from impact.report.escape import markdown as escaped
from impact.report.escape import visible
from impact.report.messages import Catalogue, catalogue
from impact.report.numbers import NOTHING
from impact.report.wording import ORDER, SYMBOLS, Entry, entries, name, ordered, reading_title, unmeasured, unusual_values

NAME, SUFFIX, BINARY = "markdown", ".md", False
VALUES = ("name", "day", "move", "abnormal", "benchmark", "t", "p", "beta", "rank", "robust", "n")


def render(report: Report, language: str, *, rejects: bool = False, sort: str | None = None, **options: object) -> str:
    """The report; ``rejects`` lists the numbers that are no market claims as well."""
    words = catalogue(language)
    rows = ordered(entries(report, words, context=70), sort)
    blocks = [
        *_head(report, words),
        *_summary(report, words),
        *_overview(rows, words),
        *_articles(report, rows, words),
        *_consistency(report, words),
        *_unusual(report, words),
        *(_rejects(report, words) if rejects else ()),
        *_method(report, words),
        *_sources(report, words),
        *_limits(words),
    ]
    return "\n\n".join(blocks) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """A GitHub table; cells are escaped already."""
    line = " | ".join
    dashes = ["---:" if column in right else "---" for column in range(len(head))]
    return "\n".join([f"| {line(head)} |", f"| {line(dashes)} |", *(f"| {line(row)} |" for row in rows)])


def _code(text: str) -> str:
    """Foreign text as code, for a table cell as well: backticks and pipes would end it early."""
    safe = visible(text).replace("`", "ˋ").replace("|", "¦")
    return f"`{safe}`" if safe.strip() else NOTHING


def _head(report: Report, words: Catalogue) -> Iterator[str]:
    yield f"# {escaped(words.label('title_report'))}"
    rows = [(escaped(label), _code(value)) for label, value in sections.head(report, words)]
    rows += [(escaped(key) or escaped(words.label("data")), escaped(value)) for key, value in sections.given_sources(report, words)]
    for article in report.articles:
        if article.sha256:
            rows.append((escaped(words.label("input_hash", name=article.id)), f"SHA-256 {_code(article.sha256)}"))
    yield _table([escaped(words.label("receipt")), ""], rows)


def _summary(report: Report, words: Catalogue) -> Iterator[str]:
    yield f"## {escaped(words.label('summary'))}"
    yield _table(
        [words.label("verdict"), words.label("number"), words.label("meaning")],
        [
            [f"{count.symbol} {escaped(count.label)}", str(count.number), escaped(words.word("verdict_meaning", count.verdict, ""))]
            for count in sections.counts(report, words)
        ],
        frozenset({1}),
    )
    groups = [(reason, ", ".join(_link(check.claim.id) for check in checks)) for reason, checks in sections.unchecked(report, words)]
    lines = [f"- {escaped(reason)} ({links})" for reason, links in groups]
    if lines:
        yield f"**{escaped(words.label('unchecked'))}**\n\n" + "\n".join(lines)
    lines = [f"- {escaped(stem)}: {escaped(words.label('no_claim'))}" for stem in sections.silent(report)]
    lines += [f"- {escaped(item.name)}: {escaped(words.say(item.reason))}" for item in report.skipped]
    if lines:
        yield f"**{escaped(words.label('no_verdict'))}**\n\n" + "\n".join(lines)


def _anchor(id: str) -> str:
    return "c-" + "".join(char if char.isalnum() or char in "-_" else "-" for char in visible(id))


def _link(id: str) -> str:
    return f"[{escaped(id)}](#{_anchor(id)})"


def _overview(rows: Sequence[Entry], words: Catalogue) -> Iterator[str]:
    if not rows:
        return
    yield f"## {escaped(words.label('title'))}"
    heads = [words.label(key) for key in ("place", "claim", "subject", "claimed", "actual", "deviation", "verdict")]
    yield _table(heads, [_row(row, words) for row in rows], frozenset({3, 4, 5}))


def _row(row: Entry, words: Catalogue) -> list[str]:
    deviation = escaped(row.deviation)
    if row.check.unit != "percent" and row.deviation_pct != NOTHING:
        deviation += f" ({escaped(row.deviation_pct)})"
    return [
        _link(row.check.claim.id),
        _quoted(row, words),
        f"{escaped(row.subject)}, {escaped(row.day)}",
        escaped(row.claimed),
        f"**{escaped(row.actual)}**",
        deviation,
        f"{row.symbol} **{escaped(row.verdict)}**",
    ]


def _quoted(row: Entry, words: Catalogue) -> str:
    opening, _, closing = words.word("format", "quote").partition("{text}")
    before = f"{escaped(row.before.rstrip())} " if row.before.endswith(" ") else escaped(row.before)
    return f"{opening}{before}**{escaped(row.quote)}**{escaped(row.after)}{closing}"


def _articles(report: Report, rows: Sequence[Entry], words: Catalogue) -> Iterator[str]:
    articles = {article.id: article for article in report.articles}
    by_article = sorted(rows, key=lambda row: _position(report, row))
    for stem, group in groupby(by_article, key=lambda row: row.check.claim.article):
        article = articles.get(stem)
        yield f"## {escaped(stem)}" + (f": {escaped(article.title)}" if article and article.title else "")
        if article and (facts := sections.about(article, words)):
            yield escaped(" · ".join(facts))
        for row in group:
            yield from _claim(row, report, words)


def _position(report: Report, row: Entry) -> int:
    return next((at for at, article in enumerate(report.articles) if article.id == row.check.claim.article), len(report.articles))


def _claim(row: Entry, report: Report, words: Catalogue) -> Iterator[str]:
    check = row.check
    yield f'<a id="{_anchor(check.claim.id)}"></a>\n\n### {row.symbol} {escaped(row.verdict)}: {escaped(row.claimed)}'
    yield f"> {_quoted(row, words)}"
    found = words.word("date_source", check.claim.date_source, "")
    day = f"{row.day} ({found})" if found else row.day
    apart = f", {words.label('deviation')} {row.deviation}" if check.deviation is not None else ""
    facts = [
        (words.label("place"), f"{escaped(row.place)}, {_code(check.claim.id)}"),
        (words.label("subject"), escaped(f"{row.subject}, {day}")),
        (words.label("actual"), escaped(row.actual + apart)),
        (words.label("decided"), escaped(" · ".join(text for text in (row.reading, row.rule) if text != NOTHING))),
        (words.label("severity"), escaped(words.word("severity", check.severity)) if check.severity else ""),
        (words.label("reason"), escaped(row.reason)),
        (words.label("suggested"), escaped(row.suggestion)),
        (words.label("how_unusual"), escaped(row.unusual)),
    ]
    yield "\n".join(f"- **{escaped(label)}:** {text}" for label, text in facts if text)
    if check.readings:
        heads = [words.label(key) for key in ("reading", "value", "grade", "arithmetic", "inputs")]
        yield _table(heads, [_reading(reading, reading.id == check.reading, words) for reading in check.readings], frozenset({1}))
    evidence = further(check)
    if evidence:
        yield "\n".join(f"- {escaped(words.label('evidence'))}: {escaped(figure_text(figure, words))}" for figure in evidence)


def _reading(reading: Reading, decides: bool, words: Catalogue) -> list[str]:
    label = escaped(reading_title(reading, words))
    return [
        f"**{label}**" if decides else label,
        NOTHING if reading.value is None else escaped(words.numbers.amount(reading.value, reading.unit, signed=reading.value < 0)),
        escaped(words.word("grade", reading.grade, "")),
        "<br>".join(escaped(text) for text in sums(reading, words)),
        "<br>".join(escaped(text) for text in inputs(reading, words)),
    ]


def _consistency(report: Report, words: Catalogue) -> Iterator[str]:
    if not report.consistency:
        return
    yield f"## {escaped(words.label('consistency'))}"
    rows = []
    for item in report.consistency:
        said = words.label("consistent" if item.consistent else "inconsistent")
        quotes = " ↔ ".join(words.word("format", "quote").replace("{text}", escaped(quote)) for quote in item.quotes)
        where = ", ".join(escaped(stem) for stem in dict.fromkeys(item.articles))
        rows.append([f"{'✓' if item.consistent else '✗'} {escaped(said)}", quotes, where, escaped(words.say(item.reason))])
    yield _table([words.label(key) for key in ("verdict", "claim", "article", "reason")], rows)


def _unusual(report: Report, words: Catalogue) -> Iterator[str]:
    if report.abnormal or report.unmeasured:
        yield f"## {escaped(words.label('abnormal'))}"
    if report.abnormal:
        rows = []
        for item in report.abnormal:
            values = {key: escaped(words.value(value)) for key, value in unusual_values(item, report, words).items()}
            note = "" if item.note is None else escaped(words.say(item.note))
            rows.append([*(values[key] for key in VALUES), note])
        heads = ["share", "day", "return", "abnormal_return", "benchmark", "t", "p", "beta", "rank", "robust_head", "sessions", "note"]
        yield _table([words.label(key) for key in heads], rows, frozenset({2, 3, 5, 7, 8}))
        yield escaped(words.label("abnormal_method"))
    if report.unmeasured:
        yield "\n".join(f"- {escaped(line)}" for line in unmeasured(report, words))
    if report.comovement:
        first = report.comovement[0]
        values_said = {"lead": name(first.lead, report, words), "n": first.observations, "first": first.first, "last": first.last}
        yield f"## {escaped(words.label('comovement', **values_said))}"
        decimal = words.numbers.decimal
        yield _table(
            [words.label(key) for key in ("share", "correlation", "beta", "sessions")],
            [
                [escaped(name(pair.symbol, report, words)), decimal(pair.correlation, 2), decimal(pair.beta, 2), str(pair.observations)]
                for pair in report.comovement
            ],
            frozenset({1, 2, 3}),
        )


def _rejects(report: Report, words: Catalogue) -> Iterator[str]:
    yield f"## {escaped(words.label('rejects', n=len(report.rejects)))}"
    rows = [[_code(claim.id), escaped(claim.quote), escaped(words.word("reject", claim.reject))] for claim in report.rejects]
    if rows:
        yield _table([words.label(key) for key in ("place", "claim", "kind")], rows)


def _method(report: Report, words: Catalogue) -> Iterator[str]:
    yield f"## {escaped(words.label('method'))}"
    texts = [*words.tables.get("method", {}).values(), sections.degrees(report, words)]
    yield "\n\n".join(escaped(text) for text in texts if text)
    yield _table(
        [words.label("verdict"), words.label("meaning")],
        [[f"{SYMBOLS[code]} {escaped(words.word('verdict', code))}", escaped(words.word("verdict_meaning", code))] for code in ORDER],
    )


def _sources(report: Report, words: Catalogue) -> Iterator[str]:
    found = sections.sources(report, words)
    if not found:
        return
    yield f"## {escaped(words.label('sources'))}"
    yield _table(
        [words.label(key) for key in ("source", "as_of_head", "used_for")],
        [[escaped(item.source), escaped(sections.as_of(item, words)), escaped(", ".join(item.used_for))] for item in found],
    )
    differing = [f"- {escaped(words.label('disagreement'))}: {escaped(text)}" for text in sections.disagreements(report)]
    if differing:
        yield "\n".join(differing)


def _limits(words: Catalogue) -> Iterator[str]:
    yield f"## {escaped(words.label('limits'))}"
    yield "\n".join(f"- {escaped(text)}" for text in sections.limits(words))
