"""How long whole commands take, beside what their imports alone cost: ``python tests/bench/whole_process.py [RUNS]``.

Prints the median of RUNS (default 7) runs of each command, run in turn so that a slow minute of the machine hits all alike,
and the ratio to the first line: importing what the study needs from statsmodels.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMPACT = [sys.executable, "-c", "import sys; sys.argv[0] = 'impact'; from impact.cli import main; main()"]
COMMANDS = {
    "import statsmodels' OLS": [sys.executable, "-c", "import statsmodels.regression.linear_model"],
    "import pandas": [sys.executable, "-c", "import pandas"],
    "python -c pass": [sys.executable, "-c", "pass"],
    "impact --help": [*IMPACT, "--help"],
    "impact claims": [*IMPACT, "claims"],
    "impact verify": [*IMPACT, "verify"],
    "impact verify --format markdown": [*IMPACT, "verify", "--format", "markdown"],
    "impact verify --format html": [*IMPACT, "verify", "--format", "html"],
}


def seconds(command: list[str]) -> float:
    """Wall time of one run of the whole process, its output read and thrown away."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, "NO_COLOR": "1"}, check=True)
    return time.perf_counter() - started


def main() -> None:
    """Run and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs + 1):  # the first round warms the file cache and is not counted
        for name, command in COMMANDS.items():
            times[name].append(seconds(command))
    base = statistics.median(times["import statsmodels' OLS"][1:])
    print(f"{'command':<34}{'median s':>10}{'min':>8}{'max':>8}{'ratio':>8}")
    for name, taken in times.items():
        counted = taken[1:]
        middle = statistics.median(counted)
        print(f"{name:<34}{middle:>10.2f}{min(counted):>8.2f}{max(counted):>8.2f}{middle / base:>8.2f}")


if __name__ == "__main__":
    main()
