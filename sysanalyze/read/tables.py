"""JSON lines and CSV as documents, and where their records begin."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from sysanalyze.read.decode import Decoded, decode
from sysanalyze.read.inputs import Rejected
from sysanalyze.read.records import Lines, Number, decoded, no_field
from sysanalyze.read.sources import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from sysanalyze.model import Document
    from sysanalyze.read.records import Records

SNIFFED = 65_536
DELIMITERS = (",", "\t", ";", "|")


def json_documents(
    stream: BinaryIO, source: str, records: Records, *, first: int = 0, count: int | None = None, skip: int = 0
) -> Iterator[Document | Rejected]:
    """The documents of JSON lines from the line numbered `first`, which is `skip` lines below where the stream stands.

    Their ids count lines from 1, blank ones too.
    """
    options = records.options
    head = None
    for number, line in enumerate(Lines(stream, options.limit), first - skip):
        if number < first:
            continue
        if count is not None and number >= first + count:
            return
        place = f"{source}!{number + 1}"
        try:
            if isinstance(line, ReadError):
                raise line
            read = decoded(line, head, options)
            if head is None and read.encoding != "utf-8":
                head = read
            if text := read.text.strip().lstrip("\ufeff"):
                yield from records.document(_object(text), place, read)
        except ReadError as problem:
            yield Rejected(source=place, code=problem.code, message=problem.message)


def list_documents(raw: bytes, source: str, records: Records) -> Iterator[Document | Rejected]:
    """The documents of a JSON file that is one list of objects, or one object; they are counted from 1.

    Raises:
        ReadError: E_JSON, E_ENCODING.
    """
    read = decoded(raw, None, records.options)
    found = _parsed(read.text.lstrip("\ufeff"))
    for number, each in enumerate(found if isinstance(found, list) else [found], 1):
        place = f"{source}!{number}"
        try:
            yield from records.document(_fielded(each), place, Decoded("", read.encoding))
        except ReadError as problem:
            yield Rejected(source=place, code=problem.code, message=problem.message)


def _object(text: str) -> dict[str, object]:
    return _fielded(_parsed(text))


def _parsed(text: str) -> object:
    try:
        found: object = json.loads(text, parse_int=Number, parse_float=Number)
    except (ValueError, RecursionError) as problem:
        what = f"{problem.msg.lower()} at column {problem.colno}" if isinstance(problem, json.JSONDecodeError) else ""
        raise ReadError("E_JSON", f"is no JSON{': ' if what else ''}{what}") from None
    return found


def _fielded(found: object) -> dict[str, object]:
    if not isinstance(found, dict):
        raise ReadError("E_JSON", "is no JSON object with fields; one is wanted for each article")
    return found


def csv_documents(
    stream: BinaryIO,
    source: str,
    records: Records,
    *,
    header: bytes,
    first: int = 0,
    count: int | None = None,
    skip: int = 0,
) -> Iterator[Document | Rejected]:
    """The documents of a CSV file from the record numbered `first`, `skip` records below where the stream stands.

    Args:
        stream: behind the header.
        source: its id.
        records: what makes documents of records.
        header: the first line.
        first: number of the first record wanted, from 0; blank ones count.
        count: how many are wanted.
        skip: how many to pass over.

    Raises:
        ReadError: E_FIELD where the header lacks a wanted field.
    """
    options = records.options
    head = decoded(header, None, options)
    delimiter = max(DELIMITERS, key=head.text.count)
    names = _row(head.text.lstrip("\ufeff"), delimiter)
    for wanted in (options.text_field, options.date_field, options.title_field, options.id_field):
        if wanted is not None and wanted not in names:
            raise no_field(wanted, dict.fromkeys(names))
    for number, raw in enumerate(Lines(stream, options.limit, quoted=True), first - skip):
        if number < first:
            continue
        if count is not None and number >= first + count:
            return
        place = f"{source}!{number + 1}"
        try:
            if isinstance(raw, ReadError):
                raise raw
            if not raw.strip():
                continue
            read = decoded(raw, head, options)
            yield from records.document(_fields(names, _row(read.text, delimiter)), place, read)
        except ReadError as problem:
            yield Rejected(source=place, code=problem.code, message=problem.message)


def _fields(names: Sequence[str], row: Sequence[str]) -> dict[str, object]:
    if len(row) != len(names):
        raise ReadError("E_FIELD", f"has {len(row)} fields, the header {len(names)}; quote what holds commas")
    return dict(zip(names, row, strict=True))


def _row(text: str, delimiter: str) -> Sequence[str]:
    import csv

    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [])
    except csv.Error as problem:
        raise ReadError("E_CSV", f"is no CSV record: {problem}") from None


def csv_header(stream: BinaryIO, limit: int) -> tuple[bytes, int]:
    """The header of a CSV file, read from its beginning, and the bytes that it takes. Raises ReadError."""
    lines = Lines(stream, min(limit, SNIFFED * 16), quoted=True)
    header = next(iter(lines), b"")
    if isinstance(header, ReadError):
        raise header
    return header, lines.offset


def is_utf16(head: bytes) -> bool:
    """Whether records are in UTF-16 or UTF-32, whose lines cannot be told by their bytes."""
    return decode(head[:4]).encoding.startswith(("utf-16", "utf-32"))
