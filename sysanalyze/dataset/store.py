"""Where a dataset lives: a local folder, or anything that fsspec opens (`s3://`, `memory://`, `file://`).

A file appears whole or not at all. `create` makes one only where there is none: what a commit rests on.
"""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sysanalyze.dataset.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

SCRATCH = "_tmp"


class StoreError(Exception):
    """The place of a dataset cannot be read or written; the message says why."""


class Store(ABC):
    """Files by name (`figures/00000.parquet`) below one root."""

    root: str

    @abstractmethod
    def open(self, name: str) -> BinaryIO:
        """A file for reading, seekable. Raises FileNotFoundError."""

    @abstractmethod
    def names(self, folder: str) -> list[str]:
        """Names of the files in a folder, sorted, with the folder; empty where there is none."""

    @abstractmethod
    def publish(self, name: str, made: Path) -> None:
        """Put a finished local file in its place, in that of an older one too; `made` is gone afterwards."""

    @abstractmethod
    def create(self, name: str, raw: bytes) -> bool:
        """Make a file where there is none; whether it was made."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Remove a file; one that is not there is no error."""

    @abstractmethod
    def fetch(self, name: str, folder: Path) -> Path:
        """A local path of a file, copied into `folder` where it is not local. Raises FileNotFoundError."""

    @abstractmethod
    def clear(self) -> None:
        """Remove everything that a dataset consists of."""

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Path]:
        """A new local folder for unfinished files, gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="sysanalyze-", ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises FileNotFoundError."""
        with self.open(name) as stream:
            return stream.read()

    def write(self, name: str, raw: bytes) -> None:
        """Put bytes in the place of a file, whatever was there."""
        with self.scratch() as folder:
            made = folder / "made"
            made.write_bytes(raw)
            self.publish(name, made)


def open_store(where: str) -> Store:
    """The store at a local path or an fsspec URL.

    Raises:
        StoreError: fsspec, or what it needs for this kind of URL, is not installed.
    """
    if "://" not in where:
        return LocalStore(Path(where))
    try:
        import fsspec

        filesystem, root = fsspec.core.url_to_fs(where)
    except ImportError as problem:
        raise StoreError(f"{problem}; pip install 'sysanalyze[cluster]'") from None
    except ValueError as problem:
        raise StoreError(str(problem)) from None
    return RemoteStore(filesystem, root, where)


