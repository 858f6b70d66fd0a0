"""Share counts from files of the SEC's companyfacts API (``CIK0001045810.json``), which a user has downloaded.

Read is ``dei:EntityCommonStockSharesOutstanding``, the number on the cover page. The API leaves out facts with dimensions, so that
companies with several share classes are missing, stale, or listed with one class: rows of one filing that differ are passed
over, because nothing says whether they may be added. A file belongs to the symbol that is its name (``NVDA.json``) or to the
share whose name the entity bears. Source: SEC, EDGAR application programming interfaces.
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from impact.errors import DataError, InputError
from impact.market.shares import Count
from impact.reference import instruments

LEGAL = re.compile(
    r"\b(inc|corp|corporation|co|company|ltd|limited|plc|n\.?v|ag|se|sa|holdings?|group|platforms|com|the|/?de/?|/?ny/?)\b\.?",
    re.IGNORECASE,
)


def counts(path: Path, symbol: str) -> tuple[Count, ...]:
    """The cover-page counts of the symbol in the file, or in the files of the folder; empty when none is its.

    Raises :class:`~impact.errors.InputError` without the file and :class:`~impact.errors.DataError` for one that is no companyfacts file.
    """
    return _all(path).get(symbol, ())


@cache
def _all(path: Path) -> dict[str, tuple[Count, ...]]:
    if not path.exists():
        raise InputError(f"--companyfacts {path}", "no such file or folder", "give a companyfacts JSON of the SEC, or a folder of them")
    found: dict[str, tuple[Count, ...]] = {}
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        symbol, rows = _read(file)
        found[symbol] = rows
    return found


def _read(file: Path) -> tuple[str, tuple[Count, ...]]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        units = content["facts"]["dei"]["EntityCommonStockSharesOutstanding"]["units"]["shares"]
        entity = str(content["entityName"])
        rows = [_row(fact) for fact in units]
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise DataError(file.name, f"cannot be read as JSON ({error})", "download it again from the SEC") from None
    except (KeyError, TypeError, AttributeError):
        problem = "holds no dei:EntityCommonStockSharesOutstanding"
        raise DataError(file.name, problem, "give a file of data.sec.gov/api/xbrl/companyfacts of a company with one share class") from None
    symbol = _symbol(file, entity)
    by_filing: dict[str, set[float]] = {}
    for row in rows:
        by_filing.setdefault(row["accn"], set()).add(row["shares"])
    return symbol, tuple(
        Count(
            symbol=symbol,
            shares=row["shares"],
            as_of=row["as_of"],
            known=row["filed"],
            origin="cover page",
            form=row["form"],
            certainty="confirmed",
            note=f"filing {row['accn']}",
            source=file.name,
        )
        for row in {row["accn"]: row for row in rows}.values()
        if len(by_filing[row["accn"]]) == 1
    )


def _row(fact: dict[str, Any]) -> dict[str, Any]:
    as_of, filed = date.fromisoformat(fact["end"]), date.fromisoformat(fact["filed"])
    shares = float(fact["val"])
    if shares <= 0 or as_of > filed:
        raise ValueError(f"{fact['accn']}: {shares:.0f} shares of {as_of}, filed {filed}")
    return {"shares": shares, "as_of": as_of, "filed": filed, "form": str(fact["form"]).removesuffix("/A"), "accn": str(fact["accn"])}


def _symbol(file: Path, entity: str) -> str:
    if instruments.by_symbol(file.stem):
        return file.stem
    wanted = _plain(entity)
    found = [i.symbol for i in instruments.load() if i.kind == "stock" and wanted in {_plain(n) for n in (i.name, *i.aliases)}]
    if len(found) != 1:
        raise DataError(
            file.name, f"'{entity}' is not the name of exactly one known share", "name the file after its symbol, e.g. NVDA.json"
        )
    return found[0]


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", LEGAL.sub(" ", name)).casefold().split())
