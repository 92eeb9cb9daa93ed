"""One part of the work: its documents read and analyzed, its tables written, and then committed."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.analyze import Analyzer
from sysanalyze.batch.duplicates import duplicates_of_part
from sysanalyze.batch.plan import PlanError, part_inputs
from sysanalyze.batch.rows import Rows, reject_row, report_rows, skipped_row, text_digests
from sysanalyze.batch.spool import Spool
from sysanalyze.dataset.commits import Commit, Counts, write_commit
from sysanalyze.dataset.schema import DOCUMENTS_A_PART, TABLES
from sysanalyze.dataset.store import Store
from sysanalyze.model import Document, Report
from sysanalyze.read import Input, Reader, Rejected, loss

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.batch.plan import Part

GROUP, GROUP_SIZE = 64, 1 << 16  # documents and code points that go through a stage before the next one
READ, ANALYZE, WRITE = "read", "analyze", "write"  # stages that a note tells
PARTED = tuple(table.name for table in TABLES if table.name != "runs")


class Skip(NamedTuple):
    """A document that is not tried again: it ended the process or took too long."""

    source: str
    code: str
    stage: str
    message: str


class Message(NamedTuple):
    """One line of a document for standard error."""

    source: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a part came to, and what is to be told of it."""

    part: int
    counts: Counts
    messages: tuple[Message, ...]


@dataclass(slots=True, kw_only=True)
class Bench:
    """What a process needs to analyze parts, made once."""

    store: Store
    plan: str  # digest
    analyzer: Analyzer
    reader: Reader
    date: str | None
    skip_duplicates: bool
    warnings: bool
    debug: bool
    note: Callable[[int, str, str], None] = field(default=lambda _position, _stage, _source: None)
    progress: Callable[[Counts], None] = field(default=lambda _counts: None)


def analyze_part(bench: Bench, part: Part, skips: dict[int, Skip]) -> Outcome:
    """Analyze a part and commit it.

    Args:
        bench: the tools.
        part: of the plan.
        skips: documents of the part that failed for good, by their position in it.

    Raises:
        PlanError: an input is not as it was planned.
        OSError, duckdb.Error: the tables cannot be written.
    """
    duplicates: frozenset[int] = frozenset()
    if bench.skip_duplicates:
        with bench.store.scratch() as folder:
            duplicates = duplicates_of_part(bench.store, part.number, folder)
    with bench.store.scratch() as folder, Spool(folder) as spool:
        run = _Run(bench, part, skips, duplicates, spool)
        run.all()
        bench.note(-1, WRITE, "")
        files = spool.publish(bench.store, part.number, () if part.number else PARTED)  # so that none is missing
        write_commit(bench.store, Commit(plan=bench.plan, part=part.number, counts=run.counts, files=files))
        return Outcome(part=part.number, counts=run.counts, messages=tuple(run.messages))


