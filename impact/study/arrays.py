"""The one array type of the study: ``numpy.ndarray`` of float64, whose shape every docstring gives; numpy itself is imported late."""

from __future__ import annotations

from typing import Any, TypeAlias

Array: TypeAlias = Any
