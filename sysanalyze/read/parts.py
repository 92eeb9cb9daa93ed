"""Parting an input into stretches of about the same size, without reading its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.read.inputs import Input, Stretch
from sysanalyze.read.kinds import kind_of, unpacked_name
from sysanalyze.read.limits import Budget
from sysanalyze.read.opening import opened
from sysanalyze.read.sources import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from sysanalyze.read.options import Options

PARTED = ("zip", "tar", "jsonl", "csv", "warc", "parquet")
PACKED = ("gz", "bz2", "xz", "zst")

# Where a member or record begins, how many they are, and their bytes. Offset 0: it cannot be entered there.
Unit = tuple[int, int, int]


def stretches(source: Input, size: int, options: Options) -> Iterator[Stretch]:
    """The input in pieces of about `size` bytes; the last one goes to the end, whatever comes there."""
    first = offset = count = held = 0
    units = _units(source, options)
    while True:
        try:
            unit = next(units, None)
        except Exception:  # noqa: BLE001  # whatever is wrong with it, reading the documents will tell
            unit = None
        if unit is None:
            break
        at, many, number = unit
        if count and held + number > size:
            yield Stretch(first=first, count=count, offset=offset, size=held)
            first += count
            offset, count, held = at, 0, 0
        count += many
        held += number
    yield Stretch(first=first, offset=offset, size=held)


def _units(source: Input, options: Options) -> Iterator[Unit]:
    from sysanalyze.read.reader import peeked, stream_size

    with opened(source) as stream:
        budget = Budget(stream_size(stream, source), ratio=options.ratio, floor=options.limit)
        head, whole = peeked(stream, budget)
        kind = kind_of(head, source.path)
        if kind == "parquet":
            yield from _parquet(source, options)
        elif kind in PACKED:
            yield from _within(whole, kind, source.path, budget, options)
        elif kind in PARTED:
            yield from _listed(whole, kind, options, seekable=whole.seekable())
        else:
            yield 0, 1, source.size or len(head)


def _within(stream: BinaryIO, kind: str, path: str, budget: Budget, options: Options) -> Iterator[Unit]:
    """The units of what a compressed file holds, which can only be reached from its beginning."""
    from sysanalyze.read.compressed import decompressed
    from sysanalyze.read.reader import peeked

    name = unpacked_name(path)
    if kind == "gz" and name.lower().endswith(".warc"):
        yield from _listed(stream, "warc", options, seekable=stream.seekable())
        return
    head, inner = peeked(decompressed(stream, kind, budget))
    kind = kind_of(head, name)
    if kind in ("tar", "jsonl", "csv", "warc"):
        yield from _listed(inner, kind, options, seekable=False)
        return
    held = 0
    while chunk := inner.read(1 << 20):
        held += len(chunk)
    yield 0, 1, held


def _listed(stream: BinaryIO, kind: str, options: Options, *, seekable: bool) -> Iterator[Unit]:
    if kind == "zip":
        from sysanalyze.read.archives import office_file, zip_sizes

        one = office_file(stream) is not None
        sizes = zip_sizes(stream)
        for number in [sum(sizes)] if one else sizes:
            yield 0, 1, number
    elif kind in ("tar", "warc"):
        from sysanalyze.read.archives import tar_offsets
        from sysanalyze.read.warc import warc_offsets

        for at, number in tar_offsets(stream) if kind == "tar" else warc_offsets(stream):
            yield at if seekable else 0, 1, number
    else:
        yield from _lines(stream, kind, options, seekable=seekable)


def _lines(stream: BinaryIO, kind: str, options: Options, *, seekable: bool) -> Iterator[Unit]:
    from sysanalyze.read.records import Lines
    from sysanalyze.read.tables import csv_header

    begin = csv_header(stream, options.limit)[1] if kind == "csv" else 0
    lines = Lines(stream, options.limit, quoted=kind == "csv")
    before = 0
    for _ in lines:
        yield begin + before if seekable else 0, 1, lines.offset - before
        before = lines.offset


def _parquet(source: Input, options: Options) -> Iterator[Unit]:
    from sysanalyze.read.parquet import parquet_sizes

    for rows, number in parquet_sizes(source.path, options.text_field):
        if not rows:
            raise ReadError("E_DAMAGED", "holds a row group without rows")
        each = max(1, number // rows)
        for _ in range(rows):
            yield 0, 1, each
