"""A process that analyzes parts, as its parent sees it: started, given work, watched, ended, replaced.

A document that ends the process is found by the note that the process left. It is tried once more; the second time it
is rejected and the rest of the part goes on. So is a document that takes longer than it may, at once.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sysanalyze.batch.notes import Notes, shared_page
from sysanalyze.batch.parts import ANALYZE, READ, Message, Outcome, Skip
from sysanalyze.batch.plan import PlanError, RunError
from sysanalyze.dataset.commits import Counts

if TYPE_CHECKING:
    from sysanalyze.batch.plan import Part

TRIES = 2  # deaths of a process at one document, after which it is rejected
STRAY = 5  # deaths of a process at one part that no document explains
READING = 30.0  # seconds more for a document that is being read
PARTING = 1.0  # seconds that a process gets to end by itself
TICK = 1.0  # seconds at most that a look at the clock counts for: a machine that slept has not worked


class Task:
    """A part under way, with what its tries have shown."""

    def __init__(self, part: Part, phase: str) -> None:
        self.part, self.phase = part, phase
        self.skips: dict[int, Skip] = {}
        self.deaths: dict[tuple[int, str], int] = {}
        self.attempts = 0
        self.began = time.monotonic()

    def command(self) -> dict[str, Any]:
        """As the process is told."""
        return {
            "part": self.part.number,
            "line": self.part.line().decode(),
            "skips": self.skips,
            "phase": self.phase,
        }


class Worker:
    """One process and the task that it has.

    Args:
        settings: plain values for `child.make_bench`.
        deadline: seconds that one document may take.
    """

    def __init__(self, settings: dict[str, Any], deadline: float) -> None:
        self.settings, self.deadline = settings, deadline
        self.task: Task | None = None
        self.memory = 0  # peak in kilobytes of the processes so far
        self._start()

    def _start(self) -> None:
        page = shared_page()
        try:
            self.notes = Notes(page)
            self.process = subprocess.Popen(  # noqa: S603  # this very program
                [sys.executable, "-P", "-m", "sysanalyze.batch.child", str(page)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=(page,),
                bufsize=0,
            )
        finally:
            os.close(page)
        self.ready = False
        self.buffer = b""
        self.seen = 0
        self._begin()
        self._tell(self.settings)

    def _begin(self) -> None:
        """Nothing was spent yet on any document."""
        self.spent: defaultdict[tuple[int, str], float] = defaultdict(float)  # seconds, by position and stage
        self.looked = time.monotonic()

    def _tell(self, command: dict[str, Any]) -> None:
        assert self.process.stdin is not None  # noqa: S101  # a pipe, as asked for
        raw = (json.dumps(command, separators=(",", ":")) + "\n").encode()
        with contextlib.suppress(BrokenPipeError):  # it died; `events` will see that
            while raw:
                raw = raw[self.process.stdin.write(raw) or 0 :]

    def fileno(self) -> int:
        """For `select`: readable when there is something to hear."""
        assert self.process.stdout is not None  # noqa: S101  # a pipe, as asked for
        return self.process.stdout.fileno()

    def give(self, task: Task) -> None:
        """Let it work on a part."""
        self.task = task
        task.attempts += 1
        self._begin()
        self._tell(task.command())

    @property
    def counts(self) -> Counts:
        """What it has done of its part."""
        return self.notes.read().counts if self.task is not None else Counts()

    def hear(self) -> Outcome | None:
        """Read what it says; the outcome of its part, once there is one.

        Raises:
            PlanError: an input is not as it was planned.
            RunError: the work cannot go on.
        """
        chunk = os.read(self.fileno(), 1 << 20)
        if not chunk:
            self._died(timed_out=False)
            return None
        *lines, self.buffer = (self.buffer + chunk).split(b"\n")
        for line in lines:
            answer = json.loads(line)
            if "ready" in answer:
                self.ready = True
                self._begin()
            elif "changed" in answer:
                raise PlanError(*answer["changed"])
            elif "failed" in answer:
                raise RunError(answer["failed"])
            else:
                self.memory = max(self.memory, answer["memory"])
                self.task = None
                return outcome_of(answer["done"])
        return None

    def watch(self) -> None:
        """End the process where its document takes too long."""
        if self.task is None:
            return
        now = time.monotonic()
        note = self.notes.read()
        key = (note.position, note.stage)
        if note.number == self.seen:  # the documents of a group take turns, so each has an account of its own
            self.spent[key] += min(TICK, now - self.looked)
        self.seen, self.looked = note.number, now
        # Reading has a deadline of its own where it is dangerous, in a process of its own that is slow to start.
        most = self.deadline + (READING if note.stage == READ else 0)
        if self.spent[key] > most and note.stage in (READ, ANALYZE):
            self.process.kill()
            self._died(timed_out=True)

    def _died(self, *, timed_out: bool) -> None:
        """Learn from the end of the process and begin another, which goes on with the task."""
        code = self.process.wait()
        note = self.notes.read()
        was_ready = self.ready
        self._close()
        task = self.task
        if task is None and was_ready:
            self._start()
            return
        if task is not None and was_ready and note.stage in (READ, ANALYZE):
            key = (note.position, note.stage)
            task.deaths[key] = task.deaths.get(key, 0) + 1
            if timed_out or task.deaths[key] >= TRIES:
                task.skips[note.position] = self._skip(note.source, note.stage, code, timed_out=timed_out)
        if task is None or task.attempts - len(task.skips) * TRIES > STRAY:
            raise RunError(f"the processes that analyze end again and again ({ending(code)})")
        self._start()
        self.give(task)

    def _skip(self, source: str, stage: str, code: int, *, timed_out: bool) -> Skip:
        what = "reading it" if stage == READ else "its analysis"
        if timed_out:
            return Skip(source, "E_TIMEOUT", stage, f"{what} took longer than {self.deadline:g} seconds (--timeout)")
        return Skip(source, "E_CRASH", stage, f"{what} ended the process twice ({ending(code)})")

    def _close(self) -> None:
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self.notes.close()

    def end(self) -> None:
        """End the process: it goes when its commands end, and is killed where it does not at once."""
        with contextlib.suppress(OSError):
            if self.process.stdin is not None:
                self.process.stdin.close()
        try:
            self.process.wait(PARTING)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._close()


def outcome_of(plain: dict[str, Any]) -> Outcome:
    """An outcome from JSON."""
    messages = tuple(Message(*message) for message in plain["messages"])
    return Outcome(part=plain["part"], counts=Counts(**plain["counts"]), messages=messages)


def ending(code: int) -> str:
    """How a process ended, in words.

    >>> ending(-11), ending(3)
    ('SIGSEGV', 'exit status 3')
    """
    if code >= 0:
        return f"exit status {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
