"""Faults met by whole processes: full disks, broken stores, kills, signals, wrong clocks. The old state or the new one, one line, never half."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from impact.market.database import Database
from impact.market.store import SCHEMA, VERSION

ROOT = Path(__file__).parents[2]
RIGHT = "Die Nvidia-Aktie fiel am 27. Januar 2025 um fast 17 Prozent. Apple stieg am 27. Januar 2025 um 3,2 Prozent.\n"
WRONG = "Die Nvidia-Aktie fiel am 27. Januar 2025 um 3 Prozent.\n"


def started(*arguments: str, code: str = "", **options: object) -> subprocess.Popen[bytes]:
    program = f"{code}\nimport sys\nfrom impact.cli import main\nsys.argv[0] = 'impact'\nmain()"
    given = {key: value for key, value in os.environ.items() if key != "COLUMNS"} | {"NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    environment = {key: value for key, value in (given | options.pop("env", {})).items() if value is not None}  # type: ignore[operator]
    outputs = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen([sys.executable, "-c", program, *arguments], env=environment, **outputs)  # type: ignore[call-overload,no-any-return]


def impact(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    process = started(*arguments, **options)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(arguments, process.returncode, out or b"", err or b"")


def said(done: subprocess.CompletedProcess[bytes], code: int) -> str:
    told = done.stderr.decode()
    assert done.returncode == code, told
    assert len(told.splitlines()) == 1, told
    assert "internal error" not in told
    return told


@pytest.fixture
def article(tmp_path: Path) -> str:
    file = tmp_path / "article.txt"
    file.write_text(RIGHT, encoding="utf-8")
    return str(file)


# Disks


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("command", [("verify",), ("claims", "--format", "jsonl"), ("study", "--event", "2025-01-27", "--symbols", "NVDA")])
def test_a_full_disk_behind_stdout(command: tuple[str, ...], article: str) -> None:
    with open("/dev/full", "wb") as full:
        done = impact(*command, *([article] if command[0] != "study" else []), stdout=full)
    assert "standard output: cannot be written (No space left on device)" in said(done, 2)


def small() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # more cannot be written to any file; Python ignores SIGXFSZ


@pytest.mark.parametrize("command", [("verify", "--out", "report.html"), ("report", "--out", "."), ("verify", "--receipt", "r.json")])
def test_a_full_disk_leaves_the_old_file(command: tuple[str, ...], article: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    old = dict.fromkeys(("report.html", "index.html", "report.csv"), b"old")
    for name, content in old.items():
        (folder / name).write_bytes(content)
    done = impact(*command, article, cwd=folder, preexec_fn=small, stdout=subprocess.DEVNULL)
    assert "cannot be written (File too large)" in said(done, 2)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == old


@pytest.mark.parametrize("place", ["file/report.md", "missing/report.md"])
def test_places_that_cannot_be_written(place: str, article: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = impact("verify", article, "--out", str(tmp_path / place))
    assert str(tmp_path / place) in said(done, 2)
    assert not list(tmp_path.rglob("*.partial"))


# Homes and stores


@pytest.mark.parametrize("env", [{"HOME": None}, {"HOME": "/nonexistent"}, {"XDG_CACHE_HOME": "/dev/null/cache"}, {"XDG_CACHE_HOME": ""}], ids=str)
def test_no_home_and_no_cache_folder(env: dict[str, str | None], article: str) -> None:
    done = impact("verify", article, "--format", "jsonl", env={"XDG_CACHE_HOME": None} | env)
    assert done.returncode == 0
    assert done.stderr == b""
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["true", "true"]


def store(cache: Path) -> Path:
    """A store with one bar in it."""
    database = Database(cache / "impact-claims" / "store.sqlite3", SCHEMA, VERSION)
    with database.transaction() as connection:
        connection.execute("INSERT INTO bars VALUES ('ACME', 20000, 1.0, 1.0, 1.0, 1.0, 1.0)")
    return database.path


def damaged(file: Path, how: str) -> None:
    if how == "truncated":
        file.write_bytes(file.read_bytes()[:5000])
    elif how == "noise":
        file.write_bytes(b"no database " * 2000)
    elif how == "empty":
        file.write_bytes(b"")
    elif how == "a folder":
        file.unlink()
        file.mkdir()


@pytest.mark.parametrize("how", ["truncated", "noise", "empty", "a folder", "newer"])
def test_a_broken_store_costs_no_bundled_verdict(how: str, article: str, tmp_path: Path) -> None:
    file = store(tmp_path / "cache")
    if how == "newer":
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA user_version = 99")
    damaged(file, how)
    unknown = tmp_path / "unknown.txt"
    unknown.write_text("Die SAP-Aktie fiel am 27. Januar 2025 um 5 Prozent.\n", encoding="utf-8")  # asks the store
    done = impact("verify", article, str(unknown), "--format", "jsonl", env={"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert b"Traceback" not in done.stderr
    assert b"internal error" not in done.stderr
    assert done.returncode in (0, 3), done.stderr  # 3: the row says that the store failed
    verdicts = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
    assert verdicts == ["true", "true", "uncheckable"]


def test_a_locked_store_is_said(tmp_path: Path) -> None:
    file = store(tmp_path / "cache")
    with sqlite3.connect(file) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        code = "import impact.market.database as d\nd.WAIT = 0.2"
        done = impact("prices", "clear", "NVDA", code=code, env={"XDG_CACHE_HOME": str(tmp_path / "cache")})
        assert "database is locked" in said(done, 2)


def test_two_processes_at_once_give_what_one_gives(article: str, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    both = [started("verify", article, "--out", str(out), cwd=tmp_path) for _ in range(2)]
    for process in both:
        process.communicate(timeout=120)
        assert process.returncode == 0
    together = out.read_bytes()
    assert impact("verify", article, "--out", str(out), cwd=tmp_path).returncode == 0
    assert out.read_bytes() == together
    assert not list(tmp_path.glob(".*"))


# Kills: the process ends itself by SIGKILL when it opens or moves its n-th file in the folder

KILL = """
import os, signal, sys
left = {nth}
def hook(event, args):
    global left
    if event in ("open", "os.rename", "os.remove") and isinstance(args[0], (str, bytes)) and {folder!r} in os.fsdecode(args[0]) and (event != "open" or "w" in str(args[1])):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
