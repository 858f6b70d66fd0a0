"""The broad index that a share's abnormal return is measured against, by the exchange it is listed on."""

from __future__ import annotations

from functools import cache

from impact.reference.files import bundled, table


@cache
@bundled("benchmarks.csv")
def _by_exchange() -> dict[str, str]:
    return {row["mic"]: row["benchmark"] for row in table("benchmarks.csv")}


def benchmark(mic: str) -> str | None:
    """Symbol of the benchmark for an exchange (ISO 10383 MIC), None where none is named in ``data/benchmarks.csv``."""
    return _by_exchange().get(mic)
