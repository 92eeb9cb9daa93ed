"""The members of zip and tar archives, in their order; nothing is ever written."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from sysanalyze.read.inputs import Rejected, no_article
from sysanalyze.read.limits import Unpacked, bomb, damaged, truncated, unpacking
from sysanalyze.read.sources import printable_name

if TYPE_CHECKING:
    import tarfile
    import zipfile
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from sysanalyze.read.limits import Budget

OFFICE = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "an Excel file"),
    ("ppt/presentation.xml", "a PowerPoint file"),
    ("META-INF/container.xml", "an EPUB or OpenDocument file"),
    ("META-INF/manifest.xml", "an OpenDocument file"),
    ("META-INF/MANIFEST.MF", "a Java archive"),
)
END = 512  # bytes of zeros that a tar archive closes with
UTF8_NAME = 0x800
ENCRYPTED = 0x1
UNICODE_PATH = 0x7075


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file within an archive. `opened` is called at once or not at all."""

    name: str
    opened: Callable[[], BinaryIO]


def zip_members(stream: BinaryIO, source: str, budget: Budget) -> Iterator[tuple[int, Member | Rejected]]:
    """The members of a zip archive whose stream can be wound back, numbered from 0, folders counted too.

    Raises:
        ReadError: E_DAMAGED. A cut off archive gives its whole members first, then E_TRUNCATED is raised.
    """
    import zipfile

    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, EOFError):
        from sysanalyze.read.cut_zip import whole_members

        yield from whole_members(stream, source, budget)
        raise truncated() from None
    except NotImplementedError as problem:
        raise damaged(problem) from None
    with archive:
        yield from listed_members(archive, source, budget)


def listed_members(archive: zipfile.ZipFile, source: str, budget: Budget) -> Iterator[tuple[int, Member | Rejected]]:
    """The members of a zip archive that stays open, numbered from 0, folders counted too."""
    names: Counter[str] = Counter()
    for number, info in enumerate(archive.infolist()):
        if info.is_dir():
            continue
        name = zip_name(info.orig_filename, flags=info.flag_bits, extra=info.extra)
        if _hidden(name):
            continue
        names[name] += 1
        name += f"#{names[name]}" if names[name] > 1 else ""
        member = f"{source}!{printable_name(name)}"
        kind = info.external_attr >> 28  # of a Unix file: 8 a plain one, 0 where it is not said
        if kind not in (0, 8):
            what = "a link" if kind == 10 else "a device or pipe"
            yield number, _passed(member, f"is {what} in the archive; only files are read")
        elif reason := no_article(name):
            yield number, _passed(member, reason)
        elif info.flag_bits & ENCRYPTED:
            yield number, encrypted(member)
        else:
            yield number, Member(name=name, opened=partial(_zip_stream, archive, info, budget))


def zip_sizes(stream: BinaryIO) -> list[int]:
    """Bytes of each member of a zip archive, told by its directory. Raises zipfile.BadZipFile."""
    import zipfile

    with zipfile.ZipFile(stream) as archive:
        return [info.file_size for info in archive.infolist()]


def zip_name(name: str, *, flags: int, extra: bytes) -> str:
    """The name of a member as it was meant: UTF-8, else what decodes of UTF-8 and GB18030, which Windows packs in.

    >>> zip_name("产业".encode("gbk").decode("cp437"), flags=0, extra=b"")
    '产业'
    """
    if flags & UTF8_NAME:
        return name
    at = 0
    while at + 4 <= len(extra):
        tag = int.from_bytes(extra[at : at + 2], "little")
        size = int.from_bytes(extra[at + 2 : at + 4], "little")
        if tag == UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    return legacy_name(raw)


