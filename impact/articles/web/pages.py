"""Fetched pages on disk, each with where, when and what: the evidence that a report was made from."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from impact.articles.parsed import Parsed
from impact.articles.web.fetch import Page

FOLDER = "pages"
_KEPT = ("name", "title", "published", "author", "outlet", "url", "text")


def cache_folder() -> Path:
    """The program's folder in the user's cache folder, as the system has it."""
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "impact"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "impact" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "impact"
    return Path.home() / ".cache" / "impact"


def save(page: Page, suffix: str, articles: Sequence[Parsed], fetched_at: datetime, folder: Path | None = None) -> Path:
    """Write the page's bytes, and beside them a JSON record: URL, redirects, time, SHA-256 and the extracted texts.

    The record is what offsets of claims refer to. Readable by the user alone; a page that was saved before is not overwritten.
    Raises OSError, or RuntimeError where the user has no home folder.
    """
    folder = (folder or cache_folder()) / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256(page.data).hexdigest()
    stem = f"{fetched_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{digest[:16]}"
    record = {
        "url": page.url,
        "redirects": list(page.redirects),
        "fetched_at": instant(fetched_at),
        "media_type": page.media_type,
        "sha256": digest,
        "bytes": len(page.data),
        "articles": [{key: getattr(article, key) for key in _KEPT} for article in articles],
    }
    saved = folder / f"{stem}{suffix}"
    _write(saved, page.data)
    _write(folder / f"{stem}.json", (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
    return saved


def instant(when: datetime) -> str:
    """ISO time in UTC, to the second."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _write(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.write(data)
        partial.replace(path)  # the old state or the new one, never half of it
    finally:
        partial.unlink(missing_ok=True)
