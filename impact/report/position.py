"""Where in a file a claim stands: lines and columns counted from one, in Unicode code points."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Region:
    """A span of a text; ``end_column`` is the one after its last character."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


def region(text: str, start: int, end: int) -> Region:
    """The region of ``text[start:end]``."""
    return Region(*_spot(text, start), *_spot(text, end))


def _spot(text: str, offset: int) -> tuple[int, int]:
    ends = [match.end() for match in _END.finditer(text, 0, offset)]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1
