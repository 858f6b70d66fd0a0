"""Seconds for the verdicts on 10,000 different claims, after imports and loading of the data.

    python tests/bench/verdicts_10k.py

Claims of six kinds on five sessions and 17 symbols, as 200 articles about a week would make them: nine in ten are printed
from the close with two to four digits, one in ten is wrong and has to be diagnosed. The arithmetic of readings that several
claims share is done once, so the number of different questions is printed beside the time.
"""

from __future__ import annotations

import random
import time
from datetime import date, timedelta

from impact.kinds import kinds
from impact.market.facts import open_facts
from impact.records import Claim
from impact.verdicts import check_all, load_policy
from impact.verdicts.bands import _band, exact

SYMBOLS = (
    "NVDA",
    "MSFT",
    "GOOGL",
    "AMD",
    "AAPL",
    "META",
    "TSLA",
    "AMZN",
    "AVGO",
    "TSM",
    "ORCL",
    "MU",
    "INTC",
    "ARM",
    "^IXIC",
    "^GSPC",
    "^SOX",
)
KINDS = {
    "change": ("price_change_pct", "percent"),
    "direction": ("direction", None),
    "level": ("price_level", None),
    "points": ("index_points_change", "points"),
    "cap_change": ("market_cap_change_usd", "currency"),
    "cap_level": ("market_cap_level_usd", "currency"),
}


def main() -> None:
    rng = random.Random(7)
    facts, policy = open_facts("bundled"), load_policy()
    days = [date(2025, 1, d) for d in (27, 28, 29, 30, 31)]
    for symbol in SYMBOLS:
        facts.bars(symbol, days[0] - timedelta(days=400), days[-1])
    facts.losses()
    claims = []
    for i in range(10_000):
        kind = rng.choice(list(KINDS))
        symbol = rng.choice(SYMBOLS[:14] if kind.startswith("cap") else SYMBOLS)
        day = rng.choice(days)
        bar, before = facts.bar(symbol, day), facts.bar(symbol, facts.previous_session(symbol, day))
        assert bar is not None
        assert before is not None
        shares = facts.share_counts(symbol, day)[0].shares if kind.startswith("cap") else 1.0
        move = bar.close - before.close
        truth = {
            "change": move / before.close * 100,
            "level": bar.close,
            "points": move,
            "cap_change": move * shares,
            "cap_level": bar.close * shares,
        }.get(kind, 0.0)  # fmt: skip
        if rng.random() < 0.1:
            truth *= rng.choice((3.0, 0.2, -1.0, 1000.0))
        metric, unit = KINDS[kind]
        claims.append(
            Claim(
                id=f"a{i % 200}:{i}",
                article=f"a{i % 200}",
                start=0,
                end=1,
                quote="",
                sentence=str(i // 3),
                kind=kind,
                metric=metric,
                subject=symbol,
                direction="up" if (truth or move) > 0 else "down",
                value=None if kind == "direction" else abs(float(f"{truth:.{rng.choice((2, 3, 4))}g}")),
                unit=unit,
                hedge=rng.choice(("none", "none", "about")),
                event_date=day.isoformat(),
            )
        )
    kinds()
    seconds = busy = float("inf")
    for _ in range(5):
        _band.cache_clear()
        exact.cache_clear()
        start, used = time.perf_counter(), time.process_time()
        checks = check_all(claims, facts, policy)
        seconds, busy = min(seconds, time.perf_counter() - start), min(busy, time.process_time() - used)
    questions = len({(c.kind, c.subject, c.event_date, c.direction) for c in claims})
    numbers = len({(c.kind, c.subject, c.event_date, c.direction, c.value, c.hedge) for c in claims})
    wrong = sum(1 for c in checks if c.verdict in ("false", "mostly_false"))
    print(f"best of 5: {seconds:.3f} s for {len(checks):,} claims ({busy:.3f} s of this process), {busy / len(checks) * 1e6:.0f} µs each")
    print(f"{questions:,} different questions, {numbers:,} different numbers for them, {wrong:,} wrong ones diagnosed")


if __name__ == "__main__":
    main()
