"""What the reader hands on: a sentence read, and the claims that it makes before their subject and day are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from impact.claims.clauses import Clause
from impact.claims.quantity import Quantity
from impact.claims.superlatives import Superlative
from impact.claims.tokens import Sentence, Span
from impact.claims.when import When
from impact.languages import Mark
from impact.records import Direction, Hedge


@dataclass(frozen=True, slots=True)
class Comparison:
    """The words of one comparison, tokens ``first`` to ``last``, and the number behind them; that before them is the other side."""

    first: int
    last: int
    start: int
    factor: float | None  # None: more, or less, whatever the factor
    printed: str
    hedge: Hedge
    less: bool
    right: Quantity | None


@dataclass(slots=True, eq=False)
class Draft:
    """A claim before its subject and day are known."""

    kind: str
    metric: str | None
    clause: Clause
    start: int
    end: int
    direction: Direction | None = None
    quantity: Quantity | None = None
    mark: Mark | None = None
    degree: str | None = None
    reject: str | None = None
    when: When | None = None  # named in the clause itself
    earlier: When | None = None  # named in an earlier clause of the sentence
    superlative: Superlative | None = None
    base: float | None = None
    value: float | None = None
    hedge: Hedge = "none"
    compared: bool = False  # the other side of a comparison: an amount of another day, perhaps of another company
    step: bool = False  # "dann", "weitere": the session after the step before

    @property
    def said(self) -> int:
        """The token with which the clause begins to say it: its verb or number, whichever comes first."""
        firsts = [x.first for x in (self.mark, self.quantity) if x is not None and x.first >= self.clause.first]
        return min(firsts, default=self.clause.first)


@dataclass(slots=True, eq=False)
class Reading:
    """A sentence read: its clauses, days and drafts."""

    sentence: Sentence
    clauses: list[Clause]
    days: list[When]
    drafts: list[Draft]
    comparisons: list[Comparison] = field(default_factory=list)
    numbers: list[Span] = field(default_factory=list)  # market quantities in order
    tables: frozenset[str] = frozenset()  # of all its marks ("modality."): what no word speaks of need not be looked for
