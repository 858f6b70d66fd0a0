"""The bundled facts against numbers that others printed."""

from datetime import date
from itertools import pairwise

import pytest

from impact.market.facts import open_facts
from impact.reference import groups

EVENT = date(2025, 1, 27)


@pytest.fixture(scope="module")
def facts():
    return open_facts("bundled")


def change(facts, symbol, session):
    now, before = facts.bar(symbol, session), facts.bar(symbol, facts.previous_session(symbol, session))
    return (now.close / before.close - 1) * 100


# Moves as printed by Reuters, CNBC, Bloomberg and the exchanges for these sessions, to the printed place.
PRINTED_MOVES = [
    ("NVDA", EVENT, -16.97, 2), ("NVDA", date(2025, 1, 28), 8.93, 2), ("NVDA", date(2025, 1, 29), -4.10, 2), ("MSFT", EVENT, -2.14, 2),
    ("GOOGL", EVENT, -4.20, 2), ("AMD", EVENT, -6.37, 2), ("^IXIC", EVENT, -3.07, 2), ("^SOX", EVENT, -9.15, 2), ("^GSPC", EVENT, -1.46, 2),
    ("^DJI", EVENT, 0.65, 2), ("AVGO", EVENT, -17.4, 1), ("TSM", EVENT, -13.3, 1), ("ARM", EVENT, -10.2, 1), ("MRVL", EVENT, -19.1, 1),
    ("NVDA", date(2024, 9, 3), -9.5, 1), ("^SOX", date(2024, 9, 3), -7.75, 2), ("NVDA", date(2024, 4, 19), -10.0, 1),
    ("NVDA", date(2025, 1, 7), -6.2, 1), ("NVDA", date(2025, 2, 27), -8.5, 1),
]  # fmt: skip

# Closes printed at the time; of before a split in the prices of that day.
PRINTED_CLOSES = [
    ("NVDA", EVENT, 118.42), ("NVDA", date(2025, 1, 24), 142.62), ("^IXIC", EVENT, 19341.83), ("^GSPC", EVENT, 6012.28), ("^DJI", EVENT, 44713.58),
    ("NVDA", date(2024, 4, 19), 762.00), ("NVDA", date(2024, 6, 24), 118.11), ("NVDA", date(2024, 9, 3), 108.00), ("NVDA", date(2025, 1, 7), 140.14),
    ("NVDA", date(2025, 1, 6), 149.43), ("NVDA", date(2025, 2, 27), 120.15), ("NVDA", date(2025, 3, 3), 114.06), ("AAPL", EVENT, 229.86),
    ("MSFT", EVENT, 434.56), ("AMZN", EVENT, 235.42), ("META", EVENT, 659.88), ("TSLA", EVENT, 397.15), ("^GSPC", date(2024, 12, 31), 5881.63),
    ("^IXIC", date(2024, 12, 31), 19310.79), ("^DJI", date(2024, 12, 31), 42544.22), ("^GSPC", date(2023, 12, 29), 4769.83),
    ("^GSPC", date(2025, 2, 19), 6144.15), ("^IXIC", date(2024, 12, 16), 20173.89), ("^DJI", date(2024, 12, 4), 45014.04), ("^GDAXI", EVENT, 21282.18),
]  # fmt: skip


@pytest.mark.parametrize(("symbol", "session", "percent", "places"), PRINTED_MOVES)
def test_printed_moves(facts, symbol, session, percent, places):
    assert change(facts, symbol, session) == pytest.approx(percent, abs=0.51 * 10**-places)


@pytest.mark.parametrize(("symbol", "session", "close"), PRINTED_CLOSES)
def test_printed_closes(facts, symbol, session, close):
    bar = facts.bar(symbol, session)
    assert bar.close * bar.split_factor == pytest.approx(close, abs=0.011 * max(1, bar.split_factor))


