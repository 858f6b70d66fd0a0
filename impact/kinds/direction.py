"""A share, index or group rose or fell, perhaps with a word for how much.

How it is measured: the sign of the close against the previous close (the readings of :mod:`impact.kinds.change`); a degree
word must also fit its published band, which is wider for shares than for indices. "Erholte sich" is up.
Example: "ein massiver Kurssturz" · "erholte sich dann leicht" · "ein jäher Abfall der US-Technologieaktien".
Source: bands in ``verdicts/policy.toml``, from the distribution of daily moves.
"""

from __future__ import annotations

from impact.kinds.change import answer

METRIC = "direction"
JUDGED = "degree"
ALONE = True
SIGNED = True

__all__ = ["ALONE", "JUDGED", "METRIC", "SIGNED", "answer"]