"""


@pytest.mark.parametrize(("option", "nth"), [("--out", 0), ("--out", 1), ("--receipt", 1)])
def test_killed_while_writing_a_file(option: str, nth: int, article: str, tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    file = folder / "report.json"
    if option == "--out":
        file.write_bytes(b"old")
    done = impact("verify", article, option, str(file), code=KILL.format(nth=nth, folder=str(folder)))
    assert done.returncode == -signal.SIGKILL
    assert (file.read_bytes() == b"old") if option == "--out" else not file.exists()
    again = impact("verify", article, option, str(file), stdout=subprocess.DEVNULL)
    assert again.returncode == 0, again.stderr
    assert json.loads(file.read_bytes())


@pytest.mark.parametrize("nth", [3, 9])
def test_killed_while_writing_a_bundle(nth: int, article: str, tmp_path: Path) -> None:
    """No file is moved before all are written."""
    folder = tmp_path / "killed"
    assert impact("report", article, "--out", str(folder)).returncode == 0
    old = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert len(old) > 9
    Path(article).write_text(WRONG, encoding="utf-8")
    done = impact("report", article, "--out", str(folder), code=KILL.format(nth=nth, folder=str(folder)))
    assert done.returncode == -signal.SIGKILL
    assert {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith(".partial")} == old


SUMS_LAST = """
from pathlib import Path
from impact.cli.output import write_all
folder = Path({folder!r})
write_all({{folder / name: content for name, content in {files!r}.items()}}, marker=folder / "SHA256SUMS")
"""


def fits(folder: Path) -> bool:
    """Whether every file has the hash that the folder's SHA256SUMS says."""
    lines = [line.split("  ", 1) for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    return all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == told for told, name in lines)


