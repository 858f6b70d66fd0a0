"""Mutated documents against every reader: ``python tests/bench/fuzz_articles.py SECONDS [SEED]``.

A reader may give articles or ``Unreadable``; anything else, and any document that takes longer than a second, is printed with
the bytes that did it. The figures printed at the end go into the README's table of what was tried.
"""

import collections
import gzip
import logging
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "articles"))

from built_documents import opened, page, portable, word
from test_archives import CRAWL
from test_feed import ATOM, RSS

from impact.articles import Unreadable
from impact.articles.formats import formats

WORDS = [b"<", b">", b"&", b"\0", b"\xff", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!DOCTYPE", b"&#x0;", b"&#xD800;", b"{", b"[", b'"', b"\\u0000"]
WORDS += [b"<table>", b"<svg>", b"<math>", b"<template>", b"<p", b"<article>", b"9" * 30, b"-1", b"\r\n", b"\x80", "\u202e".encode(), "\U0001f4c9".encode()]


WORD_BODY = "<w:p><w:r><w:t>Nvidia fiel um 17 %.</w:t><w:tab/></w:r></w:p><w:del><w:p/></w:del>"
OPEN_BODY = '<text:p>Nvidia<text:s text:c="3"/>fiel.<text:tab/></text:p><text:h>Ende</text:h>'


def corpus():
    yield "html", page(head='<meta name="date" content="2025-01-28"><script type="application/ld+json">{"@type":"NewsArticle"}</script>').encode()
    yield "docx", word(WORD_BODY)
    yield "odt", opened(OPEN_BODY)
    yield "pdf", portable([["Nvidia fiel um 17 Prozent.", "Der Dax stieg."]], "/Title (a) /CreationDate (D:20250128)")
    yield "feed", RSS.encode()
    yield "feed", ATOM.encode()
    yield "jsonl", b'{"id": 1, "text": "Nvidia fiel.", "date": "2025-01-28", "authors": ["a"]}\n{"body": "x"}\n'
    yield "delimited", b'id;date;text\n1;2025-01-28;"Nvidia fiel; ""so"""\n2;;x\n'
    yield "json_list", b'{"articles": [{"id": 1, "text": "Nvidia fiel.", "authors": ["a"]}, {"body": "x"}]}'
    yield "warc", b"".join(CRAWL)
    yield "gz", gzip.compress(b'{"text": "Nvidia fiel."}\n')
    yield "text", "Börse: Nvidia fiel um 17 %.".encode()


def mutated(data, chance):
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        at, kind = chance.randrange(len(data) + 1), chance.randrange(6)
        end = min(len(data), at + chance.choice([1, 2, 8, 64, 512]))
        if kind == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at:at] = chance.choice(WORDS) * chance.choice([1, 1, 3, 300])
        elif kind == 2:
            del data[at:end]
        elif kind == 3:
            data[at:at] = data[at:end] * chance.choice([1, 2, 50])
        elif kind == 4:
            del data[at:]
        else:
            data[at:end] = chance.randbytes(end - at)
    return bytes(data[:300_000])


def main(seconds, seed):
    import impact.articles.isolated as isolated

    isolated.in_child = None  # pages large enough for a child are not the subject here
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    chance = random.Random(seed)
    readers = {reader.__name__.rpartition(".")[2]: getattr(reader, "extract", reader.read) for reader in formats()}
    documents = list(corpus())
    tried, gave, slow, failed = collections.Counter(), collections.Counter(), collections.Counter(), collections.Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name, good = chance.choice(documents)
        data = mutated(good, chance)
        if name in ("docx", "odt") and chance.random() < 0.8:  # the checksum of the archive stops what is changed inside it
            build, body = (word, WORD_BODY) if name == "docx" else (opened, OPEN_BODY)
            data = build(mutated(body.encode(), chance).decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode())
        begun = time.monotonic()
        try:
            gave[name] += bool(readers[name](data))
        except Unreadable:
            pass
        except Exception as error:
            failed[name] += 1
            print(f"{name}: {type(error).__name__}: {error}: {data[:2000]!r}", file=sys.stderr)
        if time.monotonic() - begun > 1:
            slow[name] += 1
            print(f"{name}: {time.monotonic() - begun:.1f} s for {len(data)} bytes", file=sys.stderr)
        tried[name] += 1
    for name in sorted(tried):
        print(f"{name:8} tried {tried[name]:7}  read {gave[name]:7}  failed {failed[name]}  slow {slow[name]}")


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
