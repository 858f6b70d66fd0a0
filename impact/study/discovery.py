"""Models and tests are found by looking at the files of their folder: to add one is to add a file, there is no list to edit."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any


@cache
def found(package: str, attribute: str) -> dict[str, Any]:
    """``{entry.id: entry}`` over every module of ``package`` that defines ``attribute``, in the order of their file names."""
    home = importlib.import_module(package)
    entries: dict[str, Any] = {}
    for info in sorted(pkgutil.iter_modules(home.__path__), key=lambda item: item.name):
        entry = getattr(importlib.import_module(f"{package}.{info.name}"), attribute, None)
        if entry is not None:
            if entry.id in entries:
                raise ValueError(f"{package}.{info.name}: id {entry.id!r} is taken; give every file its own id")
            entries[entry.id] = entry
    return entries
