"""The headline as the first line of a text: it makes claims like any other sentence."""

from __future__ import annotations


def headed(title: str | None, body: str) -> str:
    """``title``, an empty line and ``body``; ``body`` alone where it begins with the title already."""
    title = " ".join((title or "").split())
    body = body.strip()
    if not title or " ".join(body[: 4 * len(title) + 200].split()).startswith(title):
        return body
    return f"{title}\n\n{body}" if body else title
