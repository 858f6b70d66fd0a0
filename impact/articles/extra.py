"""Formats that need a package which the plain install leaves out."""

from __future__ import annotations

from impact.articles.unreadable import Unreadable
from impact.records import Message


def missing(library: str) -> Unreadable:
    """The reason for a file of a format whose library is not installed: the command that installs it."""
    return Unreadable(Message(id="skipped.missing_extra", values={"command": f"pip install {library}"}))
