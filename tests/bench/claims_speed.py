"""Throughput of the claims room, a core: dense text, neutral prose, labelled articles, monotony; and the cost of a first article.

Run: python tests/bench/claims_speed.py     (MB/s of UTF-8 by process time; peak memory in MB)
Beside it, where they are installed (``pip install quantulum3 text2num spacy``; nothing of impact needs them): how much faster or slower
than reading claims it is to find quantities with quantulum3, numbers with text2num, and only words with spaCy's blank tokenizer.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "claims"))
import gold_scoring as gs

from impact.claims import extract
from impact.records import Article

ROOT = Path(__file__).parent.parent.parent
NEUTRAL = (
    "Der Fluss entspringt in den Bergen und fließt nach Norden, wo er in einen See mündet. Die Bewohner der Gegend leben seit "
    "Jahrhunderten vom Fischfang und von der Landwirtschaft. Im Winter liegt dort viel Schnee, und die Wege sind oft nicht zu begehen.\n"
)
MONOTONY = ["fiel um ", "1", "(", "Nvidia ", "17 % ", "a", "Nvidia fiel um 17 %, "]


def speed(name, text, language="de"):
    start = time.process_time()
    claims = extract(Article(id=name, text=text, language=language))
    seconds = time.process_time() - start
    size = len(text.encode()) / 1e6
    print(f"{name:28} {size:6.2f} MB {seconds:7.2f} s {size / seconds:8.2f} MB/s {len(claims):6} claims")


def others(text):
    """(name, what one call does) of the libraries that are there."""
    try:
        from quantulum3 import parser

        yield "quantulum3 (English rules)", lambda: parser.parse(text)
    except ImportError:
        print("quantulum3 is not installed")
    try:
        from text_to_num import alpha2digit

        yield "text2num", lambda: alpha2digit(text, "de")
    except ImportError:
        print("text2num is not installed")
    try:
        import spacy

        nlp = spacy.blank("de")
        nlp.max_length = 10_000_000
        yield "spaCy, blank German tokenizer", lambda: nlp(text)
    except ImportError:
        print("spaCy is not installed")


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def compared(seeds):
    """The same five articles to each: seconds, MB/s and the ratio to reading claims."""
    size = len(seeds.encode()) / 1e6
    ours = min(seconds(lambda: extract(Article(id="a", text=seeds, language="de"))) for _ in range(5))
    print(f"{'impact.claims':32} {size / ours:8.2f} MB/s")
    for name, work in others(seeds):
        work()
        took = min(seconds(work) for _ in range(3))
        print(f"{name:32} {size / took:8.2f} MB/s   takes {took / ours:.2f} times as long as impact.claims")


def main():
    seeds = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "seeds").glob("*.txt")))
    extract(Article(id="warm", text=seeds, language="de"))
    compared(seeds)
    speed("seeds repeated", (seeds + "\n") * 40)
    speed("neutral German prose", NEUTRAL * 3500)
    articles = [(a, gs.text_of(a)) for a in gs.articles()]
    start = time.process_time()
    found = sum(len(extract(Article(id=a["id"], text=t, language=a["lang"], published=a["published"]))) for a, t in articles)
    seconds = time.process_time() - start
    size = sum(len(t.encode()) for _, t in articles) / 1e6
    print(f"{'labelled articles':28} {size:6.2f} MB {seconds:7.2f} s {size / seconds:8.2f} MB/s {found:6} claims")
    for unit in MONOTONY:
        for length in (250_000, 500_000):
            speed(f"{unit.strip()!r} x {length // 1000} kB", (unit * (length // len(unit) + 1))[:length])
    print("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")
    first = "import time; t = time.perf_counter(); from impact.claims import extract; from impact.records import Article; from pathlib import Path\n"
    first += f"for p in sorted(Path({str(ROOT / 'seeds')!r}).glob('*.txt')): extract(Article(id=p.stem, text=p.read_text(encoding='utf-8')))\n"
    first += "print('import and the five seeds', round(time.perf_counter() - t, 3), 's')"
    subprocess.run([sys.executable, "-c", first], check=True)


if __name__ == "__main__":
    main()