def test_lows_of_the_event(facts):
    before = facts.bar("NVDA", date(2025, 1, 24)).close
    assert (facts.bar("NVDA", EVENT).low / before - 1) * 100 == pytest.approx(-18.17, abs=0.005)
    assert (facts.bar("NVDA", date(2025, 1, 29)).low / facts.bar("NVDA", date(2025, 1, 28)).close - 1) * 100 == pytest.approx(-6.93, abs=0.005)


def test_market_value_lost(facts):
    now, before = facts.bar("NVDA", EVENT), facts.bar("NVDA", date(2025, 1, 24))
    count, *older = facts.share_counts("NVDA", EVENT)
    assert count.shares == 24.49e9
    assert (count.as_of, count.filed, count.form) == ("2024-11-15", "2024-11-20", "10-Q")
    assert [c.shares for c in older] == [24.53e9]
    assert (now.close - before.close) * count.shares == pytest.approx(-592.66e9, abs=0.005e9)
    last = facts.last_trades("NVDA", EVENT)[0]
    assert (last.value - before.close) * count.shares == pytest.approx(-588.74e9, abs=0.005e9)


# Loss printed at the time (billions), and how far outlets differ by share count and close.
PRINTED_LOSSES = [("NVDA", date(2024, 9, 3), 279), ("NVDA", date(2024, 4, 19), 212), ("NVDA", date(2024, 6, 24), 208), ("NVDA", date(2024, 7, 24), 205)]


@pytest.mark.parametrize(("symbol", "session", "billions"), PRINTED_LOSSES)
def test_market_value_over_splits(facts, symbol, session, billions):
    now, before = facts.bar(symbol, session), facts.bar(symbol, facts.previous_session(symbol, session))
    lost = [(before.close - now.close) * c.shares / 1e9 for c in facts.share_counts(symbol, session)]
    assert min(abs(value / billions - 1) for value in lost) < 0.005


def test_share_counts_never_look_ahead(facts):
    filed = date(2025, 2, 26)  # Nvidia's Form 10-K, after the close
    assert facts.share_counts("NVDA", filed)[0].shares == 24.49e9
    assert facts.share_counts("NVDA", date(2025, 2, 27))[0].shares == 24.40e9
    for session in (date(2024, 1, 2), EVENT, date(2025, 3, 31)):
        for symbol in ("NVDA", "MSFT", "META", "GOOGL", "TSM", "AAPL"):
            assert all(c.filed <= session.isoformat() for c in facts.share_counts(symbol, session))


def test_share_classes_and_depositary_shares(facts):
    assert facts.share_counts("GOOG", EVENT)[0].shares == facts.share_counts("GOOGL", EVENT)[0].shares == 12_241e6
    assert facts.share_counts("META", EVENT)[0].shares == 2_180_000_871 + 344_487_662
    assert facts.share_counts("TSM", EVENT)[0].shares == pytest.approx(25_932_070_992 / 5, abs=1)
    baba = facts.share_counts("BABA", EVENT)[0]
    assert baba.as_of is None
    assert "8 ordinary" in baba.note
    assert facts.share_counts("^GSPC", EVENT) == ()


def test_every_company_with_prices_has_a_count(facts):
    for symbol in facts._prices.symbols():
        instrument = facts.instrument(symbol)
        if instrument is not None and instrument.kind == "stock":
            assert facts.share_counts(symbol, EVENT), symbol


# Sums over primary lines as the whole-market table was published with (billions of USD).
SUMS = [("US_TECH", "us_tech_net", -1057.7), ("US_TECH", "us_tech_losers", -1240.5), ("US_TECH", "us_tech_ten_largest_losers", -1111.2),
        ("NASDAQ", "nasdaq_listed_net", -1032.8), ("SEMIS", "semiconductors_net", -1047.3), ("MAG7", "mag7_net", -652), ("MARKET", "all_listed_net", -1118.2)]  # fmt: skip


