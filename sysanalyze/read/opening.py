"""Opening what a path or URL names, for reading bytes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from sysanalyze.read.inputs import STDIN, URL, Input
from sysanalyze.read.sources import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


@contextmanager
def opened(source: Input) -> Iterator[BinaryIO]:
    """The bytes of an input; standard input stays open.

    Raises:
        ReadError: standard input is closed or a folder.
        OSError, ValueError: as the system says.
    """
    if source.path == STDIN:
        if sys.stdin is None:
            raise ReadError("E_READ", "standard input is closed")
        try:
            yield cast("BinaryIO", sys.stdin.buffer)
        except IsADirectoryError:
            raise ReadError("E_FOLDER", "standard input is a folder") from None
    elif URL.match(source.path):
        from sysanalyze.read.remote import remote_opened

        with remote_opened(source.path) as stream:
            yield stream
    else:
        with open(source.path, "rb") as stream:  # noqa: PTH123  # names in bytes that are no UTF-8
            yield stream
