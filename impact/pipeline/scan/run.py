"""All partitions of a scan: on the cores of this machine, or on a Dask cluster."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any

from impact.errors import ImpactError, InputError
from impact.pipeline.scan import work
from impact.pipeline.scan.places import Place, place
from impact.pipeline.scan.plan import Partition, begin, clean, planned_partitions
from impact.pipeline.scan.settings import Settings
from impact.pipeline.scan.tables import schema

if TYPE_CHECKING:
    from distributed import Client

AHEAD = 3  # partitions handed out for each worker: one at work and two waiting
ANSWER = 20.0  # seconds in which a scheduler must have answered
DEATHS = 3  # of workers, before a scan gives up: a fourth is no accident


@dataclass(slots=True)
class Progress:
    """How far a scan is, and what this run has found."""

    partitions: int
    size: int  # bytes
    finished: int = 0
    read: int = 0  # bytes, those of earlier runs included
    resumed: int = 0  # partitions of earlier runs
    articles: int = 0
    claims: int = 0
    skipped: int = 0


def scan(
    settings: Settings, *, workers: int | None = None, scheduler: str | None = None, progress: Callable[[Progress], None] | None = None
) -> Progress:
    """Scan a corpus, or finish a scan that was interrupted; the tables are the same bytes with any number of workers.

    ``workers`` are processes (default: as many as cores that this process may use); ``scheduler`` is the address of a Dask scheduler
    ("tcp://host:8786"), whose workers then do the work and must see the corpus, ``out`` and prices under the same names.
    Raises :class:`~impact.errors.InputError`, and :class:`~impact.errors.ImpactError` where workers keep dying.
    """
    schema("claims")  # says what to install, before anything is written
    corpus, out = place(settings.corpus), place(settings.out)
    _apart(settings)
    with _alone(settings):
        planned, done = begin(corpus, out, settings)
        state = Progress(planned.partitions, planned.size, resumed=len(done))
        waiting = _waiting(out, done, state)
        run = _on_cluster(settings, scheduler, waiting) if scheduler else _here(settings, workers or cores(), waiting)
        if progress:
            progress(state)
        try:
            for result in run:
                state.finished += 1
                state.read += result.size
                state.articles += result.articles
                state.claims += result.claims
                state.skipped += result.skipped
                if progress:
                    progress(state)
            clean(out)
        except OSError as error:  # what cannot be read is a row; what cannot be written ends the run
            problem = f"cannot be written ({error.strerror or error})"
            raise InputError(settings.out, problem, "make room there; the same command goes on") from None
    return state


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _waiting(out: Place, done: set[int], state: Progress) -> Iterator[Partition]:
    for partition in planned_partitions(out):
        if partition.number in done:
            state.finished += 1
            state.read += partition.size
        else:
            yield partition


def _here(settings: Settings, workers: int, waiting: Iterator[Partition]) -> Iterator[work.Done]:
    if workers == 1:
        for partition in waiting:
            yield work.run(settings, partition)
        return
    again: list[Partition] = []
    for _ in range(DEATHS):
        # "spawn": a fork would share locks of threads that the child does not have.
        pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_follow_parent)
        try:
            yield from _handed_out(settings, pool, AHEAD * workers, waiting, again)
            return
        except BrokenProcessPool:
            continue
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    names = ", ".join(sorted({piece.name for partition in again for piece in partition.pieces})[:3])
    raise ImpactError(
        settings.corpus, f"a worker died {DEATHS} times, last at {names}", "free memory or use fewer --workers; the same command goes on"
    )


def _handed_out(
    settings: Settings, pool: ProcessPoolExecutor, most: int, waiting: Iterator[Partition], again: list[Partition]
) -> Iterator[work.Done]:
    """Results as they come; ``again`` holds the partitions whose results are still out, also when a worker has died."""
    running: dict[Future[work.Done], Partition] = {}
    retried = iter(list(again))
    while True:
        while len(running) < most and (partition := next(retried, None) or next(waiting, None)) is not None:
            if partition not in again:
                again.append(partition)
            running[pool.submit(work.run, settings, partition)] = partition
        if not running:
            return
        ready, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in ready:
            result = future.result()
            again.remove(running.pop(future))
            yield result


def _follow_parent() -> None:
    """A worker leaves interrupts to its parent, and ends when it is gone: a killed scan must not go on writing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 50, 100)  # claims hold no cycles: the collector finds next to nothing, at a twentieth of the time
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (connection.wait([parent.sentinel]), os._exit(1)), daemon=True).start()


def _on_cluster(settings: Settings, scheduler: str, waiting: Iterator[Partition]) -> Iterator[work.Done]:
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise InputError("--scheduler", "needs Dask", "pip install 'impact-claims[dask]'") from None
    try:
        client: Client = Client(scheduler, timeout=ANSWER)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError("--scheduler", f"{scheduler} does not answer ({error})", "start 'dask scheduler' and give its address") from None
    try:
        ahead = max(AHEAD * len(client.scheduler_info(n_workers=-1)["workers"]), AHEAD)
        running: Any = as_completed()  # type: ignore[no-untyped-call]
        for partition in waiting:
            running.add(_submit(client, settings, partition))
            if running.count() >= ahead:
                yield _result(next(running), settings)
        for future in running:
            yield _result(future, settings)
    finally:
        client.close()  # type: ignore[no-untyped-call]


def _submit(client: Client, settings: Settings, partition: Partition) -> object:
    # Not pure: a key by content would let the scheduler answer from an earlier scan.
    return client.submit(work.run, settings, partition, pure=False, retries=DEATHS)


def _result(future: Any, settings: Settings) -> work.Done:
    from distributed import KilledWorker

    try:
        result: work.Done = future.result()
    except KilledWorker as error:
        problem = f"workers of the cluster keep dying ({error.task})"
        raise ImpactError(settings.corpus, problem, "give them memory; the same command goes on") from None
    finally:
        future.release()
    return result


def _apart(settings: Settings) -> None:
    """The tables must not become part of the corpus."""
    if "://" in settings.out or "://" in settings.corpus:
        inside = f"{settings.out.rstrip('/')}/".startswith(f"{settings.corpus.rstrip('/')}/")
    else:
        inside = Path(settings.out).resolve().is_relative_to(Path(settings.corpus).resolve())
    if inside:
        raise InputError(settings.out, "lies inside the corpus", "choose an --out beside it")


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """No second scan writes into the same folder of this machine at the same time; the lock goes with the process."""
    if "://" in settings.out or sys.platform == "win32":
        yield
        return
    import fcntl

    folder = Path(settings.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise InputError(settings.out, f"cannot be written ({error.strerror})", "choose another --out") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(settings.out, "another scan is writing there", "wait for it, or choose another --out") from None
        yield
