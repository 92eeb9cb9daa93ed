"""The articles of files, folders and zip archives, one after the other."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.read import MAX_BYTES, ReadError, read_bytes, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sysanalyze.model import Document

ENDINGS = (".txt", ".md", ".text")  # of files in folders and archives that are read


class Failed(NamedTuple):
    """A source or a part of it that gave no document, and why."""

    source: str
    code: str
    message: str


def articles(paths: Iterable[str], *, encoding: str | None = None, strict: bool = False) -> Iterator[Document | Failed]:
    """The documents of the paths in their order; folders and archives in the order of their names."""
    for path in paths:
        if Path(path).is_dir():
            inside = sorted(str(one) for one in Path(path).rglob("*") if one.suffix in (*ENDINGS, ".zip"))
            yield from articles(inside, encoding=encoding, strict=strict)
        elif path.endswith(".zip"):
            yield from _members(path, encoding=encoding, strict=strict)
        else:
            try:
                yield read_file(path, encoding=encoding, strict=strict)
            except ReadError as problem:
                yield Failed(path, problem.code, problem.message)


def _members(path: str, *, encoding: str | None, strict: bool) -> Iterator[Document | Failed]:
    try:
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.infolist(), key=lambda one: one.filename):
                if not member.filename.endswith(ENDINGS):
                    continue
                name = f"{path}!{member.filename}"
                try:
                    with archive.open(member) as stream:
                        raw = stream.read(MAX_BYTES + 1)
                    if len(raw) > MAX_BYTES:
                        raise ReadError("E_TOO_LARGE", "is too large for one article")  # noqa: TRY301  # as others below
                    yield read_bytes(raw, name, encoding=encoding, strict=strict)
                except ReadError as problem:
                    yield Failed(name, problem.code, problem.message)
    except (OSError, zipfile.BadZipFile) as problem:
        yield Failed(path, "E_READ", f"cannot be read: {problem}")
