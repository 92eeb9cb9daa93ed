"""How a batch goes, on standard error: a line that moves at a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, Self

from sysanalyze.cli.messages import say

if TYPE_CHECKING:
    from sysanalyze.batch.parts import Outcome
    from sysanalyze.batch.plan import Plan
    from sysanalyze.batch.run import Summary
    from sysanalyze.dataset.commits import Counts
    from sysanalyze.read import Rejected

EVERY = 10.0  # seconds between plain lines
MOVING = 0.25  # seconds between changes of the moving line
MEGABYTE = 1_000_000


class Progress:
    """Tells a batch's progress, messages and summary; a context manager."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.began = self.shown = time.monotonic()
        self.plan: Plan | None = None
        self.phase = ""
        self.documents = self.rejected = self.size = 0
        self.new_size = 0  # bytes of text analyzed by this run
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Take the moving line away."""
        if self.bar is not None:
            self.bar.stop()
            self.bar = None

    def notice(self, found: Rejected) -> None:
        """Something was passed over, or a source could not be listed."""
        if found.failed or not self.quiet:
            self._say(found.source, found.code, found.message)

    def begin(self, plan: Plan, phase: str) -> None:
        """Work on the parts begins."""
        self.plan, self.phase = plan, phase
        self.began = self.shown = time.monotonic()
        if self.quiet or phase != "analyze" or not _at_terminal():
            return
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (BarColumn(bar_width=24), TextColumn("{task.description}"))
        self.bar = Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
        self.bar.start()
        self.task = self.bar.add_task("", total=max(1, plan.bytes))

    def known(self, counts: Counts) -> None:
        """A part was committed before."""
        self._add(counts)

    def outcome(self, outcome: Outcome) -> None:
        """A part is committed now."""
        self._add(outcome.counts)
        self.new_size += outcome.counts.bytes
        for source, code, message in outcome.messages:
            self._say(source, code, message)

    def _add(self, counts: Counts) -> None:
        self.documents += counts.documents
        self.rejected += counts.rejected
        self.size += counts.bytes

    def tick(self, running: Counts) -> None:
        """Show how it goes, where it is time to."""
        now = time.monotonic()
        if self.quiet or now - self.shown < (EVERY if self.bar is None else MOVING):
            return
        self.shown = now
        line = self._line(running, now)
        if self.bar is None:
            _write(f"sysanalyze: {line}\n")
        else:
            self.bar.update(self.task, completed=self.size + running.bytes, description=line)
            self.bar.refresh()

    def _line(self, running: Counts, now: float) -> str:
        if self.phase != "analyze":
            return "looking for duplicates"
        done = self.size + running.bytes
        speed = (self.new_size + running.bytes) / max(0.001, now - self.began)
        whole = self.plan.bytes if self.plan is not None else 0
        left = f", {_span((whole - done) / speed)} left" if speed and done < whole else ""
        documents, rejected = self.documents + running.documents, self.rejected + running.rejected
        return f"{documents:,} articles, {speed / MEGABYTE:.2f} MB/s{left}, {rejected:,} rejected"

    def end(self, summary: Summary) -> None:
        """The summary."""
        self.close()
        if self.quiet:
            return
        counts = summary.counts
        took = time.monotonic() - self.began
        speed = f", {self.new_size / took / MEGABYTE:.2f} MB/s" if self.new_size and took else ""
        state = "complete" if summary.complete else "stopped" if summary.stopped else "this shard is complete"
        again = "; the same command goes on" if summary.stopped else ""
        _write(
            f"sysanalyze: {state}: {counts.documents:,} articles, {counts.findings:,} findings, {counts.rejected:,} "
            f"rejected, {_span(took)}{speed}{again}\n"
        )

    def _say(self, source: str, code: str, message: str) -> None:
        if self.bar is not None:
            self.bar.stop()
        say(source, code, message)
        if self.bar is not None:
            self.bar.start()


def _span(seconds: float) -> str:
    """A time as people say it.

    >>> _span(5), _span(90), _span(7300)
    ('5 s', '1 min 30 s', '2 h 1 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def _at_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _write(line: str) -> None:
    import contextlib

    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(line)
            sys.stderr.flush()
