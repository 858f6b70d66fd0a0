"""SARIF 2.1.0 (OASIS), for texts in git: a result a claim, a rule a verdict; editors and code hosts show them at their place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import quote

from impact.records import Article, Report
from impact.report.data import Row
from impact.report.escape import json_text
from impact.report.messages import Catalogue, catalogue
from impact.report.position import region
from impact.report.wording import ORDER, Entry, entries

NAME, SUFFIX, BINARY = "sarif", ".sarif", False
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# (kind, level): the level is "none" unless the kind is "fail" (section 3.27.10 of the standard)
RESULTS = {
    "true": ("pass", "none"),
    "rounded": ("pass", "none"),
    "imprecise": ("fail", "note"),
    "context": ("fail", "warning"),
    "mostly_false": ("fail", "error"),
    "false": ("fail", "error"),
    "unproven": ("open", "none"),
    "uncheckable": ("notApplicable", "none"),
    "review": ("review", "none"),
}


def render(report: Report, language: str, **options: object) -> str:
    """One run; rule ids are the verdict codes."""
    words = catalogue(language)
    places = {article.id: index for index, article in enumerate(report.articles)}
    run = {
        "tool": {
            "driver": {
                "name": "impact",
                "version": str(report.meta.get("version", "0")),
                "language": language,
                "rules": [_rule(code, words) for code in ORDER],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(article) for article in report.articles],
        "results": [_result(row, report.articles, places, words) for row in entries(report, words)],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def _rule(code: str, words: Catalogue) -> Row:
    return {
        "id": code,
        "name": words.word("verdict", code),
        "shortDescription": {"text": words.word("verdict", code)},
        "fullDescription": {"text": words.word("verdict_meaning", code)},
        "defaultConfiguration": {"level": RESULTS[code][1]},
    }


def _artifact(article: Article) -> Row:
    artifact: Row = {"location": {"uri": _uri(article)}, "sourceLanguage": article.language or "und", "encoding": "utf-8"}
    return artifact | ({"hashes": {"sha-256": article.sha256}} if article.sha256 else {})


def _uri(article: Article) -> str:
    """A relative reference for a relative path, else a ``file:`` URI; a web address as it is."""
    name = article.path or article.id
    if "://" in name:
        return name
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _location(row: Entry, article: Article, index: int) -> Row:
    claim = row.check.claim
    at = region(article.text, claim.start, claim.end)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(article), "index": index},
            "region": {
                "startLine": at.start_line,
                "startColumn": at.start_column,
                "endLine": at.end_line,
                "endColumn": at.end_column,
                "charOffset": claim.start,
                "charLength": claim.end - claim.start,
                "snippet": {"text": claim.quote},
            },
        }
    }


def _result(row: Entry, articles: Sequence[Article], places: dict[str, int], words: Catalogue) -> Row:
    """A result; a claim whose article is not at hand has no location."""
    claim = row.check.claim
    kind, level = RESULTS[row.check.verdict]
    index = places.get(claim.article)
    text = words.label("annotation", claimed=row.claimed, actual=row.actual, reason=row.reason or row.rule)
    same = hashlib.sha256(f"{claim.kind}\n{claim.subject}\n{claim.quote}".encode(errors="replace")).hexdigest()
    return {
        "ruleId": row.check.verdict,
        "ruleIndex": ORDER.index(row.check.verdict),
        "kind": kind,
        "level": level,
        "message": {"text": f"{row.verdict}: {text}"},
        "locations": [] if index is None else [_location(row, articles[index], index)],
        "partialFingerprints": {"claim/v1": same},
        "properties": {"claim": claim.id, "reading": row.check.reading, "rule": row.check.rule, "severity": row.check.severity},
    }
