"""Yahoo through the real yfinance against a Yahoo on loopback: what each fault of the source becomes.

Set by environment only; the client runs in processes of its own. ``IMPACT_WRITE_DOCS=1`` rewrites the table in data/.
"""

import contextlib
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import trustme
from fake_yahoo import FakeYahoo

from impact.reference import sessions

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "data" / "yahoo-faults.md"
SESSIONS = sessions.sessions("XNYS", date(2024, 1, 2), date(2025, 3, 7))

# fault: what the server does, the class of error (None: bars), the reason in a report
FAULTS = {
    "UNKNOWN": ("404 with Yahoo's 'Not Found'", "UnknownSymbol", "unknown_symbol"),
    "LIMITED": ("429", "RateLimited", "rate_limited"),
    "DOWN": ("503 with an HTML page", "BadReply", "bad_reply"),
    "NOTFOUND": ("404 with an HTML page", "BadReply", "bad_reply"),
    "PAGE": ("200 with 'Will be right back'", "BadReply", "bad_reply"),
    "TRUNCATED": ("200 with half a JSON", "BadReply", "bad_reply"),
    "EMPTY": ("200 with an empty body", "BadReply", "bad_reply"),
    "CRUMB": ("401 'Invalid Crumb', twice", "BadReply", "bad_reply"),
    "NORESULT": ("200 with an empty result", "NoDataInRange", "no_data"),
    "NOROWS": ("200 without any row", "NoDataInRange", "no_data"),
    "RANGE": ("400 'Data doesn't exist for startDate'", "NoDataInRange", "no_data"),
    "NOCURRENCY": ("no currency", "BadReply", "bad_reply"),
    "RAWSPLIT": ("a split that is listed but not applied", "BadReply", "bad_reply"),
    "RESET": ("connection reset", "Unreachable", "unreachable"),
    "CUT": ("body cut off", "Unreachable", "unreachable"),
    "STALL": ("no answer", "Unreachable", "unreachable"),
    "DRIP": ("one byte at a time", "Unreachable", "unreachable"),
    "NULLS": ("null bars", None, None),
    "NOADJ": ("no dividend-adjusted column", None, None),
    "DOUBLED": ("a day twice", None, None),
    "HOLIDAY": ("a bar on a Saturday", None, None),
    "PENCE": ("prices in pence", None, None),
    "ONEBAD": ("503 once, then well", None, None),
}
DEADLINE = 1.0
SLOW = {"STALL": f":{DEADLINE}", "DRIP": f":{DEADLINE}"}


def ask(*symbols, **environment):
    """The client's answers by symbol, and its stderr."""
    clean = {k: v for k, v in os.environ.items() if "proxy" not in k.lower() and k not in {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}}
    done = subprocess.run(
        [sys.executable, str(HERE / "ask_yahoo.py"), *symbols], env=clean | environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return {row["symbol"]: row for row in map(json.loads, done.stdout.splitlines())}, done.stderr


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """All scenarios in one client process: the server, the answers, stderr."""
    folder = tmp_path_factory.mktemp("yahoo")
    symbols = ["ACME", "NOSHARES", "DSTSHARES", "SPLIT", *(f"{name}{warm}{SLOW.get(name, '')}" for name in FAULTS for warm in ("", "_WARM"))]
    with FakeYahoo(folder, sessions=SESSIONS) as server:
        answers, stderr = ask(*symbols, HTTPS_PROXY=server.url, REQUESTS_CA_BUNDLE=server.ca, XDG_CACHE_HOME=str(folder))
        yield server, answers, stderr


def test_good_bars(run):
    _, answers, _ = run
    acme = answers["ACME"]
    assert (acme["bars"], acme["first"], acme["last"]) == (len(SESSIONS), "2024-01-02", "2025-03-07")
    assert acme["close"] == 100 + len(SESSIONS) - 1
    assert (acme["currency"], acme["source"], acme["notes"], acme["splits"]) == ("USD", "Yahoo", [], [])


def test_replies_are_kept_without_the_crumb(run):
    _, answers, _ = run
    url, status, sha256, size = answers["ACME"]["replies"][-1]
    assert status == 200
    assert len(sha256) == 64
    assert size > 10_000
    assert "/v8/finance/chart/ACME?" in url
    assert "crumb" not in url


def test_share_counts_keep_the_last_of_a_day(run):
    _, answers, _ = run
    assert answers["ACME"]["shares"] == [["2024-02-01", 1010.0], ["2024-05-01", 1020.0]]
    assert answers["NOSHARES"]["shares"] == []
    assert answers["DSTSHARES"]["shares"] == [["2024-03-10", 1015.0]]


def test_splits_and_dividends(run):
    _, answers, _ = run
    assert answers["SPLIT"]["splits"] == [["2025-03-05", 4.0]]
    assert answers["SPLIT"]["dividends"] == [["2025-03-05", 0.25]]


@pytest.mark.parametrize("warm", ["", "_WARM"])
@pytest.mark.parametrize("name", FAULTS)
def test_fault(run, name, warm):
    _, answers, _ = run
    found = answers[name + warm]
    _, error, reason = FAULTS[name]
    assert found.get("error") == error, found
    assert found["missing"] == (f"missing.{reason}" if reason else None)
    if name in SLOW:
        assert found["seconds"] < DEADLINE + 1
    if error:
        assert found["text"].startswith(f"Yahoo, {name}{warm}: ")
        assert "\n" not in found["text"]


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("NULLS", "left out, without a close: 2025-03-05"),
        ("NOADJ", "no dividend-adjusted closes in the reply"),
        ("DOUBLED", "1 doubled days, first row kept"),
        ("HOLIDAY", "left out, no session of XNYS: 2025-03-08"),
        ("PENCE", "prices in GBp, divided by 100"),
    ],
)
def test_what_yahoo_leaves_out_is_noted(run, name, note):
    _, answers, _ = run
    assert note in answers[name]["notes"]


