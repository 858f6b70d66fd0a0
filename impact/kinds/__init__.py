"""Claim kinds: what the words must give, and how the market answers. A file a kind, found with pkgutil.

A module here is a kind when it names ``JUDGED`` (how :mod:`impact.verdicts` judges its readings) and has
``answer(claim, facts, claims)``. Its docstring says: what it claims · how it is measured · example · source.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from impact.kinds.answer import Answer
from impact.kinds.facts import Facts
from impact.records import Claim


class Kind(Protocol):
    """What a module of this package offers when it is a claim kind."""

    METRIC: str
    JUDGED: str  # "band", "degree", "exact", "chain" or "cause"
    ALONE: bool  # the answer depends on no other claim, and on nothing of its own number
    SIGNED: bool  # the reading has the sign of the move; levels have none

    def answer(self, claim: Claim, facts: Facts, claims: Mapping[str, Claim]) -> Answer:
        """The readings of the claim, ungraded; ``claims`` are all claims of the run by id."""


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    found: dict[str, Kind] = {}
    for info in iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        if hasattr(module, "JUDGED"):
            found[info.name] = cast(Kind, module)
    return found
