"""The pages of a web archive (WARC), through FastWARC (extra `warc`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sysanalyze.read.extras import needs
from sysanalyze.read.inputs import Rejected
from sysanalyze.read.limits import truncated, unpacking
from sysanalyze.read.sources import ReadError, printable_name, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from sysanalyze.read.limits import Budget

FOUND = 200  # the HTTP status of a page that was found
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
PLAIN_ENDINGS = {"text/plain": ".txt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a server answered, its transfer and content encodings undone."""

    number: int  # of its record, from 0; requests and the like are not counted
    url: str
    content_type: str
    raw: bytes


def warc_pages(
    stream: BinaryIO, source: str, budget: Budget, *, first: int = 0, count: int | None = None, skip: int = 0
) -> Iterator[Page | Rejected]:
    """The pages of a WARC stream, which stands `skip` records above the one numbered `first`.

    Answers other than 200 and contents that are no page, text or PDF are passed over.

    Raises:
        ReadError: E_TRUNCATED, E_DAMAGED, E_BOMB, E_EXTRA.
    """
    records = _records(stream)
    number = first - skip - 1
    while (record := unpacking(lambda: next(records, None))) is not None:
        number += 1
        if number < first:
            continue
        if count is not None and number >= first + count:
            return
        url = printable_name(record.headers.get("WARC-Target-URI") or "").strip("<>")
        place = f"{source}!{number + 1}!{url}"
        size = record.content_length
        raw = unpacking(lambda record=record: record.reader.read(budget.floor + 1))  # type: ignore[misc]  # binds the loop's value
        budget.grow(len(raw))
        if len(raw) > budget.floor:
            error = too_large(budget.floor)
            yield Rejected(source=place, code=error.code, message=error.message)
            continue
        if len(raw) < size:
            yield Rejected(source=place, code="E_TRUNCATED", message=truncated().message)
            return
        try:
            content = _content(record, raw, budget)
        except ReadError as problem:
            yield Rejected(source=place, code=problem.code, message=problem.message)
            continue
        if content is not None:
            yield Page(number=number, url=url, content_type=content[0], raw=content[1])


def warc_offsets(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where each record begins, and its bytes. Raises ReadError."""
    records = _records(stream)
    while (record := unpacking(lambda: next(records, None))) is not None:
        yield record.stream_pos, record.content_length


def _records(stream: BinaryIO) -> Iterator[Any]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise needs("warc") from None
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    return iter(ArchiveIterator(stream, record_types=wanted, parse_http=False))


def _content(record: Any, raw: bytes, budget: Budget) -> tuple[str, bytes] | None:  # noqa: ANN401  # has no types
    """The type and bytes of what a record holds; None where that is no page."""
    if not record.is_http:
        kind = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        return (kind, raw) if kind in PAGES else None
    record.set_bytes_content(raw)
    unpacking(lambda: record.parse_http(auto_decode="all"))
    kind = (record.http_content_type or "").lower()
    if record.http_headers is None or record.http_headers.status_code != FOUND or kind not in PAGES:
        return None
    body = unpacking(lambda: record.reader.read(budget.floor + 1))
    budget.grow(len(body))
    if len(body) > budget.floor:
        raise too_large(budget.floor)
    return kind, body
