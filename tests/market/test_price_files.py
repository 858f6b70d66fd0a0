"""Price files that a user gives: what is read, and which row and column a bad one is blamed on."""

import contextlib
import gzip
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impact.errors import DataError, ImpactError, InputError
from impact.market.facts import open_facts
from impact.market.prices.table import cut, read_csv
from impact.reference import sessions

HEADER = "symbol,date,open,high,low,close,volume\n"
GOOD = [
    "NVDA,2025-01-24,148.37,148.97,141.88,142.62,234657600",
    "NVDA,2025-01-27,124.8,128.4,116.7,118.42,818830900",
    "NVDA,2025-01-28,121.81,129.0,116.25,128.99,579666400",
]


def write(tmp_path, rows, header=HEADER, name="own.csv"):
    path = tmp_path / name
    path.write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_file_replaces_the_bundled_prices_and_nothing_else(tmp_path):
    facts = open_facts(str(write(tmp_path, GOOD)))
    assert facts.bar("NVDA", date(2025, 1, 27)).close == 118.42
    assert facts.bar("NVDA", date(2025, 1, 27)).source == "own.csv"
    assert facts.bar("MSFT", date(2025, 1, 27)) is None
    assert facts.missing("MSFT", date(2025, 1, 27)).id == "missing.no_prices"
    assert facts.share_counts("NVDA", date(2025, 1, 27))[0].shares == 24.49e9
    assert len(facts.losses()) > 200


def test_rows_may_come_in_any_order_and_compressed(tmp_path):
    path = tmp_path / "own.csv.gz"
    path.write_bytes(gzip.compress((HEADER + "\n".join(reversed(GOOD)) + "\n").encode()))
    bars = open_facts(str(path)).bars("NVDA", date(2025, 1, 1), date(2025, 1, 31))
    assert [b.session.day for b in bars] == [24, 27, 28]


def test_parquet_is_the_same_as_csv(tmp_path):
    path = write(tmp_path, GOOD)
    frame = pd.read_csv(path, parse_dates=["date"])
    frame.to_parquet(tmp_path / "own.parquet")
    frame.set_index("date").to_parquet(tmp_path / "indexed.parquet")
    expected = open_facts(str(path)).bars("NVDA", date(2025, 1, 1), date(2025, 1, 31))
    for name in ("own.parquet", "indexed.parquet"):
        bars = open_facts(str(tmp_path / name)).bars("NVDA", date(2025, 1, 1), date(2025, 1, 31))
        assert [(b.session, b.open, b.high, b.low, b.close, b.volume) for b in bars] == [
            (b.session, b.open, b.high, b.low, b.close, b.volume) for b in expected
        ]


def test_a_close_alone_is_marked(tmp_path):
    facts = open_facts(str(write(tmp_path, ["NVDA,2025-01-27,,128.4,116.7,118.42,818830900"])))
    bar = facts.bar("NVDA", date(2025, 1, 27))
    assert (bar.open, bar.high, bar.low, bar.volume) == (118.42, 118.42, 118.42, None)
    assert bar.source == "own.csv (close alone)"


def test_a_gap_in_a_given_file_is_a_reason_not_an_error(tmp_path):
    facts = open_facts(str(write(tmp_path, [GOOD[0], GOOD[2]])))
    assert facts.bar("NVDA", date(2025, 1, 27)) is None
    assert facts.missing("NVDA", date(2025, 1, 27)).id == "missing.gap"


