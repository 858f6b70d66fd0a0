"""Where bundled data lie: ``impact/data`` in an installed wheel, ``data`` beside the package in the source tree."""

from __future__ import annotations

from pathlib import Path

from impact.errors import DataError

_PACKAGE = Path(__file__).resolve().parent.parent


def data_path(name: str) -> Path:
    """The bundled file ``name`` ("prices.csv").

    Raises :class:`DataError` when neither the wheel nor the source tree holds it.
    """
    return _find("data", name)


def seeds_path() -> Path:
    """The folder of the founding articles.

    Raises :class:`DataError` when neither the wheel nor the source tree holds it.
    """
    return _find("seeds", "")


def _find(folder: str, name: str) -> Path:
    # The wheel's copy first: an installed package must not read a stray folder that lies beside site-packages/impact.
    for root in (_PACKAGE / folder, _PACKAGE.parent / folder):
        path = root / name if name else root
        if path.exists():
            return path
    raise DataError(f"{folder}/{name}", "the bundled file is missing", "reinstall the package, or run from a complete source tree")
