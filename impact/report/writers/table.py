"""The claims-vs-reality table in the terminal: grouped by article, wrapped to the width (80 columns and up), colour never alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from impact.records import Article, Report
from impact.report import sections
from impact.report.messages import Catalogue, catalogue
from impact.report.moves import unusual
from impact.report.numbers import NOTHING
from impact.report.terminal import NARROW, STYLES, Page
from impact.report.wording import Entry, entries, ordered

NAME, SUFFIX, BINARY = "table", ".txt", False
WIDE = 160  # from here on, reading and rule have a column of their own
MIDDLE = 110  # below it, the article's words run across the page above their numbers
REASONS = 15  # why claims were not checked: most frequent first, the rest is counted
Cell = list[tuple[str, str]]


def render(
    report: Report,
    language: str,
    *,
    color: bool = False,
    width: int | None = None,
    rejects: bool = False,
    sort: str | None = None,
    **options: object,
) -> str:
    """The table; ``width`` in columns (the terminal's by default), ``sort="severity"`` puts the worst first."""
    words = catalogue(language)
    page = Page(width, color)
    rows = ordered(entries(report, words, context=70 if page.width < WIDE else 90), sort)
    _head(page, report, words)
    if sort != "severity":
        articles = {article.id: article for article in report.articles}
        for stem, group in groupby(rows, key=lambda row: row.check.claim.article):
            _article(page, articles.get(stem), stem, words)
            _table(page, list(group), words)
    elif rows:
        _table(page, rows, words)
    _silence(page, report, words)
    _summary(page, report, words)
    _consistency(page, report, words)
    unusual(page, report, words)
    if rejects:
        _rejects(page, report, words)
    _sources(page, report, words)
    _limits(page, report, words)
    return page.text()


def _head(page: Page, report: Report, words: Catalogue) -> None:
    page.spans([(words.label("title"), "bold"), ("  " + words.label("articles", n=len(report.articles)), "")])
    _counts(page, report, words)


def _counts(page: Page, report: Report, words: Catalogue) -> None:
    parts: Cell = [(words.label("claims", n=len(report.checks)), "bold")]
    for count in sections.counts(report, words):
        parts += [("  ", ""), (f"{count.symbol}\u00a0{count.number}\u00a0{count.label.replace(' ', chr(0xA0))}", STYLES[count.verdict])]
    page.spans(parts, hang=2)


def _article(page: Page, article: Article | None, stem: str, words: Catalogue) -> None:
    page.line()
    parts: Cell = [(stem, "bold")]
    if article is not None and article.title:
        parts.append(("  " + article.title, ""))
    page.spans(parts, hang=2)
    for note in () if article is None else article.notes:
        page.spans([("! " + words.say(note), "yellow")], indent=2, hang=2)


def _widths(total: int) -> list[int]:
    """Columns of the narrow table: words, claimed, actual, deviation, verdict."""
    room = total - 8
    claimed = actual = max(13, room * 19 // 100)
    deviation = max(11, room * 15 // 100)
    verdict = max(14, min(26, room * 20 // 100))
    return [room - claimed - actual - deviation - verdict, claimed, actual, deviation, verdict]


def _table(page: Page, rows: Sequence[Entry], words: Catalogue) -> None:
    page.rule()
    layouts = ((WIDE, _wide), (MIDDLE, _columns), (NARROW, _across), (0, _stacked))
    layout = next(layout for width, layout in layouts if page.width >= width)
    layout(page, rows, words)


def _across(page: Page, rows: Sequence[Entry], words: Catalogue) -> None:
    room = page.width - 8
    widths = [0, room * 30 // 100, room * 21 // 100, room * 19 // 100]
    widths.append(room - sum(widths))
    page.line(words.label("claim"), "bold")
    page.row([[], *([(words.label(key), "bold")] for key in ("claimed", "actual", "deviation", "verdict"))], widths)
    for number, row in enumerate(rows):
        if number:
            page.line()
        page.spans(_quote(row, words))
        page.row([[], [(row.claimed, "")], [(row.actual, "bold")], [(row.deviation, "")], _verdict(row)], widths)
        _beside(page, row)
        _reason(page, row)


def _columns(page: Page, rows: Sequence[Entry], words: Catalogue) -> None:
    widths = _widths(page.width)
    page.row([[(words.label(key), "bold")] for key in ("claim", "claimed", "actual", "deviation", "verdict")], widths)
    for number, row in enumerate(rows):
        if number:
            page.line()
        cells = [_quote(row, words), [(row.claimed, "")], [(row.actual, "bold")], [(row.deviation, "")], _verdict(row)]
        page.row(cells, widths)
        _beside(page, row)
        _reason(page, row)


def _stacked(page: Page, rows: Sequence[Entry], words: Catalogue) -> None:
    for number, row in enumerate(rows):
        if number:
            page.line()
        page.spans(_verdict(row))
        page.spans(_quote(row, words), indent=2)
        for key, text in (("claimed", row.claimed), ("actual", row.actual), ("deviation", row.deviation)):
            page.spans([(f"{words.label(key)}: ", "bright_black"), (text, "")], indent=2, hang=2)
        _beside(page, row)
        _reason(page, row)


def _beside(page: Page, row: Entry) -> None:
    page.spans([(part, "bright_black") for part in _joined([row.subject, row.day, row.place, row.check.claim.id])], indent=2)
    page.spans([(part, "") for part in _joined([row.reading, row.rule])], indent=2)


def _wide(page: Page, rows: Sequence[Entry], words: Catalogue) -> None:
    room = page.width - 14
    fixed = [27, 22, 17, 17, 13, room * 20 // 100, 17]
    widths = [fixed[0], room - sum(fixed), *fixed[1:]]
    keys = ("place", "claim", "subject", "claimed", "actual", "deviation", "decided", "verdict")
    page.row([[(words.label(key), "bold")] for key in keys], widths)
    for number, row in enumerate(rows):
        if number:
            page.line()
        deviation: Cell = [(row.deviation, "")]
        if row.check.unit != "percent" and row.deviation_pct != NOTHING:
            deviation.append((f" ({row.deviation_pct})", "bright_black"))
        page.row(
            [
                [(row.check.claim.id + " ", "bright_black"), (row.place, "bright_black")],
                _quote(row, words),
                [(row.subject, ""), (f", {row.day}", "")],
                [(row.claimed, "")],
                [(row.actual, "bold")],
                deviation,
                [(" · ".join(text for text in (row.reading, row.rule) if text != NOTHING), "")],
                _verdict(row),
            ],
            widths,
        )
        _reason(page, row, fixed[0] + 2)


def _quote(row: Entry, words: Catalogue) -> Cell:
    """The claim's own words in brackets where words around them are shown."""
    opening, _, closing = words.word("format", "quote").partition("{text}")
    quote = f"[{row.quote}]" if row.before or row.after else row.quote
    return [(opening + row.before, "bright_black"), (quote, "bold"), (row.after + closing, "bright_black")]


def _verdict(row: Entry) -> Cell:
    return [(f"{row.symbol} {row.verdict}", STYLES[row.check.verdict])]


def _joined(parts: Sequence[str]) -> list[str]:
    return [part if not index else f" · {part}" for index, part in enumerate(part for part in parts if part and part != NOTHING)]


def _reason(page: Page, row: Entry, indent: int = 2) -> None:
    """A line below the row where the rule alone does not say it: a verdict that is not plainly true, or a reason with numbers."""
    reason = row.check.reason
    if reason is not None and (reason.values or row.check.verdict not in ("true", "rounded")):
        page.spans([("→ ", STYLES[row.check.verdict]), (row.reason, "")], indent=indent, hang=2)
    if row.suggestion:
        page.spans([("✎ ", ""), (row.suggestion, "")], indent=indent, hang=2)


def _silence(page: Page, report: Report, words: Catalogue) -> None:
    silent = sections.silent(report)
    if silent:
        page.line()
    for stem in silent:
        page.spans([(stem, "bold"), ("  " + words.label("no_claim"), "")], hang=2)
    for skipped in report.skipped:
        page.spans([(skipped.name, "bold"), ("  " + words.say(skipped.reason), "")], hang=2)


def _summary(page: Page, report: Report, words: Catalogue) -> None:
    page.section(words.label("summary"))
    _counts(page, report, words)
    groups = sections.unchecked(report, words)
    for reason, checks in groups[:REASONS]:
        ids = ", ".join(check.claim.id for check in checks[:4]) + (" …" if len(checks) > 4 else "")
        page.spans([(f"– {len(checks)}× {reason} ", ""), (f"({ids})", "bright_black")], indent=2, hang=2)
    if len(groups) > REASONS:
        left = sum(len(checks) for _, checks in groups[REASONS:])
        page.line("– " + words.label("more_reasons", n=len(groups) - REASONS, claims=left), indent=2)


def _consistency(page: Page, report: Report, words: Catalogue) -> None:
    if not report.consistency:
        return
    page.section(words.label("consistency"))
    for item in report.consistency:
        symbol, style = ("✓", STYLES["true"]) if item.consistent else ("✗", STYLES["false"])
        word = words.label("consistent" if item.consistent else "inconsistent")
        page.spans([(f"{symbol} {word}: ", style), (words.say(item.reason), "")], indent=2, hang=2)
        quotes = " ↔ ".join(words.word("format", "quote").replace("{text}", " ".join(quote.split())) for quote in item.quotes)
        page.spans([(quotes, ""), (f"  ({', '.join(dict.fromkeys(item.articles))})", "bright_black")], indent=4)


def _rejects(page: Page, report: Report, words: Catalogue) -> None:
    page.section(words.label("rejects", n=len(report.rejects)))
    for claim in report.rejects:
        quote = words.word("format", "quote").replace("{text}", " ".join(claim.quote.split()))
        page.spans([(quote, ""), (f"  {words.word('reject', claim.reject)}", ""), (f"  {claim.id}", "bright_black")], indent=2, hang=2)


def _sources(page: Page, report: Report, words: Catalogue) -> None:
    found = sections.sources(report, words)
    if found:
        page.section(words.label("sources"))
    for source in found:
        days = sections.as_of(source, words)
        as_of = f"  {words.label('as_of', day=days)}" if days else ""
        used_for = ", ".join(source.used_for[:6])
        page.spans([(source.source, ""), (as_of, ""), (f"  {used_for}", "bright_black")], indent=2, hang=2)
    for text in sections.disagreements(report):
        page.spans([(f"! {words.label('disagreement')}: {text}", "")], indent=2, hang=2)


def _limits(page: Page, report: Report, words: Catalogue) -> None:
    page.section(words.label("limits"))
    for text in sections.limits(words):
        page.spans([(f"– {text}", "")], indent=2, hang=2)
    if report.checks:
        page.line()
        page.line(words.label("explain_hint", id=report.checks[0].claim.id), "bright_black")
