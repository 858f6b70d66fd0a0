"""Models of normal returns, a file each: ``MODEL`` in every module here is found by name of its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from impact.study.panel import Fit, Sample


@dataclass(frozen=True, kw_only=True)
class Model:
    """A model of what a share would have returned without the event."""

    id: str
    name: Mapping[str, str]  # in words, by language
    paper: str
    formula: str
    variant: str
    fit: Callable[[Sample], Fit]
    needs: str | None = None  # "factors" or "donors": a field of the sample that must be there


def models() -> dict[str, Model]:
    """All models by id."""
    from impact.study.discovery import found

    return found("impact.study.models", "MODEL")
