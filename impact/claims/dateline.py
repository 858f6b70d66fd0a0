"""The day on which an article says it appeared: a dateline at its head.

Only a line that is a date and little else counts ("4. September 2024", "Stand: 28.01.2025, 17:40 Uhr", "FRANKFURT, 28. Januar 2025 –",
"Published Dec. 13, 2024"), so that the day of a story is not taken for the day of its telling. Month names are the language's.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from impact.languages import load

HEAD = 600  # characters in which a dateline can stand
LINE = 90  # a longer line is text, not a dateline; its beginning can still be one ("BERLIN (dpa), 28. Januar 2025 – Die Aktie …")
SHORT = 40  # a line of figures and page furniture ("date 2025-01 Teilen"); a title of that length may hold a month in words
BEFORE = 40  # characters that may stand before the date: a place, an agency, "Stand:", "Published on"

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![-\d])")
_NUMERIC = re.compile(r"(?<![\d.])(0?[1-9]|[12]\d|3[01])\.\s?(0?[1-9]|1[0-2])\.\s?((?:19|20)\d\d)(?!\d)")
_ENDS = re.compile(r"\s*(?:$|[-–—|,;:()•·]|\.\s|\d{1,2}[:.]\d\d|uhr\b|at\b|um\b)", re.IGNORECASE)


def dateline(text: str, language: str) -> str | None:
    """ISO date, or ``YYYY-MM`` where the head says no more; None where it says nothing."""
    for line in text[:HEAD].splitlines():
        for pattern in (_ISO, _written(language), _NUMERIC):
            match = pattern.search(line)
            if match and (_is_dateline(line, match) or (pattern is not _written(language) and len(line.strip()) <= SHORT)):
                return _iso(match, pattern, language)
    return None


def _is_dateline(line: str, match: re.Match[str]) -> bool:
    before, after = line[: match.start()].strip(), line[match.end() :]
    if len(before) > BEFORE or not _ENDS.match(after):
        return False
    if len(line) <= LINE or re.match(r"\s*[-–—:)]", after):  # the head of a paragraph: a dash leads to the text
        return True
    return (not before or before.endswith(",")) and bool(re.match(r"\.\s+[^\W\d_a-zäöü]", after))  # "Berlin, 3. März 2022. Die Aktie …"


def _iso(match: re.Match[str], pattern: re.Pattern[str], language: str) -> str | None:
    try:
        if pattern is _ISO:
            year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
        elif pattern is _NUMERIC:
            year, month, day = int(match[3]), int(match[2]), int(match[1])
        else:
            year, month = int(match["year"]), months(language)[match["month"].lower().rstrip(".")]
            day = int(match["first"] or match["second"] or 0)
        return date(year, month, day).isoformat() if day else f"{year:04d}-{month:02d}"
    except ValueError:
        return None


@lru_cache
def months(language: str) -> dict[str, int]:
    """The names of the months of a language, and their short forms, with their numbers."""
    names = load(language).tables["time"]["months"]
    return {form: number for number, forms in enumerate(names, start=1) for form in forms.split()}


@lru_cache
def _written(language: str) -> re.Pattern[str]:
    """Day month year, month day year, or month year; "4. September 2024", "Dec. 13, 2024", "1st of March 2024"."""
    month = "|".join(sorted(map(re.escape, months(language)), key=len, reverse=True))
    ordinal = r"(?:\.|st|nd|rd|th)?"
    return re.compile(
        rf"(?<!\w)(?:(?P<first>[12]\d|3[01]|0?[1-9]){ordinal}\s+(?:of\s+)?)?(?P<month>{month})\.?(?:\s+(?P<second>[12]\d|3[01]|0?[1-9]){ordinal})?,?\s+"
        r"(?P<year>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )
