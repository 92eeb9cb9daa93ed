"""A batch from beginning to end: plan, work on what is not committed yet, finish."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sysanalyze.batch.duplicates import DUPLICATES
from sysanalyze.batch.finish import finish, write_known_duplicates
from sysanalyze.batch.local import Crew
from sysanalyze.batch.lock import LOG, locked
from sysanalyze.batch.plan import Settings, make_plan, read_parts
from sysanalyze.dataset.commits import (
    COMMITS,
    DIGESTED,
    SUCCESS,
    Counts,
    commit_name,
    finished_files,
    intact,
    read_commit,
)
from sysanalyze.dataset.store import LocalStore, Store, open_store
from sysanalyze.read import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sysanalyze.batch.parts import Outcome
    from sysanalyze.batch.plan import Part, Plan
    from sysanalyze.read import Rejected

ANALYZE, DIGEST = "analyze", "digest"


class Engine(Protocol):
    """Who works on parts: `local.Crew`, `cluster.Cluster`."""

    @property
    def counts(self) -> Counts:
        """What was done of the parts under way."""

    @property
    def memory(self) -> int:
        """The most memory that one process held, in kilobytes; 0 where it is not known."""

    def run(
        self, parts: Iterator[Part], phase: str, stopped: Callable[[], bool], tick: Callable[[], None]
    ) -> Iterator[Outcome]:
        """Outcomes in the order of the parts."""

    def end(self) -> None:
        """End what is under way at once."""


class Listener(Protocol):
    """Who is told how a batch goes."""

    def notice(self, found: Rejected) -> None:
        """Something was passed over, or no source could be listed."""

    def begin(self, plan: Plan, phase: str) -> None:
        """Work on the parts begins."""

    def known(self, counts: Counts) -> None:
        """A part was committed before."""

    def outcome(self, outcome: Outcome) -> None:
        """A part is committed now."""

    def tick(self, running: Counts) -> None:
        """Time goes by; what was done of the parts under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is asked for."""

    sources: tuple[str, ...]
    where: str  # folder or URL of the dataset
    settings: Settings
    reading: Options
    lexicons: tuple[str, ...]  # folders of the user's
    segmenter: str
    date: str | None = None
    only: tuple[str, ...] | None = None
    skip_duplicates: bool = False
    warnings: bool = True
    debug: bool = False
    restart: bool = False
    shard: tuple[int, int] | None = None  # this one, counted from 1, of so many
    jobs: int = 1
    deadline: float = 60.0
    scheduler: str | None = None  # address of a Dask scheduler, or a file that tells it


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How a batch ended."""

    counts: Counts  # of all parts that are committed; of a shard's own
    complete: bool  # every part is committed
    stopped: bool  # before its end


def run_batch(batch: Batch, listener: Listener, stopped: Callable[[], bool]) -> Summary:
    """Make a dataset, or go on with one.

    Args:
        batch: what is asked for.
        listener: who is told how it goes.
        stopped: whether no further part is to be begun.

    Raises:
        PlanError: the dataset was planned otherwise.
        RunError: the work cannot go on.
        StoreError: the place of the dataset cannot be opened.
        OSError: it cannot be written.
    """
    store = open_store(batch.where)
    with locked(store, batch.shard):
        if batch.restart:
            store.clear()
        if isinstance(store, LocalStore):
            store.sweep()
        began = time.time()
        plan = make_plan(store, batch.sources, batch.settings, batch.reading, listener.notice)
        engine = make_engine(batch, plan)
        try:
            own = _work(store, plan, batch, engine, listener, stopped)
        finally:
            engine.end()
            _log(store, {"began": began, "ended": time.time(), "memory": engine.memory, "shard": batch.shard})
        if stopped():
            return Summary(counts=own, complete=False, stopped=True)
        total = finish(store, plan)
        if isinstance(store, LocalStore):
            store.tidy()
    return Summary(counts=own if batch.shard or total is None else total, complete=total is not None, stopped=False)


def make_engine(batch: Batch, plan: Plan) -> Engine:
    """The processes of this machine, or a cluster's."""
    settings: dict[str, Any] = {
        "folder": str(Path.cwd()),  # that relative paths are seen from, on another machine too
        "store": batch.where,
        "plan": plan.digest,
        "lexicons": batch.lexicons,
        "digest": plan.settings.lexicons,
        "segmenter": batch.segmenter,
        "only": batch.only,
        "date": batch.date,
        "reading": asdict(batch.reading),
        "skip_duplicates": batch.skip_duplicates,
        "warnings": batch.warnings,
        "debug": batch.debug,
    }
    if batch.scheduler is None:
        return Crew(settings, batch.jobs, batch.deadline)
    from sysanalyze.batch.cluster import Cluster

    return Cluster(batch.scheduler, settings, batch.deadline)


def _work(
    store: Store, plan: Plan, batch: Batch, engine: Engine, listener: Listener, stopped: Callable[[], bool]
) -> Counts:
    """Both passes; what this run's parts came to."""
    if batch.skip_duplicates and not _exists(store, DUPLICATES):
        listener.begin(plan, DIGEST)
        todo = _pending(store, plan, DIGESTED, None, lambda _counts: None)
        for _ in engine.run(todo, DIGEST, stopped, lambda: listener.tick(Counts())):
            pass
        if stopped():
            return Counts()
        write_known_duplicates(store, plan, DUPLICATES)
    listener.begin(plan, ANALYZE)
    total = Counts()

    def known(counts: Counts) -> None:
        nonlocal total
        total = total.plus(counts)
        listener.known(counts)

    todo = _pending(store, plan, COMMITS, batch.shard, known)
    for outcome in engine.run(todo, ANALYZE, stopped, lambda: listener.tick(engine.counts)):
        total = total.plus(outcome.counts)
        listener.outcome(outcome)
    return total


def _pending(
    store: Store,
    plan: Plan,
    folder: str,
    shard: tuple[int, int] | None,
    known: Callable[[Counts], None],
) -> Iterator[Part]:
    """The parts that are not committed, or whose files are not as committed; the others go to `known`."""
    finished = finished_files(store)
    for part in read_parts(store):
        if shard is not None and part.number % shard[1] != shard[0] - 1:
            continue
        name = commit_name(part.number, folder)
        commit = read_commit(store, name)
        if (
            commit is not None
            and commit.plan == plan.digest
            and commit.part == part.number
            and all(intact(store, file, finished.get(file.name)) for file in commit.files)
        ):
            known(commit.counts)
            continue
        for stale in (SUCCESS, name):
            store.remove(stale)
        yield part


def _exists(store: Store, name: str) -> bool:
    try:
        store.open(name).close()
    except FileNotFoundError:
        return False
    return True


def _log(store: Store, entry: dict[str, Any]) -> None:
    """Times and memory stand beside the dataset, not in it: the same input gives the same tables."""
    if isinstance(store, LocalStore):
        with (store.folder / LOG / "runs.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(entry) + "\n")
