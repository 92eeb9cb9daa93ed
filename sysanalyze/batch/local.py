"""The engine of this machine: processes started once, parts given out in order, outcomes given back in order."""

from __future__ import annotations

import heapq
import select
from typing import TYPE_CHECKING, Any, Self

from sysanalyze.batch.worker import Task, Worker
from sysanalyze.dataset.commits import Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sysanalyze.batch.parts import Outcome
    from sysanalyze.batch.plan import Part

LOOK = 0.1  # seconds between looks at the clock, at progress and at signals


class Crew:
    """Processes that analyze parts; a context manager that leaves none behind."""

    def __init__(self, settings: dict[str, Any], jobs: int, deadline: float) -> None:
        self.settings, self.jobs, self.deadline = settings, jobs, deadline
        self.workers: list[Worker] = []
        self.memory = 0  # the most that one of the processes held, in kilobytes

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End every process at once."""
        while self.workers:
            self.workers.pop().end()

    @property
    def counts(self) -> Counts:
        """What was done of the parts under way."""
        total = Counts()
        for worker in self.workers:
            total = total.plus(worker.counts)
        return total

    def run(
        self, parts: Iterator[Part], phase: str, stopped: Callable[[], bool], tick: Callable[[], None]
    ) -> Iterator[Outcome]:
        """Work on parts; their outcomes in the order of the parts.

        Args:
            parts: taken one by one, as processes become free.
            phase: `analyze` or `digest`.
            stopped: whether no further part is to be begun; those under way are finished.
            tick: called about ten times a second.

        Raises:
            PlanError: an input is not as it was planned.
            RunError: the work cannot go on.
        """
        order: list[int] = []
        done: list[tuple[int, Outcome]] = []
        exhausted = False
        while True:
            while not exhausted and not stopped() and (free := self._free()) is not None:
                part = next(parts, None)
                if part is None:
                    exhausted = True
                    break
                order.append(part.number)
                free.give(Task(part, phase))
            busy = [worker for worker in self.workers if worker.task is not None]
            if not busy:
                break
            for worker in select.select(busy, [], [], LOOK)[0]:
                outcome = worker.hear()
                self.memory = max(self.memory, worker.memory)
                if outcome is not None:
                    heapq.heappush(done, (outcome.part, outcome))
            for worker in busy:
                worker.watch()
            while done and done[0][0] == order[0]:
                del order[0]
                yield heapq.heappop(done)[1]
            tick()

    def _free(self) -> Worker | None:
        for worker in self.workers:
            if worker.task is None:
                return worker
        if len(self.workers) < self.jobs:
            self.workers.append(Worker(self.settings, self.deadline))
            return self.workers[-1]
        return None
