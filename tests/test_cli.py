"""The command line as a stranger meets it: whole processes, exit codes, one line on stderr."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMANDS = ["verify", "claims", "explain"]

# No socket may be opened: the hook ends the process at once, so that nothing can swallow it.
NO_NETWORK = """
import os, sys
def hook(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        os.write(2, b"NETWORK " + event.encode()); os._exit(99)
sys.addaudithook(hook)
"""


def impact(*arguments, code="", stdin=None, cwd=ROOT, **environment):
    program = f"{code}\nimport sys\nfrom impact.cli import main\nsys.argv[0] = 'impact'\nmain()"
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120", "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([sys.executable, "-c", program, *arguments], input=stdin, capture_output=True, env=env, cwd=cwd, timeout=120)


def one_line(done):
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    assert "Traceback" not in lines[0]
    return lines[0]


@pytest.fixture
def article(tmp_path):
    def write(text, name="article.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture(scope="module")
def seeds_run():
    return impact("verify", "--format", "jsonl", code=NO_NETWORK)


def test_without_arguments_it_says_what_it_can_do():
    done = impact()
    assert done.returncode == 0
    assert all(command in done.stdout.decode() for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(command):
    text = impact(command, "--help").stdout.decode()
    assert f"  impact {command}" in text


def test_help_loads_nothing_heavy():
    code = (
        "import atexit, sys\n"
        "heavy = ('pandas', 'numpy', 'yfinance', 'statsmodels', 'rich', 'exchange_calendars')\n"
        "atexit.register(lambda: sys.stderr.write(' '.join(m for m in heavy if m in sys.modules)))"
    )
    done = impact("--help", code=code)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_main_job_needs_no_network(seeds_run):
    assert seeds_run.returncode == 0, seeds_run.stderr
    assert len(seeds_run.stdout.splitlines()) >= 15


def test_the_hook_would_have_noticed():
    done = impact(code=NO_NETWORK + "\nimport socket\nsocket.create_connection(('127.0.0.1', 9), 1)")
    assert done.returncode == 99


def test_bundled_prices_import_no_yahoo():
    code = "import atexit, sys\natexit.register(lambda: sys.stderr.write('yfinance' if 'yfinance' in sys.modules else 'none'))"
    assert impact("verify", "--format", "jsonl", code=code).stderr == b"none"


def test_same_input_same_bytes(seeds_run):
    again = impact("verify", "--format", "jsonl", PYTHONHASHSEED="7", LC_ALL="C", TZ="Asia/Tokyo")
    assert again.stdout == seeds_run.stdout


def test_a_false_claim_exits_with_1(article):
    path = article("Nvidia\n\n27. Januar 2025\n\nDie Nvidia-Aktie stieg am 27. Januar 2025 um 17 Prozent.\n")
    done = impact("verify", path, "--format", "jsonl")
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, row["verdict"], row["severity"]) == (1, "false", "story")


def test_a_true_claim_exits_with_0(article):
    path = article("The shares of Nvidia fell 17% on 27 January 2025.\n")
    done = impact("verify", path, "--format", "jsonl")
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, row["verdict"], row["subject"]) == (0, "true", "NVDA")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Die Aktie von Gnadenlos Robotics fiel am 27. Januar 2025 um 17 Prozent.", "uncheckable"),  # nobody knows it
        ("Die Nvidia-Aktie fiel am 27. Januar 2012 um 17 Prozent.", "uncheckable"),  # outside the data
        ("Die Nvidia-Aktie fiel um 17 Prozent.", "uncheckable"),  # no day at all
    ],
)
def test_what_cannot_be_judged_is_a_row_with_a_reason(article, text, verdict):
    done = impact("verify", article(text), "--format", "jsonl")
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, row["verdict"]) == (0, verdict)
    assert len(row["reason"]) > 10


def test_event_date_anchors_an_article_without_a_day(article):
    done = impact("verify", article("Die Nvidia-Aktie fiel um 17 Prozent."), "--event-date", "2025-01-27", "--format", "jsonl")
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (row["verdict"], row["event_date"], row["date_source"]) == ("true", "2025-01-27", "option")


def test_a_missing_path_is_said_and_the_rest_goes_on(article):
    path = article("Die Nvidia-Aktie fiel am 27. Januar 2025 um 17 Prozent.")
    done = impact("verify", "gone.txt", path, "--format", "jsonl")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert "gone.txt" in one_line(done)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["verify", "--prices", "gone.csv"], "gone.csv"),
        (["verify", "--event-date", "yesterday"], "yesterday"),
        (["verify", "--out", "no/such/folder/report.md"], "no/such/folder"),
        (["explain", "001_574521603722a66e:1"], "001_574521603722a66e:1"),
    ],
)
def test_usage_errors_name_the_input(arguments, word):
    done = impact(*arguments)
    assert done.returncode == 2
    assert word in done.stderr.decode().splitlines()[-1]
    assert "Traceback" not in done.stderr.decode()


def test_out_takes_its_form_from_the_suffix(tmp_path):
    for suffix, start in ((".md", "# "), (".json", "{"), (".csv", "")):
        out = tmp_path / f"report{suffix}"
        done = impact("verify", "--out", str(out))
        assert (done.returncode, done.stdout) == (0, b"")
        assert out.read_text(encoding="utf-8-sig").startswith(start)
    assert {p.name for p in tmp_path.iterdir()} == {"report.md", "report.json", "report.csv"}


def test_explain_shows_the_arithmetic(seeds_run):
    rows = [json.loads(line) for line in seeds_run.stdout.splitlines()]
    claim = next(r for r in rows if r["value"] == 17.0 and r["article"].startswith("001"))
    text = impact("explain", claim["id"]).stdout.decode()
    assert all(part in text for part in ("142,62", "118,42", "16,97"))


def test_explain_takes_the_article_first_too(article):
    path = article("Die Nvidia-Aktie fiel am 27. Januar 2025 um fast 17 Prozent.")
    (line,) = impact("claims", path, "--format", "jsonl").stdout.splitlines()
    claim = json.loads(line)["id"]
    first = impact("explain", path, claim)
    assert (first.returncode, first.stdout) == (0, impact("explain", claim, path).stdout)


def test_claims_prints_the_record(article):
    path = article("Die Nvidia-Aktie fiel am 27. Januar 2025 um fast 17 Prozent.")
    (line,) = impact("claims", path, "--format", "jsonl").stdout.splitlines()
    row = json.loads(line)
    known = {"article": "article", "subject": "NVDA", "metric": "price_change_pct", "direction": "down", "value": 17.0, "bound": "almost", "event_date": "2025-01-27"}
    assert {key: row[key] for key in known} == known


def test_standard_input():
    done = impact("verify", "-", "--format", "jsonl", stdin=b"Die Nvidia-Aktie fiel am 27. Januar 2025 um 17 Prozent.")
    assert json.loads(done.stdout)["article"] == "stdin"


def test_a_reader_that_leaves_is_no_error():
    code = "import os, sys\nr, w = os.pipe()\nos.dup2(w, 1)\nos.close(r)\nos.close(w)"
    done = impact("--help", code=code)
    assert done.stderr == b""


def test_an_internal_error_is_one_line_and_4():
    code = "import impact.pipeline.receipts as p\ndef broken(*a, **k): raise RuntimeError('boom')\np.verify = broken"
    done = impact("verify", code=code)
    assert done.returncode == 4
    assert "RuntimeError: boom" in one_line(done)
