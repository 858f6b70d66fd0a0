"""Builds the corpus that scans are measured on: JSONL, 30 % articles like the seeds, 70 % neutral prose, by bytes.

    python tests/bench/scan_corpus.py 20 corpus.jsonl        (megabytes, file)

Articles like the seeds are the seeds' own paragraphs in another order, with other companies, numbers and days, so that hardly a
sentence occurs twice: about one market claim per 1.5 KB. Neutral prose is put together from clauses about rivers, schools and
recipes, in German and, one in four, in English.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

SEEDS = Path(__file__).parent.parent.parent / "seeds"
COMPANIES = ["Nvidia", "Microsoft", "Apple", "Broadcom", "Oracle", "Tesla", "Amazon", "Intel", "Micron", "AMD", "Qualcomm", "Siemens Energy"]
OUTLETS = ["Morgenblatt", "Abendpost", "Daily Ledger", "Börsenkurier", "Tagesbote", "The Courier"]
DAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"]
_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3})([.,]\d{1,2})?(?= ?(?:%|Prozent|Milliarden|Millionen))")
_DAY = re.compile("|".join(DAYS))
GERMAN = (
    ["Der Fluss", "Die alte Brücke", "Das Museum", "Die Schule am Hang", "Der Gärtner", "Die Bäckerin", "Das kleine Orchester", "Der Wald"],
    ["liegt seit Jahren", "wartet im Frühjahr", "steht am Morgen", "bleibt nach dem Regen", "ruht im langen Winter", "beginnt jeden Sommer"],
    ["hinter den Hügeln", "am Rand der Stadt", "neben der Mühle", "unter hohen Linden", "vor dem Rathaus", "nahe der Grenze"],
    ["und die Nachbarn erzählen davon.", "was die Kinder freut.", "wie es früher üblich war.", "ohne dass jemand darüber spricht."],
)
ENGLISH = (
    ["The river", "An old bridge", "The village school", "A gardener", "The small orchestra", "The forest", "A baker", "The museum"],
    ["has been waiting", "lies quietly", "stands in the morning", "remains after the rain", "rests in winter", "begins each summer"],
    ["behind the hills", "near the mill", "at the edge of town", "under tall trees", "in front of the hall", "by the border"],
    ["and the neighbours talk about it.", "which the children enjoy.", "as it used to be.", "while nobody is looking."],
)


def articles(size: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Articles of together ``size`` bytes of text."""
    rng = random.Random(seed)
    seeds = [path.read_text(encoding="utf-8").split("\n\n") for path in sorted(SEEDS.glob("*.txt"))]
    written = like_seeds = number = 0
    while written < size:
        dense = like_seeds < 0.3 * (written + 1)
        text = _like(rng.choice(seeds), rng) if dense else _prose(GERMAN if rng.random() < 0.75 else ENGLISH, rng)
        length = len(text.encode())
        written += length
        like_seeds += length if dense else 0
        number += 1
        yield {
            "id": f"a{number}",
            "outlet": rng.choice(OUTLETS),
            "published": f"2025-01-{rng.randint(27, 31)}",
            "text": text,
        }


def write(path: Path, size: int, seed: int = 1) -> None:
    """The corpus as JSONL."""
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles(size, seed))


def _like(paragraphs: list[str], rng: random.Random) -> str:
    head, *rest = paragraphs
    rng.shuffle(rest)
    other = dict(zip(("Nvidia", "Microsoft", "Alphabet", "AMD"), rng.sample(COMPANIES, 4), strict=True))
    text = re.sub("|".join(other), lambda match: other[match[0]], "\n\n".join([head, *rest]))
    text = _DAY.sub(lambda _: rng.choice(DAYS), text)
    return _NUMBER.sub(lambda match: str(max(1, int(match[1]) + rng.randint(-3, 3))) + (f",{rng.randint(1, 9)}" if match[2] else ""), text)


def _prose(words: tuple[list[str], ...], rng: random.Random) -> str:
    return "\n\n".join(" ".join(" ".join(rng.choice(part) for part in words) for _ in range(rng.randint(4, 8))) for _ in range(rng.randint(4, 9)))


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(float(sys.argv[1]) * 1_000_000))
