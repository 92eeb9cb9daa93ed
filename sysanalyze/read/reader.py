"""Any source as documents: what a file is is told by its bytes, then by its name."""

from __future__ import annotations

import io
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from sysanalyze.read.inputs import WHOLE, Input, Rejected, Stretch
from sysanalyze.read.kinds import HEAD, kind_of, unpacked_name
from sysanalyze.read.opening import opened
from sysanalyze.read.options import Options
from sysanalyze.read.sources import ReadError, file_size, printable_name, read_bytes, system_error, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, Self

    from sysanalyze.model import Document
    from sysanalyze.read.archives import Member
    from sysanalyze.read.child import Child
    from sysanalyze.read.kept import KeptZip
    from sysanalyze.read.limits import Budget
    from sysanalyze.read.warc import Page


OF_ALL = ("E_FIELD", "E_ENCODING", "E_CSV")  # what is wrong with a table as a whole: its first stretch tells it


@dataclass(frozen=True, slots=True)
class _Flow:
    """Bytes on their way to documents: where they come from, and how deep they lie."""

    stream: BinaryIO
    head: bytes
    id: str
    name: str  # by which the kind may be told
    path: str | None  # of the file itself, None within an archive
    budget: Budget
    depth: int = 0
    stretch: Stretch = WHOLE

    def whole(self, limit: int) -> bytes:
        """All bytes. Raises ReadError."""
        if len(self.head) < HEAD:
            return self.head
        raw = self.stream.read(limit + 1)
        if len(raw) > limit:
            raise too_large(limit)
        return raw


