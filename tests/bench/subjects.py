"""Does the resolver name the labelled company? For each label: right, nothing, or a wrong one.

Usage: python tests/bench/subjects.py [GOLD_DIR] [--show wrong|none] [--lang de|en] [--part tuned|looked|kept]

The number of a label is looked up in its sentence; labels whose number cannot be found there are passed over. No clause
and no predicate is given, so that only names, stand-ins and memory are measured. Two thirds of the articles ("tuned") were
read while the rules were written, a sixth ("looked") later, the last sixth ("kept") at the very end.
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import re
import time

from impact.claims.subjects import Resolver
from impact.claims.tokens import sentences
from impact.languages import load

NUMBER = re.compile(r"\d+(?:[.,'’]\d+)*")
NASDAQ, ALPHABET = {"^IXIC", "^NDX"}, {"GOOGL", "GOOG"}
LISTINGS = [{"9988.HK", "BABA"}, {"ASML.AS", "ASML"}, {"2330.TW", "TSM"}, {"RIO.AX", "RIO.L"}, {"AIR.PA", "AIR.DE"}, {"BHP.AX", "BHP.L"}]


def group(name: str) -> bool:
    return name in {"MAG7", "SEMIS", "TECH", "CHIPS", "AUTOS", "BANKS"} or (
        name.replace("_", "").isalpha() and name.isupper() and (len(name) > 5 or "_" in name)
    )


def names(subject: object) -> set[str]:
    found = set(subject if isinstance(subject, (list, tuple)) else [subject])
    for same in (NASDAQ, ALPHABET, *LISTINGS):
        if found & same:
            found |= same
    if any(group(n) for n in found):
        found.add("GROUP")
    return found


def readings(number: str, lang: str) -> set[float]:
    plain = number.replace("'", "").replace("’", "")
    group, decimal = (".", ",") if lang == "de" else (",", ".")
    if re.search(rf"\{group}(?!\d\d\d(?!\d))", plain):
        group, decimal = decimal, group
    try:
        return {float(plain.replace(group, "").replace(decimal, "."))}
    except ValueError:
        return set()


def place(text: str, span: tuple[int, int], value: float, lang: str) -> list[tuple[int, int]]:
    found = []
    for m in NUMBER.finditer(text, *span):
        for x in readings(m[0], lang):
            for scale in (1, 1e3, 1e6, 1e9, 1e12):
                if x and abs(x * scale - value) <= 1e-3 * abs(value):
                    found.append(m.span())
                    break
            else:
                continue
            break
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=pathlib.Path, nargs="?", default=pathlib.Path(__file__).parent.parent / "gold")
    parser.add_argument("--show")
    parser.add_argument("--lang")
    parser.add_argument("--part")
    a = parser.parse_args()
    arts = {r["id"]: r for r in map(json.loads, (a.gold / "articles.jsonl").open(encoding="utf-8"))}
    labels = collections.defaultdict(list)
    for row in map(json.loads, (a.gold / "labels.jsonl").open(encoding="utf-8")):
        labels[row["article"]].append(row)
    counts: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    forms: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    spent = 0.0
    size = 0
    for order, (art, info) in enumerate(sorted(arts.items())):
        part = ("kept" if order % 6 == 5 else "looked") if order % 3 == 2 else "tuned"
        if (a.lang and info["lang"] != a.lang) or (a.part and part != a.part):
            continue
        text = (a.gold / "articles" / f"{art}.txt").read_text(encoding="utf-8")
        lang = info["lang"]
        spans = sentences(text, load(lang))
        resolver = Resolver(text, spans, lang)
        asked = []
        for row in labels[art]:
            start = text.find(" ".join(row["quote_start"].split()))
            sentence = next((s for s in spans if s[0] <= start < s[1]), None)
            if start < 0 or sentence is None or row.get("value") is None:
                continue
            places = place(text, sentence, row["value"], lang)
            if places:
                asked.append((row, sentence, places))
        used: collections.Counter[tuple[float, int]] = collections.Counter()
        queries = []
        for row, sentence, places in asked:
            key = (row["value"], sentence[0])
            queries.append((places[min(used[key], len(places) - 1)], row, sentence))
            used[key] += 1
        queries.sort(key=lambda q: q[0])
        size += len(text)
        begun = time.perf_counter()
        for quantity, row, sentence in queries:
            metric = row["metric"]
            following = text[quantity[1] : quantity[1] + 14].lower()
            unit = (
                "percent"
                if metric == "price_change_pct"
                else "points"
                if metric == "index_points_change"
                else "currency"
                if metric.startswith("market_cap")
                else None
            )
            if metric == "price_level":
                unit = (
                    "currency"
                    if re.match(r"\s*(?:dollar|us-dollar|euro|yen|franken|€|\$|cent)", following) or text[quantity[0] - 1] in "$€£¥"
                    else "points"
                    if re.match(r"\s*(?:punkt|zähler|point)", following)
                    else None
                )
            answer = resolver.resolve(sentence, quantity=quantity, unit=unit, metric=metric)
            meant = names(row["subject"])
            got = names(answer.symbols) if answer.symbols else set()
            verdict = "right" if got & meant else "none" if not answer.symbols else "wrong"
            counts[lang, part][verdict] += 1
            forms[row["subject_form"]][verdict] += 1
            if a.show == verdict:
                print(
                    f"{verdict} {art} {row['subject']} got {answer.symbols} by {answer.source} | {text[quantity[0] : quantity[1]]} | {row['subject_form']} | {text[sentence[0] : sentence[1]]}"
                )
        spent += time.perf_counter() - begun
    for key, found in sorted(counts.items()):
        total = sum(found.values())
        print(*key, total, {k: f"{v} {v / total:.1%}" for k, v in sorted(found.items())})
    for form, found in sorted(forms.items()):
        print("  ", form, dict(found))
    print(f"{size / max(spent, 1e-9) / 1e6:.2f} MB/s")


if __name__ == "__main__":
    main()
