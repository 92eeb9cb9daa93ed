"""Commits: a part counts once its commit names its files; what a checksum contradicts does not count.

`_commits/00007.json` holds, for every file of part 7, its rows, bytes and SHA-256, and a checksum of itself.
`_commits/finish.json` does so for the files that the last step wrote anew. `_SUCCESS` says that all is there.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from sysanalyze.dataset.store import Store

COMMITS = "_commits"  # of parts that are analyzed
DIGESTED = "_digests"  # of parts whose digests are taken
FINISH = "_commits/finish.json"
SUCCESS = "_SUCCESS"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of the dataset as it was committed."""

    name: str  # figures/00007.parquet
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the analysis of a part came to."""

    documents: int = 0
    rejected: int = 0
    bytes: int = 0  # of UTF-8 text
    findings: int = 0

    def plus(self, other: Counts) -> Counts:
        """The sum of two."""
        return Counts(
            documents=self.documents + other.documents,
            rejected=self.rejected + other.rejected,
            bytes=self.bytes + other.bytes,
            findings=self.findings + other.findings,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What counts of a part."""

    plan: str  # digest of the plan
    part: int
    counts: Counts
    files: tuple[File, ...]


def part_name(part: int) -> str:
    """A part's number as file names have it.

    >>> part_name(7)
    '00007'
    """
    return f"{part:05d}"


def commit_name(part: int, folder: str = COMMITS) -> str:
    """Where the commit of a part stands."""
    return f"{folder}/{part_name(part)}.json"


def sealed(content: dict[str, Any]) -> bytes:
    """A value as one line of JSON that holds its own checksum."""
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    seal = hashlib.sha256(plain.encode()).hexdigest()
    return (plain[:-1] + f',"sealed":"{seal}"}}\n').encode()


def unsealed(raw: bytes) -> dict[str, Any] | None:
    """The value in a sealed line; None where it was cut off or changed."""
    try:
        content: dict[str, Any] = json.loads(raw)
        seal = content.pop("sealed")
    except (ValueError, KeyError, AttributeError, TypeError):
        return None
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return content if seal == hashlib.sha256(plain.encode()).hexdigest() else None


def write_commit(store: Store, commit: Commit, folder: str = COMMITS) -> None:
    """Name a part's files; a commit that is there already says the same, for the same part gives the same bytes."""
    store.create(commit_name(commit.part, folder), sealed(asdict(commit)))


def read_commit(store: Store, name: str) -> Commit | None:
    """The commit in a file; None where there is none or it is damaged."""
    try:
        content = unsealed(store.read(name))
    except FileNotFoundError:
        return None
    if content is None:
        return None
    try:
        files = tuple(File(**file) for file in content["files"])
        counts = Counts(**content["counts"])
        return Commit(plan=content["plan"], part=content["part"], counts=counts, files=files)
    except (KeyError, TypeError):
        return None


def committed(store: Store, plan: str, folder: str = COMMITS) -> Iterator[Commit]:
    """The commits of a plan that are whole, in the order of their parts."""
    for name in store.names(folder):
        if name.removeprefix(f"{folder}/").removesuffix(".json").isdigit() and name.endswith(".json"):
            commit = read_commit(store, name)
            if commit is not None and commit.plan == plan and name == commit_name(commit.part, folder):
                yield commit


def finished_files(store: Store) -> dict[str, File]:
    """The files that the last step wrote anew, by name; empty before it, or where its commit is damaged."""
    commit = read_commit(store, FINISH)
    return {} if commit is None else {file.name: file for file in commit.files}


def measured(store: Store, name: str, rows: int) -> File:
    """A file of the store as a commit names it. Raises FileNotFoundError."""
    with store.open(name) as stream:
        return _measured(stream, name, rows)


def local_file(made: Path, name: str, rows: int) -> File:
    """A local file that is to be put in the place `name`, as a commit names it."""
    with made.open("rb") as stream:
        return _measured(stream, name, rows)


def _measured(stream: BinaryIO, name: str, rows: int) -> File:
    digest = hashlib.sha256()
    size = 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return File(name=name, rows=rows, bytes=size, sha256=digest.hexdigest())


def intact(store: Store, file: File, other: File | None = None) -> bool:
    """Whether a file is as committed, or as the last step wrote it."""
    try:
        found = measured(store, file.name, file.rows)
    except (FileNotFoundError, OSError):
        return False
    return found == file or (other is not None and found.sha256 == other.sha256)
