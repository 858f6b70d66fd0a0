"""One SQLite file that several processes share: created on the first write, moved aside when it is broken, never half written."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from impact.errors import DataError

WAIT = 15.0  # seconds for another process's transaction
REMEDY = "check disk and permissions, or remove the file"


class Database:
    """``schema`` creates every table only where it is missing. ``notes`` says what had to be moved aside."""

    def __init__(self, path: Path, schema: str, version: int) -> None:
        self.path = path
        self.notes: list[str] = []
        self._schema, self._version = schema, version

    def query(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows of a SELECT; none where there is no file, or where it turns out to be broken and is moved aside.

        Raises :class:`~impact.errors.DataError` when the file cannot be read for another reason.
        """
        if not self.path.exists():
            return []
        try:
            with closing(self._connect()) as connection:
                return connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            if _broken(error):
                self._set_aside(str(error))
                return []
            raise DataError(str(self.path), f"the store cannot be read ({error})", REMEDY) from None
        except OSError as error:
            raise DataError(str(self.path), f"the store cannot be read ({error.strerror})", REMEDY) from None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together, or not at all when the block raises.

        Raises :class:`~impact.errors.DataError` when the file cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(self._connect()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise DataError(str(self.path), f"the store cannot be written ({error})", REMEDY) from None

    def _connect(self) -> sqlite3.Connection:
        if not self._whole():
            self._set_aside("cut off, or no database")
        connection = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                connection.executescript(f"BEGIN IMMEDIATE; {self._schema}; PRAGMA user_version = {self._version}; COMMIT;")
            elif version != self._version:
                problem = f"the store has version {version}, this program reads {self._version}"
                raise DataError(str(self.path), problem, "update the program, or remove the file")
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.DatabaseError) and _broken(error):
                self._set_aside(str(error))
                return self._connect()
            raise
        return connection

    def _whole(self) -> bool:
        """Whether the file is as long as its header says. A journal beside it means that SQLite will mend it itself."""
        for _ in range(3):
            try:
                if self.path.with_name(f"{self.path.name}-journal").exists():
                    return True
                with self.path.open("rb") as file:
                    header, size = file.read(100), os.fstat(file.fileno()).st_size
            except FileNotFoundError:
                return True
            if size == 0:
                return True  # made by another process that has not written yet
            if header.startswith(b"SQLite format 3\0"):
                page = int.from_bytes(header[16:18], "big")
                if size >= (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big"):
                    return True
            time.sleep(0.02)  # another process may just have ended its transaction
        return False

    def _set_aside(self, why: str) -> None:
        aside = self.path.with_name(f"{self.path.name}.broken-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
        for suffix in ("", "-journal"):
            try:
                os.replace(self.path.with_name(self.path.name + suffix), aside.with_name(aside.name + suffix))
            except FileNotFoundError:
                continue
        self.notes.append(f"the store was broken ({why}) and moved to {aside.name}; its prices have to be fetched again")


def _broken(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
