"""Each result of the study as sections to print and as data to export: a file a family of results, found by looking."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache, singledispatch
from typing import Any

from impact.records import Amount, Message
from impact.study.models import models
from impact.study.present import Section, Value


def sections(result: Any, *, language: str, explain: bool = False) -> list[Section]:
    """The sections of one result; TypeError for something that is none. ``explain`` adds the tests' hypotheses and sources."""
    _load()
    return told(result, language=language, explain=explain)


def data(result: Any) -> dict[str, Any]:
    """Name → rows or values of one result, for JSON; the first list is what CSV prints. TypeError for something that is none."""
    _load()
    return exported(result)


@singledispatch
def told(result: Any, *, language: str, explain: bool = False) -> list[Section]:
    """What the files of this folder register themselves with, by type of result."""
    raise TypeError(f"{type(result).__name__} is no result of the study")


@singledispatch
def exported(result: Any) -> dict[str, Any]:
    """What the files of this folder register themselves with, by type of result."""
    raise TypeError(f"{type(result).__name__} is no result of the study")


@cache
def _load() -> None:
    for info in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{info.name}")


def title(key: str, **values: object) -> Message:
    """A section's heading."""
    return Message(id=f"study.title_{key}", values=values)


def model_name(model: str, language: str) -> str:
    """A model in words; its file knows them."""
    names = models()[model].name
    return names.get(language, names["en"])


def percent(value: float | None, *, signed: bool = True, places: int = 2) -> Value:
    """A fraction to be written in percent."""
    return Value(value, places, percent=True, signed=signed)


def decimal(value: float | None) -> object:
    """A number inside a sentence."""
    return "–" if value is None else Amount(value=value, unit="t")


def probability(value: float, language: str) -> str:
    """A p inside a sentence, three places."""
    text = "< 0.001" if value < 0.001 else f"{value:.3f}"
    return text.replace(".", ",") if language == "de" else text


def relative(first: int, last: int | None = None) -> str:
    """A relative day ("0", "+1") or window ("−1:+3")."""
    days = [first] if last is None or last == first else [first, last]
    return ":".join(f"{day:+d}".replace("-", "−") if day else "0" for day in days)


def fields(record: Any) -> dict[str, Any]:
    """A record as a dict; records inside tuples as well."""
    return {name: _nested(getattr(record, name)) for name in record.__dataclass_fields__}


def _nested(value: Any) -> Any:
    return (
        [_nested(item) for item in value]
        if isinstance(value, tuple)
        else fields(value)
        if hasattr(value, "__dataclass_fields__")
        else value
    )


@told.register
def _(result: Message, *, language: str, explain: bool = False) -> list[Section]:
    """A result that could not be had, and why."""
    return [Section(title=result)]


@exported.register
def _(result: Message) -> dict[str, Any]:
    return {"missing": result}
