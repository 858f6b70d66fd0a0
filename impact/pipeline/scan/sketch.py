"""Sketches of texts, by which near-duplicates are found without comparing every text with every other.

MinHash with one permutation (Broder 1997, Compression and Complexity of Sequences, p. 21; Li, Owen and Zhang 2012, NIPS 25:3113):
shingles of :data:`SHINGLE` words are hashed once and dealt into :data:`BINS` bins, whose smallest hash is kept; empty bins borrow
from the next that is not (Shrivastava and Li 2014, ICML 31:557). The share of equal bins estimates the Jaccard similarity.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

SHINGLE = 4  # words; long enough that two stories on one event share few of them
BINS = 32  # 128 bytes a text; the standard error of a similarity of 0.7 is 0.08

_WORD = re.compile(r"\w+")


def sketch(text: str) -> bytes:
    """:data:`BINS` little-endian 32-bit numbers; empty for a text without words. Case and punctuation do not matter."""
    import numpy as np

    words = _WORD.findall(text.lower())
    if not words:
        return b""
    hashes = np.fromiter(map(_hash, words), dtype=np.uint64, count=len(words))
    size = min(SHINGLE, len(words))
    shingles = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for place in range(size):
        shingles = shingles * np.uint64(0x100000001B3) + hashes[place : place + len(shingles)]
    # The finalizer of MurmurHash3: neighbouring products must not stay neighbours.
    shingles ^= shingles >> np.uint64(33)
    shingles *= np.uint64(0xFF51AFD7ED558CCD)
    shingles ^= shingles >> np.uint64(33)
    kept = np.full(BINS, np.iinfo(np.uint32).max, dtype=np.uint32)
    np.minimum.at(kept, (shingles % np.uint64(BINS)).astype(np.intp), (shingles >> np.uint64(32)).astype(np.uint32))
    filled = kept != np.iinfo(np.uint32).max
    if not filled.all():
        places = np.flatnonzero(filled)
        if not len(places):
            return b""
        following = places[np.searchsorted(places, np.arange(BINS)) % len(places)]
        kept = np.where(filled, kept, kept[following] + (following - np.arange(BINS)).astype(np.uint32))
    return kept.astype("<u4").tobytes()


@lru_cache(maxsize=65_536)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))
