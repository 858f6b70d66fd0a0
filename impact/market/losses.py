"""The largest one-day losses of market value: computed from price and shares, and as the press printed them."""

from __future__ import annotations

import re
from functools import cache

from impact.errors import DataError
from impact.market.about import day
from impact.market.changes import current
from impact.records import Loss
from impact.reference.files import table


@cache
def losses() -> tuple[Loss, ...]:
    """Computed and reported losses together, largest first. A renamed company stands under its symbol of today."""
    rows = [*_computed(), *_reported()]
    for row in rows:
        if row.loss <= 0 or not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", row.session):
            problem = f"{row.symbol} {row.session}: loss {row.loss:g}"
            raise DataError("data/losses_*.csv", problem, "losses are positive USD, sessions YYYY-MM-DD or YYYY-MM")
    return tuple(sorted(rows, key=lambda row: -row.loss))


def losses_since() -> tuple[str, str]:
    """Since when (computed, reported) losses are listed: ISO dates of ``data/about.toml``."""
    return day("losses", "computed_since").isoformat(), day("losses", "reported_since").isoformat()


def _computed() -> list[Loss]:
    return [
        Loss(
            symbol=current(row["symbol"]),
            session=row["session"],
            loss=float(row["loss"]),
            change=float(row["change"]),
            source="data/losses_computed.csv",
            computed=True,
        )
        for row in _rows("losses_computed.csv")
    ]


def _reported() -> list[Loss]:
    return [
        Loss(
            symbol=current(row["symbol"]),
            session=row["session"],
            loss=float(row["loss"]),
            change=None,
            source=row["reported_by"],
            computed=False,
        )
        for row in _rows("losses_reported.csv")
    ]


def _rows(name: str) -> list[dict[str, str]]:
    try:
        return [row for row in table(name) if float(row["loss"]) or True]
    except (KeyError, ValueError, TypeError) as error:
        raise DataError(f"data/{name}", f"a row cannot be read ({error})", "see data/README.md for its columns") from None
