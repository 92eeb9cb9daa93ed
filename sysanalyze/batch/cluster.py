"""The engine of a Dask cluster: the same parts and commits, so that a part that runs twice is invisible.

Each worker thread of the cluster keeps a process of its own that analyzes, as the local engine does: a document that
crashes or hangs costs neither the worker nor the part.
"""

from __future__ import annotations

import heapq
import json
import logging
import select
import threading
import time
import uuid
from typing import TYPE_CHECKING, Any

from sysanalyze.batch.child import as_plain
from sysanalyze.batch.plan import PlanError, RunError, parse_part
from sysanalyze.batch.worker import Task, Worker, outcome_of
from sysanalyze.dataset.commits import Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sysanalyze.batch.parts import Outcome
    from sysanalyze.batch.plan import Part

LOOK = 0.1  # seconds between looks at what is done
COUNTED = 5.0  # seconds between counts of the cluster's threads
PATIENCE = 10.0  # seconds that a scheduler may take to answer
AHEAD = 2  # parts given out for each thread
LOST = "the Dask scheduler is lost; start it anew and give the same command again, what is committed stays"

_kept = threading.local()  # in a worker of the cluster: the process of each thread


class Cluster:
    """The workers behind a scheduler.

    Args:
        address: `tcp://host:port`, or the path of the file that the scheduler wrote.
        settings: plain values for `child.make_bench`.
        deadline: seconds that one document may take.

    Raises:
        RunError: no scheduler answers there, or Dask is not installed.
    """

    def __init__(self, address: str, settings: dict[str, Any], deadline: float) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise RunError("needs Dask: pip install 'sysanalyze[cluster]'") from None
        for name in ("asyncio", "tornado", *logging.root.manager.loggerDict):
            if name.partition(".")[0] in ("asyncio", "distributed", "tornado"):
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what matters is told here, in one line
        where = {"address": address} if "://" in address else {"scheduler_file": address}
        try:
            self.client = Client(**where, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as problem:
            raise RunError(f"no Dask scheduler answers at {address}: {problem}") from None
        self.settings, self.deadline = settings, deadline
        self.counts = Counts()
        self.memory = 0
        self._threads, self._counted = 1, 0.0

    def end(self) -> None:
        """Give nothing more out, and forget what is under way."""
        self.client.close(timeout=2)

    def run(
        self, parts: Iterator[Part], phase: str, stopped: Callable[[], bool], tick: Callable[[], None]
    ) -> Iterator[Outcome]:
        """Work on parts, as `local.Crew.run` does."""
        order: list[int] = []
        done: list[tuple[int, Outcome]] = []
        running: dict[int, Any] = {}
        exhausted = False
        while True:
            while not exhausted and not stopped() and len(running) < AHEAD * self._count():
                part = next(parts, None)
                if part is None:
                    exhausted = True
                    break
                order.append(part.number)
                running[part.number] = self._submit(part, phase)
            if stopped():
                self._withdraw(running, order)
            if not running:
                break
            for number in [number for number, future in running.items() if future.status != "pending"]:
                heapq.heappush(done, (number, self._result(running.pop(number))))
            while done and done[0][0] == order[0]:
                del order[0]
                yield heapq.heappop(done)[1]
            if self.client.status != "running":
                raise RunError(LOST)
            tick()
            time.sleep(LOOK)

    def _submit(self, part: Part, phase: str) -> Any:  # noqa: ANN401  # distributed has no types
        key = f"sysanalyze-{phase}-{part.number}-{uuid.uuid4().hex}"
        line = part.line().decode()
        return self.client.submit(
            work_on, self.settings, self.deadline, part.number, line, phase, key=key, pure=False, retries=2
        )

    def _withdraw(self, running: dict[int, Any], order: list[int]) -> None:
        """Take back what no worker has begun; the rest is finished."""
        begun = {key for keys in self._ask(self.client.processing).values() for key in keys}
        for number, future in list(running.items()):
            if future.status == "pending" and future.key not in begun:
                future.cancel()
                del running[number]
                order.remove(number)

    def _result(self, future: Any) -> Outcome:  # noqa: ANN401  # distributed has no types
        if future.status in ("cancelled", "lost"):
            raise RunError(LOST)
        if future.status == "error":
            problem = future.exception()
            raise RunError(f"the cluster gave up a part: {type(problem).__name__}: {problem}".partition("\n")[0])
        answer = self._ask(future.result)
        if "changed" in answer:
            raise PlanError(*answer["changed"])
        if "failed" in answer:
            raise RunError(answer["failed"])
        self.memory = max(self.memory, answer["memory"])
        return outcome_of(answer["done"])

    def _count(self) -> int:
        """Threads of the cluster; one while there is none, for workers may still come."""
        now = time.monotonic()
        if now - self._counted > COUNTED:
            self._counted = now
            self._threads = max(1, sum(self._ask(self.client.nthreads).values()))
        return self._threads

    def _ask(self, question: Callable[[], Any]) -> Any:  # noqa: ANN401  # distributed has no types
        try:
            return question()
        except Exception as problem:  # whatever breaks a connection; the work itself raises nothing
            raise RunError(LOST) from problem


def work_on(settings: dict[str, Any], deadline: float, number: int, line: str, phase: str) -> dict[str, Any]:
    """Work on one part in a worker of the cluster, with the process that this thread keeps."""
    key = json.dumps([settings, deadline], sort_keys=True)
    worker: Worker | None = getattr(_kept, "worker", None)
    if worker is not None and (_kept.key != key or worker.task is not None):
        worker.end()
        worker = None
    if worker is None:
        worker = _kept.worker = Worker(settings, deadline)
        _kept.key = key
    try:
        worker.give(Task(parse_part(number, line.encode()), phase))
        while True:
            if select.select([worker], [], [], LOOK)[0] and (outcome := worker.hear()) is not None:
                return {"done": as_plain(outcome), "memory": worker.memory}
            worker.watch()
    except PlanError as problem:
        answer: dict[str, Any] = {"changed": [problem.source, problem.message]}
    except RunError as problem:
        answer = {"failed": str(problem)}
    worker.end()
    del _kept.worker
    return answer
