"""Coverage-guided fuzzing of files that a user may give or change: ``python tests/bench/fuzz_files.py TARGET -max_total_time=600``.

``TARGET`` is languages, data, policy, prices, claims, receipts or documents (needs ``pip install atheris``). Each input is a real file
with a few edits that the fuzzer chooses. A fault is anything but success or an error of ours on one line. What it finds becomes a case of
tests/trust/test_fuzz_files.py; the figures of the last lines go into the README's table of what was tried.
"""

import contextlib
import json
import logging
import shutil
import sys
import tempfile
from importlib import resources
from pathlib import Path

import atheris

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS.parent), str(TESTS / "trust"), str(TESTS / "articles"), str(TESTS / "bench")]
with atheris.instrument_imports(include=["impact.languages", "impact.reference", "impact.verdicts", "impact.market", "impact.articles"]):
    from impact import reference
    from impact.articles import Unreadable
    from impact.articles.formats import formats
    from impact.errors import ImpactError
    from impact.languages import load_file
    from impact.market import changes, classes, losses, shares, splits, totals
    from impact.market.facts import open_facts
    from impact.market.prices.files import PriceFile
    from impact.reference import benchmarks, events, groups, instruments, sessions, weights
    from impact.verdicts import check_all, load_claims, load_policy, policy, receipt

    formats()  # imports the readers here, so that what they cover is seen

WORK = Path(tempfile.mkdtemp(prefix="fuzz"))
PUT = [b"", b"\0", b"\xff", b'"', b"[", b"]", b"=", b",", b"\n", b"-", b"nan", b"1e999", b"'", b"{}", b"true", b"9999-99-99", b"9" * 30, b"inf", b"<", b"&#0;", b"]]>"]
EDITS = 6


def edited(given, whole):
    """``whole`` with up to six places cut, doubled, replaced or filled."""
    made = bytearray(whole)
    for _ in range(given.ConsumeIntInRange(1, EDITS)):
        at = given.ConsumeIntInRange(0, len(made))
        end = min(len(made), at + given.PickValueInList([0, 1, 5, 80]))
        put = given.PickValueInList(PUT) if given.ConsumeBool() else given.ConsumeBytes(3)
        made[at:end] = put + bytes(made[at:end]) if given.ConsumeBool() else put
    return bytes(made)


def fine(work):
    try:
        work()
    except (ImpactError, Unreadable) as fault:
        if "\n" in str(fault):
            raise AssertionError(f"an error of two lines: {fault!r}") from None


def languages():
    files = [(code, (resources.files("impact.languages") / f"{code}.toml").read_bytes()) for code in ("de", "en", "fr")]

    def one(given):
        code, whole = given.PickValueInList(files)
        file = WORK / f"{code}.toml"
        file.write_bytes(edited(given, whole))
        fine(lambda: load_file(file))

    return one


CACHED = [
    ("groups.toml", groups.groups), ("instruments.csv", instruments.load), ("known_events.csv", events.known_events), ("events.csv", events._confounders),
    ("benchmarks.csv", lambda: benchmarks.benchmark("XNYS")), ("index_weights.csv", lambda: weights.weight("^GSPC", "NVDA")),
    ("sessions.csv", lambda: sessions.closed_weekdays("XNYS")), ("shares.csv", lambda: shares.has_counts("NVDA")),
]  # fmt: skip


def data():
    folder = WORK / "data"
    shutil.copytree(TESTS.parent / "data", folder)
    whole = {name: (folder / name).read_bytes() for name, _ in CACHED}
    reference.files._find = lambda kind, name: WORK / kind / name
    modules = (groups, instruments, events, benchmarks, weights, sessions, shares, splits, changes, classes, losses, totals)
    caches = {id(f): f for module in modules for f in vars(module).values() if hasattr(f, "cache_clear")}

    def one(given):
        name, read = given.PickValueInList(CACHED)
        for cached in caches.values():
            cached.cache_clear()
        (folder / name).write_bytes(edited(given, whole[name]))
        fine(read)
        (folder / name).write_bytes(whole[name])

    return one


def policies():
    whole, file = policy.PATH.read_bytes(), WORK / "policy.toml"
    policy.PATH = file

    def one(given):
        file.write_bytes(edited(given, whole))
        fine(lambda: load_policy.__wrapped__(given.PickValueInList(["strict", "newsroom", "lenient"])))

    return one


def prices():
    from test_fuzz_files import PRICES

    file = WORK / "prices.csv"

    def one(given):
        file.write_bytes(edited(given, PRICES))
        fine(lambda: PriceFile(file))

    return one


def claims():
    record = {
        "id": "a:1", "article": "a", "start": 1, "end": 9, "quote": "17 Proz.", "kind": "change", "metric": "price_change_pct", "subject": "NVDA",
        "direction": "down", "value": 17.0, "unit": "percent", "bound": "almost", "hedge": "almost", "gmin": 1.0, "gmax": 1.0, "basis": "close",
        "event_date": "2025-01-27", "date_source": "sentence", "negated": False, "hypothetical": False, "printed": "17 Prozent",
        "record": {"what": "loss", "horizon": "day", "scope": "world", "since": "ever", "place": 1}, "kind_of": None,
    }  # fmt: skip
    whole, file = (json.dumps(record) + "\n").encode(), WORK / "claims.jsonl"
    facts, rules = open_facts("bundled"), load_policy("newsroom")

    def one(given):
        file.write_bytes(edited(given, whole))
        fine(lambda: check_all(load_claims(file), facts, rules))

    return one


def receipts():
    from test_fuzz_files import RECEIPT

    content = {part: {} for part in receipt.PARTS} | {"schema": receipt.SCHEMA, "run": RECEIPT}
    whole, file = receipt.canonical(content), WORK / "receipt.json"

    def one(given):
        made = edited(given, whole)
        with contextlib.suppress(ValueError, RecursionError, AttributeError, TypeError):
            made = receipt.canonical(json.loads(made))  # most edits break the form; those that can be are written as impact writes them
        file.write_bytes(made)
        fine(lambda: receipt.compare(whole, receipt.read(file)[0]))

    return one


def documents():
    from fuzz_articles import corpus

    logging.disable(logging.CRITICAL)
    readers = {reader.__name__.rpartition(".")[2]: getattr(reader, "extract", reader.read) for reader in formats()}
    whole = list(corpus())

    def one(given):
        kind, made = given.PickValueInList(whole)
        fine(lambda: readers[kind](edited(given, made)))

    return one


TARGETS = {
    "languages": languages, "data": data, "policy": policies, "prices": prices, "claims": claims, "receipts": receipts, "documents": documents,
}  # fmt: skip


def main():
    target = TARGETS[sys.argv[1]]()
    atheris.Setup([sys.argv[0], *sys.argv[2:], "-timeout=10", "-max_len=120", "-len_control=0", "-print_final_stats=1"], lambda data: target(atheris.FuzzedDataProvider(data)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
