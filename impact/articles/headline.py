"""The headline as the first line of a text: it makes claims like any other sentence."""

from __future__ import annotations

from collections.abc import Sequence

LEAST_WORDS = 3  # fewer are the outlet's name or its section, and make no claim


def headline(headings: Sequence[str], title: str | None, body: str) -> str | None:
    """The headline that a reader of the page sees: a heading that ``body`` begins with, or that says what ``title`` says.

    Titles in the head of a page are written for search engines, often in other words; as text they would be a claim that
    the page does not show. ``title`` serves where no heading fits; None where it is only a name.
    """
    begun = " ".join(body[:1000].split())
    for heading in headings:
        if heading and begun.startswith(heading):
            return heading
    named = _words(title)
    fitting = [heading for heading in headings if len(heading.split()) >= LEAST_WORDS and named & _words(heading)]
    if fitting:
        return max(fitting, key=lambda heading: len(named & _words(heading)))
    return title if title and len(title.split()) >= LEAST_WORDS else None


def _words(text: str | None) -> set[str]:
    return {word for word in (text or "").lower().split() if len(word) > 2}


def headed(title: str | None, body: str) -> str:
    """``title``, an empty line and ``body``; ``body`` alone where it begins with the title already."""
    title = " ".join((title or "").split())
    body = body.strip()
    if not title or " ".join(body[: 4 * len(title) + 200].split()).startswith(title):
        return body
    return f"{title}\n\n{body}" if body else title