@pytest.mark.parametrize("nth", range(8))
def test_killed_at_every_step_of_a_bundle(nth: int, tmp_path: Path) -> None:
    """Three files are opened, the old sums deleted, three files moved: what is there is the old bundle, or says by its lack of sums that it is none."""
    names = ("a.html", "b.json")

    def bundle(word: str) -> dict[str, bytes]:
        made = {name: f"{word} {name}".encode() for name in names}
        return made | {"SHA256SUMS": "".join(f"{hashlib.sha256(text).hexdigest()}  {name}\n" for name, text in made.items()).encode()}

    folder = tmp_path / "bundle"
    folder.mkdir()
    for name, content in bundle("old").items():
        (folder / name).write_bytes(content)
    assert fits(folder)
    script = KILL.format(nth=nth, folder=str(folder)) + SUMS_LAST.format(folder=str(folder), files=bundle("new"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60, check=False)
    there = {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith(".partial")}
    if nth < 4:
        assert there == bundle("old")
    elif nth < 7:
        assert "SHA256SUMS" not in there
        assert all(there[name] in (bundle("old")[name], bundle("new")[name]) for name in names)
    else:
        assert there == bundle("new")
    assert done.returncode == -signal.SIGKILL, done.stderr
    again = subprocess.run([sys.executable, "-c", SUMS_LAST.format(folder=str(folder), files=bundle("new"))], capture_output=True, timeout=60, check=False)
    assert again.returncode == 0, again.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == bundle("new")  # and nothing that was left over


def test_a_report_ends_with_the_sums_of_all_its_files(article: str, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    done = impact("report", article, "--out", str(folder))
    assert done.returncode == 0
    assert done.stderr.decode().splitlines()[-1].endswith("SHA256SUMS")
    listed = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert listed == {file.name for file in folder.iterdir()} - {"SHA256SUMS"}
    assert fits(folder)


def test_a_device_stays_a_device(article: str, tmp_path: Path) -> None:
    """A file moved over /dev/null would take it from the whole machine."""
    os.mkfifo(tmp_path / "pipe")
    process = started("verify", article, "--format", "json", "--out", str(tmp_path / "pipe"))
    assert json.loads((tmp_path / "pipe").read_bytes())["claims"]
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert [file.name for file in tmp_path.iterdir() if file.is_fifo()] == ["pipe"]


def test_a_link_keeps_pointing_and_a_private_file_stays_private(article: str, tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_bytes(b"old")
    real.chmod(0o600)
    link.symlink_to(real)
    assert impact("verify", article, "--out", str(link)).returncode == 0
    assert link.is_symlink()
    assert json.loads(real.read_bytes())["claims"]
    assert real.stat().st_mode & 0o777 == 0o600


def test_what_a_killed_process_left_is_deleted_and_what_another_writes_is_not(article: str, tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, alive = tmp_path / f".o.json.{gone.pid}.partial", tmp_path / f".o.json.{os.getpid()}.partial"
    left.write_bytes(b"half")
    alive.write_bytes(b"half")
    assert impact("verify", article, "--out", str(tmp_path / "o.json")).returncode == 0
    assert not left.exists()
    assert alive.exists()


def test_a_receipt_that_is_there_is_said_before_the_work(article: str, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_bytes(b"old")
    done = impact("verify", article, "--receipt", str(tmp_path / "r.json"), "--out", str(tmp_path / "o.json"))
    assert "a receipt is never overwritten" in said(done, 2)
    assert not (tmp_path / "o.json").exists()


@pytest.mark.parametrize("nth", [0, 1])
def test_killed_while_exporting_prices(nth: int, tmp_path: Path) -> None:
    database = Database(tmp_path / "cache" / "impact-claims" / "store.sqlite3", SCHEMA, VERSION)
    with database.transaction() as connection:
        connection.execute("INSERT INTO bars VALUES ('ACME', 20000, 1.0, 1.0, 1.0, 1.0, 1.0)")
        connection.execute("INSERT INTO series VALUES ('ACME', 'Yahoo', '2024-10-05T00:00:00Z', '2024-01-01', 'USD', '[]', '[]', '[]')")
    folder = tmp_path / "killed"
    folder.mkdir()
    (folder / "p.csv").write_bytes(b"old")
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = impact("prices", "export", str(folder / "p.csv"), code=KILL.format(nth=nth, folder=str(folder)), env=environment)
    assert done.returncode == -signal.SIGKILL
    assert (folder / "p.csv").read_bytes() == b"old"
    assert impact("prices", "export", str(folder / "p.csv"), env=environment).returncode == 0
    assert b"ACME,2024-10-04" in (folder / "p.csv").read_bytes()


# Signals, pipes, clocks


@pytest.mark.parametrize("delay", [0.05, 0.5])
def test_ctrl_c_is_one_line_and_130(delay: float, tmp_path: Path) -> None:
    code = "import signal, threading, os\nsignal.signal(signal.SIGINT, signal.default_int_handler)"
    loop = "\nimport impact.pipeline.receipts as p\nold = p.verify\ndef again(*a, **k):\n    print('ready', flush=True)\n    while True: old(*a, **k)\np.verify = again"
    process = started("verify", "--out", str(tmp_path / "o.md"), code=code + loop)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err.decode().splitlines()[-1] == "impact: interrupted"
    assert b"Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("verify",), ("claims", "--format", "jsonl"), ("study", "--event", "2025-01-27")])
def test_a_reader_that_leaves_is_quiet(command: tuple[str, ...]) -> None:
    process = started(*command)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=120)
    assert err == b""
    assert process.returncode in (0, 1)


CLOCK = """
import datetime, time
past = {past!r}
class Date(datetime.date):
    @classmethod
    def today(cls): return cls(*past)
class DateTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls(*past, tzinfo=tz)
datetime.date, datetime.datetime = Date, DateTime
time.time = lambda: DateTime(*past, tzinfo=datetime.UTC).timestamp()
"""


@pytest.mark.parametrize("past", [(1970, 1, 1), (2024, 6, 1)])
def test_a_clock_in_the_past_changes_nothing(past: tuple[int, int, int], article: str) -> None:
    now = impact("claims", article, "--format", "jsonl")
    then = impact("claims", article, "--format", "jsonl", code=CLOCK.format(past=past))
    assert (then.returncode, then.stdout, then.stderr) == (now.returncode, now.stdout, now.stderr)
