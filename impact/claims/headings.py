"""Headings inside a text: short lines of their own that end no sentence ("So what", "Is the share cheap now?")."""

from __future__ import annotations

WORDS = 9  # words of a heading
_ENDS = ".,;:!\"”“"


def heading(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a line of its own, short, without a number, and no sentence that a stop ends."""
    line = text[start:end].strip()
    if not line or len(line) > 12 * WORDS or line.count(" ") >= WORDS or line[-1] in _ENDS or any(c.isdigit() for c in line):
        return False
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return before.endswith("\n") and (not after or after.startswith("\n")) and line[0].isalpha()
