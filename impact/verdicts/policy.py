"""The tolerances of ``policy.toml`` as records, checked on load, with version and hash."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

from impact.errors import DataError, InputError
from impact.records import Degree, Hedge

PATH = Path(__file__).with_name("policy.toml")
MARKETS = ("share", "index")  # whose degree words have bands of their own
MOST = 100_000  # no tolerance is larger: a factor, a multiple of a written place, or percent
SIDES = ("both", "below", "above", "at_least", "at_most")


@dataclass(frozen=True, slots=True)
class HedgeRule:
    """How wide a hedge's band is; fractions of the printed number, multiples of its written places."""

    side: str
    granules: Decimal
    cap: Decimal
    floor: Decimal = Decimal(0)  # multiple of gmin instead of ``granules``; 0: the same
    limit: Decimal = Decimal(1)
    outer: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Limits:
    """The tolerances that are no hedge's."""

    flat: Decimal
    outer: Decimal
    wrong_side: Decimal
    provisional: Decimal
    provisional_index: Decimal
    vendors: Decimal
    share_count: Decimal
    volume: Decimal
    ratio: Decimal
    span: Decimal
    measure: Decimal
    many: Decimal


@dataclass(frozen=True, eq=False)
class Policy:
    """All tolerances of one profile. ``sha256`` is that of the file and does not depend on the profile."""

    profile: str
    version: str
    sha256: str
    hedges: Mapping[str, HedgeRule]
    limits: Limits
    fraction: tuple[Decimal, Decimal, Decimal]  # gmin, gmax of a fraction word in percentage points; share of a factor
    degrees: Mapping[str, Mapping[str, tuple[float, float]]]  # "share" or "index" → degree → (low, high) in percent
    sources: Mapping[str, str]

    @property
    def flat(self) -> float:
        """Percent below which a session neither rose nor fell."""
        return float(self.limits.flat)


@cache
def load_policy(profile: str = "newsroom") -> Policy:
    """The policy under ``profile``: newsroom, strict or lenient.

    Raises :class:`InputError` for an unknown profile, :class:`DataError` where the file breaks its contract.
    """
    content = PATH.read_bytes()
    try:
        return _policy(tomllib.loads(content.decode("utf-8"), parse_float=Decimal), profile, hashlib.sha256(content).hexdigest())
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise _error(f"cannot be read ({type(error).__name__}: {error})", "restore the file of this version, or mend that entry") from None


def _policy(raw: Mapping[str, Any], profile: str, sha256: str) -> Policy:
    profiles = raw.get("profile", {})
    if profile not in profiles:
        raise InputError(f"profile '{profile}'", "no such profile", f"use one of {', '.join(sorted(profiles))}")
    changes = profiles[profile]
    hedges = {name: _hedge(name, rule | changes.get("hedge", {}).get(name, {})) for name, rule in raw["hedge"].items()}
    if set(hedges) != set(get_args(Hedge)):
        raise _error("[hedge] names other classes than the records", f"name exactly {', '.join(get_args(Hedge))}")
    if set(raw["degree"]) != set(MARKETS):
        raise _error("[degree] names other markets than the verdicts", f"name exactly {', '.join(MARKETS)}")
    if not all(isinstance(text, str) for text in (raw["version"], *raw["source"].values())):
        raise _error("version or a [source] is no text", "write it in quotes")
    return Policy(
        profile=profile,
        version=raw["version"],
        sha256=sha256,
        hedges=hedges,
        limits=_limits(raw["limits"] | changes.get("limits", {})),
        fraction=tuple(_number("[fraction]", k, raw["fraction"][k]) for k in ("gmin", "gmax", "factor")),  # type: ignore[arg-type]
        degrees={name: _degrees(name, bands) for name, bands in raw["degree"].items()},
        sources=raw["source"],
    )


OPEN_END = 1000.0  # per cent: a band that reaches farther has no upper end


def policy_table(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Rows (name, value, key of the source) of every tolerance, for ``impact policy``."""
    for name, rule in policy.hedges.items():
        source = "bounds" if rule.side.startswith("at_") else "hedges"
        for field in fields(rule):
            yield f"hedge.{name}.{field.name}", str(getattr(rule, field.name)), source
    of = {
        "flat": "rounding",
        "provisional": "provisional",
        "provisional_index": "provisional",
        "share_count": "share_counts",
        "vendors": "provisional",
        "volume": "volume",
        "ratio": "ratio",
        "outer": "rounding",
        "wrong_side": "usage",
        "span": "doubt",
        "measure": "doubt",
        "many": "doubt",
    }
    for field in fields(policy.limits):
        yield f"limits.{field.name}", str(getattr(policy.limits, field.name)), of[field.name]
    yield "fraction.gmin", str(policy.fraction[0]), "fractions"
    yield "fraction.gmax", str(policy.fraction[1]), "fractions"
    yield "fraction.factor", str(policy.fraction[2]), "fractions"
    for name, bands in policy.degrees.items():
        for degree, (low, high) in bands.items():
            yield f"degree.{name}.{degree}", f"{low:g} – {high:g}" if high < OPEN_END else f"{low:g} and more", "degrees"


def _hedge(name: str, rule: Mapping[str, Any]) -> HedgeRule:
    try:
        found = HedgeRule(rule["side"], **{k: _number(f"[hedge.{name}]", k, v) for k, v in rule.items() if k != "side"})
    except (KeyError, TypeError) as error:
        raise _error(f"[hedge.{name}] has an unknown or missing field ({error})", "see the comment above the table") from None
    if found.side not in SIDES:
        raise _error(f"[hedge.{name}] has the unknown side '{found.side}'", f"use one of {', '.join(SIDES)}")
    if found.outer < 1 or found.limit <= 0:
        raise _error(f"[hedge.{name}] has no width or an outer band inside the core", "use outer >= 1 and limit > 0")
    return found


def _limits(raw: Mapping[str, Any]) -> Limits:
    try:
        return Limits(**{k: _number("[limits]", k, v) for k, v in raw.items()})
    except TypeError as error:
        raise _error(f"[limits] has an unknown or missing field ({error})", "name each limit once") from None


def _degrees(name: str, raw: Mapping[str, Any]) -> Mapping[str, tuple[float, float]]:
    if set(raw) != set(get_args(Degree)):
        raise _error(f"[degree.{name}] names other degrees than the records", f"name exactly {', '.join(get_args(Degree))}")
    where = f"[degree.{name}]"
    bands = {degree: (float(_number(where, degree, low)), float(_number(where, degree, high))) for degree, (low, high) in raw.items()}
    if any(low >= high for low, high in bands.values()):
        raise _error(f"[degree.{name}] has an empty band", "write [low, high] with low < high")
    return bands


def _number(where: str, name: str, value: object) -> Decimal:
    """A tolerance: a number from 0 to :data:`MOST`. What computes with it can rely on that."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= MOST:
        raise _error(f"{where} {name} is {str(value)[:40]!r}", f"write a number from 0 to {MOST}")
    return Decimal(value)


def _error(problem: str, remedy: str) -> DataError:
    return DataError("policy.toml", problem, remedy)
