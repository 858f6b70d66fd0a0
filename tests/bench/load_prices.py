"""Time to read and check the bundled prices and those of the store in a fresh process, imports apart: ``python tests/bench/load_prices.py``."""

import subprocess
import sys
import tempfile

CODE = """
import time, numpy, pandas
import impact.market.facts, impact.market.prices.bundled, impact.market.prices.table
start = time.perf_counter()
impact.market.facts.open_facts("bundled")
print((time.perf_counter() - start) * 1000)
"""


FILL = """
import sys
from datetime import date
from pathlib import Path
from impact.market.prices.bundled import Bundled
from impact.market.store import Store
bundled, store = Bundled(), Store(Path(sys.argv[1]))
for symbol in bundled.symbols():
    store.put(bundled.series(symbol, date.min, date.max), date(2023, 12, 1))
"""
STORED = """
import sys, time, numpy, pandas
from pathlib import Path
import impact.market.store, impact.market.prices.stored, impact.market.prices.chain
start = time.perf_counter()
store = impact.market.store.Store(Path(sys.argv[1]))
assert sum(len(store.series(held.symbol).days) for held in store.held()) == 15197
print((time.perf_counter() - start) * 1000)
"""


def main() -> None:
    measure("46 symbols × 332 sessions from the bundle, read and checked", CODE)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/store.sqlite3"
        subprocess.run([sys.executable, "-c", FILL, path], check=True)
        measure("the same from the store", STORED, path)


def measure(what: str, code: str, *arguments: str) -> None:
    runs = (subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True) for _ in range(9))
    times = sorted(float(run.stdout) for run in runs)
    print(f"{what}: min {times[0]:.0f} ms, median {times[4]:.0f} ms, max {times[-1]:.0f} ms")


if __name__ == "__main__":
    main()
