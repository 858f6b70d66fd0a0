"""``impact prices`` as a user runs it, against a Yahoo on loopback."""

import os
import subprocess
import sys
from datetime import date

import pytest
from fake_yahoo import FakeYahoo

from impact.reference import sessions

SESSIONS = sessions.sessions("XNYS", date(2024, 1, 2), date(2025, 3, 7))
CLOSED = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def impact(tmp_path_factory):
    """Run the program; the second value is the server."""
    folder = tmp_path_factory.mktemp("cli")
    clean = {k: v for k, v in os.environ.items() if "proxy" not in k.lower() and k not in {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}}

    def run(*arguments, proxy=None):
        env = clean | {"HTTPS_PROXY": proxy or server.url, "REQUESTS_CA_BUNDLE": server.ca, "XDG_CACHE_HOME": str(folder)}
        code = "from impact.cli import main; main()"
        return subprocess.run([sys.executable, "-c", code, *arguments], env=env, capture_output=True, text=True, timeout=60, cwd=folder)

    with FakeYahoo(folder, sessions=SESSIONS) as server:
        yield run, server, folder


def test_fetch_status_show_export_and_an_offline_second_run(impact):
    run, server, folder = impact
    assert "empty" in run("prices", "status").stdout
    fetched = run("prices", "fetch", "KO", "UNKNOWN", "--from", "2024-01-02")
    assert fetched.returncode == 3
    assert f"KO  {len(SESSIONS)} bars  2024-01-02 to 2025-03-07" in fetched.stdout
    assert "unknown symbol" in fetched.stderr
    assert "Traceback" not in fetched.stderr
    asked = len(server.requests)
    again = run("prices", "fetch", "KO", "--from", "2024-01-02", "--to", "2025-03-07", proxy=CLOSED)
    assert (again.returncode, len(server.requests)) == (0, asked)
    assert "KO" in run("prices", "status", proxy=CLOSED).stdout
    shown = run("prices", "show", "KO", "--from", "2025-01-27", "--to", "2025-01-27", proxy=CLOSED).stdout
    close = 100 + SESSIONS.index(date(2025, 1, 27))
    assert f"2025-01-27,{close - 0.5},{close + 1.0},{close - 1.0},{float(close)}" in shown
    exported = run("prices", "export", "own.csv", proxy=CLOSED)
    assert exported.returncode == 0
    assert (folder / "own.csv").read_text().count("\n") == len(SESSIONS) + 1
    assert server.refused == []


def test_the_store_answers_verify_without_network(impact):
    run, server, folder = impact
    run("prices", "fetch", "^RUT", "--from", "2024-01-02")
    now = 100 + SESSIONS.index(date(2025, 2, 12))
    (folder / "article.txt").write_text(f"12 February 2025\n\nThe Russell 2000 closed at {now} points on Wednesday.\n")
    asked = len(server.requests)
    done = run("verify", "article.txt", "--format", "jsonl", "--lang", "en", proxy=CLOSED)
    assert f'"actual": {float(now)}' in done.stdout or f'"actual":{float(now)}' in done.stdout, done.stdout + done.stderr
    assert "Yahoo" in done.stdout
    assert len(server.requests) == asked


def test_selftest_says_plainly_what_is_wrong(impact):
    run, _, _ = impact
    done = run("prices", "selftest")
    assert done.returncode == 3
    assert "known is -16.97 %" in done.stdout
    unreachable = run("prices", "selftest", proxy=CLOSED)
    assert unreachable.returncode == 3
    assert "connection failed" in unreachable.stdout
