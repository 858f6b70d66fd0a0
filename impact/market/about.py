"""What is true of a whole bundled file (``data/about.toml``): as-of dates, split basis, since when losses are listed."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

from impact.errors import DataError
from impact.reference.files import bundled, data_path


@cache
@bundled("about.toml")
def about() -> dict[str, dict[str, object]]:
    """All tables of the file."""
    with data_path("about.toml").open("rb") as file:
        return tomllib.load(file)


def day(table: str, key: str) -> date:
    """One date of the file. Raises :class:`DataError` when it is missing or no date."""
    value = about().get(table, {}).get(key)
    if not isinstance(value, date):
        raise DataError("data/about.toml", f"[{table}] {key} is missing or no date", "write it as YYYY-MM-DD without quotes")
    return value
