"""File, folder, standard input, URL → :class:`~impact.records.Article`; a file of this folder a format.

A format is a module with ``SUFFIXES``, ``MEDIA_TYPES``, ``sniff(data)`` and ``read(data)`` (:class:`~impact.articles.parsed.Format`):
it gives one article or several, texts kept to the character, with what the file says about them. It raises
:class:`Unreadable` with a reason. Adding a format adds a file.
"""

from impact.articles.collect import Collected, collect
from impact.articles.dates import settle
from impact.articles.unreadable import Unreadable

__all__ = ["Collected", "Unreadable", "collect", "settle"]
