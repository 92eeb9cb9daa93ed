"""Where articles come from: files and streams, read within a limit and told from what is no text."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from sysanalyze.model import Document
from sysanalyze.read.decode import CONTROLS, MARKS, decode, unmarked_utf16

if TYPE_CHECKING:
    from typing import BinaryIO

MAX_BYTES = 64 * 1024 * 1024  # of one article; an archive of articles is not one of them
SNIFFED = 65_536
NULS = 0.01  # a larger share of NUL bytes than this is no text
CONTROL_SHARE = 0.02  # of control characters, likewise

# The first bytes of what is often renamed .txt, and what it is.
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"PK\x03\x04", "a zip archive, or a DOCX, XLSX or EPUB file"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"%PDF-", "a PDF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, XLS, PPT)"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
)


class ReadError(Exception):
    """A source that gave no document: `code` (`E_BINARY`), and the message, which says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def read_file(path: str, *, encoding: str | None = None, strict: bool = False, limit: int = MAX_BYTES) -> Document:
    """The document in a file, its id the path as given; pipes such as `/dev/fd/63` are read like files.

    Args:
        path: of the file.
        encoding: as `read_bytes` takes it.
        strict: as `read_bytes` takes it.
        limit: largest number of bytes.

    Raises:
        ReadError: E_NOT_FOUND, E_FOLDER, E_PERMISSION, E_READ, or what `read_bytes` raises.
    """
    try:
        with Path(path).open("rb") as stream:
            size = file_size(stream)
            if size is not None and size > limit:
                raise too_large(limit)
            return read_stream(stream, path, encoding=encoding, strict=strict, limit=limit)
    except (OSError, ValueError) as problem:
        raise system_error(problem) from None


def system_error(problem: Exception) -> ReadError:
    """What to tell of a file that the system does not give: an OSError, or a ValueError for a NUL in its path."""
    if isinstance(problem, FileNotFoundError):
        return ReadError("E_NOT_FOUND", "no such file; check the path")
    if isinstance(problem, IsADirectoryError):
        return ReadError("E_FOLDER", "is a folder; name its files, or give it to 'sysanalyze batch'")
    if isinstance(problem, PermissionError):
        return ReadError("E_PERMISSION", "may not be read; check its permissions (chmod +r)")
    if isinstance(problem, OSError):
        return ReadError("E_READ", f"cannot be read: {(problem.strerror or str(problem)).lower()}")
    return ReadError("E_NOT_FOUND", "is no path of a file")


def printable_name(path: str) -> str:
    r"""A path as reports write it: bytes of a name that are no UTF-8 as `\udcff`."""
    return path.encode("utf-8", "backslashreplace").decode()


def read_stream(
    stream: BinaryIO, name: str = "-", *, encoding: str | None = None, strict: bool = False, limit: int = MAX_BYTES
) -> Document:
    """The document in a stream, read to its end.

    Raises:
        ReadError: as `read_bytes`.
        OSError: where reading fails.
    """
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise too_large(limit)
    return read_bytes(raw, name, encoding=encoding, strict=strict)


def read_bytes(raw: bytes, name: str, *, encoding: str | None = None, strict: bool = False) -> Document:
    r"""The document in some bytes.

    Args:
        raw: the article as it was stored.
        name: its id; bytes of a file name that are no UTF-8 are written as `\udcff`.
        encoding: a name that `known_encoding` gave; found out where None.
        strict: whether bytes that cannot be read are an error rather than U+FFFD.

    Raises:
        ReadError: E_BINARY, E_ENCODING.
    """
    if encoding is None and not any(raw.startswith(mark) for mark, _ in MARKS):
        binary = _binary(raw)
        if binary is not None:
            encoding = unmarked_utf16(raw)
            if encoding is None:
                raise ReadError("E_BINARY", f"is {binary}, not text; convert it to text first")
    text, used, replaced = decode(raw, encoding)
    if replaced and strict:
        at = text.index("\ufffd")
        raise ReadError(
            "E_ENCODING", f"{_places(replaced)} cannot be read as {used}, the first at character {at}; {HINT}"
        )
    return Document(id=printable_name(name), text=text, encoding=used, replaced=replaced)


HINT = "try --encoding, or leave out --strict"


def loss(document: Document) -> str | None:
    """What to tell about bytes that could not be read, None where all could."""
    if not document.replaced:
        return None
    read_as = f"{_places(document.replaced)} could not be read as {document.encoding}"
    return f"{read_as}; U+FFFD stands there (--encoding tries another)"


def _places(number: int) -> str:
    return "1 place" if number == 1 else f"{number} places"


def file_size(stream: BinaryIO) -> int | None:
    """The size of a regular file in bytes, None for a pipe or device."""
    status = os.fstat(stream.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def too_large(limit: int) -> ReadError:
    """The refusal of what is larger than an article may be."""
    return ReadError(
        "E_TOO_LARGE", f"is larger than {limit // (1024 * 1024)} MB, the limit for one article; split it into articles"
    )


def _binary(raw: bytes) -> str | None:
    """What the bytes are where they are no text, else None."""
    for signature, what in SIGNATURES:
        if raw.startswith(signature):
            return what
    head = raw[:SNIFFED]
    if b"\x00" in head and head.count(b"\x00") > NULS * len(head) + 3:
        return "binary"
    controls = len(CONTROLS.findall(head.decode("latin-1")))
    return "binary" if controls > CONTROL_SHARE * len(head) + 8 else None
