"""The local store: what is put is read, killed and cut-off files, two processes, hashes."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from impact.errors import DataError
from impact.market.facts import MarketFacts
from impact.market.prices.chain import Chain
from impact.market.prices.series import Series
from impact.market.prices.store import Stored
from impact.market.prices.transport import Reply
from impact.market.splits import Split
from impact.market.store import Store
from impact.reference import sessions

DAYS = sessions.sessions("XNYS", date(2022, 1, 3), date(2022, 3, 31))


def series(symbol="ACME", start=100.0, **changes):
    close = np.arange(len(DAYS), dtype=float) + start
    made = Series(
        symbol=symbol, days=np.array(DAYS, dtype="datetime64[D]"), open=close - 0.5, high=close + 1, low=close - 1, close=close,
        volume=np.where(close % 2 == 0, np.nan, 1000.0), source="Yahoo", as_of="2025-03-07T21:30:00+00:00", basis=date(2025, 3, 7), currency="USD",
        splits=(Split(symbol, date(2024, 6, 10), 10.0),), dividends=((date(2022, 2, 1), 0.25),), notes=("left out: nothing",),
    )  # fmt: skip
    return replace(made, **changes)


def reply(body=b'{"chart": 1}'):
    import hashlib

    return Reply("https://query2.finance.yahoo.com/v8/finance/chart/ACME", 200, "2025-03-07T21:30:00+00:00", hashlib.sha256(body).hexdigest(), body)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cache" / "store.sqlite3")


def test_nothing_is_created_before_the_first_write(store):
    assert store.series("ACME") is None
    assert store.held() == ()
    assert store.clear() == 0
    assert not store.path.exists()


def test_what_is_put_is_read(store):
    put = series()
    store.put(put, date(2021, 12, 1), [reply()])
    found = store.series("ACME")
    assert (found.days == put.days).all()
    for name in ("open", "high", "low", "close", "volume"):
        np.testing.assert_array_equal(getattr(found, name), getattr(put, name))
    assert (found.splits, found.dividends, found.notes, found.currency, found.as_of) == (put.splits, put.dividends, put.notes, "USD", put.as_of)
    assert found.basis == date(2025, 3, 7)
    assert found.covers(date(2021, 12, 1), date(2025, 3, 6))  # asked for, though the share was listed later and given up earlier
    assert not found.covers(date(2021, 11, 30), date(2022, 3, 1))
    assert not found.covers(date(2022, 1, 3), date(2025, 3, 7))  # that session may not have been over
    held = store.held()[0]
    assert (held.symbol, held.bars, held.first, held.last) == ("ACME", len(DAYS), DAYS[0], DAYS[-1])
    assert store.replies("ACME")[0].body == b'{"chart": 1}'


def test_a_newer_fetch_replaces_all_bars_and_keeps_all_replies(store):
    store.put(series(start=1000.0), date(2021, 12, 1), [reply()])
    store.put(series(start=100.0), date(2021, 11, 1), [reply(b'{"chart": 2}')])  # after a split of ten to one
    found = store.series("ACME")
    assert found.close.max() < 1000
    assert [r.body for r in store.replies("ACME")] == [b'{"chart": 1}', b'{"chart": 2}']
    assert store.asked_from("ACME") == date(2021, 11, 1)


def test_replies_cannot_be_changed(store):
    store.put(series(), date(2021, 12, 1), [reply()])
    with pytest.raises(DataError, match="append-only"), store._database.transaction() as connection:
        connection.execute("UPDATE replies SET status = 500")
    with sqlite3.connect(store.path) as connection:
        connection.execute("DROP TRIGGER replies_stay")
        connection.execute("UPDATE replies SET sha256 = 'x'")
    with pytest.raises(DataError, match="not what its hash says"):
        store.replies("ACME")


def test_clear(store):
    store.put(series("ACME"), date(2021, 12, 1), [reply()])
    store.put(series("OTHER"), date(2021, 12, 1))
    assert store.clear(["ACME", "NEVER"]) == 1
    assert [h.symbol for h in store.held()] == ["OTHER"]
    assert store.replies("ACME") == []


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.999])
def test_a_cut_off_file_is_moved_aside_and_said(store, keep):
    store.put(series(), date(2021, 12, 1), [reply(os.urandom(50_000))])
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: int(len(whole) * keep)])
    assert store.series("ACME") is None
    assert "moved to store.sqlite3.broken-" in store.notes[0]
    assert len(list(store.path.parent.glob("*.broken-*"))) == 1
    store.put(series(), date(2021, 12, 1))
    assert store.series("ACME") is not None


def test_a_damaged_file_is_moved_aside(store):
    store.put(series(), date(2021, 12, 1), [reply(os.urandom(50_000))])
    whole = bytearray(store.path.read_bytes())
    whole[4096:] = os.urandom(len(whole) - 4096)
    store.path.write_bytes(whole)
    assert store.series("ACME") is None
    assert store.notes
    store.path.write_bytes(b"not a database at all " * 500)
    assert Store(store.path).series("ACME") is None


def test_another_version_is_not_touched(store):
    store.put(series(), date(2021, 12, 1))
    with sqlite3.connect(store.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(DataError, match="has version 99"):
        store.series("ACME")
    assert store.path.exists()


def test_a_store_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="cannot be written"):
        Store(tmp_path / "file" / "store.sqlite3").put(series(), date(2021, 12, 1))


WRITER = """
import sys; sys.path.insert(0, sys.argv[2])
from datetime import date
from pathlib import Path
from impact.market.store import Store
from test_store import series
store = Store(Path(sys.argv[1]))
print("ready", flush=True)
for n in range(int(sys.argv[3])):
    store.put(series(sys.argv[4], start=100.0 + n * 1000), date(2021, 12, 1))
