"""A claim's card: words, what was claimed, what happened, every reading with formula and inputs, how unusual, wording that would hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from impact.records import Reading
from impact.report.arithmetic import figure_text, further, inputs, sums
from impact.report.charts import said
from impact.report.messages import Catalogue
from impact.report.numbers import NOTHING
from impact.report.page.annotate import anchor
from impact.report.wording import Entry, reading_title

SHOWN = 3


def card(row: Entry, number: int, words: Catalogue, *, linked: bool = True, lang: str = "") -> str:
    """The card as a ``details`` element; closed it shows verdict, claimed and actual.

    ``linked``: the text is on the page. ``lang``: attribute of the article's own words, for whoever reads them aloud.
    """
    check, claim = row.check, row.check.claim
    id = anchor(claim.id)
    outcome = f"{said(row.claimed)} → <b>{said(row.actual)}</b>" if check.actual is not None else said(row.claimed)
    summary = (
        f'<summary><span class="verdict v-{check.verdict}">{row.symbol} {said(row.verdict)}</span> '
        f'<span class="outcome"><span class="number">{number}</span> {outcome}</span></summary>'
    )
    quote = words.word("format", "quote").replace("{text}", f"{said(row.before)}<b>{said(row.quote)}</b>{said(row.after)}")
    back = f'<a href="#t{id}">{said(words.label("back_to_text"))}</a> · ' if linked else ""
    parts = [
        summary,
        f"<blockquote{lang}><p>{quote}</p></blockquote>",
        f"<dl>{''.join(_facts(row, words))}</dl>",
        _readings(row, words),
        _evidence(row, words),
        f'<p class="links">{back}<a href="#{id}" rel="bookmark">{said(words.label("permalink"))}</a> <code>{said(claim.id)}</code></p>',
    ]
    return f'<details class="card v-{check.verdict}" id="{id}">{"".join(parts)}</details>'


def _facts(row: Entry, words: Catalogue) -> Iterator[str]:
    check, claim = row.check, row.check.claim
    date_source = words.word("date_source", claim.date_source, "")
    deviation = row.deviation + (f" ({row.deviation_pct})" if check.deviation_pct is not None else "")
    facts = [
        (words.label("subject"), f"{row.subject}, {row.day}" + (f" ({date_source})" if date_source else "")),
        (words.label("claimed"), row.claimed),
        (words.label("actual"), row.actual),
        (words.label("deviation"), deviation if check.deviation is not None else ""),
        (words.label("decided"), " · ".join(text for text in (row.reading, row.rule) if text != NOTHING)),
        (words.label("severity"), words.word("severity", check.severity) if check.severity else ""),
        (words.label("reason"), row.reason),
        (words.label("suggested"), row.suggestion),
        (words.label("how_unusual"), row.unusual),
        (words.label("source_of_claim"), claim.attributed_to or ""),
    ]
    for label, text in facts:
        if text:
            yield f"<dt>{said(label)}</dt><dd>{said(text)}</dd>"


def _readings(row: Entry, words: Catalogue) -> str:
    """The reading that decided and the default ones next to it, three in all; the others behind a second summary."""
    decides = row.check.reading
    ranked = sorted(row.check.readings, key=lambda reading: (reading.id != decides, not reading.default))
    first = [reading for reading in ranked[:SHOWN] if reading.default or reading.id == decides]
    others = [reading for reading in row.check.readings if reading not in first]
    parts = [_table(first, words.label("readings"), decides, words)] if first else []
    if others:
        title = words.label("other_readings", n=len(others))
        parts.append(f'<details class="more"><summary>{said(title)}</summary>{_table(others, title, decides, words)}</details>')
    return "".join(parts)


def _table(readings: Sequence[Reading], title: str, decides: str | None, words: Catalogue) -> str:
    heads = "".join(f'<th scope="col">{said(words.label(key))}</th>' for key in ("reading", "value", "grade"))
    body = "".join(_reading(reading, reading.id == decides, words) for reading in readings)
    caption = said(title)
    return (
        f'<div class="scroll" role="group" tabindex="0" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead>{body}</table></div>"
    )


def _reading(reading: Reading, decides: bool, words: Catalogue) -> str:
    marks = ([words.label("default")] if reading.default else []) + ([words.label("decides")] if decides else [])
    value = NOTHING if reading.value is None else words.numbers.amount(reading.value, reading.unit, signed=reading.value < 0)
    label = said(reading_title(reading, words)) + (f" <small>({said(', '.join(marks))})</small>" if marks else "")
    row = (
        f'<tr{" class=decides" if decides else ""}><th scope="row">{label}</th><td class="n">{said(value)}</td>'
        f"<td>{said(words.word('grade', reading.grade, NOTHING))}</td></tr>"
    )
    listed = "".join(f"<li>{said(text)}</li>" for text in inputs(reading, words))
    detail = "".join(f"<div>{said(text)}</div>" for text in sums(reading, words)) + (f"<ul>{listed}</ul>" if listed else "")
    more = f'<tr class="sum"><td colspan="3">{detail}</td></tr>' if detail else ""
    return f"<tbody>{row}{more}</tbody>"


def _evidence(row: Entry, words: Catalogue) -> str:
    evidence = further(row.check)
    if not evidence:
        return ""
    items = "".join(f"<li>{said(figure_text(figure, words))}</li>" for figure in evidence)
    return f"<p>{said(words.label('evidence'))}:</p><ul>{items}</ul>"
