"""The local store: what was fetched, kept in one file of the platform's cache folder, so that a second run needs no network.

Replies are append-only, as they came, with URL, time and hash. A symbol's bars and events are always those of its newest fetch, which
reaches back as far as any before it: bars from before and after a split never stand side by side.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from impact.errors import DataError
from impact.market.database import Database
from impact.market.prices.series import Series
from impact.market.prices.transport import Reply
from impact.market.splits import Split

VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS replies (id INTEGER PRIMARY KEY, symbol TEXT NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL,
    received TEXT NOT NULL, sha256 TEXT NOT NULL, body BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS replies_stay BEFORE UPDATE ON replies BEGIN SELECT RAISE(ABORT, 'replies are append-only'); END;
CREATE TABLE IF NOT EXISTS series (symbol TEXT PRIMARY KEY, source TEXT NOT NULL, as_of TEXT NOT NULL, asked_from TEXT NOT NULL,
    currency TEXT NOT NULL, splits TEXT NOT NULL, dividends TEXT NOT NULL, notes TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bars (symbol TEXT NOT NULL, day INTEGER NOT NULL, open REAL NOT NULL, high REAL NOT NULL, low REAL NOT NULL,
    close REAL NOT NULL, volume REAL, PRIMARY KEY (symbol, day)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counts (symbol TEXT NOT NULL, day TEXT NOT NULL, shares REAL NOT NULL, as_of TEXT NOT NULL,
    PRIMARY KEY (symbol, day)) WITHOUT ROWID
"""
TABLES = ("bars", "series", "counts", "replies")
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Held:
    """One symbol of the store, as ``impact prices status`` shows it."""

    symbol: str
    source: str
    as_of: str  # ISO time of the fetch
    first: date
    last: date
    bars: int
    currency: str
    notes: tuple[str, ...]


