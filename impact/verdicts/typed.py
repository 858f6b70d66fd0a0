"""Records that came from a file hold what their annotations promise: the checks rely on it."""

from __future__ import annotations

import math
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def typed(record: Any) -> None:
    """Raise :class:`ValueError` naming the first field of a dataclass whose value is of another type, or no finite number."""
    for name, types, choices in _fields(record.__class__):
        value = getattr(record, name)
        if choices and isinstance(value, str):
            if value not in choices:
                raise ValueError(f"{name} is {value!r}, not one of {', '.join(choices)}")
        elif not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise ValueError(f"{name} is {value!r}")
        elif isinstance(value, (int, float)) and not math.isfinite(value):
            raise ValueError(f"{name} is {value!r}, no finite number")


@cache
def _fields(kind: type) -> tuple[tuple[str, tuple[type, ...], tuple[str, ...]], ...]:
    return tuple((name, *_allowed(hint)) for name, hint in get_type_hints(kind).items())


def _allowed(hint: Any) -> tuple[tuple[type, ...], tuple[str, ...]]:
    types: list[type] = []
    choices: list[str] = []
    for part in get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,):
        if get_origin(part) is Literal:
            choices += get_args(part)
        elif part is float:
            types += [float, int]
        else:
            types.append(NoneType if part is None else get_origin(part) or part)
    return tuple(types), tuple(choices)
