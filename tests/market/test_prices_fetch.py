"""What ``impact prices`` does, on a live source without network."""

from datetime import date

import pytest
from test_store import DAYS, reply, series

from impact.errors import BadReply, InputError, RateLimited, UnknownSymbol
from impact.market import fetch
from impact.market.facts import MarketFacts, open_facts
from impact.market.prices.chain import Chain
from impact.market.prices.store import Stored
from impact.market.prices.yahoo import Fetched
from impact.market.store import Store

FIRST = date(2021, 12, 1)


class Live:
    """Answers with a series; or with the error that the symbol names."""

    def __init__(self):
        self.asked = []

    def fetch(self, symbol, first):
        self.asked.append((symbol, first))
        errors = {"LIMITED": RateLimited, "UNKNOWN": UnknownSymbol, "BAD": BadReply}
        if symbol in errors:
            raise errors[symbol](f"Yahoo, {symbol}", "went wrong", "do something")
        return Fetched(series(symbol), first, (reply(),))

    def shares(self, symbol, first, last):
        return ((date(2022, 2, 1), 1010.0),)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store.sqlite3")


def run(store, *symbols, live=None, **options):
    return fetch.fetch(symbols, FIRST, last=DAYS[-1], store=store, live=live or Live(), **options)


def test_every_symbol_has_an_outcome(store):
    seen = []
    good, unknown, bad = run(store, "ACME", "UNKNOWN", "BAD", "ACME", progress=lambda done, total, symbol: seen.append((done, total, symbol)))
    assert (good.symbol, good.bars, good.error) == ("ACME", len(DAYS), None)
    assert isinstance(unknown.error, UnknownSymbol)
    assert isinstance(bad.error, BadReply)
    assert seen == [(0, 3, "ACME"), (1, 3, "UNKNOWN"), (2, 3, "BAD")]


def test_a_429_stops_all_that_follow_but_not_what_is_held(store):
    run(store, "HELD")
    live = Live()
    _, limited, after, held = run(store, "ACME", "LIMITED", "OTHER", "HELD", live=live)
    assert isinstance(limited.error, RateLimited)
    assert "not asked" in str(after.error)
    assert held.held
    assert [symbol for symbol, _ in live.asked] == ["ACME", "LIMITED"]


def test_a_second_fetch_asks_nothing_and_a_refresh_keeps_the_reach(store):
    live = Live()
    run(store, "ACME", live=live)
    assert run(store, "ACME", live=live)[0].held
    assert len(live.asked) == 1
    fetch.fetch(["ACME"], date(2022, 2, 1), store=store, live=live, refresh=True)
    assert live.asked[-1] == ("ACME", FIRST)


def test_old_symbols_are_fetched_under_the_new_one(store):
    assert run(store, "FB")[0].symbol == "META"


def test_share_counts_are_stored_and_used(store):
    assert run(store, "ACME", shares=True)[0].counts == 1
    assert store.counts("ACME") == ((date(2022, 2, 1), 1010.0, "2025-03-07T21:30:00+00:00"),)
    facts = MarketFacts(Chain([Stored(store)]))
    session = DAYS[-1]
    (count,) = facts.share_counts("ACME", session)
    assert count.shares == 10_100.0  # on the basis of the bars, after ten to one in 2024
    assert facts.bar("ACME", session).close * count.shares == pytest.approx((100 + len(DAYS) - 1) * 10_100)


@pytest.mark.parametrize(("after", "expected"), [(10_200.0, 10_000.0), (1_020.0, 1_000.0)])
def test_listed_counts_are_raw_when_they_jump_at_a_split(after, expected):
    """Ten to one on 10 June 2024: a count that jumps was not restated (1,000 became 10,000); one that does not was."""
    from impact.market.shares import listed_counts, share_counts
    from impact.market.splits import Split

    split = (Split("ACME", date(2024, 6, 10), 10.0),)
    rows = [(date(2024, 5, 1), 1_000.0, "2025-03-07T00:00:00+00:00"), (date(2024, 7, 1), after, "2025-03-07T00:00:00+00:00")]
    counts = share_counts("ACME", date(2024, 5, 15), date(2025, 3, 7), listed_counts("ACME", rows, split), split)
    assert counts[0].shares == expected
    assert counts[0].source == "Yahoo: exchange"


def test_show_and_export(store, tmp_path):
    run(store, "ACME", "OTHER")
    assert [b.session for b in fetch.show("ACME", DAYS[3], DAYS[5], store)] == DAYS[3:6]
    path = tmp_path / "out.csv"
    assert fetch.export(store=store)[1] == 2 * len(DAYS)
    text, rows = fetch.export(["ACME"], store=store)
    assert rows == len(DAYS)
    path.write_text(text, encoding="utf-8")
    bars = open_facts(str(path)).bars("ACME", DAYS[0], DAYS[-1])
    assert [(b.session, b.close, b.volume) for b in bars] == [(b.session, b.close, b.volume) for b in fetch.show("ACME", DAYS[0], DAYS[-1], store)]
    with pytest.raises(InputError, match="NEVER: is not in the store"):
        fetch.show("NEVER", DAYS[0], DAYS[1], store)
    with pytest.raises(InputError, match="the store: is empty"):
        fetch.export(store=Store(tmp_path / "none.sqlite3"))


def test_selftest_says_what_it_got():
    class Healthy(Live):
        def fetch(self, symbol, first):
            if symbol.startswith("NO-SUCH"):
                raise UnknownSymbol("Yahoo", "unknown symbol (none)", "x")
            return super().fetch(symbol, first)

    change = (105 / 104 - 1) * 100
    steps = fetch.selftest(Healthy(), "ACME", DAYS[5], change)
    assert [(s.name, s.passed) for s in steps] == [("prices", True), ("share counts", True), ("unknown symbol", True)]
    wrong = fetch.selftest(Healthy(), "ACME", DAYS[5], -16.97)
    assert [(s.name, s.passed) for s in wrong] == [("prices", False)]
    assert "moved 0.96 %, known is -16.97 %" in wrong[0].text
    assert not fetch.selftest(Live(), "BAD")[0].passed
