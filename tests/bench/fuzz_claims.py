"""Coverage-guided fuzzing of the claims room: ``pip install atheris; python tests/bench/fuzz_claims.py [CORPUS] -max_total_time=300``.

A fault is an exception, a claim whose place does not hold its quote, or a text that takes seconds. What it finds becomes a case of
tests/trust/test_fuzz_texts.py. The figures of the last line go into the README's table of what was tried.
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "trust"))
with atheris.instrument_imports(include=["impact.claims", "impact.languages"]):
    from impact.claims import extract
    from impact.records import Article

from pieces import WORDS


def one(data: bytes) -> None:
    """A text of words that claims are read with, and of any characters between them."""
    given = atheris.FuzzedDataProvider(data)
    language = given.PickValueInList(["de", "en", "fr", None])
    glue = given.PickValueInList([" ", ""])
    parts = []
    while given.remaining_bytes() > 1:
        parts.append(given.ConsumeUnicode(3) if given.ConsumeIntInRange(0, 9) == 0 else WORDS[given.ConsumeIntInRange(0, len(WORDS) - 1)])
    text = glue.join(parts)
    for claim in extract(Article(id="a", text=text, language=language, published=given.PickValueInList([None, "2025-01-28", "2025-01"]))):
        if text[claim.start : claim.end] != claim.quote or claim.start >= claim.end:
            raise AssertionError(f"{claim.start}:{claim.end} is not {claim.quote!r} in {text!r}")


atheris.Setup([*sys.argv, "-timeout=5", "-max_len=400", "-print_final_stats=1"], one)
atheris.Fuzz()
