"""A Word file for editors: the article as its text, a comment at each claim. Needs python-docx (the extra ``word``)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from impact.records import Article, Report
from impact.report import MissingLibrary, sections
from impact.report.escape import visible
from impact.report.messages import Catalogue, catalogue
from impact.report.wording import Entry, entries

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

NAME, SUFFIX, BINARY = "docx", ".docx", True
EPOCH = datetime(1980, 1, 1)  # the earliest moment that a ZIP file can hold: the same report gives the same bytes


def render(report: Report, language: str, **options: object) -> bytes:
    """The document; comments are by "impact"."""
    try:
        import docx
    except ImportError:
        raise MissingLibrary(NAME, "python-docx>=1.2") from None
    document = docx.Document()
    if not hasattr(document, "add_comment"):
        raise MissingLibrary(NAME, "python-docx>=1.2")
    words = catalogue(language)
    properties = document.core_properties
    properties.author, properties.title = "impact", words.label("title_report")
    properties.created = properties.modified = EPOCH
    document.add_heading(words.label("title_report"), 0)
    document.add_paragraph(", ".join(f"{count.number} {count.label}" for count in sections.counts(report, words)))
    rows = entries(report, words)
    for article in report.articles:
        document.add_heading(visible(article.title or article.id), 1)
        _text(document, article, [row for row in rows if row.check.claim.article == article.id], words)
    document.add_paragraph(words.label("advice"))
    sink = io.BytesIO()
    document.save(sink)
    return _same_times(sink.getvalue())


def _text(document: Document, article: Article, rows: Sequence[Entry], words: Catalogue) -> None:
    """Paragraphs with runs that end where claims do, then the comments, each on the runs of its claim."""
    touched: dict[str, list[Run]] = {row.check.claim.id: [] for row in rows}
    for match in re.finditer(r"[^\n]+", article.text):
        if not match.group().strip():
            continue
        paragraph = document.add_paragraph()
        edges = {match.start(), match.end()}
        for row in rows:
            edges |= {spot for spot in (row.check.claim.start, row.check.claim.end) if match.start() < spot < match.end()}
        for start, end in pairwise(sorted(edges)):
            run = paragraph.add_run(visible(article.text[start:end]))
            for row in rows:
                if row.check.claim.start <= start and row.check.claim.end >= end:
                    run.font.bold = True
                    touched[row.check.claim.id].append(run)
    for row in rows:
        if touched[row.check.claim.id]:
            comment = document.add_comment(touched[row.check.claim.id], text=_said(row, words), author="impact", initials="i")
            comment._comment_elm.date = EPOCH.replace(tzinfo=UTC)  # python-docx writes "now", and takes other times for local ones


def _said(row: Entry, words: Catalogue) -> str:
    lines = [
        f"{row.symbol} {row.verdict} ({row.subject}, {row.day})",
        f"{words.label('claimed')}: {row.claimed}; {words.label('actual')}: {row.actual}",
        row.reason or row.rule,
        row.suggestion,
        row.check.claim.id,
    ]
    return "\n".join(visible(line) for line in lines if line)


def _same_times(made: bytes) -> bytes:
    """The archive again with fixed times of its members."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            target.writestr(zipfile.ZipInfo(member.filename, EPOCH.timetuple()[:6]), source.read(member), zipfile.ZIP_DEFLATED)
    return sink.getvalue()
