"""An archive that is read in stretches: its directory is read once and kept until another one comes."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sysanalyze.read.archives import Member, listed_members, office_file
from sysanalyze.read.inputs import STDIN, URL, Rejected
from sysanalyze.read.limits import Budget
from sysanalyze.read.sources import ReadError

if TYPE_CHECKING:
    import zipfile
    from typing import BinaryIO

MOST = 200_000  # members of an archive whose directory is kept


@dataclass(slots=True)
class KeptZip:
    """At most one zip archive of this machine, open, with its members; `close` lets it go."""

    _key: tuple[str, int, int] | None = None
    _stream: BinaryIO | None = None
    _archive: zipfile.ZipFile | None = None
    _members: list[tuple[int, Member | Rejected]] = field(default_factory=list)
    _budget: Budget | None = None

    def members(
        self, path: str, source: str, budget: Budget
    ) -> tuple[Budget, list[tuple[int, Member | Rejected]]] | None:
        """The members of the archive at a path, and the budget that they are unpacked by.

        Args:
            path: of the file.
            source: its id.
            budget: what one pass over the archive may unpack; each call begins a pass.

        Returns:
            None for an archive that is not kept: a damaged one, one with very many members, one behind a URL.
        """
        if path == STDIN or URL.match(path):
            return None
        status = os.stat(path)  # noqa: PTH116  # names in bytes that are no UTF-8
        key = (path, status.st_size, status.st_mtime_ns)
        if key != self._key:
            self.close()
            self._open(path, source, budget)
            self._key = key
        if self._archive is None or self._budget is None:
            return None
        self._budget.grown, self._budget.spent = 0, False
        return self._budget, self._members

    def _open(self, path: str, source: str, budget: Budget) -> None:
        import zipfile

        self._stream = open(path, "rb")  # noqa: PTH123, SIM115  # as above; closed by `close`
        try:
            archive = zipfile.ZipFile(self._stream)
            if len(archive.filelist) <= MOST and office_file(self._stream) is None:
                self._budget = Budget(budget.size, ratio=budget.ratio, floor=budget.floor)
                self._members = list(listed_members(archive, source, self._budget))
                self._archive = archive
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, ReadError):
            self._archive = None  # reading it in the plain way tells what is wrong

    def close(self) -> None:
        """Let the archive go."""
        if self._archive is not None:
            self._archive.close()
        if self._stream is not None:
            self._stream.close()
        self._key = self._stream = self._archive = self._budget = None
        self._members = []