@dataclass(slots=True)
class Reader:
    """Reads inputs one after the other; a context manager, for it may keep a process that parses pages.

    Documents carry the ids `path`, `archive.zip!member`, `file.jsonl!12` (records are counted from 1), or what the
    record's id field says. An id field's value that came before, in any input of this reader, is a rejected record.
    """

    options: Options = field(default_factory=Options)
    _ids: set[str] = field(default_factory=set)
    _child: Child | None = None
    _kept: KeptZip | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process that parses, where there is one."""
        if self._child is not None:
            self._child.close()
        if self._kept is not None:
            self._kept.close()

    def forget(self) -> None:
        """Let the ids that came before come again."""
        self._ids.clear()

    def documents(self, source: Input, stretch: Stretch = WHOLE) -> Iterator[Document | Rejected]:
        """The documents in one input, in its order, and what failed in between; never raises for a bad source."""
        try:
            with opened(source) as stream:
                yield from self._read(self._flow(stream, source, stretch))
        except ReadError as problem:
            if not (stretch.first and problem.code in OF_ALL):
                yield Rejected(source=source.id, code=problem.code, message=problem.message)
        except (OSError, ValueError) as problem:
            error = system_error(problem)
            yield Rejected(source=source.id, code=error.code, message=error.message)

    def stretches(self, source: Input, size: int) -> Iterator[Stretch]:
        """The input in pieces of about `size` bytes of text each, found without reading its documents.

        Together the pieces give what the whole gives, in the same order. An input that cannot be parted, or not be
        read, is one piece. Compressed files are unpacked for this, and a piece of one is reached only through what
        comes before it.
        """
        from sysanalyze.read.parts import stretches

        return stretches(source, size, self.options)

    def _flow(self, stream: BinaryIO, source: Input, stretch: Stretch) -> _Flow:
        from sysanalyze.read.limits import Budget

        options = self.options
        budget = Budget(stream_size(stream, source), ratio=options.ratio, floor=options.limit)
        head, stream = peeked(stream, budget)
        return _Flow(stream, head, source.id, source.path, source.path, budget, 0, stretch)

    def _read(self, flow: _Flow) -> Iterator[Document | Rejected]:
        """The documents in some bytes. Raises ReadError."""
        options = self.options
        kind = kind_of(flow.head, flow.name)
        if (
            kind in ("json", "jsonl")
            and options.whole is not None
            and options.whole.match(flow.head.decode(errors="replace"))
        ):
            kind = "text"
        if kind == "text":
            if flow.path is not None and flow.budget.known and flow.budget.size > options.limit:
                raise too_large(options.limit)
            yield read_bytes(flow.whole(options.limit), flow.id, encoding=options.encoding, strict=options.strict)
        elif kind in ("html", "pdf"):
            yield self._parsed(kind, flow.whole(options.limit), flow.id)
        elif kind == "ole":
            raise _refused_ole(flow.whole(options.limit))
        elif kind in ("json", "jsonl", "csv"):
            yield from self._records(kind, flow)
        elif kind == "parquet":
            yield from self._parquet(flow)
        else:
            yield from self._archive(kind, flow)

    def _archive(self, kind: str, flow: _Flow) -> Iterator[Document | Rejected]:
        """The documents in what holds others. Raises ReadError."""
        if flow.depth >= self.options.depth:
            from sysanalyze.read.limits import bomb

            raise bomb(f"lies more than {self.options.depth} archives or compressions deep")
        if kind == "zip":
            yield from self._zip(flow)
        elif kind == "tar":
            yield from self._tar(flow)
        elif kind == "warc":
            yield from self._warc(flow)
        else:
            yield from self._unpacked(kind, flow)

    def _parsed(self, kind: str, raw: bytes, name: str) -> Document:
        """The document in a page, PDF or DOCX, its text kept where that is wanted. Raises ReadError."""
        from sysanalyze.read.child import Child

        if self._child is None:
            self._child = Child()
        options = self.options
        document = self._child.parse(kind, raw, name, encoding=options.encoding, timeout=options.timeout)
        if document.replaced and options.strict:
            raise ReadError("E_ENCODING", f"cannot be read as {document.encoding} throughout; try --encoding")
        if options.save_text is not None:
            from sysanalyze.read.save import save_text

            save_text(document, options.save_text)
        return document

    def _records(self, kind: str, flow: _Flow) -> Iterator[Document | Rejected]:
        from sysanalyze.read.records import Records
        from sysanalyze.read.tables import csv_documents, csv_header, is_utf16, json_documents, list_documents

        if kind == "json":
            yield from list_documents(flow.whole(self.options.limit), flow.id, Records(self.options, self._ids))
            return
        if is_utf16(flow.head):
            raise ReadError("E_ENCODING", "holds records in UTF-16; convert it first (iconv -f utf-16 -t utf-8)")
        records = Records(self.options, self._ids)
        first, count, offset = flow.stretch.first, flow.stretch.count, flow.stretch.offset
        skip = 0 if offset else first
        header = b""
        if kind == "csv":
            header, _ = csv_header(flow.stream, self.options.limit)
        if offset:
            flow.stream.seek(offset)
        if kind == "csv":
            yield from csv_documents(flow.stream, flow.id, records, header=header, first=first, count=count, skip=skip)
        else:
            yield from json_documents(flow.stream, flow.id, records, first=first, count=count, skip=skip)

    def _parquet(self, flow: _Flow) -> Iterator[Document | Rejected]:
        from sysanalyze.read.parquet import parquet_documents
        from sysanalyze.read.records import Records

        if flow.path is None or flow.path == "-":
            raise ReadError("E_READ", "is a Parquet file within another or in a pipe; save it as a file first")
        records = Records(self.options, self._ids)
        yield from parquet_documents(flow.path, flow.id, records, first=flow.stretch.first, count=flow.stretch.count)

    def _zip(self, flow: _Flow) -> Iterator[Document | Rejected]:
        from sysanalyze.read.archives import office_file, zip_members

        if flow.path is not None and flow.stretch != WHOLE and (kept := self._kept_zip(flow.path, flow)) is not None:
            budget, members = kept
            first, count = flow.stretch.first, flow.stretch.count
            begin = bisect_left(members, first, key=itemgetter(0))
            end = None if count is None else bisect_left(members, first + count, key=itemgetter(0))
            yield from self._members(iter(members[begin:end]), replace(flow, budget=budget))
            return
        stream = self._seekable(flow)
        office = office_file(stream)
        if office == "docx":
            stream.seek(0)
            raw = stream.read(self.options.limit + 1)
            if len(raw) > self.options.limit:
                raise too_large(self.options.limit)
            yield self._parsed("docx", raw, flow.id)
        elif office is not None:
            raise ReadError("E_BINARY", f"is {office}, not text; convert it to text first")
        else:
            yield from self._members(zip_members(stream, flow.id, flow.budget), flow)

    def _kept_zip(self, path: str, flow: _Flow) -> tuple[Budget, list[tuple[int, Member | Rejected]]] | None:
        from sysanalyze.read.kept import KeptZip

        if self._kept is None:
            self._kept = KeptZip()
        return self._kept.members(path, flow.id, flow.budget)

    def _tar(self, flow: _Flow) -> Iterator[Document | Rejected]:
        from sysanalyze.read.archives import tar_members

        first = 0
        if flow.stretch.offset:
            flow.stream.seek(flow.stretch.offset)
            first = flow.stretch.first
        yield from self._members(tar_members(flow.stream, flow.id, flow.budget, first=first), flow)

    def _members(self, members: Iterator[tuple[int, Member | Rejected]], flow: _Flow) -> Iterator[Document | Rejected]:
        """The documents in the members of an archive, those of the stretch. Raises ReadError."""
        first, count = flow.stretch.first, flow.stretch.count
        for number, member in members:
            if number < first:
                continue
            if count is not None and number >= first + count:
                return
            if isinstance(member, Rejected):
                yield member
                continue
            name = f"{flow.id}!{printable_name(member.name)}"
            if not self._wanted(name):
                continue
            try:
                with member.opened() as inner:
                    head, stream = peeked(inner)
                    yield from self._read(_Flow(stream, head, name, member.name, None, flow.budget, flow.depth + 1))
            except ReadError as problem:
                rest = "; nor is the rest of the archive" if flow.budget.spent else ""
                yield Rejected(source=name, code=problem.code, message=problem.message + rest)
            if flow.budget.spent:
                return

    def _unpacked(self, kind: str, flow: _Flow) -> Iterator[Document | Rejected]:
        from sysanalyze.read.compressed import decompressed

        name = unpacked_name(flow.name)
        if kind == "gz" and name.lower().endswith(".warc"):  # whose records are compressed one by one
            yield from self._warc(flow)
            return
        head, stream = peeked(decompressed(flow.stream, kind, flow.budget))
        inner = replace(flow, stream=stream, head=head, name=name, path=None, depth=flow.depth + 1)
        yield from self._read(inner)

    def _warc(self, flow: _Flow) -> Iterator[Document | Rejected]:
        from sysanalyze.read.warc import warc_pages

        first, count, offset = flow.stretch.first, flow.stretch.count, flow.stretch.offset
        if offset:
            flow.stream.seek(offset)
        skip = 0 if offset else first
        for page in warc_pages(flow.stream, flow.id, flow.budget, first=first, count=count, skip=skip):
            if isinstance(page, Rejected):
                yield page
                continue
            name = f"{flow.id}!{page.number + 1}!{page.url}"
            if not self._wanted(name):
                continue
            try:
                yield self._page(page, name)
            except ReadError as problem:
                yield Rejected(source=name, code=problem.code, message=problem.message)

    def _wanted(self, name: str) -> bool:
        return self.options.only is None or name in self.options.only

    def _page(self, page: Page, name: str) -> Document:
        if page.content_type == "text/plain":
            return read_bytes(page.raw, name, encoding=self.options.encoding, strict=self.options.strict)
        return self._parsed("pdf" if page.content_type == "application/pdf" else "html", page.raw, name)

    def _seekable(self, flow: _Flow) -> BinaryIO:
        """The stream, or all its bytes in memory where it cannot be wound back. Raises ReadError."""
        if flow.path is not None and flow.stream.seekable():
            return flow.stream
        limit = self.options.nested
        raw = flow.stream.read(limit + 1)
        if len(raw) > limit:
            what = f"is an archive above {limit >> 20} MB within another or in a pipe; unpack or save it first"
            raise ReadError("E_TOO_LARGE", what)
        return io.BytesIO(raw)


def peeked(stream: BinaryIO, budget: Budget | None = None) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and the stream from its beginning; what is read of a pipe goes to the budget."""
    head = b""
    while len(head) < HEAD and (chunk := stream.read(HEAD - len(head))):
        head += chunk
    if len(head) < HEAD:
        return head, io.BytesIO(head)
    if stream.seekable():
        stream.seek(0)
        return head, stream
    from sysanalyze.read.limits import Metered

    return head, cast("BinaryIO", io.BufferedReader(Metered(stream, head, budget), HEAD))


def stream_size(stream: BinaryIO, source: Input) -> int | None:
    """Bytes of an input, None for a pipe or device."""
    if source.size is not None:
        return source.size
    try:
        return file_size(stream)
    except (OSError, AttributeError):  # a file of fsspec has no number
        if not stream.seekable():
            return None
        size = stream.seek(0, 2)
        stream.seek(0)
        return size


def _refused_ole(raw: bytes) -> ReadError:
    """What an old Office file is told to be; DOCX and XLSX with a password are kept in one."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return ReadError("E_ENCRYPTED", "is encrypted; save it without its password first")
    return ReadError("E_BINARY", "is an old Office file (DOC, XLS, PPT), not text; save it as DOCX or text first")
