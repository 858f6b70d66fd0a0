"""Other benchmarks that a finding must survive."""

from __future__ import annotations

_US = ("^GSPC", "^IXIC", "SMH")  # broad, technology, semiconductors: the price sources know them


def alternatives(benchmark: str) -> tuple[str, ...]:
    """Benchmarks to try beside ``benchmark``; none where the exchange has only one."""
    return tuple(index for index in _US if index != benchmark) if benchmark in _US else ()