def default_path() -> Path:
    """``store.sqlite3`` in the platform's cache folder of this program."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("impact-claims", appauthor=False)) / "store.sqlite3"


class Store:
    """See the module. Nothing is created before the first write; a broken file is moved aside (:attr:`notes`) and begun anew."""

    def __init__(self, path: Path | None = None) -> None:
        self._database = Database(path or default_path(), SCHEMA, VERSION)

    @property
    def path(self) -> Path:
        """Where the file is, or would be."""
        return self._database.path

    @property
    def notes(self) -> Sequence[str]:
        """What had to be moved aside while this object was used."""
        return tuple(self._database.notes)

    def put(self, series: Series, asked_from: date, replies: Iterable[Reply] = ()) -> None:
        """Replace the symbol's bars and events with those of a newer fetch and add its replies, all in one transaction."""
        days = series.days.astype("datetime64[D]").astype(np.int64).tolist()
        prices = (getattr(series, name).tolist() for name in ("open", "high", "low", "close"))
        volume = [None if np.isnan(v) else v for v in series.volume.tolist()]
        about = (
            series.symbol,
            series.source,
            series.as_of,
            asked_from.isoformat(),
            series.currency,
            json.dumps([[s.effective.isoformat(), s.ratio] for s in series.splits or ()]),
            json.dumps([[d.isoformat(), cash] for d, cash in series.dividends]),
            json.dumps(list(series.notes)),
        )
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO replies (symbol, url, status, received, sha256, body) VALUES (?, ?, ?, ?, ?, ?)",
                [(series.symbol, r.url, r.status, r.received, r.sha256, zlib.compress(r.body)) for r in replies],
            )
            connection.execute("DELETE FROM bars WHERE symbol = ?", (series.symbol,))
            rows = [(series.symbol, *row) for row in zip(days, *prices, volume, strict=True)]
            connection.executemany("INSERT INTO bars VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            connection.execute("INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?)", about)

    def put_counts(self, symbol: str, counts: Iterable[tuple[date, float]], as_of: str) -> None:
        """Add share counts, each by its day."""
        with self._database.transaction() as connection:
            rows = [(symbol, day.isoformat(), shares, as_of) for day, shares in counts]
            connection.executemany("INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?)", rows)

    def series(self, symbol: str) -> Series | None:
        """All bars of the symbol, or None."""
        # One statement for both tables: a fetch of another process must not come between them.
        query = """SELECT day, open, high, low, close, volume, source, as_of, asked_from, currency, splits, dividends, notes
                   FROM series JOIN bars USING (symbol) WHERE symbol = ? ORDER BY day"""
        rows = self._database.query(query, (symbol,))
        if not rows:
            return None
        source, as_of, asked_from, currency, splits, dividends, notes = rows[0][6:]
        table = np.array([row[:6] for row in rows], dtype=float)
        fetched = date.fromisoformat(as_of[:10])
        columns = {name: table[:, at] for at, name in enumerate(("open", "high", "low", "close", "volume"), start=1)}
        return Series(
            symbol=symbol,
            days=table[:, 0].astype(np.int64).astype("datetime64[D]"),
            **columns,
            source=source,
            as_of=as_of,
            basis=fetched,
            currency=currency,
            splits=tuple(Split(symbol, date.fromisoformat(day), ratio) for day, ratio in json.loads(splits)),
            dividends=tuple((date.fromisoformat(day), cash) for day, cash in json.loads(dividends)),
            notes=tuple(json.loads(notes)),
            reach=(date.fromisoformat(asked_from), fetched - timedelta(days=1)),
        )

    def asked_from(self, symbol: str) -> date | None:
        """The first day that the symbol's newest fetch asked for."""
        rows = self._database.query("SELECT asked_from FROM series WHERE symbol = ?", (symbol,))
        return date.fromisoformat(rows[0][0]) if rows else None

    def counts(self, symbol: str) -> tuple[tuple[date, float, str], ...]:
        """Share counts: day, count, as of; oldest first."""
        rows = self._database.query("SELECT day, shares, as_of FROM counts WHERE symbol = ? ORDER BY day", (symbol,))
        return tuple((date.fromisoformat(day), shares, as_of) for day, shares, as_of in rows)

    def held(self) -> tuple[Held, ...]:
        """What the store holds, by symbol."""
        query = """SELECT symbol, source, as_of, min(day), max(day), count(*), currency, notes
                   FROM series JOIN bars USING (symbol) GROUP BY symbol ORDER BY symbol"""
        return tuple(
            Held(symbol, source, as_of, EPOCH + timedelta(first), EPOCH + timedelta(last), bars, currency, tuple(json.loads(notes)))
            for symbol, source, as_of, first, last, bars, currency, notes in self._database.query(query)
        )

    def replies(self, symbol: str) -> Sequence[Reply]:
        """The replies behind the symbol, oldest first. Raises :class:`~impact.errors.DataError` for one that its hash does not fit."""
        query = "SELECT url, status, received, sha256, body FROM replies WHERE symbol = ? ORDER BY id"
        found = [
            Reply(url, status, received, sha, zlib.decompress(body))
            for url, status, received, sha, body in self._database.query(query, (symbol,))
        ]
        for reply in found:
            if hashlib.sha256(reply.body).hexdigest() != reply.sha256:
                problem = f"the reply of {reply.received} for {symbol} is not what its hash says"
                raise DataError(str(self.path), problem, "clear the store and fetch again")
        return found

    def clear(self, symbols: Sequence[str] | None = None) -> int:
        """Forget these symbols, or with None all of them, replies included; how many had bars."""
        known = [held.symbol for held in self.held()]
        names = known if symbols is None else [name for name in known if name in symbols]
        if names:
            with self._database.transaction() as connection:
                for table in TABLES:
                    connection.executemany(f"DELETE FROM {table} WHERE symbol = ?", [(name,) for name in names])
        return len(names)

    def describe(self) -> Mapping[str, object]:
        """Name, how many symbols and bars, first and last session, oldest fetch; JSON types only."""
        held = self.held()
        found: dict[str, object] = {"name": "store", "symbols": len(held), "bars": sum(h.bars for h in held)}
        if held:
            found |= {
                "as_of": min(h.as_of for h in held),
                "first": min(h.first for h in held).isoformat(),
                "last": max(h.last for h in held).isoformat(),
            }
        return found | ({"notes": list(self.notes)} if self.notes else {})
