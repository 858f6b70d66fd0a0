"""Checks → text. A format is one file of ``writers/`` (NAME, SUFFIX, BINARY, render), found by its file name and loaded when used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from impact.errors import InputError
from impact.records import Article, Check, Claim, Message, Report


class MissingLibrary(InputError):
    """A format needs a library that is not installed."""

    def __init__(self, name: str, library: str) -> None:
        super().__init__(f"format {name!r}", f"needs {library}, which is not installed", f"run: pip install '{library}'")


class Format(Protocol):
    """What a module of ``writers/`` offers. Options that a format does not know are ignored."""

    NAME: str
    SUFFIX: str  # of files, with the dot
    BINARY: bool

    def render(self, report: Report, language: str, **options: object) -> str | bytes:
        """The report in this format, bytes where ``BINARY``; the same report gives the same characters or bytes."""


class _Formats(Mapping[str, Format]):
    """Formats by name; a module is imported when it is asked for."""

    def __init__(self) -> None:
        from impact.report import writers

        self._package = writers.__name__
        self._names = tuple(sorted(info.name for info in iter_modules(writers.__path__) if not info.name.startswith("_")))

    def __getitem__(self, name: str) -> Format:
        if name not in self._names:
            raise KeyError(name)
        return cast(Format, import_module(f"{self._package}.{name}"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def formats() -> Mapping[str, Format]:
    """All formats by name, sorted."""
    return _Formats()


def render(name: str, report: Report, language: str, **options: object) -> str:
    """The report as text in the format ``name`` and the report language ``language``, to be printed."""
    made = _format(name).render(report, language, **options)
    if isinstance(made, bytes):
        raise InputError(f"format {name!r}", "is binary and cannot be printed", "write it to a file with --out FILE")
    return made


def encoded(name: str, report: Report, language: str, **options: object) -> bytes:
    """The report in any format, binary ones too, as the bytes of a file."""
    made = _format(name).render(report, language, **options)
    return made if isinstance(made, bytes) else made.encode("utf-8", "replace")


def _format(name: str) -> Format:
    known = formats()
    if name not in known:
        raise InputError(f"format {name!r}", "is not known", f"use one of {', '.join(known)}")
    return known[name]


def say(message: Message, language: str) -> str:
    """A message as a sentence of ``language``."""
    from impact.report.messages import catalogue

    return catalogue(language).say(message)


def explain(check: Check, article: Article, report: Report, language: str) -> str:
    """The arithmetic of one verdict, line by line."""
    from impact.report.arithmetic import lines

    return "\n".join(lines(check, article, report, language)) + "\n"


def compare(report: Report, language: str, form: str = "table", *, color: bool = False, width: int | None = None) -> str:
    """One event's articles beside each other, as a ``table`` for the terminal or as ``markdown``."""
    from impact.report import comparison

    if form not in comparison.FORMS:
        raise InputError(f"format {form!r}", "is not known here", f"use one of {', '.join(comparison.FORMS)}")
    return comparison.markdown(report, language) if form == "markdown" else comparison.table(report, language, color=color, width=width)


def claims_table(claims: Sequence[Claim], language: str, *, color: bool = False, width: int | None = None) -> str:
    """Claims as extracted, unjudged, for a terminal."""
    from impact.report.extracted import table

    return table(claims, language, color=color, width=width)


def claims_jsonl(claims: Sequence[Claim]) -> str:
    """Claims as extracted, a JSON object a line, all fields in the order of :class:`~impact.records.Claim`."""
    from impact.report.data import claim_fields, line

    return "".join(line(claim_fields(claim)) for claim in claims)
