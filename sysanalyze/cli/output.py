"""Standard output as bytes: UTF-8 in every locale, a closed pipe told from a full disk."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO


class OutputError(Exception):
    """Standard output cannot be written; nothing can be done."""


class PipeClosed(Exception):  # noqa: N818  # no error: `| head -1` has read what it wanted
    """The reader of standard output has gone."""


class Output:
    """Standard output for data; each article is flushed as it is done."""

    def __init__(self) -> None:
        self._stream: BinaryIO = sys.stdout.buffer

    def write(self, text: str) -> None:
        """Write and flush a text.

        Raises:
            PipeClosed: the reader has gone.
            OutputError: anything else, a full disk for one.
        """
        try:
            self._stream.write(text.encode("utf-8"))
            self._stream.flush()
        except BrokenPipeError:
            discard_output()
            raise PipeClosed from None
        except OSError as problem:
            discard_output()
            raise OutputError(f"standard output cannot be written: {(problem.strerror or '').lower()}") from None


def discard_output() -> None:
    """Send what is buffered still to nowhere, so that the interpreter does not stumble over it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
    finally:
        os.close(nowhere)