"""


def writer(path, count, symbol):
    here = os.path.dirname(__file__)
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), here, str(count), symbol], stdout=subprocess.PIPE, text=True)


def test_two_processes_write_side_by_side(store):
    both = [writer(store.path, 15, "ONE"), writer(store.path, 15, "TWO")]
    for process in both:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert [(h.symbol, h.bars) for h in store.held()] == [("ONE", len(DAYS)), ("TWO", len(DAYS))]
    assert store.notes == ()


def test_a_killed_process_leaves_whole_fetches(store):
    for wait in (0.005, 0.02, 0.05):
        process = writer(store.path, 100_000, "ACME")
        assert process.stdout.readline() == "ready\n"
        while not store.path.exists() or store.series("ACME") is None:
            time.sleep(0.01)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        found = store.series("ACME")
        assert len(found.days) == len(DAYS)
        assert (np.diff(found.close) == 1).all()  # all bars of one fetch
    assert store.notes == ()


def test_the_store_is_a_source(store):
    store.put(series("NO_SUCH"), date(2021, 12, 1))
    facts = MarketFacts(Chain([Stored(store)]))
    bar = facts.bar("NO_SUCH", DAYS[5])
    assert (bar.close, bar.source, bar.as_of) == (105.0, "Yahoo", "2025-03-07T21:30:00+00:00")
    assert bar.split_factor == 10.0  # its own split of 2024 lies after the session
    assert bar.volume == 1000.0
    described = facts.sources()[0]
    assert described["notes"] == ["NO_SUCH: left out: nothing"]


def test_dividends_and_exchange_rates_of_the_store(store):
    store.put(series("ACME"), date(2021, 12, 1))
    store.put(series("EURUSD=X", start=1.0, splits=(), dividends=()), date(2021, 12, 1))
    facts = MarketFacts(Chain([Stored(store)]))
    (dividend,) = facts.dividends("ACME", date(2022, 1, 31), date(2022, 2, 1))
    assert (dividend.value, dividend.unit, dividend.session) == (0.25, "USD", date(2022, 2, 1))
    assert facts.dividends("ACME", date(2022, 2, 1), date(2022, 3, 1)) == ()  # bought on the ex-date: without it
    assert facts.exchange_rate("EUR", "USD", DAYS[3]).value == 4.0
    assert facts.exchange_rate("USD", "EUR", DAYS[3]).value == 0.25
    assert facts.exchange_rate("EUR", "CHF", DAYS[3]) is None


def test_a_fetch_that_fails_half_way_leaves_the_one_before(store):
    store.put(series(), date(2021, 12, 1), [reply()])

    def fail():
        with store._database.transaction() as connection:
            connection.execute("DELETE FROM bars")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert len(store.series("ACME").days) == len(DAYS)
    assert len(store.replies("ACME")) == 1
