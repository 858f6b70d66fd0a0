"""Which reader an input gets: by its suffix, by what a server calls it, or by its bytes."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import cast

from impact.articles.parsed import Format


@cache
def formats() -> tuple[Format, ...]:
    """Every module of this folder that declares ``SUFFIXES``, plain text last: it takes what no other format claims."""
    package = import_module("impact.articles")
    modules = [import_module(f"impact.articles.{found.name}") for found in pkgutil.iter_modules(package.__path__) if not found.ispkg]
    readers = [cast(Format, module) for module in modules if hasattr(module, "SUFFIXES")]
    return tuple(sorted(readers, key=lambda reader: reader is plain_text()))


def plain_text() -> Format:
    """The reader of plain text."""
    return cast(Format, import_module("impact.articles.text"))


@cache
def suffixes() -> dict[str, Format]:
    """Suffix in lower case, with its dot → reader."""
    return {suffix: reader for reader in formats() for suffix in reader.SUFFIXES}


def by_bytes(data: bytes) -> Format:
    """The reader of bytes without a name; plain text where nothing speaks for another format."""
    return next((reader for reader in formats() if reader.sniff(data)), plain_text())


def by_media_type(media_type: str, data: bytes) -> Format | None:
    """The reader of what a server sent; None where it calls the bytes something that is no article.

    Bytes that are certain outweigh the server's word: feeds come as ``text/html``, PDFs as ``application/octet-stream``.
    """
    certain = by_bytes(data)
    if certain is not plain_text():
        return certain
    if media_type in ("", "application/octet-stream"):
        return certain
    return next((reader for reader in formats() if media_type in reader.MEDIA_TYPES), None)


def by_suffix(suffix: str, data: bytes) -> Format:
    """The reader of a file that the user named; its bytes decide where the suffix says nothing."""
    return suffixes().get(suffix.lower()) or by_bytes(data)
