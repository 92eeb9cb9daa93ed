"""A zip archive without its directory, which stands at the end: the members that are whole."""

from __future__ import annotations

import io
import struct
import zlib
from functools import partial
from typing import TYPE_CHECKING

from sysanalyze.read.archives import ENCRYPTED, Member, encrypted, zip_name
from sysanalyze.read.inputs import no_article
from sysanalyze.read.limits import bomb
from sysanalyze.read.sources import printable_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from sysanalyze.read.inputs import Rejected
    from sysanalyze.read.limits import Budget

HEADER = struct.Struct("<4s5H3L2H")  # APPNOTE.TXT 4.3.7: signature, version, flags, method, time, date, crc, sizes, …
SIGNATURE = b"PK\x03\x04"
STORED, DEFLATED = 0, 8
SIZE_BEHIND = 0x8  # flag: the sizes stand behind the member


def whole_members(stream: BinaryIO, source: str, budget: Budget) -> Iterator[tuple[int, Member | Rejected]]:
    """The members from the first on, until one is not whole; each is unpacked and its checksum compared."""
    stream.seek(0)
    number = 0
    while len(fixed := stream.read(HEADER.size)) == HEADER.size:
        signature, _, flags, method, _, _, crc, packed, _, name_size, extra_size = HEADER.unpack(fixed)
        if signature != SIGNATURE:
            return
        raw_name, extra = stream.read(name_size), stream.read(extra_size)
        name = zip_name(raw_name.decode("utf-8" if flags & 0x800 else "cp437", "replace"), flags=flags, extra=extra)
        if flags & SIZE_BEHIND and not packed:
            if method != DEFLATED:
                return
            content = _inflated(stream, budget)
            behind = stream.read(16)
            at = 4 if behind.startswith(b"PK\x07\x08") else 0
            crc = int.from_bytes(behind[at : at + 4], "little")
            stream.seek(at - 4, 1)
        else:
            content = _sized(stream, packed, method, budget)
        if content is None:
            return
        member = f"{source}!{printable_name(name)}"
        if flags & ENCRYPTED:
            yield number, encrypted(member)
        elif zlib.crc32(content) != crc:
            return
        elif not name.endswith("/") and no_article(name) is None:
            yield number, Member(name=name, opened=partial(io.BytesIO, content))
        number += 1


def _sized(stream: BinaryIO, packed: int, method: int, budget: Budget) -> bytes | None:
    """A member whose packed size is known; None where it is cut off, or packed in another way than deflated."""
    raw = stream.read(min(packed, budget.floor + 1))
    if len(raw) < packed:
        return None
    if method == STORED:
        return raw
    return _inflated(io.BytesIO(raw), budget) if method == DEFLATED else None


def _inflated(stream: BinaryIO, budget: Budget) -> bytes | None:
    """A deflated member, after which the stream stands behind it; None where it is cut off or broken."""
    unpacker = zlib.decompressobj(-15)
    content = bytearray()
    try:
        while not unpacker.eof:
            raw = unpacker.unconsumed_tail or stream.read(4096)
            if not raw:
                return None
            chunk = unpacker.decompress(raw, 65_536)
            budget.grow(len(chunk))
            content += chunk
            if len(content) > budget.floor:
                raise bomb("a member is larger than an article may be")
    except zlib.error:
        return None
    stream.seek(-len(unpacker.unused_data), 1)
    return bytes(content)