@pytest.mark.parametrize(("group", "definition", "billions"), SUMS)
def test_sums_of_groups(facts, group, definition, billions):
    found = groups.group(group)
    chosen = next(d for d in found.definitions if d.id == definition)
    total = sum(groups.change(line) for line in groups.select(chosen, facts.market(EVENT)))
    assert total / 1e9 == pytest.approx(billions, abs=0.5 if billions == -652 else 0.06)


def test_market_table_only_of_its_session(facts):
    assert len(facts.market(EVENT)) == 2660
    assert facts.market(date(2025, 1, 28)) == ()


def test_losses(facts):
    found = facts.losses()
    assert [x.loss for x in found] == sorted((x.loss for x in found), reverse=True)
    computed = [x for x in found if x.computed]
    assert (computed[0].symbol, computed[0].session) == ("NVDA", "2025-01-27")
    assert computed[0].loss == pytest.approx(592.66e9, rel=1e-4)
    assert min(x.loss for x in computed) >= 100e9
    assert any(x.symbol == "META" and x.session == "2022-02-03" and x.computed for x in found)  # FB at the time
    assert facts.losses_since() == ("2021-02-01", "2000-04-03")
    earliest = min(x.session for x in found if not x.computed)
    assert earliest == facts.losses_since()[1]


def test_reported_totals(facts):
    sector = next(t for t in facts.reported_totals(EVENT) if t.group == "SP500_TECH")
    assert (sector.value, sector.unit) == (-969e9, "USD")
    assert facts.reported_totals(date(2025, 1, 28)) == ()


def test_members_have_prices(facts):
    assert set(facts.members("MAG7")) == {"AAPL", "MSFT", "GOOGL", "AMZN", "NVDA", "META", "TSLA"}
    assert facts.members("NO_SUCH_GROUP") == ()


def test_series_with_a_start_or_a_hole_in_the_day(facts):
    assert facts.bar("GEV", date(2024, 3, 26)) is None
    assert facts.bar("GEV", date(2024, 3, 27)) is not None
    alone = facts.bar("^IXIC", date(2024, 10, 22))
    assert alone.open == alone.high == alone.low == alone.close
    assert alone.volume is None
    assert "close alone" in alone.source
    assert facts.bar("^VIX", date(2025, 1, 20)) is None  # a value of a New York holiday
    assert facts.bar("^GDAXI", date(2025, 1, 20)) is not None
    assert facts.bar("NVDA", EVENT).source == "data/prices.csv (Polygon+Stooq+Yahoo)"


def test_closes_for_the_study(facts):
    closes = facts.closes(["NVDA", "^GSPC", "NO_SUCH"], date(2024, 1, 2), EVENT)
    assert list(closes.columns) == ["NVDA", "^GSPC"]
    assert len(closes) == 268
    assert str(closes.index.dtype).startswith("datetime64")
    assert closes.index.is_monotonic_increasing
    assert closes.loc["2025-01-27", "NVDA"] == 118.42
    assert not closes.isna().any().any()


def test_sources_say_where_and_when():
    facts = open_facts()
    facts.share_counts("NVDA", EVENT)
    prices, *rest = facts.sources()
    assert prices["name"] == "data/prices.csv"
    assert (prices["first"], prices["last"], prices["symbols"]) == ("2023-12-01", "2025-03-31", 46)
    assert len(str(prices["sha256"])) == 64
    assert {"name": "data/shares", "as_of": "2026-11-22"} in rest


@pytest.mark.parametrize(
    ("symbol", "session", "reason"),
    [
        ("OpenAI", EVENT, "missing.private"),
        ("Stargate", EVENT, "missing.project"),
        ("NO_SUCH", EVENT, "missing.unknown_symbol"),
        ("MARKET", date(2024, 2, 9), "missing.group"),
        ("SAP.DE", EVENT, "missing.no_prices"),
        ("NVDA", date(2025, 1, 25), "missing.no_session"),
        ("NVDA", date(2019, 1, 28), "missing.outside"),
        ("WDI.DE", EVENT, "missing.delisted"),
    ],
)
def test_missing_says_why(facts, symbol, session, reason):
    assert facts.bar(symbol, session) is None
    assert facts.missing(symbol, session).id == reason


