"""Claims as extracted, unjudged, as a terminal table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from impact.records import Claim, Report
from impact.report.claimed import claimed
from impact.report.messages import catalogue
from impact.report.terminal import Page
from impact.report.wording import subject

_NOBODY = Report(meta={}, articles=(), checks=())


def table(claims: Sequence[Claim], language: str, *, color: bool = False, width: int | None = None) -> str:
    """Grouped by article: the words, who and when, what is claimed, and below it how date and subject were found."""
    words = catalogue(language)
    page = Page(width, color)
    page.line(words.label("extracted", n=len(claims)), "bold")
    room = page.width - 4
    widths = [room - 2 * (room * 28 // 100), room * 28 // 100, room * 28 // 100]
    for stem, group in groupby(claims, key=lambda claim: claim.article):
        page.line()
        page.line(stem, "bold")
        page.rule()
        page.row([[(words.label(key), "bold")] for key in ("claim", "subject", "claimed")], widths)
        for claim in group:
            quote = words.word("format", "quote").replace("{text}", " ".join(claim.quote.split()))
            day = "" if claim.event_date is None else ", " + words.numbers.moment(claim.event_date)
            page.row([[(quote, "")], [(subject(claim, _NOBODY, words) + day, "")], [(claimed(claim, words), "bold")]], widths)
            page.spans([(" · ".join(_found(claim, language)), "bright_black")], indent=2)
    return page.text()


def _found(claim: Claim, language: str) -> list[str]:
    words = catalogue(language)
    parts = [words.word("reject", claim.reject) if claim.reject else words.word("metric", claim.metric)]
    if claim.basis_stated:
        parts.append(words.word("basis", claim.basis))
    if claim.subject_source:
        parts.append(words.word("subject_source", claim.subject_source))
    if claim.date_source:
        parts.append(words.word("date_source", claim.date_source))
    parts += [words.label(flag) for flag in ("negated", "hypothetical", "reported") if getattr(claim, flag)]
    if claim.attributed_to:
        parts.append(words.label("said_by", name=claim.attributed_to))
    if claim.unresolved:
        parts.append(words.word("unresolved", claim.unresolved))
    return [*parts, claim.id]
