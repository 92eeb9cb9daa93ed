"""A dataset to be read: which files count, by its commits alone."""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

from sysanalyze.dataset.commits import FINISH, SUCCESS, committed, read_commit
from sysanalyze.dataset.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from sysanalyze.dataset.commits import File


class DatasetError(Exception):
    """There is no dataset, or nothing in it is committed yet."""


class Dataset:
    """The committed files of a dataset.

    Args:
        where: its folder or URL.

    Raises:
        DatasetError: there is none.
    """

    def __init__(self, where: str) -> None:
        self.store = open_store(where)
        try:
            plan = hashlib.sha256(self.store.read("_plan/plan.json")).hexdigest()
        except (FileNotFoundError, NotADirectoryError):
            raise DatasetError("is no dataset; 'sysanalyze batch' makes one") from None
        self._files: dict[str, list[File]] = {}
        for commit in committed(self.store, plan):
            for file in commit.files:
                self._files.setdefault(file.name.partition("/")[0], []).append(file)
        finished = read_commit(self.store, FINISH)
        if finished is not None and finished.plan == plan:
            self._files["runs"] = [file for file in finished.files if file.name.startswith("runs/")]
        if not self._files:
            raise DatasetError("holds nothing that is committed yet; wait, or give the 'batch' command again")
        self.complete = False
        with contextlib.suppress(FileNotFoundError):
            self.store.open(SUCCESS).close()
            self.complete = True

    def paths(self, table: str, folder: Path) -> list[Path]:
        """The files of a table in the order of their parts, fetched into `folder` where they are not local."""
        return [self.store.fetch(file.name, folder) for file in self._files.get(table, [])]
