"""The frozen records that cross rooms. Words are on the left of :class:`Claim`, numbers on its right.

Every number has a unit beside it or in its name. Sessions are ``datetime.date``; a claim's ``event_date`` is ISO text
because it may be as coarse as a month or a year. Nothing here imports pandas.
"""

from impact.records.checks import Abnormal, Check, Comovement, Consistency, Correlations, Reading, Report, Skipped, Unmeasured
from impact.records.numbers import Bar, Figure, Instrument, Loss, MarketLine, ReportedTotal, ShareCount
from impact.records.words import (
    Amount,
    Article,
    Basis,
    Bound,
    Claim,
    Degree,
    Direction,
    Grade,
    Hedge,
    Message,
    RecordScope,
    Severity,
    Term,
    Translated,
    Unit,
    Verdict,
)

__all__ = [
    "Abnormal",
    "Amount",
    "Article",
    "Bar",
    "Basis",
    "Bound",
    "Check",
    "Claim",
    "Comovement",
    "Consistency",
    "Correlations",
    "Degree",
    "Direction",
    "Figure",
    "Grade",
    "Hedge",
    "Instrument",
    "Loss",
    "MarketLine",
    "Message",
    "Reading",
    "RecordScope",
    "Report",
    "ReportedTotal",
    "Severity",
    "ShareCount",
    "Skipped",
    "Term",
    "Translated",
    "Unit",
    "Unmeasured",
    "Verdict",
]
