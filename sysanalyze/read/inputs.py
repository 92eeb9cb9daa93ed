"""What there is to read: the files of folders in a fixed order, and what is passed over with its reason."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.read.sources import ReadError, printable_name, system_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

STDIN = "-"
URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # two letters at least: C:// is a drive
LONGEST_NAME = 65_536  # bytes of one name in a list of names

# What lies beside a saved page or in an office's folder and is no article, told by the name alone.
NO_ARTICLE = re.compile(
    r"""\.(?:css|js|mjs|map|ico|svg|png|jpe?g|gif|webp|bmp|tiff?|psd|mp3|mp4|m4a|wav|wma|avi|flv|mov|mkv|wmv|swf
    |woff2?|ttf|otf|eot|exe|dll|db|ini|lnk|tmp|url)$""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One file to read, of which many documents may come.

    `size` in bytes and `mtime` in nanoseconds are None where they are not known: pipes, some object stores.
    """

    path: str  # or a URL such as s3://bucket/key, or - for standard input
    size: int | None = None
    mtime: int | None = None

    @property
    def id(self) -> str:
        r"""The path as reports write it: bytes of a name that are no UTF-8 as `\udcff`."""
        return printable_name(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """What gave no document, and why. A code `W_…` is a notice, no failure: something was passed over on purpose."""

    source: str
    code: str
    message: str
    stage: str = "read"  # list read

    @property
    def failed(self) -> bool:
        """Whether a document was lost."""
        return not self.code.startswith("W_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of the members or records of one input: what `Reader.stretches` makes and `Reader.documents` takes.

    Plain numbers, so that a plan can keep them; only for the input and options that they were made with.
    """

    first: int = 0  # number of the first member or record, counted from 0
    count: int | None = None  # how many; None for all that follow
    offset: int = 0  # byte at which the first begins, where the input can be entered there
    size: int = 0  # about how many bytes of text they hold


WHOLE = Stretch()


def inputs(paths: Iterable[str]) -> Iterator[Input | Rejected]:
    """The files that paths stand for, each folder walked in the order of its names' bytes.

    A folder is walked once, however many links lead to it. Hidden files and folders (`.git`, `._a.txt`) are left
    out, and so are pictures, scripts and the like, which get a notice. Pipes, sockets and devices are never opened.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if URL.match(path):
            from sysanalyze.read.remote import remote_inputs

            yield from remote_inputs(path)
        else:
            yield from _local(path, seen)


def _local(path: str, seen: set[tuple[int, int]]) -> Iterator[Input | Rejected]:
    """The files of one path; those of a folder are looked at one by one, never all held."""
    waiting = [iter((path,))]  # no recursion: folders may be nested deeper than Python goes
    while waiting:
        here = next(waiting[-1], None)
        if here is None:
            waiting.pop()
            continue
        try:
            status = os.stat(here)  # noqa: PTH116  # bytes that are no UTF-8, and many files: plain strings
            if stat.S_ISDIR(status.st_mode):
                key = (status.st_dev, status.st_ino)
                if key in seen:
                    yield _passed(here, "leads to a folder that is read already")
                else:
                    seen.add(key)
                    waiting.append(_entries(here))
                continue
        except (OSError, ValueError) as problem:
            error = system_error(problem)
            yield Rejected(source=printable_name(here), code=error.code, stage="list", message=error.message)
            continue
        if not stat.S_ISREG(status.st_mode):
            yield _passed(here, f"is {_special(status.st_mode)}; only files are read")
        elif here is not path and (reason := no_article(here)):  # the name of a file that was asked for is no reason
            yield _passed(here, reason)
        else:
            yield Input(path=here, size=status.st_size, mtime=status.st_mtime_ns)


def _entries(folder: str) -> Iterator[str]:
    """The paths in a folder, those that are not hidden, in order. Raises OSError."""
    with os.scandir(folder) as entries:
        names = sorted((entry.name for entry in entries if not entry.name.startswith(".")), key=os.fsencode)
    return (os.path.join(folder, name) for name in names)  # noqa: PTH118  # as above


def no_article(name: str) -> str | None:
    """Why a file of this name, found in a folder or archive, is passed over; None where it is not.

    >>> no_article("a_files/logo.png"), no_article("a.txt")
    ('is no article by its name (.png)', None)
    """
    ending = NO_ARTICLE.search(name)
    return f"is no article by its name ({ending[0].lower()})" if ending else None


def names_from(stream: BinaryIO) -> Iterator[str]:
    """The names in a list, each ended by NUL as `find -print0` writes them.

    Raises:
        ReadError: E_FILES0, a name too long to be one: the list is of another kind.
    """
    rest = b""
    number = 0
    while chunk := stream.read(65_536):
        *names, rest = (rest + chunk).split(b"\0")
        for name in (*names, rest) if len(rest) > LONGEST_NAME else names:
            number += 1
            if not name or len(name) > LONGEST_NAME:
                what = "is empty" if not name else "is no name of a file; end each with NUL, as find -print0 does"
                raise ReadError("E_FILES0", f"name {number} {what}")
            yield os.fsdecode(name)
    if rest:
        yield os.fsdecode(rest)


def _passed(path: str, why: str) -> Rejected:
    return Rejected(source=printable_name(path), code="W_SKIPPED", stage="list", message=why)


def _special(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"
