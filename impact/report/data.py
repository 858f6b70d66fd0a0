"""Checks as plain data: the row that JSON, JSONL and the tests of other programs read (``schema/``).

A row holds every field of the claim in the order of the record, then the verdict's. Two names would clash: ``unit`` is the
unit of ``actual``, ``deviation`` and the readings; the unit of the claim's ``value`` is ``claimed_unit``.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from impact.records import Abnormal, Article, Check, Claim, Consistency, Figure, Message, Reading, Report
from impact.report.escape import json_text
from impact.report.messages import Catalogue
from impact.report.wording import reading_label

SCHEMA_VERSION = "1.0"

Row = dict[str, object]


def plain(value: object) -> object:
    """Records, tuples and days as JSON has them; a number that JSON cannot write becomes null."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, str | int | bool | None) else str(value)


def line(row: Row) -> str:
    """One JSON line."""
    return json_text(json.dumps(row, ensure_ascii=False, allow_nan=False)) + "\n"


def claim_fields(claim: Claim) -> Row:
    """All fields of a claim, in the order of the record."""
    return {item.name: plain(getattr(claim, item.name)) for item in fields(claim)}


def check_row(check: Check, words: Catalogue) -> Row:
    """A row of ``claims``: the claim's fields, then the verdict's."""
    claim = claim_fields(check.claim)
    claim["claimed_unit"] = claim.pop("unit")
    return claim | {
        "verdict": check.verdict,
        "verdict_label": words.word("verdict", check.verdict),
        "rule": check.rule,
        "reading": check.reading,
        "actual": plain(check.actual),
        "unit": check.unit,
        "deviation": plain(check.deviation),
        "deviation_pct": plain(check.deviation_pct),
        "readings": [reading_row(reading, words) for reading in check.readings],
        "severity": check.severity,
        "reason": sentence(check.reason, words),
        "reason_id": None if check.reason is None else check.reason.id,
        "evidence": [figure_row(figure) for figure in check.evidence],
        "suggestion": sentence(check.suggestion, words),
        "abnormal": None if check.abnormal is None else abnormal_row(check.abnormal, words),
    }


def sentence(message: Message | None, words: Catalogue) -> str | None:
    """The message in words, or None."""
    return None if message is None else words.say(message)


def reading_row(reading: Reading, words: Catalogue) -> Row:
    """One reading with its formula and inputs."""
    return {
        "id": reading.id,
        "label": reading_label(reading.id, words),
        "default": reading.default,
        "formula": reading.formula,
        "inputs": [figure_row(figure) for figure in reading.inputs],
        "value": plain(reading.value),
        "unit": reading.unit,
        "grade": reading.grade,
        "holds": reading.holds,
        "note": sentence(reading.note, words),
        "detail": [figure_row(figure) for figure in reading.detail],
    }


def figure_row(figure: Figure) -> Row:
    """A number with its source."""
    return {
        "name": figure.name,
        "value": plain(figure.value),
        "unit": figure.unit,
        "source": figure.source,
        "as_of": figure.as_of,
        "session": plain(figure.session),
    }


def abnormal_row(abnormal: Abnormal, words: Catalogue) -> Row:
    """An abnormal return; returns and errors are fractions."""
    row = {item.name: plain(getattr(abnormal, item.name)) for item in fields(abnormal)}
    row["note"] = sentence(abnormal.note, words)
    return row


def consistency_row(item: Consistency, words: Catalogue) -> Row:
    """Two statements beside each other."""
    return {
        "id": item.id,
        "claims": list(item.claims),
        "articles": list(item.articles),
        "quotes": list(item.quotes),
        "consistent": item.consistent,
        "reason": words.say(item.reason),
    }


def article_row(article: Article, words: Catalogue) -> Row:
    """What is known of an article; its text only where the input was no plain text, since the claims' places refer to what was read."""
    row = {item.name: plain(getattr(article, item.name)) for item in fields(article) if item.name != "text"}
    row["notes"] = [words.say(note) for note in article.notes]
    if article.sha256 and hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest() != article.sha256:
        row["text"] = article.text
    return row


def document(report: Report, words: Catalogue, language: str) -> Row:
    """The whole report: meta, claims, articles and what stands beside them."""
    return {
        "meta": {"schema": SCHEMA_VERSION, "language": language, **{key: plain(value) for key, value in report.meta.items()}},
        "claims": [check_row(check, words) for check in report.checks],
        "articles": [article_row(article, words) for article in report.articles],
        "rejects": [claim_fields(claim) for claim in report.rejects],
        "consistency": [consistency_row(item, words) for item in report.consistency],
        "skipped": [{"name": item.name, "reason": words.say(item.reason)} for item in report.skipped],
        "abnormal": [abnormal_row(item, words) for item in report.abnormal],
        "unmeasured": [
            {"symbol": item.symbol, "session": item.session.isoformat(), "reason": words.say(item.reason)} for item in report.unmeasured
        ],
        "comovement": [plain(item) for item in report.comovement],
    }
