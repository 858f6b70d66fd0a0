"""The arithmetic of one verdict, line by line: what was read, what was computed from which number, and which rule decided."""

from __future__ import annotations

import re
from collections.abc import Iterator

from impact.records import Article, Check, Claim, Figure, Reading, Report
from impact.report.escape import visible
from impact.report.messages import Catalogue, catalogue
from impact.report.numbers import MINUS, NOTHING
from impact.report.wording import Entry, entry, noted_in_title, reading_title

_NAME = re.compile(r"[A-Za-z_]\w*")
LONG_SUM = 4  # inputs; a longer sum is counted, its parts are listed below it
_SIGNS = {"*": "×", "/": "÷", "-": "−"}


def lines(check: Check, article: Article, report: Report, language: str) -> list[str]:
    """The explanation; labels stand in a column of their own."""
    words = catalogue(language)
    rows = list(_rows(entry(check, article, report, words, context=160), report, words))
    width = max((len(label) for label, _ in rows if label is not None), default=0)
    said = []
    for label, text in rows:
        if label is None:
            said.append(visible(text) if text else "")
        else:
            said.append(f"{label.ljust(width)}  {visible(text)}".replace("\u00a0", " ").rstrip())
    return said


def _rows(item: Entry, report: Report, words: Catalogue) -> Iterator[tuple[str | None, str]]:
    check, claim = item.check, item.check.claim
    label = words.label
    quote = words.word("format", "quote").replace("{text}", f"{item.before}[{item.quote}]{item.after}")
    yield None, f"{item.symbol} {item.verdict}: {claim.id}"
    yield None, ""
    yield label("claim"), f"{quote}  ({item.place}, {claim.start}–{claim.end})"
    yield label("kind"), words.word("kind", claim.kind)
    yield label("about"), _found(item.subject, words.word("subject_source", claim.subject_source, ""))
    yield label("day"), _found(item.day, words.word("date_source", claim.date_source, ""))
    if claim.period_start:
        yield label("period_start"), words.numbers.moment(claim.period_start)
    yield label("basis"), words.word("basis", claim.basis if claim.basis_stated else "unknown")  # a guess of ours is no word of the text
    yield label("claimed"), item.claimed
    yield from _band(claim, words)
    for flag in ("negated", "hypothetical", "reported"):
        if getattr(claim, flag):
            yield label("status"), label(flag)
    if claim.attributed_to:
        yield label("source_of_claim"), claim.attributed_to
    yield None, ""
    for number, reading in enumerate(check.readings, 1):
        yield from _reading(number, reading, reading.id == check.reading, words)
    if check.readings:
        yield None, ""
    yield label("actual"), item.actual
    if check.deviation is not None:
        yield label("deviation"), item.deviation + (f" ({item.deviation_pct})" if check.deviation_pct is not None else "")
    yield label("decided"), " · ".join(text for text in (item.reading, item.rule) if text != NOTHING)
    meaning = words.word("verdict_meaning", check.verdict, "")
    yield label("verdict"), f"{item.symbol} {item.verdict}" + (f": {meaning}" if meaning else "")
    if check.severity is not None:
        yield label("severity"), words.word("severity", check.severity)
    if item.reason:
        yield label("reason"), item.reason
    for figure in further(check):
        yield label("evidence"), figure_text(figure, words)
    if item.suggestion:
        yield label("suggested"), item.suggestion
    if item.unusual:
        yield label("how_unusual"), item.unusual
        if check.abnormal is not None and check.abnormal.note is not None:
            yield "", words.say(check.abnormal.note)
    policy = report.meta.get("policy")
    if isinstance(policy, dict):
        yield words.word("meta", "policy"), ", ".join(f"{words.word('meta', str(key))} {str(value)[:12]}" for key, value in policy.items())


def _found(what: str, how: str) -> str:
    return f"{what} ({how})" if how and how != NOTHING else what


def _band(claim: Claim, words: Catalogue) -> Iterator[tuple[str | None, str]]:
    if claim.value is None:
        return
    unit = claim.currency or ("count" if claim.unit == "multiple" else claim.unit)
    parts = [words.word("hedge", claim.hedge)]
    if claim.printed:
        parts.append(words.label("printed", number=claim.printed))
    if claim.gmin is not None:
        parts.append(words.label("gmin", place=words.numbers.amount(claim.gmin, unit, plain=True)))
    if claim.gmax is not None:
        parts.append(words.label("gmax", place=words.numbers.amount(claim.gmax, unit, plain=True)))
    yield words.label("hedge"), ", ".join(parts)