def test_pence_become_pounds(run):
    _, answers, _ = run
    assert answers["PENCE"]["currency"] == "GBP"
    assert answers["PENCE"]["close"] == pytest.approx((100 + len(SESSIONS) - 1) / 100)


def test_missing_volume_is_not_zero(run):
    _, answers, _ = run
    assert answers["NULLS"]["volume"] != 0


def test_nothing_is_asked_after_a_429(run):
    server, answers, _ = run
    asked = [path for _, path in server.requests if "/chart/LIMITED?" in path]
    assert len(asked) == 1
    warm = [path for _, path in server.requests if "/chart/LIMITED_WARM?" in path]
    assert len(warm) == 2  # the time zone, then the prices; the question for the reason asks no more
    assert "wait an hour" in answers["LIMITED"]["text"]


def test_a_silenced_source_is_not_asked_for_other_symbols():
    from impact.errors import RateLimited
    from impact.market.facts import MarketFacts
    from impact.market.prices.chain import Chain

    class Limited:
        name = "limited"
        asked = 0

        def series(self, symbol, first, last):
            self.asked += 1
            raise RateLimited("Yahoo", "429", "wait")

        def symbols(self):
            return ()

        def describe(self):
            return {}

    source = Limited()
    facts = MarketFacts(Chain([source]))
    day = date(2025, 1, 27)
    assert facts.bar("NVDA", day) is None
    assert facts.bar("MSFT", day) is None
    assert source.asked == 1
    assert facts.missing("MSFT", day).id == "missing.rate_limited"


def test_a_remote_source_is_not_asked_for_hundreds_of_members():
    from impact.market.facts import MarketFacts
    from impact.market.prices.bundled import Bundled
    from impact.market.prices.chain import Chain
    from impact.market.prices.yahoo import Yahoo

    alone, after = MarketFacts(Chain([Yahoo()])), MarketFacts(Chain([Bundled(), Yahoo()]))
    assert len(alone.members("MAG7")) == 7
    assert alone.members("US_TECH") == ()
    assert "NVDA" in after.members("US_TECH")
    assert len(after.members("US_TECH")) < 46


def test_symbols_are_asked_for_with_a_pause_between_them(monkeypatch):
    from impact.market.prices import yahoo

    slept = []
    monkeypatch.setattr(yahoo.time, "sleep", slept.append)
    monkeypatch.setattr(yahoo.Yahoo, "_fetch", lambda self, symbol, first: symbol)
    live = yahoo.Yahoo(spacing=0.7)
    live.fetch("A", date(2025, 1, 2))
    live.fetch("B", date(2025, 1, 2))
    assert slept[0] == 0
    assert 0.5 < slept[1] <= 0.7


def test_only_yahoos_hosts_were_asked_and_nothing_was_said(run):
    server, _, stderr = run
    assert server.refused == []
    assert stderr == ""


VERIFY = """
import json, sys
from datetime import date
from impact.market.facts import open_facts
facts = open_facts(sys.argv[1], offline="offline" in sys.argv, online="online" in sys.argv)
day = date(2025, 3, 3)
bar = facts.bar("ACME", day)
nvidia = facts.bar("NVDA", date(2025, 1, 27))
print(json.dumps({"close": bar and bar.close, "source": bar and bar.source, "nvidia": nvidia and nvidia.source, "missing": facts.missing("ACME", day).id,
                  "yfinance": "yfinance" in sys.modules}))
"""


