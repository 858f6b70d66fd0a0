"""File, folder, stdin … → :class:`~impact.records.Article`; a file of this folder a format.

A format is a module with ``SUFFIXES`` and ``read(data: bytes) -> tuple[str, tuple[Message, ...]]``: the article's text, kept
to the character, and notes on how it was read. It raises :class:`Unreadable` with a reason. Adding a format adds a file.
"""

from impact.articles.collect import collect
from impact.articles.unreadable import Unreadable

__all__ = ["Unreadable", "collect"]
