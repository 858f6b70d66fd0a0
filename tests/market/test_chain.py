"""Several sources: which one answers, when two are joined, what is said where they disagree."""

from dataclasses import replace
from datetime import date

import numpy as np
from test_store import DAYS, series

from impact.market.facts import MarketFacts
from impact.market.prices.chain import Chain
from impact.market.splits import Split


class Held:
    def __init__(self, name, *held):
        self.name, self._held = name, {s.symbol: s for s in held}

    def series(self, symbol, first, last):
        return self._held.get(symbol)

    def symbols(self):
        return tuple(self._held)

    def describe(self):
        return {"name": self.name, "symbols": len(self._held)}


def part(made, start, stop):
    names = ("days", "open", "high", "low", "close", "volume")
    return replace(made, **{name: getattr(made, name)[start:stop] for name in names})


PLAIN = series(splits=(), basis=date(2022, 6, 1), source="first")


def test_the_first_source_that_covers_the_window_answers_alone():
    chain = Chain([Held("bundled", part(PLAIN, 10, 20)), Held("store", replace(PLAIN, source="second"))])
    assert chain.series("ACME", DAYS[12], DAYS[15]).source == "first"
    assert chain.series("ACME", DAYS[5], DAYS[15]).source == "second"
    assert chain.series("OTHER", DAYS[5], DAYS[15]) is None


def test_without_cover_the_source_that_touches_the_window_answers():
    chain = Chain([Held("bundled", part(PLAIN, 10, 20)), Held("store", replace(part(PLAIN, 30, 40), source="second"))])
    assert chain.series("ACME", DAYS[35], DAYS[50]).source == "second"
    assert chain.series("ACME", DAYS[15], DAYS[25]).source == "first"


def test_a_later_source_is_put_on_the_split_basis_of_the_first():
    split = Split("ACME", date(2024, 6, 10), 10.0)
    after = replace(PLAIN, splits=(split,), basis=date(2025, 3, 7), source="second")
    after = after.rebased(date(2025, 3, 7), 0.1)  # the same prices per share after ten to one
    chain = Chain([Held("bundled", part(PLAIN, 10, 40)), Held("store", after)])
    facts = MarketFacts(chain)
    before, now = facts.bar("ACME", DAYS[9]), facts.bar("ACME", DAYS[10])
    assert (before.source, now.source) == ("second", "first")
    assert now.close - before.close == np.float64(1.0).item()  # not 110 against 10.9
    assert chain.disagreements() == ()


def test_sources_on_different_scales_are_not_used_beside_each_other():
    raw = replace(PLAIN, source="second").rebased(PLAIN.basis, 10.0)  # a split that nobody lists
    chain = Chain([Held("bundled", part(PLAIN, 10, 40)), Held("store", raw)])
    assert MarketFacts(chain).bar("ACME", DAYS[9]) is None
    assert str(chain.disagreements()[0]).startswith("ACME most sessions: first 139")


def test_single_closes_that_differ_are_reported():
    other = replace(PLAIN, source="second", close=PLAIN.close.copy())
    other.close[12] *= 1.01
    facts = MarketFacts(Chain([Held("bundled", PLAIN), Held("store", other)]))
    assert facts.bar("ACME", DAYS[12]).close == 112.0
    (found,) = facts._prices.disagreements()
    assert (found.session, found.close, found.source, found.other_source) == (DAYS[12], 112.0, "first", "second")
    assert facts.sources()[0]["disagreements"] == [f"ACME {DAYS[12]}: first 112, second 113.12"]


def test_a_given_file_is_compared_with_the_bundled_prices(tmp_path):
    from impact.market.facts import open_facts

    path = tmp_path / "own.csv"
    path.write_text("symbol,date,open,high,low,close\nNVDA,2025-01-24,142,149,141,142.62\nNVDA,2025-01-27,124,128,116,118.58\n")
    facts = open_facts(str(path))
    assert facts.bar("NVDA", date(2025, 1, 27)).close == 118.58
    assert facts.sources()[0]["disagreements"] == ["NVDA 2025-01-27: own.csv 118.58, data/prices.csv 118.42"]


def test_a_rebase_keeps_turnover_and_yield():
    rebased = PLAIN.rebased(date(2025, 3, 7), 0.1)
    np.testing.assert_allclose(rebased.close * rebased.volume, PLAIN.close * PLAIN.volume)
    assert rebased.dividends[0][1] / rebased.close[0] == PLAIN.dividends[0][1] / PLAIN.close[0]
    assert (rebased.low / PLAIN.low).round(9).tolist() == [0.1] * len(DAYS)