class _Run:
    """A part under way."""

    def __init__(
        self, bench: Bench, part: Part, skips: dict[int, Skip], duplicates: frozenset[int], spool: Spool
    ) -> None:
        self.bench, self.part, self.skips, self.duplicates, self.spool = bench, part, skips, duplicates, spool
        self.messages: list[Message] = []
        self.documents = self.rejected = self.bytes = self.findings = 0

    @property
    def counts(self) -> Counts:
        """So far."""
        return Counts(documents=self.documents, rejected=self.rejected, bytes=self.bytes, findings=self.findings)

    def all(self) -> None:
        """Every document of the part, in groups that follow from the part alone."""
        group: list[tuple[int, Document | Rejected]] = []
        size = 0
        for position, item in read_part(self.bench, self.part, self.skips):
            group.append((position, item))
            size += 0 if isinstance(item, Rejected) else len(item.text)
            if size >= GROUP_SIZE or len(group) >= GROUP:
                self.several(group)
                group, size = [], 0
        self.several(group)

    def several(self, group: list[tuple[int, Document | Rejected]]) -> None:
        """Analyze what was read, then write it or tell why it failed, in its order."""
        work = [
            (position, item)
            for position, item in group
            if isinstance(item, Document) and position not in self.skips and self.doc(position) not in self.duplicates
        ]

        def begin(at: int) -> None:
            position, document = work[at]
            self.bench.note(position, ANALYZE, document.id)

        made = self.bench.analyzer.group([document for _, document in work], date=self.bench.date, begin=begin)
        reports = {position: report for (position, _), report in zip(work, made, strict=True)}
        for position, item in group:
            doc = self.doc(position)
            if isinstance(item, Rejected):
                self.reject(doc, Skip(item.source, item.code, item.stage, item.message))
            elif (skip := self.skips.get(position)) is not None:
                self.reject(doc, skip)
            else:
                self.bench.note(position, ANALYZE, item.id)
                self.one(doc, item, reports.get(position))
            self.bench.progress(self.counts)

    def doc(self, position: int) -> int:
        """The number of a document of the part."""
        return self.part.number * DOCUMENTS_A_PART + position

    def one(self, doc: int, document: Document, report: Report | Exception | None) -> None:
        """The rows of a document and its report, None for a duplicate, or of why it failed."""
        digests = text_digests(document.text)
        rows: Rows = {}
        if isinstance(report, Report):
            try:
                rows = report_rows(report, doc, digests)
            except Exception as problem:  # noqa: BLE001  # one article that breaks a rule does not stop the others
                report = problem
        if report is None:
            self.spool.add({"documents": [skipped_row(document, doc, digests)]})
        elif isinstance(report, Exception):
            if self.bench.debug:
                traceback.print_exception(report)
            message = f"{type(report).__name__}: {report}; a defect of sysanalyze"
            self.reject(doc, Skip(document.id, "E_INTERNAL", ANALYZE, message))
            return
        else:
            self.spool.add(rows)
            found = (report.figures, report.slogans, report.projects, report.officials)
            self.findings += sum(map(len, found))
        if self.bench.warnings and (lost := loss(document)) is not None:
            self.messages.append(Message(document.id, "W_ENCODING", lost))
        self.documents += 1
        self.bytes += digests[2]

    def reject(self, doc: int, why: Skip) -> None:
        """A row and a line for a document that failed."""
        self.spool.add({"rejects": [reject_row(doc, why.source, why.code, why.stage, why.message)]})
        self.messages.append(Message(why.source, why.code, why.message))
        self.rejected += 1


def read_part(bench: Bench, part: Part, skips: dict[int, Skip]) -> Iterator[tuple[int, Document | Rejected]]:
    """The documents of a part with their positions; what was passed over on purpose is left out.

    Raises:
        PlanError: an input is not as it was planned.
    """
    position = 0
    bench.reader.forget()  # what a part gives does not depend on the parts before it
    for found, stretches in part_inputs(bench.store, part):
        if isinstance(found, Rejected):
            yield position, found
            position += 1
            continue
        _check_unchanged(found)
        for stretch in stretches:
            documents = bench.reader.documents(found, stretch)
            while True:
                skip = skips.get(position)
                if skip is not None and skip.stage == READ:  # what follows in the stretch cannot be reached
                    yield position, Rejected(source=skip.source, code=skip.code, message=skip.message)
                    position += 1
                    break
                bench.note(position, READ, found.id)
                item = next(documents, None)
                if item is None or (part.take is not None and position >= part.take):
                    break
                if isinstance(item, Rejected) and not item.failed:
                    continue
                yield position, item
                position += 1


def _check_unchanged(found: Input) -> None:
    if found.size is None or "://" in found.path:
        return
    try:
        status = os.stat(found.path)  # noqa: PTH116  # names in bytes that are no UTF-8
    except FileNotFoundError:
        raise PlanError(found.id, "is gone, or not to be seen from here (relative paths?)") from None
    except OSError:
        return  # reading it will say why
    if (status.st_size, status.st_mtime_ns) != (found.size, found.mtime):
        raise PlanError(found.id, "changed while the dataset was being made; --restart begins anew")