def legacy_name(raw: bytes) -> str:
    """A name in an encoding that the archive does not tell."""
    for encoding in ("utf-8", "gb18030", "cp437"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _zip_stream(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> BinaryIO:
    if info.file_size > budget.floor and info.file_size > budget.ratio * max(1, info.compress_size):
        raise bomb(f"would grow to {info.file_size // max(1, info.compress_size)} times its size")
    opened = unpacking(lambda: archive.open(info))
    return cast("BinaryIO", io.BufferedReader(Unpacked(opened.read, budget), 65_536))


def tar_members(
    stream: BinaryIO, source: str, budget: Budget, *, first: int = 0
) -> Iterator[tuple[int, Member | Rejected]]:
    """The members of a tar archive with their numbers, read once from the header of `first`, where the stream stands.

    Raises:
        ReadError: E_TRUNCATED, E_DAMAGED.
    """
    import tarfile

    tail = _Tail(stream)
    try:
        archive = tarfile.open(fileobj=cast("BinaryIO", tail), mode="r|", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115  # closed below
    except tarfile.TarError as problem:
        raise damaged(problem) from None
    number = first - 1
    with archive:
        while (info := _next(archive)) is not None:
            number += 1
            archive.members.clear()  # type: ignore[attr-defined]  # or each member's header stays in memory
            if info.isdir():
                continue
            name = info.name
            if any("\udc80" <= sign <= "\udcff" for sign in name):
                name = legacy_name(name.encode("utf-8", "surrogateescape"))
            if _hidden(name):
                continue
            member = f"{source}!{printable_name(name)}"
            if not info.isfile():
                what = "a link" if info.issym() or info.islnk() else "a device or pipe"
                yield number, _passed(member, f"is {what} in the archive; only files are read")
            elif reason := no_article(name):
                yield number, _passed(member, reason)
            else:
                yield number, Member(name=name, opened=partial(_tar_stream, archive, info, budget))
    if tail.last.strip(b"\x00"):
        raise truncated()


def _next(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
    import tarfile

    try:
        return archive.next()
    except tarfile.ReadError as problem:
        raise (truncated() if "unexpected end" in str(problem) else damaged(problem)) from None
    except tarfile.TarError as problem:
        raise damaged(problem) from None


def _tar_stream(archive: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget) -> BinaryIO:
    import tarfile

    opened = archive.extractfile(info)
    left = info.size

    def read(size: int) -> bytes:
        nonlocal left
        try:
            chunk = opened.read(size) if opened is not None else b""
        except tarfile.ReadError:
            raise EOFError from None
        left -= len(chunk)
        if not chunk and left:
            raise EOFError
        return chunk

    return cast("BinaryIO", io.BufferedReader(Unpacked(read, budget), 65_536))


class _Tail:
    """Reads on, and keeps the last block."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int) -> bytes:
        chunk = self._stream.read(size)
        self.last = (self.last + chunk)[-END:] if chunk else self.last
        return chunk


def _hidden(name: str) -> bool:
    steps = name.replace("\\", "/").split("/")
    return "__MACOSX" in steps or any(step.startswith(".") and step not in (".", "..") for step in steps)


def encrypted(member: str) -> Rejected:
    """The refusal of a member that needs a password."""
    return Rejected(source=member, code="E_ENCRYPTED", message="is encrypted; unpack it with its password first")


def office_file(stream: BinaryIO) -> str | None:
    """`docx`, or what other file of an office a zip archive is; None where it is an archive. Raises ReadError."""
    import zipfile

    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        stream.seek(0)
        if b"[Content_Types].xml" in stream.read(200):  # the first part of most
            raise truncated() from None
        return None
    for part, what in OFFICE:
        if part in names:
            return what
    return None


def _passed(source: str, why: str) -> Rejected:
    return Rejected(source=source, code="W_SKIPPED", message=why)


def tar_offsets(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where the header of each member begins, and its bytes. Raises ReadError."""
    import tarfile

    try:
        archive = tarfile.open(fileobj=stream, mode="r:" if stream.seekable() else "r|", errors="surrogateescape")  # noqa: SIM115  # closed below
    except tarfile.TarError as problem:
        raise damaged(problem) from None
    with archive:
        while (info := _next(archive)) is not None:
            archive.members.clear()  # type: ignore[attr-defined]  # as above
            yield info.offset, info.size
