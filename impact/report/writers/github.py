"""GitHub annotations: a workflow command a claim that an editor should look at, at its line and columns."""

from __future__ import annotations

from impact.records import Article, Report
from impact.report.escape import visible
from impact.report.messages import catalogue
from impact.report.position import region
from impact.report.wording import entries

NAME, SUFFIX, BINARY = "github", ".annotations.txt", False
LEVELS = {
    "false": "error",
    "mostly_false": "error",
    "context": "warning",
    "imprecise": "warning",
    "review": "warning",
    "unproven": "notice",
}


def render(report: Report, language: str, **options: object) -> str:
    """Lines such as ``::error file=a.txt,line=3,col=12,endLine=3,endColumn=40,title=…::…``; what holds gives none."""
    words = catalogue(language)
    articles = {article.id: article for article in report.articles}
    lines = []
    for row in entries(report, words):
        claim, level = row.check.claim, LEVELS.get(row.check.verdict)
        article = articles.get(claim.article)
        if level is None or article is None:
            continue
        at = region(article.text, claim.start, claim.end)
        title = f"{row.verdict}: {row.claimed}"
        text = words.label("annotation", claimed=row.claimed, actual=row.actual, reason=row.reason or row.rule)
        spot = f"line={at.start_line},endLine={at.end_line},col={at.start_column},endColumn={at.end_column}"
        lines.append(f"::{level} file={_property(_file(article))},{spot},title={_property(title)}::{_data(text)}\n")
    return "".join(lines)


def _file(article: Article) -> str:
    return article.path or article.id


def _data(text: str) -> str:
    """As actions/toolkit's ``escapeData``."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """As actions/toolkit's ``escapeProperty``."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
