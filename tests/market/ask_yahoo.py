"""Ask Yahoo for symbols in a process of its own and print one JSON line a symbol: ``python ask_yahoo.py SYMBOL[:SECONDS]…``."""

import json
import sys
import time
from datetime import date

from impact.market.facts import MarketFacts
from impact.market.prices.chain import Chain
from impact.market.prices.yahoo import Yahoo

WANTED = date(2025, 3, 3)


def main(questions):
    for question in questions:
        symbol, _, seconds = question.partition(":")
        yahoo = Yahoo(deadline=float(seconds or 20), pause=0.05, spacing=0.0)
        start = time.monotonic()
        found = {"symbol": symbol}
        chain = Chain([yahoo])
        series, error = chain.series(symbol, WANTED, WANTED), chain.failure(symbol)
        if series is not None:
            found |= {
                "bars": len(series.days), "first": series.first.isoformat(), "last": series.last.isoformat(), "currency": series.currency,
                "notes": list(series.notes), "close": float(series.close[-1]), "volume": float(series.volume[-2]), "source": series.source,
                "splits": [[s.effective.isoformat(), s.ratio] for s in series.splits], "dividends": [[d.isoformat(), c] for d, c in series.dividends],
                "replies": [[r.url, r.status, r.sha256, len(r.body)] for r in yahoo._held[symbol].replies],
            }  # fmt: skip
        if error is not None:
            found |= {"error": type(error).__name__, "text": str(error)}
        found["seconds"] = time.monotonic() - start
        found["missing"] = MarketFacts(chain).missing(symbol, WANTED).id if error else None
        if series is not None and symbol in {"ACME", "NOSHARES", "DSTSHARES"}:
            found["shares"] = [[d.isoformat(), n] for d, n in yahoo.shares(symbol, date(2024, 1, 1), date(2025, 1, 1))]
        print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
