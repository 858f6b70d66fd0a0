"""Receipts: what a run was given and what came out, and running it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from impact.errors import InputError
from impact.pipeline.reading import Progress
from impact.pipeline.verification import verify
from impact.records import Message, Report
from impact.reference.files import data_path, seeds_path
from impact.verdicts import receipt

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What must be given to check the same again.

    ``paths`` are as typed; none are the bundled articles, or with ``claims_file`` no articles at all.
    """

    paths: tuple[str, ...]
    claims_file: str | None = None
    event_date: str | None = None
    published: str | None = None
    prices: str = "auto"
    online: bool | None = None
    companyfacts: str | None = None
    profile: str = "newsroom"

    def validate(self) -> None:
        """Raise :class:`TypeError` or :class:`ValueError` for values that no command line can have given: a receipt may say anything."""
        optional = (self.claims_file, self.event_date, self.published, self.companyfacts)
        given = (*self.paths, self.prices, self.profile, *(text for text in optional if text is not None))
        if not all(isinstance(text, str) for text in given):
            raise TypeError("names are text")
        if any("\0" in text or text != text.encode("utf-8", "replace").decode() for text in given):
            raise ValueError("no file can have such a name")
        if self.online not in (None, True, False):
            raise TypeError("online is true, false or null")
        for day in (self.event_date, self.published):
            if day:
                date.fromisoformat(day)

    def verify(self, command: str = "", progress: Progress | None = None) -> tuple[Report, int]:
        """Check, see :func:`impact.pipeline.verify`."""
        return verify(
            self.paths or (() if self.claims_file else (str(seeds_path()),)),
            claims_file=Path(self.claims_file) if self.claims_file else None,
            event_date=date.fromisoformat(self.event_date) if self.event_date else None,
            published=date.fromisoformat(self.published) if self.published else None,
            prices=self.prices,
            online=self.online,
            companyfacts=Path(self.companyfacts) if self.companyfacts else None,
            progress=progress,
            profile=self.profile,
            command=command,
        )


def write_receipt(report: Report, run: Run, *, supersedes: Path | None = None) -> bytes:
    """The receipt of a finished run; ``supersedes`` is an earlier one that it corrects."""
    if STDIN in run.paths:
        raise InputError("--receipt", "standard input cannot be checked again", "save the article to a file")
    earlier = receipt.read(supersedes)[0] if supersedes else None
    return receipt.make(report, run=asdict(run), data=_data(run), supersedes=earlier)


def recheck(path: Path) -> list[Message]:
    """Run a receipt again: what differs from it, a sentence each; empty where every byte is the same."""
    old, content = receipt.read(path)
    given = content["run"]
    try:
        run = Run(**{**given, "paths": tuple(given["paths"])})
        run.validate()
    except (TypeError, KeyError, ValueError):
        raise InputError(str(path), "does not say how its run was started", "give a file that 'impact verify --receipt' wrote") from None
    report, _ = run.verify()
    new = receipt.make(report, run=asdict(run), data=_data(run))
    return receipt.compare(old, new)


def _data(run: Run) -> Iterator[tuple[str, bytes]]:
    for file in sorted(data_path("prices.csv").parent.iterdir()):
        if file.suffix in (".csv", ".toml"):
            yield f"data/{file.name}", file.read_bytes()
    for given in (run.prices, run.claims_file, run.companyfacts):
        if given and Path(given).is_file():
            yield given, Path(given).read_bytes()
