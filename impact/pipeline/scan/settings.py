"""What a scan was asked for; the same for all its partitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import impact
from impact.errors import InputError

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Settings:
    """``corpus`` and ``out`` are paths or fsspec URLs; ``partition`` is how many bytes of the corpus one part covers."""

    corpus: str
    out: str
    prices: str = "auto"
    profile: str = "newsroom"
    event_date: date | None = None
    published: date | None = None
    partition: int = 8 * MEGABYTE

    def __post_init__(self) -> None:
        if self.prices == "yahoo":
            raise InputError("--prices yahoo", "a corpus would ask Yahoo too often", "run 'impact prices fetch' first, then use auto")
        if self.partition < 1:
            raise InputError("--partition", "is no size", "give megabytes, such as 8")

    @cached_property
    def identity(self) -> Mapping[str, object]:
        """What two runs must share to be one scan."""
        from impact.verdicts import load_policy

        given = {key: value for key, value in asdict(self).items() if key not in ("corpus", "out")}
        for key in ("event_date", "published"):
            given[key] = given[key].isoformat() if given[key] else None
        if Path(self.prices).is_file():
            found = Path(self.prices).stat()
            given["prices_file"] = [found.st_size, found.st_mtime_ns]
        return {"impact": impact.__version__, "policy": load_policy(self.profile).sha256, **given}
