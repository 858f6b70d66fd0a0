"""Text → :class:`~impact.records.Claim`: gate, sentences, quantities, names, clauses, frames, days.

>>> from impact.records import Article
>>> [c.value for c in extract(Article(id="a", language="de", text="Die Nvidia-Aktie fiel um fast 17 Prozent."))]
[17.0]
"""

from impact.claims.dateline import dateline
from impact.claims.extraction import extract
from impact.languages import detect_language, detected

__all__ = ["dateline", "detect_language", "detected", "extract"]