class LocalStore(Store):
    """A folder of this machine or of a file system that it mounts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, str(folder)

    def open(self, name: str) -> BinaryIO:
        """A file for reading."""
        return (self.folder / name).open("rb")

    def names(self, folder: str) -> list[str]:
        """Names of the files in a folder."""
        try:
            found = [path.name for path in (self.folder / folder).iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted(f"{folder}/{name}" for name in found)

    def publish(self, name: str, made: Path) -> None:
        """Put a finished file in its place."""
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        _sync(made)
        made.replace(place)
        _sync(place.parent)

    def create(self, name: str, raw: bytes) -> bool:
        """Make a file where there is none."""
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with self.scratch() as folder:
            made = folder / "made"
            made.write_bytes(raw)
            _sync(made)
            try:
                place.hardlink_to(made)
            except FileExistsError:
                return False
            except OSError:  # a file system without links; a commit cut off here is caught by its checksum
                return self._create_exclusively(place, raw)
        _sync(place.parent)
        return True

    def _create_exclusively(self, place: Path, raw: bytes) -> bool:
        try:
            with place.open("xb") as stream:
                stream.write(raw)
        except FileExistsError:
            return False
        _sync(place)
        _sync(place.parent)
        return True

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self.folder / name).unlink(missing_ok=True)

    def fetch(self, name: str, folder: Path) -> Path:  # noqa: ARG002  # it is local already
        """A local path of a file."""
        place = self.folder / name
        if not place.is_file():
            raise FileNotFoundError(name)
        return place

    def clear(self) -> None:
        """Remove the dataset."""
        import shutil

        if not self.is_dataset():
            return
        # The mark of completeness goes first, the plan last: what a kill leaves is an unfinished dataset.
        self.remove("_SUCCESS")
        for name in ("_commits", SCRATCH, "_digests"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        for table in TABLES:
            for path in (self.folder / table.name).glob("[0-9]*.parquet"):
                path.unlink()
            with contextlib.suppress(OSError):  # there was none, or something of the user's is in it
                (self.folder / table.name).rmdir()
        shutil.rmtree(self.folder / "_plan", ignore_errors=True)

    def is_dataset(self) -> bool:
        """Whether the folder holds a dataset, begun or complete."""
        return (self.folder / "_plan").is_dir()

    def foreign(self) -> str | None:
        """The name of something in the folder that no dataset has; None where there is nothing."""
        own = {"_plan", "_commits", "_digests", "_log", "_SUCCESS", SCRATCH, *(table.name for table in TABLES)}
        try:
            return next((name for name in sorted(path.name for path in self.folder.iterdir()) if name not in own), None)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def tidy(self) -> None:
        """Remove what processes that were killed have left, and the folder for unfinished files where it is empty."""
        self.sweep()
        with contextlib.suppress(OSError):
            (self.folder / SCRATCH).rmdir()

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Path]:
        """A new folder on the file system of the dataset, so that its files can be renamed into place."""
        parent = self.folder / SCRATCH
        parent.mkdir(parents=True, exist_ok=True)
        mark = f"{socket.gethostname()}-{os.getpid()}-"
        with tempfile.TemporaryDirectory(prefix=mark, dir=parent, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    def sweep(self) -> None:
        """Remove what processes of this machine that are gone have left unfinished."""
        import shutil

        for left in (self.folder / SCRATCH).glob(f"{socket.gethostname()}-*-*"):
            owner = left.name.rsplit("-", 2)[1]
            if owner.isdigit() and not _alive(int(owner)):
                shutil.rmtree(left, ignore_errors=True)


class RemoteStore(Store):
    """An object store or file system behind fsspec; its puts are atomic, as those of object stores are."""

    def __init__(self, filesystem: Any, root: str, url: str) -> None:  # noqa: ANN401  # fsspec has no types
        self.filesystem, self.base, self.root = filesystem, root.rstrip("/"), url

    def _place(self, name: str) -> str:
        return f"{self.base}/{name}"

    def open(self, name: str) -> BinaryIO:
        """A file for reading."""
        stream: BinaryIO = self.filesystem.open(self._place(name), "rb")
        return stream

    def names(self, folder: str) -> list[str]:
        """Names of the files in a folder."""
        try:
            self.filesystem.invalidate_cache()
            found = self.filesystem.ls(self._place(folder), detail=False)
        except FileNotFoundError:
            return []
        return sorted(f"{folder}/{str(name).rstrip('/').rpartition('/')[2]}" for name in found)

    def publish(self, name: str, made: Path) -> None:
        """Put a finished file in its place."""
        place = self._place(name)
        self.filesystem.makedirs(place.rpartition("/")[0], exist_ok=True)
        self.filesystem.put_file(str(made), place)
        made.unlink()

    def create(self, name: str, raw: bytes) -> bool:
        """Make a file where there is none."""
        place = self._place(name)
        self.filesystem.makedirs(place.rpartition("/")[0], exist_ok=True)
        try:
            with self.filesystem.open(place, "xb") as stream:
                stream.write(raw)
        except FileExistsError:
            return False
        return True

    def remove(self, name: str) -> None:
        """Remove a file."""
        with contextlib.suppress(FileNotFoundError):
            self.filesystem.rm_file(self._place(name))

    def fetch(self, name: str, folder: Path) -> Path:
        """A local path of a file."""
        made = folder / name.replace("/", "-")
        self.filesystem.get_file(self._place(name), str(made))
        return made

    def clear(self) -> None:
        """Remove the dataset."""
        self.remove("_SUCCESS")
        for name in ("_commits", *(table.name for table in TABLES), "_digests", "_plan"):
            with contextlib.suppress(FileNotFoundError):
                self.filesystem.rm(self._place(name), recursive=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
