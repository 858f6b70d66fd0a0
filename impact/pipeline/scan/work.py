"""One partition → its part files: what a worker does, whoever started it."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from impact.claims.extraction import may_claim
from impact.pipeline.reading import in_language, read_one
from impact.pipeline.scan.places import place, written
from impact.pipeline.scan.plan import DONE, Partition
from impact.pipeline.scan.reading import articles, digest
from impact.pipeline.scan.settings import Settings
from impact.pipeline.scan.sketch import sketch
from impact.pipeline.scan.tables import Part, article_row, claim_row, part_name, skipped_row
from impact.records import Article, Check, Claim, Message, Skipped

BATCH = 4_000_000  # characters of text between two writes: what a worker holds, and how many claims are judged together
MOST_CHARACTERS = 2_000_000  # of one article; the longest reports of news agencies have a fiftieth of it

_ONE = threading.Lock()  # facts are opened once a process, and are not made for several threads


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a partition; its marker holds the same."""

    number: int
    size: int
    articles: int
    claims: int
    skipped: int


def run(settings: Settings, partition: Partition) -> Done:
    """Read, extract, judge and write one partition. May be done twice, by two workers at once: the files are the same."""
    with _ONE:
        return _worker(settings).run(partition)


@lru_cache(maxsize=1)
def _worker(settings: Settings) -> Worker:
    return Worker(settings)


class Worker:
    """One process's share of a scan: policy and facts are loaded once, languages and names with the first article."""

    def __init__(self, settings: Settings) -> None:
        from impact.market.facts import open_facts
        from impact.verdicts import Bulk, load_policy

        self._settings = settings
        self._published = settings.published.isoformat() if settings.published else None
        self._corpus = place(settings.corpus)
        self._out = place(settings.out)
        self._check_all = Bulk(open_facts(settings.prices, offline=True), load_policy(settings.profile))

    def run(self, partition: Partition) -> Done:
        """See :func:`run`."""
        part = Part(self._out, partition.number)
        try:
            batch = _Batch()
            for found, name in articles(partition, self._corpus, self._published):
                if isinstance(found, Skipped):
                    part.add("skipped", skipped_row(found))
                    continue
                batch.characters += len(found.text)
                self._extract(found, name, batch, part)
                if batch.characters >= BATCH:
                    self._write(batch, part)
                    batch = _Batch()
            self._write(batch, part)
            part.commit()
        finally:
            part.abandon()
        rows = part.rows
        result = Done(partition.number, partition.size, rows["articles"], rows["claims"], rows["skipped"])
        with written(self._out, f"{DONE}/{part_name(partition.number)}.json") as stream:
            covers = [[piece.name, piece.start, piece.end] for piece in partition.pieces]
            stream.write((json.dumps({**asdict(result), "covers": covers}, ensure_ascii=False) + "\n").encode())
        return result

    def _extract(self, article: Article, name: str | None, batch: _Batch, part: Part) -> None:
        reason = None
        try:
            if len(article.text) > MOST_CHARACTERS:
                reason = Message(id="skipped.too_large", values={"limit": f"{MOST_CHARACTERS // 1_000_000} MB"})
            elif (known := in_language(article)) is None:
                reason = Message(id="skipped.language")
            else:
                article = known
                claims: list[Claim] = []
                if may_claim(article.text, article.language or ""):
                    article, claims = read_one(article, self._settings.event_date)
                batch.articles.append((article, name, claims))
        except Exception as error:  # one bad article never ends a run
            reason = Message(id="skipped.crashed", values={"format": type(error).__name__})
        if reason is not None:
            part.add("skipped", skipped_row(Skipped(name=article.id, reason=reason)))

    def _write(self, batch: _Batch, part: Part) -> None:
        checks = self._checks([c for _, _, claims in batch.articles for c in claims if c.reject is None])
        for article, name, claims in batch.articles:
            outlet = article.outlet or _host(article.url)
            judged = sum(c.reject is None for c in claims)
            of_text = (digest(article.text), sketch(article.text)) if claims else (None, None)
            part.add("articles", article_row(article, name, outlet, judged, len(claims) - judged, *of_text))
            for c in claims:
                part.add("claims", claim_row(article, outlet, c, checks.get(c.id)))
        part.flush()

    def _checks(self, claims: list[Claim]) -> dict[str, Check]:
        """Verdicts in bulk; where that breaks, article by article, so that only the one that breaks it goes without."""
        try:
            return {check.claim.id: check for check in self._check_all(claims)}
        except Exception as error:
            articles = dict.fromkeys(c.article for c in claims)
            if len(articles) == 1:
                reason = Message(id="skipped.crashed", values={"format": type(error).__name__})
                return {c.id: Check(claim=c, verdict="uncheckable", rule="crashed", reason=reason) for c in claims}
            return {id: check for one in articles for id, check in self._checks([c for c in claims if c.article == one]).items()}


class _Batch:
    def __init__(self) -> None:
        self.characters = 0
        self.articles: list[tuple[Article, str | None, list[Claim]]] = []


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None
    except ValueError:
        return None
