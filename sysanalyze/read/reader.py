"""Any source as documents: what a file is is told by its bytes, then by its name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sysanalyze.read.inputs import WHOLE, Input, Rejected, Stretch
from sysanalyze.read.opening import opened
from sysanalyze.read.sources import MAX_BYTES, ReadError, read_stream, system_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from sysanalyze.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How sources are read. Plain values: they can be sent to another process."""

    encoding: str | None = None  # as `known_encoding` gives it; found out where None
    strict: bool = False  # whether bytes that cannot be read are an error rather than U+FFFD
    text_field: str = "text"  # of records: JSON lines, CSV, Parquet
    date_field: str | None = None
    title_field: str | None = None
    id_field: str | None = None
    save_text: str | None = None  # folder for the texts taken out of pages, PDF and DOCX
    limit: int = MAX_BYTES  # bytes of one document
    ratio: int = 200  # times that compressed bytes may grow, beyond the first 64 MB
    depth: int = 5  # archives and compressions within each other
    timeout: float = 30.0  # seconds for one page, PDF or DOCX


@dataclass(slots=True)
class Reader:
    """Reads inputs one after the other; a context manager, for it may keep a process that parses pages.

    Documents carry the ids `path`, `archive.zip!member`, `file.jsonl!12` (records are counted from 1), or what the
    record's id field says. An id field's value that came before, in any input of this reader, is a rejected record.
    """

    options: Options = field(default_factory=Options)
    _ids: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process that parses, where there is one."""

    def documents(self, source: Input, stretch: Stretch = WHOLE) -> Iterator[Document | Rejected]:
        """The documents in one input, in its order, and what failed in between; never raises for a bad source."""
        try:
            with opened(source) as stream:
                yield read_stream(
                    stream,
                    source.path,
                    encoding=self.options.encoding,
                    strict=self.options.strict,
                    limit=self.options.limit,
                )
        except ReadError as problem:
            yield Rejected(source=source.id, code=problem.code, message=problem.message)
        except (OSError, ValueError) as problem:
            error = system_error(problem)
            yield Rejected(source=source.id, code=error.code, message=error.message)

    def stretches(self, source: Input, size: int) -> Iterator[Stretch]:
        """The input in pieces of about `size` bytes of text each, found without reading its documents.

        Together the pieces give what the whole gives, in the same order. An input that cannot be parted, or not be
        read, is one piece.
        """
        yield WHOLE
