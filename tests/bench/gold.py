"""How well claims are read: the labelled articles by language, rules' part, part kept aside, fresh ones; gains and losses since the last floor.

Run: python tests/bench/gold.py [--update]   (--update raises tests/gold/floors.toml, never lowers it, and rewrites found.txt)
"""

import dataclasses
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "claims"))
import gold_scoring as gs

from impact.claims import extract
from impact.records import Article
from impact.reference.events import known_event

PARTS = [(language, part) for language in ("de", "en") for part in gs.PARTS]


def read(article):
    text = gs.text_of(article)
    event = known_event(text)
    claims = extract(
        Article(id=article["id"], text=text, language=article["lang"], published=article["published"]),
        event=(event.id, event.session) if event else None,
    )
    return [dataclasses.asdict(c) for c in claims if c.reject is None]


def scores():
    everything = gs.articles()
    claims = {a["id"]: read(a) for a in everything}
    return {
        f"{language}.{part}": gs.score(claims, [a["id"] for a in everything if a["lang"] == language and a["part"] == part])
        for language, part in PARTS
    }


def floors():
    return tomllib.loads((gs.GOLD / "floors.toml").read_text(encoding="utf-8"))


def write(table):
    lines = ["# What the reader of claims has reached on the labelled articles; raised by tests/bench/gold.py --update, never lowered.", ""]
    for name, row in table.items():
        lines += [f"[{name}]"] + [f"{key} = {value}" for key, value in row.items()] + [""]
    (gs.GOLD / "floors.toml").write_text("\n".join(lines), encoding="utf-8")


def main():
    new = scores()
    path = gs.GOLD / "found.txt"
    before = set(path.read_text(encoding="utf-8").split()) if path.exists() else set()
    now = {f"{a}:{n}" for s in new.values() for a, n in s.hits}
    for name, s in new.items():
        print(name, s.row(), dict(s.dangerous))
    print("gained", *sorted(now - before)[:40])
    print("lost", *sorted(before - now)[:40])
    if "--update" in sys.argv:
        old = floors() if (gs.GOLD / "floors.toml").exists() else {}
        table = {}
        for name, s in new.items():
            language, part = name.split(".")
            low = old.get(language, {}).get(part, {})
            row = s.row()
            table[name] = {k: min(v, low.get(k, v)) if k == "dangerous" else max(v, low.get(k, 0.0)) for k, v in row.items()}
            for key in ("bound", "basis", "event_date"):  # shares of the claims found: held to as shares of all labels (gs.of_all)
                least = gs.of_all(low, key) if low else 0.0
                table[name][key] = round(max(gs.of_all(row, key), least) / table[name]["recall"], 4)
        write(table)
        path.write_text("\n".join(sorted(now)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
