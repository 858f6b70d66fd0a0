"""Article → claims: gate, sentences, drafts, then subjects and days, in the order of the text."""

from __future__ import annotations

import gc
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from impact.claims.build import Builder
from impact.claims.dateline import dateline
from impact.claims.days import event_day
from impact.claims.drafts import Reading
from impact.claims.reader import Reader
from impact.claims.subjects import Resolver
from impact.claims.times import Calendar
from impact.claims.tokens import sentences, tokenize
from impact.languages import Language, detect_language, load
from impact.records import Article, Claim

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_POINT_DECIMAL = re.compile(r"\d\.\d{1,2}\s*(?:%|Prozent)|\d[’']\d{3}\.\d")
_COMMA_DECIMAL = re.compile(r"\d,\d{1,2}\s*(?:%|Prozent|Mi|Bi)")
_SURROGATE = re.compile("[\ud800-\udfff]")
REACH = 2  # sentences after a market claim that are read without a market word of their own ("Auch Pinterest brach ein.")
SCENE = 6  # sentences at the top that may name the day without speaking of a market
USEFUL = frozenset({"move.", "multiple", "transitive.", "record.", "rank.", "level.", "metric."})


def extract(article: Article, *, event: tuple[str, object] | None = None, event_date: date | None = None) -> list[Claim]:
    """All claims of an article in the order of its text, market claims and typed rejects together.

    ``event``: id and session of the one known event whose key words the article holds, the last resort for a day;
    ``event_date`` overrides every day that the article itself does not name. Deterministic; ``article.text[c.start:c.end] == c.quote``.
    """
    code = article.language or detect_language(article.text)
    if code is None or not article.text.strip():
        return []
    try:
        article.text.encode()
    except UnicodeEncodeError:  # lone surrogates, which a library user may hold: read as U+FFFD, quoted as they are
        whole = replace(article, text=_SURROGATE.sub("\ufffd", article.text))
        return [replace(c, quote=article.text[c.start : c.end]) for c in extract(whole, event=event, event_date=event_date)]
    if not may_claim(article.text, code):
        return []
    collecting = gc.isenabled()
    gc.disable()  # what is read is held until the claims are built: the cycle collector would walk over all of it again and again
    try:
        return _read(article, code, event, event_date)
    finally:
        if collecting:
            gc.enable()


def _read(article: Article, code: str, event: tuple[str, object] | None, event_date: date | None) -> list[Claim]:
    language, text = load(code), article.text
    anchor = article.published or dateline(text, code)
    calendar = Calendar(language, anchor, event_day(event), text)
    spans = sentences(text, language)
    reader = Reader(language, calendar, _points_are_decimal(language, text))
    gate = _words(code)
    resolver = Resolver(text, spans, code)
    readings: list[Reading] = []
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals grow when lowered
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    reach = 0
    opened = False  # a market number was read
    for index, (start, end) in enumerate(spans):
        scene = not opened and index < SCENE
        spoken = not index or reach or bool(gate.find_matches_as_indexes(lower[start:end]))
        if not spoken:
            reader.cap_context = False
            if not scene:
                continue
        reach = max(0, reach - 1)
        s = tokenize(text, start, end, index, language)
        if spoken and (any(m.entry.table in USEFUL for m in s.marks) or any(w[0].isdigit() for w in s.words)):
            reading = reader.read(text, s, resolver)
            readings.append(reading)
            if any(d.metric for d in reading.drafts):
                reach = REACH
            opened = opened or any(d.metric and d.quantity is not None for d in reading.drafts)
        elif scene:
            readings.append(Reading(s, [], calendar.read(text, s)[0], []))
    if not any(r.drafts for r in readings):
        return []
    builder = Builder(article, language, calendar, resolver, readings, event=event, event_date=event_date)
    return builder.claims()


def may_claim(text: str, code: str) -> bool:
    """Whether any market word of the language occurs: a text without one holds no claim. Some 100 MB/s."""
    return bool(_words(code).find_matches_as_indexes(text.lower()))


@lru_cache(maxsize=8)
def _words(code: str) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, Implementation

    return AhoCorasick(load(code).words("gate", "words"), implementation=Implementation.DFA)


def _points_are_decimal(language: Language, text: str) -> bool:
    return bool(language.tables["number"].get("point_as_decimal")) and bool(_POINT_DECIMAL.search(text)) and not _COMMA_DECIMAL.search(text)
