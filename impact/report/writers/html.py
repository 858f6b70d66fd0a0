"""One self-contained HTML page: opens offline, readable without its script, under a Content-Security-Policy that lets nothing in.

The style sheet and the script are allowed by their hashes; there is no inline style or handler, no font and no request.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources

from impact.records import Report
from impact.report import sections
from impact.report.charts import Chart, dumbbell, heatmap, moves, price, said
from impact.report.messages import Catalogue, catalogue
from impact.report.page import digest
from impact.report.page.annotate import anchor, paragraphs
from impact.report.page.cards import card
from impact.report.wording import ORDER, SYMBOLS, Entry, entries, name, ordered, unmeasured

NAME, SUFFIX, BINARY = "html", ".html", False


def render(report: Report, language: str, *, sort: str | None = None, **options: object) -> str:
    """The page; ``sort="severity"`` lists the cards of each article worst first."""
    words = catalogue(language)
    rows = entries(report, words, context=160)
    verdicts = sections.counts(report, words)
    style = _asset("style.css") + _filters(report, [count.verdict for count in verdicts])
    script = _asset("script.js")
    pictures = list(_pictures(report, rows, words))
    parts = [
        *_header(report, verdicts, bool(pictures), words),
        '<main id="main">',
        *_glance(report, words),
        *_articles(report, rows, words, sort),
        *pictures,
        *_beside(report, words),
        "</main>",
        *_footer(report, words),
    ]
    allowed = f"style-src '{digest(style)}'; script-src '{digest(script)}'; img-src data:"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{said(words.label('title_report'))}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + f"\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _asset(file: str) -> str:
    return resources.files("impact.report.page").joinpath(file).read_text("utf-8")


def _filters(report: Report, verdicts: Sequence[str]) -> str:
    """Rules that hide what a reader unticks; they work without any script."""
    rules = [f"body:has(#f-{code}:not(:checked)) .card.v-{code}{{display:none}}" for code in verdicts]
    rules += [f"body:has(#a-{index}:not(:checked)) #article-{index}{{display:none}}" for index in range(len(report.articles))]
    return "\n".join(rules)


def _header(report: Report, verdicts: Sequence[sections.Count], pictured: bool, words: Catalogue) -> Iterator[str]:
    label = words.label
    yield f'<a class="skip" href="#main">{said(label("skip"))}</a>'
    yield f"<header><h1>{said(label('title_report'))}</h1>"
    size = f"{label('articles', n=len(report.articles))}, {label('claims', n=len(report.checks))}"
    yield f'<p class="dim">{said(size)}. {said(label("advice"))}</p>'
    yield f'<nav aria-label="{said(label("contents"))}"><ul>'
    for index, article in enumerate(report.articles):
        yield f'<li><a href="#article-{index}">{said(article.title or article.id)}</a></li>'
    for id, key in (*((("pictures", "pictures"),) if pictured else ()), ("receipt", "receipt"), ("method", "method"), ("limits", "limits")):
        yield f'<li><a href="#{id}">{said(label(key))}</a></li>'
    yield "</ul></nav>"
    yield f'<fieldset class="counts"><legend>{said(label("filter_verdicts"))}</legend>'
    for count in verdicts:
        yield (
            f'<label class="v-{count.verdict}"><input type="checkbox" id="f-{count.verdict}" checked autocomplete="off">'
            f"<b>{count.number}</b> {count.symbol} {said(count.label)}</label>"
        )
    yield "</fieldset>"
    if len(report.articles) > 1:
        yield f'<fieldset class="filter"><legend>{said(label("filter_articles"))}</legend>'
        for index, article in enumerate(report.articles):
            yield f'<label><input type="checkbox" id="a-{index}" checked autocomplete="off"> {said(article.id)}</label>'
        yield "</fieldset>"
    yield "</header>"


def _glance(report: Report, words: Catalogue) -> Iterator[str]:
    found, missing = moves.charts(report, words), unmeasured(report, words)
    if found or missing:
        yield f'<section aria-labelledby="glance"><h2 id="glance">{said(words.label("glance"))}</h2>'
        yield from map(_figure, found, [words] * len(found))
        yield from (f'<p class="dim">{said(line)}</p>' for line in missing)
        yield "</section>"


def _articles(report: Report, rows: Sequence[Entry], words: Catalogue, sort: str | None) -> Iterator[str]:
    numbers = {row.check.claim.id: index for index, row in enumerate(rows, 1)}
    for index, article in enumerate(report.articles):
        own = [row for row in rows if row.check.claim.article == article.id]
        yield f'<section id="article-{index}" aria-labelledby="article-{index}-h">'
        yield f'<h2 id="article-{index}-h">{said(article.title or article.id)}</h2>'
        facts = ([article.id] if article.title else []) + sections.about(article, words)
        yield f'<p class="dim">{said(" · ".join(facts))}</p><div class="article">'
        lang = f' lang="{said(article.language)}"' if article.language else ""
        yield f'<div class="prose"{lang}>{"".join(paragraphs(article, own, numbers, words))}</div>'
        yield f'<div class="cards"><h3>{said(words.label("cards"))}</h3>'
        if not own:
            yield f"<p>{said(words.label('no_claim'))}</p>"
        yield from (card(row, numbers[row.check.claim.id], words, lang=lang) for row in ordered(own, sort))
        yield "</div></div></section>"
    known = {article.id for article in report.articles}
    homeless = [row for row in rows if row.check.claim.article not in known]
    if homeless:  # claims given as they stand, without their article
        yield f'<section aria-labelledby="no-text"><h2 id="no-text">{said(words.label("without_text"))}</h2>'
        yield from (card(row, numbers[row.check.claim.id], words, linked=False) for row in ordered(homeless, sort))
        yield "</section>"
    for skipped in report.skipped:
        yield f"<p>{said(skipped.name)}: {said(words.say(skipped.reason))}</p>"


def _pictures(report: Report, rows: list[Entry], words: Catalogue) -> Iterator[str]:
    groups = (dumbbell.charts(report, rows, words), price.charts(report, words), heatmap.charts(report, words))
    if not any(groups):
        return
    yield f'<section aria-labelledby="pictures"><h2 id="pictures">{said(words.label("pictures"))}</h2>'
    for beside in groups:
        figures = "".join(_figure(found, words) for found in beside)
        yield f'<div class="pair">{figures}</div>' if len(beside) > 1 else figures
    yield "</section>"


def _figure(chart: Chart, words: Catalogue) -> str:
    title = said(chart.title)
    return (
        f'<figure id="figure-{chart.id}"><figcaption>{title}</figcaption>'
        f'<div class="scroll" role="group" tabindex="0" aria-label="{title}">{chart.svg()}'
        f'</div><details class="data"><summary>{said(words.label("numbers_behind"))}</summary>'
        f"{_table(chart.title, chart.head, chart.rows)}</details></figure>"
    )


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    heads = "".join(f'<th scope="col">{said(text)}</th>' if text else "<td></td>" for text in head)
    body = "".join(f'<tr><th scope="row">{said(row[0])}</th>{"".join(f"<td>{said(text)}</td>" for text in row[1:])}</tr>' for row in rows)
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{said(caption)}"><table><caption>{said(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _beside(report: Report, words: Catalogue) -> Iterator[str]:
    """What was not judged and why, statements set beside each other, and how the shares moved together."""
    groups = sections.unchecked(report, words)
    if groups:
        yield f'<section aria-labelledby="unchecked"><h2 id="unchecked">{said(words.label("unchecked"))}</h2><ul class="plain">'
        for reason, checks in groups:
            links = ", ".join(f'<a href="#{anchor(check.claim.id)}">{said(check.claim.id)}</a>' for check in checks)
            yield f"<li>{len(checks)}× {said(reason)} ({links})</li>"
        yield "</ul></section>"
    if report.consistency:
        yield f'<section aria-labelledby="consistency"><h2 id="consistency">{said(words.label("consistency"))}</h2><ul class="plain">'
        for item in report.consistency:
            symbol, key = ("✓", "consistent") if item.consistent else ("✗", "inconsistent")
            quotes = " ↔ ".join(words.word("format", "quote").replace("{text}", quote) for quote in item.quotes)
            where = ", ".join(dict.fromkeys(item.articles))
            verdict = f"<b>{symbol} {said(words.label(key))}</b>: {said(words.say(item.reason))}"
            yield f"<li>{verdict} {said(quotes)} <small>({said(where)})</small></li>"
        yield "</ul></section>"
    if report.comovement:
        first = report.comovement[0]
        values = {"lead": name(first.lead, report, words), "n": first.observations, "first": first.first, "last": first.last}
        title = words.label("comovement", **values)
        yield f'<section aria-labelledby="comovement"><h2 id="comovement">{said(title)}</h2>'
        decimal = words.numbers.decimal
        rows = [(name(pair.symbol, report, words), decimal(pair.correlation, 2), decimal(pair.beta, 2)) for pair in report.comovement]
        yield _table(title, [words.label(key) for key in ("share", "correlation", "beta")], rows) + "</section>"


def _footer(report: Report, words: Catalogue) -> Iterator[str]:
    label = words.label
    yield f'<footer><h2 id="receipt">{said(label("receipt"))}</h2><dl>'
    for key, value in (*sections.head(report, words), *sections.given_sources(report, words)):
        yield f"<dt>{said(key)}</dt><dd>{said(value)}</dd>"
    for article in report.articles:
        if article.sha256:
            yield f"<dt>{said(article.id)}</dt><dd>SHA-256 <code>{said(article.sha256)}</code></dd>"
    yield "</dl>"
    found = sections.sources(report, words)
    if found:
        yield f'<h2 id="sources">{said(label("sources"))}</h2>'
        yield _table(
            label("sources"),
            [label("source"), label("as_of_head"), label("used_for")],
            [(item.source, sections.as_of(item, words), ", ".join(item.used_for)) for item in found],
        )
    differing = "".join(f"<li>{said(label('disagreement'))}: {said(text)}</li>" for text in sections.disagreements(report))
    if differing:
        yield f'<ul class="plain">{differing}</ul>'
    yield f'<h2 id="method">{said(label("method"))}</h2>'
    yield from (f"<p>{said(text)}</p>" for text in words.tables.get("method", {}).values())
    if bands := sections.degrees(report, words):
        yield f"<p>{said(bands)}</p>"
    meanings = [(f"{SYMBOLS[code]} {words.word('verdict', code)}", words.word("verdict_meaning", code)) for code in ORDER]
    yield _table(label("verdict"), [label("verdict"), label("meaning")], meanings)
    yield f'<h2 id="limits">{said(label("limits"))}</h2><ul class="plain">'
    yield from (f"<li>{said(text)}</li>" for text in sections.limits(words))
    yield "</ul></footer>"
