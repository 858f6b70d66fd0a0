"""One text in every format gives the same claims, which is what the formats are for."""

import html
import textwrap

import pytest

from impact.pipeline import read_claims
from impact.reference.files import seeds_path

SEED = sorted(seeds_path().glob("*.txt"))[1]  # the one with the most claims


@pytest.fixture(scope="module")
def text():
    return SEED.read_text(encoding="utf-8")


def quotes(path):
    return [" ".join(claim.quote.split()) for claim in read_claims([str(path)]).claims]


@pytest.mark.parametrize("suffix", [".html", ".docx", ".odt", ".pdf", ".jsonl"])
def test_the_claims_of_a_seed(suffix, text, tmp_path, build):
    import json

    first, *others = [line for line in text.split("\n") if line.strip()]
    lines = [row for line in (first, *others) for row in [*textwrap.wrap(line, 80, break_on_hyphens=False), ""]]
    made = {
        ".html": lambda: build.page("".join(f"<p>{html.escape(p)}</p>" for p in others), title=html.escape(first)).encode(),
        ".docx": lambda: build.word("".join(f"<w:p><w:r><w:t>{html.escape(p)}</w:t></w:r></w:p>" for p in (first, *others))),
        ".odt": lambda: build.opened("".join(f"<text:p>{html.escape(p)}</text:p>" for p in (first, *others))),
        ".pdf": lambda: build.portable([lines[n : n + 50] for n in range(0, len(lines), 50)]),
        ".jsonl": lambda: json.dumps({"text": text}).encode(),
    }
    file = tmp_path / f"artikel{suffix}"
    file.write_bytes(made[suffix]())
    expected = quotes(SEED)
    assert len(expected) > 5
    assert quotes(file) == expected