def test_a_gap_in_the_bundled_form_is_an_error(tmp_path):
    path = write(tmp_path, [GOOD[0], GOOD[2]])
    with pytest.raises(DataError, match=r"own.csv: NVDA has no bar on 2025-01-27 \(XNYS|own.csv: NVDA has no bar on 2025-01-27 \(XNAS"):
        cut(read_csv(path, "own.csv"), "own.csv", as_of="2025-02-01", basis=None, complete=True)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([*GOOD, "NVDA,2025-01-29,1,2,0.5,abc,1"], r"own.csv row 5, column close: 'abc' is no number"),
        ([*GOOD, "NVDA,2025-01-29,1,2,0.5,,1"], r"own.csv row 5, column close: is empty"),
        ([*GOOD, "NVDA,29.01.2025,1,2,0.5,1,1"], r"own.csv row 5, column date: '29.01.2025' is no date"),
        ([*GOOD, ",2025-01-29,1,2,0.5,1,1"], r"own.csv row 5, column symbol: is empty"),
        ([*GOOD, "NVDA,2025-01-29,3,2,0.5,1,1"], r"own.csv row 5, column open: NVDA 2025-01-29 3 is above the high 2"),
        ([*GOOD, "NVDA,2025-01-29,1,2,0.5,0.25,1"], r"own.csv row 5, column close: NVDA 2025-01-29 0.25 is below the low 0.5"),
        ([*GOOD, "NVDA,2025-01-29,1,2,-0.5,1,1"], r"own.csv row 5, column low: .* -0.5 is no positive price"),
        ([*GOOD, "NVDA,2025-01-29,1,2,0.5,1,-1"], r"own.csv row 5, column volume: .* is negative"),
        ([*GOOD, GOOD[1]], r"own.csv row 5, column date: NVDA 2025-01-27 occurs twice"),
        ([*GOOD, "NVDA,2025-01-25,1,2,0.5,1,1"], r"own.csv row 5, column date: NVDA: 2025-01-25 is no session"),
        (["NVDA,2025-01-20,1,2,0.5,1,1", *GOOD], r"own.csv row 2, column date: NVDA: 2025-01-20 is no session"),
        (["NVDA,2025-01-27,1,inf,0.5,1,1"], r"own.csv row 2, column high: .* inf is no positive price"),
        ([], r"own.csv: holds no bar"),
    ],
)
def test_a_bad_row_is_named(tmp_path, rows, message):
    with pytest.raises(DataError, match=message):
        open_facts(str(write(tmp_path, rows)))


def test_a_bad_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"own.csv: no column open, high, low"):
        open_facts(str(write(tmp_path, ["NVDA,2025-01-27,1"], header="symbol,date,close\n")))
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(DataError, match=r"empty.csv: cannot be read as CSV"):
        open_facts(str(tmp_path / "empty.csv"))
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 4)
    with pytest.raises(DataError, match=r"binary.csv"):
        open_facts(str(tmp_path / "binary.csv"))
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(DataError, match=r"bad.parquet: cannot be read as Parquet"):
        open_facts(str(tmp_path / "bad.parquet"))
    with pytest.raises(InputError, match=r"no such file"):
        open_facts(str(tmp_path / "missing.csv"))
    with pytest.raises(InputError, match=r"neither a known source nor a file"):
        open_facts("bloomberg")


price = st.floats(0.01, 1e6, allow_nan=False).map(lambda x: round(x, 4))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(price, price, price, price), min_size=1, max_size=12), st.dates(date(2016, 1, 4), date(2026, 1, 4)))
def test_what_is_written_is_read(tmp_path_factory, bars, start):
    path = tmp_path_factory.mktemp("prices") / "own.csv"
    days = sessions.sessions("XNYS", start, start + timedelta(days=40))[: len(bars)]
    rows = []
    for day, four in zip(days, bars, strict=True):
        low, a, b, high = sorted(four)
        rows.append(("NVDA", day, a, high, low, b))
    path.write_text(HEADER + "".join(f"{s},{d},{o!r},{h!r},{lo!r},{c!r},\n" for s, d, o, h, lo, c in rows))
    found = open_facts(str(path)).bars("NVDA", days[0], days[-1])
    assert [(b.symbol, b.session, b.open, b.high, b.low, b.close) for b in found] == rows


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="NVDA,0123456789-.\n\"aä;\x00 ", max_size=120))
def test_no_text_breaks_the_reader(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("noise") / "own.csv"
    path.write_text(HEADER + text, encoding="utf-8")
    with contextlib.suppress(ImpactError):  # anything else is a failure
        open_facts(str(path))


def test_a_symbol_of_an_unknown_exchange_is_held_to_weekdays_alone(tmp_path):
    rows = ["NO_SUCH,2025-01-20,1,2,0.5,1,1", "NO_SUCH,2025-01-21,1,2,0.5,1,1"]  # a holiday in New York
    facts = open_facts(str(write(tmp_path, rows)))
    assert len(facts.bars("NO_SUCH", date(2025, 1, 20), date(2025, 1, 21))) == 2
    with pytest.raises(DataError, match=r"row 4, column date: NO_SUCH: 2025-01-25 is on a weekend"):
        open_facts(str(write(tmp_path, [*rows, "NO_SUCH,2025-01-25,1,2,0.5,1,1"])))


def test_exchanges_and_currencies_by_spelling():
    from impact.market.exchanges import currency, exchange

    expected = {"XYZ.DE": ("XETR", "EUR"), "EURUSD=X": ("24/5", "USD"), "DOGE-USD": ("XCRY", "USD"), "ABC.L": ("XLON", "GBP"), "BRK-B": ("XNYS", "USD")}
    assert {s: (exchange(s), currency(s)) for s in expected} == expected
