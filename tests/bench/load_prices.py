"""Time to read and check the bundled prices in a fresh process, imports apart: ``python tests/bench/load_prices.py``."""

import subprocess
import sys

CODE = """
import time, numpy, pandas
import impact.market.facts, impact.market.prices.bundled, impact.market.prices.table
start = time.perf_counter()
impact.market.facts.open_facts("bundled")
print((time.perf_counter() - start) * 1000)
"""


def main() -> None:
    times = sorted(float(subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout) for _ in range(9))
    print(f"46 symbols × 332 sessions, read and checked: min {times[0]:.0f} ms, median {times[4]:.0f} ms, max {times[-1]:.0f} ms")


if __name__ == "__main__":
    main()
