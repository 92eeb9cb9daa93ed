"""What a process is at, told in shared memory: it costs no system call, and survives the process.

Whoever watches reads the number of the note, the stage and the position of the document in its part, what was done so
far, and the document's source.
"""

from __future__ import annotations

import mmap
import os
import struct
from typing import NamedTuple

from sysanalyze.dataset.commits import Counts

SIZE = 4096
HEAD = struct.Struct("<QqQQQQHB")  # number, position, documents, rejected, bytes, findings, length of the source, stage
STAGES = ("idle", "read", "analyze", "write")


class Seen(NamedTuple):
    """A note as it was read."""

    number: int  # rises with every note
    position: int
    stage: str
    source: str
    counts: Counts


class Notes:
    """One page of memory that a process writes and its parent reads."""

    def __init__(self, descriptor: int) -> None:
        self.memory = mmap.mmap(descriptor, SIZE)
        self.number = 0
        self.counts = Counts()

    def write(self, position: int, stage: str, source: str) -> None:
        """Tell what is begun now."""
        raw = source.encode("utf-8", "backslashreplace")[: SIZE - HEAD.size]
        self.number += 1
        counts = self.counts
        self.memory[HEAD.size : HEAD.size + len(raw)] = raw
        HEAD.pack_into(
            self.memory,
            0,
            self.number,
            position,
            counts.documents,
            counts.rejected,
            counts.bytes,
            counts.findings,
            len(raw),
            STAGES.index(stage),
        )

    def progress(self, counts: Counts) -> None:
        """Remember what was done, for the next note."""
        self.counts = counts

    def read(self) -> Seen:
        """The last note."""
        number, position, documents, rejected, size, findings, length, stage = HEAD.unpack_from(self.memory, 0)
        source = bytes(self.memory[HEAD.size : HEAD.size + length]).decode("utf-8", "replace")
        counts = Counts(documents=documents, rejected=rejected, bytes=size, findings=findings)
        return Seen(number, position, STAGES[stage], source, counts)

    def close(self) -> None:
        """Let the memory go."""
        self.memory.close()


def shared_page() -> int:
    """A descriptor of memory that a child process can inherit."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("sysanalyze")
    else:
        import tempfile

        with tempfile.TemporaryFile() as stream:
            descriptor = os.dup(stream.fileno())
    os.truncate(descriptor, SIZE)
    return descriptor
