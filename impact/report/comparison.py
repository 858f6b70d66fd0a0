"""One event's articles beside each other: who printed which number for the same thing, and what it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from impact.records import Report
from impact.report.escape import markdown as escaped
from impact.report.messages import Catalogue, catalogue
from impact.report.numbers import NOTHING
from impact.report.terminal import STYLES, Page
from impact.report.wording import Entry, entries

FORMS = ("table", "markdown")


@dataclass(frozen=True, slots=True)
class Thing:
    """What several claims speak of: the same subject, day and measure; its claims in the order of the articles."""

    subject: str
    day: str
    measure: str
    rows: tuple[Entry, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """Articles that speak of it, each once."""
        return tuple(dict.fromkeys(row.check.claim.article for row in self.rows))

    @property
    def actual(self) -> str:
        """What happened: by the readings that decided, each value once."""
        return " / ".join(dict.fromkeys(row.actual for row in self.rows if row.actual != NOTHING)) or NOTHING


def things(report: Report, words: Catalogue) -> list[Thing]:
    """Things with their claims: those of most articles first, then by how many claims there are."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for row in entries(report, words):
        claim = row.check.claim
        if claim.subject is not None and claim.metric is not None and claim.metric != "cause":
            groups.setdefault((row.subject, row.day, words.word("metric", claim.metric)), []).append(row)
    found = [Thing(*key, tuple(rows)) for key, rows in groups.items()]
    return sorted(found, key=lambda thing: (-len(thing.articles), -len(thing.rows)))


def table(report: Report, language: str, *, color: bool = False, width: int | None = None) -> str:
    """For a terminal: each thing that at least two articles speak of, the number of each below it; the rest is counted."""
    words = catalogue(language)
    page = Page(width, color)
    found = things(report, words)
    shared = [thing for thing in found if len(thing.articles) > 1]
    page.line(words.label("compare_title", articles=len(report.articles), n=len(shared)), "bold")
    stem = max((len(article) for thing in shared for article in thing.articles), default=0)
    room = page.width - 8
    first = min(stem + 2, room * 35 // 100)
    widths = [0, first, (room - first) * 45 // 100]
    widths.append(room - sum(widths))
    for thing in shared:
        page.line()
        outcome = f" · {words.label('actual')} {thing.actual}"
        page.spans([(f"{thing.subject}, {thing.day}", "bold"), (f" · {thing.measure}", ""), (outcome, "bold")])
        for row in thing.rows:
            verdict = [(f"{row.symbol} {row.verdict}", STYLES[row.check.verdict])]
            page.row([[], [(row.check.claim.article, "bright_black")], [(row.claimed, "")], verdict], widths)
    if len(found) > len(shared):
        page.line()
        page.line(words.label("compare_rest", n=len(found) - len(shared)))
    return page.text()


def markdown(report: Report, language: str) -> str:
    """A GitHub table: a row a thing, a column an article."""
    words = catalogue(language)
    found = things(report, words)
    articles = [article.id for article in report.articles]
    heads = [words.label("subject"), words.label("measure"), words.label("actual"), *articles]
    lines = [_line([escaped(head) for head in heads]), _line(["---"] * len(heads))]
    for thing in found:
        cells = [f"{thing.subject}, {thing.day}", thing.measure, thing.actual]
        lines.append(_line([escaped(cell) for cell in cells] + [_said(thing.rows, article) for article in articles]))
    title = words.label("compare_title", articles=len(articles), n=sum(len(thing.articles) > 1 for thing in found))
    return f"# {escaped(title)}\n\n" + "\n".join(lines) + "\n"


def _said(rows: Sequence[Entry], article: str) -> str:
    own = [f"{row.symbol} {row.claimed}" for row in rows if row.check.claim.article == article]
    return "<br>".join(escaped(text) for text in own)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
