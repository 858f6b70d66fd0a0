"""Groups of near-duplicate articles, such as agency copies, from their sketches.

Locality-sensitive hashing (Indyk and Motwani 1998, STOC 30:604; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
ch. 3.4): sketches that agree in a whole band are compared, and joined where the estimated similarity is enough. With ten bands
of three bins a pair of similarity 0.8 is compared with probability 0.999, one of 0.7 with 0.98, one of 0.3 with 0.24.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from impact.pipeline.scan.sketch import BINS

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]

ROWS = 3  # bins of a band
ALIKE = 0.7  # estimated Jaccard similarity of two articles of one group: a copy with a paragraph more or fewer


def groups(sketches: Sequence[bytes]) -> Numbers:
    """For each sketch the number of the first one of its group. Takes some 200 bytes and no Python object an article."""
    import numpy as np

    count = len(sketches)
    first = np.arange(count, dtype=np.int64)
    whole = np.array([len(sketch) == 4 * BINS for sketch in sketches], dtype=bool)
    places = np.flatnonzero(whole)
    if len(places) < 2:
        return first
    bins = np.frombuffer(b"".join(sketches[place] for place in places.tolist()), dtype="<u4").reshape(-1, BINS)
    for start in range(0, BINS - ROWS + 1, ROWS):
        band = np.zeros(len(bins), dtype=np.uint64)
        for column in range(start, start + ROWS):
            band = (band ^ bins[:, column].astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
            band ^= band >> np.uint64(29)
        order = np.argsort(band, kind="stable")
        same = band[order[1:]] == band[order[:-1]]
        if not same.any():
            continue
        begins = np.flatnonzero(np.concatenate([[True], ~same]))
        leader = order[np.repeat(begins, np.diff(np.append(begins, len(order))))]
        # Each with the first of its run and with the one before it: every pair would be too many where thousands share a band.
        for left, right in ((leader[1:][same], order[1:][same]), (order[:-1][same], order[1:][same])):
            _join(first, places, bins, left, right)
    for place in range(count):
        first[place] = _root(first, place)
    return first


def _join(first: Numbers, places: Numbers, bins: object, left: Numbers, right: Numbers) -> None:
    import numpy as np

    values = np.asarray(bins)
    for at in range(0, len(left), 100_000):
        a, b = left[at : at + 100_000], right[at : at + 100_000]
        alike = (values[a] == values[b]).mean(axis=1) >= ALIKE
        for one, other in zip(places[a[alike]].tolist(), places[b[alike]].tolist(), strict=True):
            one, other = _root(first, one), _root(first, other)
            if one != other:
                first[max(one, other)] = min(one, other)


def _root(first: Numbers, place: int) -> int:
    while (above := int(first[place])) != place:
        first[place] = first[above]
        place = above
    return place