def test_missing_names_the_span_and_the_next_session(facts):
    assert facts.missing("NVDA", date(2025, 1, 25)).values["next"] == EVENT
    outside = facts.missing("NVDA", date(2019, 1, 28)).values
    assert (outside["first"], outside["last"]) == (date(2023, 12, 1), date(2025, 3, 31))


def test_every_reason_has_its_words_in_both_languages():
    import tomllib

    from impact.report import messages

    folder = messages.__path__[0]
    ids = {"group", "no_data", "bad_reply", "rate_limited", "unreachable", "untrusted", "private", "project", "unknown_symbol", "no_prices", "no_session", "outside", "gap", "delisted", "source"}
    for language in ("de", "en"):
        with open(f"{folder}/{language}.toml", "rb") as file:
            assert ids <= set(tomllib.load(file)["missing"])


def test_counts_do_not_jump_over_splits():
    """A count on the wrong side of a split would be off by its ratio (1.5 or more); take-overs paid in shares add up to a third."""
    from impact.market.shares import _by_symbol
    from impact.market.splits import factor

    for symbol, rows in _by_symbol().items():
        ordered = [c.shares * factor(symbol, c.counted, EVENT) for c in sorted(rows, key=lambda c: (c.known, c.as_of or c.known))]
        for before, after in pairwise(ordered):
            assert 0.7 < after / before < 1.4, symbol


def test_the_whole_market_table_answers_for_shares_without_a_series(facts):
    now = facts.bar("BRK-B", EVENT)  # "BRK/B" in the table
    assert now.source == "data/market_2025-01-27.csv (close alone)"
    assert now.open == now.high == now.low == now.close
    assert facts.bar("BRK-B", date(2025, 1, 28)) is None
    assert facts.missing("BRK-B", date(2025, 1, 28)).id == "missing.outside"
    (count,) = facts.share_counts("CRDO", EVENT)
    assert count.source == "data/market_2025-01-27.csv: exchange"
    assert change(facts, "NBIS", EVENT) == pytest.approx(-37.4, abs=0.06)  # Nebius "plunged 37 %"
    assert change(facts, "CRDO", EVENT) == pytest.approx(-30.9, abs=0.06)  # Credo "down more than 30 %"


def test_the_table_agrees_with_the_series(facts):
    for line in facts.market(EVENT):
        bar, before = facts.bar(line.symbol, EVENT), facts.bar(line.symbol, date(2025, 1, 24))
        if bar is not None and "prices.csv" in bar.source:
            assert line.close == pytest.approx(bar.close, abs=0.011), line.symbol
            assert line.previous_close == pytest.approx(before.close, abs=0.011), line.symbol


def test_a_cover_page_older_than_a_filing_interval_gives_way(facts):
    first = facts.share_counts("SMCI", EVENT)[0]  # its last filing was of May 2024: the annual report came late
    assert (first.filed, first.source) == ("2025-01-27", "data/shares.csv: exchange")
    assert facts.share_counts("META", date(2022, 2, 3))[0].shares == 2_819_444_501


def test_a_delisted_share_traded_until_its_last_session(facts):
    assert facts.missing("WDI.DE", date(2021, 11, 12)).id == "missing.no_prices"
    assert facts.missing("WDI.DE", date(2021, 11, 15)).id == "missing.delisted"


def test_a_row_left_out_of_the_bundle_is_noticed(tmp_path, monkeypatch):
    from impact.errors import DataError
    from impact.market.prices import bundled

    lines = bundled.data_path("prices.csv").read_text().splitlines(keepends=True)
    (tmp_path / "prices.csv").write_text("".join(line for line in lines if not line.startswith("NVDA,2025-01-27")))
    monkeypatch.setattr(bundled, "data_path", lambda name: tmp_path / name)
    with pytest.raises(DataError, match=r"data/prices.csv: NVDA has no bar on 2025-01-27"):
        bundled.source()