def _reading(number: int, reading: Reading, decides: bool, words: Catalogue) -> Iterator[tuple[str | None, str]]:
    marks = [words.label("default")] if reading.default else []
    marks += [words.label("decides")] if decides else []
    grade = words.word("grade", reading.grade, "")
    title = reading_title(reading, words) + (f" ({', '.join(marks)})" if marks else "")
    yield words.label("reading_n", n=number), f"{title}{': ' if grade else ''}{grade}"
    *steps, last = [*sums(reading, words), ""]
    if reading.value is not None:
        last = f"= {words.numbers.amount(reading.value, reading.unit)}"
        if len(steps) == 2:
            last = f"{steps.pop()} {last}"
    for text in (*steps, last):
        if text:
            yield "", text
    for text in inputs(reading, words):
        yield "", text


def sums(reading: Reading, words: Catalogue) -> list[str]:
    """The formula in words, then in numbers; a formula that is a single name has no numbers to put in, a long sum is counted."""
    if not reading.formula or not reading.inputs:
        return []
    if reading.formula.startswith("sum(") and len(reading.inputs) > LONG_SUM:
        return [words.label("sum_of", n=len(reading.inputs), what=input_label(reading.inputs[0], words))]
    if _NAME.fullmatch(reading.formula):
        return [formula_words(reading, words)]
    return [formula_words(reading, words), "= " + formula_numbers(reading, words)]


def inputs(reading: Reading, words: Catalogue) -> list[str]:
    """Each input with its source; what stands beside the inputs (members, ranks) as one line; the note."""
    shown, beside = reading.inputs, reading.detail
    if len(shown) > LONG_SUM and [figure.value for figure in beside] == [figure.value for figure in shown]:
        shown = ()  # the members are the inputs
    texts = [figure_text(figure, words) for figure in shown]
    if beside:
        texts.append(" · ".join(f"{input_label(figure, words)} {words.numbers.amount(figure.value, figure.unit)}" for figure in beside))
    if reading.note is not None and not noted_in_title(reading):
        texts.append(words.say(reading.note))
    return texts


def further(check: Check) -> tuple[Figure, ...]:
    """Evidence that is not already an input of a reading."""
    shown = {(figure.name, figure.value, figure.source) for reading in check.readings for figure in reading.inputs}
    return tuple(figure for figure in check.evidence if (figure.name, figure.value, figure.source) not in shown)


def formula_words(reading: Reading, words: Catalogue) -> str:
    """The formula with the names of its inputs in words: "(Schlusskurs − Schlusskurs der Vorsitzung) ÷ …"."""
    labels = {figure.name: input_label(figure, words) for figure in reading.inputs}
    return _spelled(_NAME.sub(lambda match: labels.get(match.group(), match.group()), _signs(reading.formula)))


def formula_numbers(reading: Reading, words: Catalogue) -> str:
    """The formula with its numbers in place of names: "(118,42 $ − 142,62 $) ÷ 142,62 $ × 100"."""
    plain = {"multiple": "count"}  # a factor is a bare number here
    values = {figure.name: words.numbers.amount(figure.value, plain.get(figure.unit, figure.unit)) for figure in reading.inputs}

    def put(match: re.Match[str]) -> str:
        value = values.get(match.group(), match.group())
        return f"({value})" if value.startswith(MINUS) and match.start() else value

    return _spelled(_NAME.sub(put, _signs(reading.formula)))


def _signs(formula: str) -> str:
    return re.sub(r"[*/-]", lambda match: _SIGNS[match.group()], formula)


def _spelled(text: str) -> str:
    return " ".join(text.split())


def input_label(figure: Figure, words: Catalogue) -> str:
    """What an input is; a name with a number behind it ("previous_close_2") is labelled by its stem."""
    table = words.tables.get("input", {})
    stem = re.sub(r"_?\d+$", "", figure.name)
    return table.get(figure.name) or table.get(stem) or figure.name


def figure_text(figure: Figure, words: Catalogue) -> str:
    """"Schlusskurs 27.01.2025: 118,42 $; Quelle, Stand 22.11.2026"."""
    session = f" {words.numbers.day(figure.session)}" if figure.session else ""
    if figure.name == "event":  # no number: what happened stands in its source
        return f"{input_label(figure, words)}{session}: {figure.source}"
    as_of = f", {words.label('as_of', day=figure.as_of)}" if figure.as_of else ""
    source = f"; {figure.source}{as_of}" if figure.source else as_of
    return f"{input_label(figure, words)}{session}: {words.numbers.amount(figure.value, figure.unit)}{source}"