def test_a_second_run_needs_no_network(tmp_path):
    def verify(*arguments, proxy):
        clean = {k: v for k, v in os.environ.items() if "proxy" not in k.lower() and k not in {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}}
        env = clean | {"HTTPS_PROXY": proxy, "REQUESTS_CA_BUNDLE": str(tmp_path / "ca.pem"), "XDG_CACHE_HOME": str(tmp_path)}
        done = subprocess.run([sys.executable, "-c", VERIFY, *arguments], env=env, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    with FakeYahoo(tmp_path, sessions=SESSIONS) as server:
        before = verify("auto", proxy=server.url)
        assert (before["close"], before["missing"], before["yfinance"]) == (None, "missing.unknown_symbol", False)
        assert server.requests == []  # auto asks nobody unless told
        live = verify("auto", "online", proxy=server.url)
        assert (live["source"], live["nvidia"]) == ("Yahoo", "data/prices.csv (Polygon+Stooq+Yahoo)")
        asked = len(server.requests)
        assert asked > 0
    closed = "http://127.0.0.1:9"
    for arguments in (("auto",), ("store",), ("yahoo",), ("yahoo", "offline")):
        again = verify(*arguments, proxy=closed)
        assert again["close"] == live["close"], arguments
        assert again["source"] == "Yahoo"
    assert verify("yahoo", "offline", proxy=closed)["yfinance"] is False
    assert len(server.requests) == asked


def test_unknown_hosts_are_refused_visibly(tmp_path):
    with FakeYahoo(tmp_path) as server:
        code = "from curl_cffi import requests; print(requests.get('https://example.com/', timeout=5).status_code)"
        env = {**os.environ, "HTTPS_PROXY": server.url, "REQUESTS_CA_BUNDLE": server.ca}
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
        assert done.returncode != 0
        assert "599" in done.stderr
        assert server.refused == ["example.com:443"]


def test_refused_and_black_hole(tmp_path):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    answers, _ = ask("ACME", HTTPS_PROXY=f"http://127.0.0.1:{port}", XDG_CACHE_HOME=str(tmp_path))
    assert answers["ACME"]["error"] == "Unreachable"
    with socket.create_server(("127.0.0.1", 0), backlog=8) as silent:  # accepts and never speaks
        answers, _ = ask("ACME:1.5", HTTPS_PROXY=f"http://127.0.0.1:{silent.getsockname()[1]}", XDG_CACHE_HOME=str(tmp_path))
    assert answers["ACME"]["error"] == "Unreachable"
    assert "before the deadline" in answers["ACME"]["text"]
    assert answers["ACME"]["seconds"] < 10  # without a deadline it would hang for good


def test_wrong_certificate(tmp_path):
    stranger = tmp_path / "stranger.pem"
    trustme.CA().cert_pem.write_to_path(str(stranger))
    with FakeYahoo(tmp_path) as server:
        answers, _ = ask("ACME", HTTPS_PROXY=server.url, REQUESTS_CA_BUNDLE=str(stranger), XDG_CACHE_HOME=str(tmp_path))
    assert answers["ACME"]["error"] == "Untrusted"
    assert answers["ACME"]["missing"] == "missing.untrusted"
    assert server.requests == []


@pytest.mark.parametrize("choice", ["auto", "bundled"])
def test_bundled_touches_no_network_and_no_yfinance(choice):
    code = f"""
import sys
seen = []
sys.addaudithook(lambda event, args: seen.append(event) if event in ("socket.connect", "socket.getaddrinfo") else None)
from datetime import date
from impact.market.facts import open_facts
facts = open_facts({choice!r})
for symbol in ("NVDA", "NO_SUCH", "SAP.DE"):
    facts.bar(symbol, date(2025, 1, 27)); facts.missing(symbol, date(2019, 1, 28)); facts.share_counts(symbol, date(2025, 1, 27))
facts.market(date(2025, 1, 27)); facts.losses(); facts.sources()
print(seen, sorted({{"yfinance", "curl_cffi", "exchange_calendars", "requests"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] []"


def test_the_table_in_the_docs_is_what_happens(run):
    _, answers, _ = run
    lines = [
        "# What a fault of Yahoo becomes",
        "",
        "Written by `IMPACT_WRITE_DOCS=1 pytest tests/market/test_yahoo.py` from what happened on a loopback Yahoo; each fault once on the first",
        "question for a symbol (cold) and once after its time zone was known (warm). SYMBOL stands for the symbol asked for.",
        "",
        "| Yahoo does | error | what the user sees |",
        "|---|---|---|",
    ]
    for name, (what, error, _) in FAULTS.items():
        texts = {}
        for row in (answers[name], answers[f"{name}_WARM"]):
            text = row["text"].replace(row["symbol"], "SYMBOL") if error else "; ".join(row["notes"]) or "the bars, after a second try"
            with contextlib.suppress(KeyError):
                texts[text] = None
        lines.append(f"| {what} | {f'`{error}`' if error else '–'} | {' · '.join(texts)} |")
    table = "\n".join(lines) + "\n"
    if os.environ.get("IMPACT_WRITE_DOCS"):
        DOCS.write_text(table, encoding="utf-8")
    assert DOCS.read_text(encoding="utf-8") == table
