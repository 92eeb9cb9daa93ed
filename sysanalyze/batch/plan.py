"""The plan of a dataset: what is read, cut into parts, and everything that findings depend on; made once.

`_plan/inputs.jsonl` lists the files with their sizes and times in the order of the walk, `_plan/parts.jsonl` the parts
as runs of these lines, `_plan/plan.json` the rest with the checksums of both. Neither lists nor parts are ever held
in memory whole. The number of jobs has no say in it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any

from sysanalyze.dataset.commits import measured, sealed, unsealed
from sysanalyze.read import WHOLE, Input, Reader, Rejected, Stretch, inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from sysanalyze.dataset.store import Store
    from sysanalyze.read import Options

FORMAT = 1
PLAN, INPUTS, PARTS = "_plan/plan.json", "_plan/inputs.jsonl", "_plan/parts.jsonl"
MEGABYTE = 1 << 20
SMALLEST, LARGEST, WANTED = MEGABYTE, 64 * MEGABYTE, 1024  # bytes of a part; parts wanted
LEAST = 64  # bytes that an input counts for at least
WHOLE_BELOW = 65_536  # bytes of a file that is not worth parting


class RunError(Exception):
    """The work cannot go on; what is committed stays."""


class PlanError(Exception):
    """The dataset was planned otherwise: `source` says what differs, the message how."""

    def __init__(self, source: str, message: str) -> None:
        super().__init__(message)
        self.source, self.message = source, message


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What findings depend on besides the inputs."""

    version: str
    schema: int
    lexicons: str  # hash of what was loaded
    segmenter: str  # with its version
    writer: str  # what writes the tables, with its version
    options: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan as it was published."""

    settings: Settings
    inputs: int
    bytes: int
    parts: int
    part_bytes: int
    inputs_sha256: str
    parts_sha256: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the work: some lines of the inputs, and which stretches of them where they are not whole."""

    number: int
    at: int  # byte of the inputs' file at which its first line begins
    lines: int
    size: int  # about how many bytes of text
    cuts: dict[int, tuple[Stretch, ...]]
    take: int | None = None  # articles, where a limit ends the plan in it

    def line(self) -> bytes:
        """As the plan's file has it."""
        node: dict[str, Any] = {"at": self.at, "lines": self.lines, "bytes": self.size}
        if self.cuts:
            node["cuts"] = {str(at): [_plain(stretch) for stretch in cut] for at, cut in self.cuts.items()}
        if self.take is not None:
            node["take"] = self.take
        return (json.dumps(node, separators=(",", ":")) + "\n").encode()


def _plain(stretch: Stretch) -> list[int | None]:
    return [stretch.first, stretch.count, stretch.offset, stretch.size]


def part_size(whole: int) -> int:
    """Bytes of a part for so many bytes of input: 1 to 64 MB.

    >>> part_size(21_600_000) == MEGABYTE, part_size(10**12) == 64 * MEGABYTE
    (True, True)
    """
    return min(LARGEST, max(SMALLEST, whole // WANTED))


def list_inputs(sources: Iterable[str], made: Path, notice: Callable[[Rejected], None]) -> tuple[int, int, str]:
    """Write the list of the inputs; their number, their bytes and the list's SHA-256.

    What failed to be listed has its line too; what was passed over on purpose is told to `notice` alone.

    Raises:
        RunError: there is no file to read.
    """
    digest = hashlib.sha256()
    number = size = files = 0
    with made.open("wb") as out:
        for found in inputs(sources):
            if isinstance(found, Rejected):
                if not found.failed:
                    notice(found)
                    continue
            else:
                files += 1
                size += found.size or 0
            number += 1
            line = _input_line(found)
            digest.update(line)
            out.write(line)
    if not files:
        with made.open("rb") as stream:
            for line in stream:
                failed = parse_input(line)
                if isinstance(failed, Rejected):
                    notice(failed)
        raise RunError("there is no file to read in what was named")
    return number, size, digest.hexdigest()


def _input_line(found: Input | Rejected) -> bytes:
    node = (
        [found.path, found.size, found.mtime]
        if isinstance(found, Input)
        else [found.source, found.code, found.stage, found.message]
    )
    return (json.dumps(node, separators=(",", ":")) + "\n").encode()  # ASCII: names may hold lone surrogates


def parse_input(line: bytes) -> Input | Rejected:
    """The input of a line of the list, or what failed in its place."""
    node = json.loads(line)
    if len(node) == 3:
        return Input(path=node[0], size=node[1], mtime=node[2])
    return Rejected(source=node[0], code=node[1], stage=node[2], message=node[3])


class _Open:
    """The part that is being filled."""

    def __init__(self) -> None:
        self.number = -1
        self.begin(0)

    def begin(self, at: int) -> None:
        """Start the next part at a byte of the list."""
        self.number += 1
        self.at, self.lines, self.filled, self.documents = at, 0, 0, 0
        self.cuts: dict[int, tuple[Stretch, ...]] = {}

    def add(self, stretch: Stretch) -> None:
        """Take a stretch of the line counted last."""
        if stretch != WHOLE:
            self.cuts[self.lines - 1] = (*self.cuts.get(self.lines - 1, ()), stretch)

    def part(self, take: int | None = None) -> Part:
        """As it stands."""
        return Part(number=self.number, at=self.at, lines=self.lines, size=self.filled, cuts=dict(self.cuts), take=take)


def cut_parts(listed: BinaryIO, size: int, reader: Reader, limit: int | None = None) -> Iterator[Part]:
    """The parts of listed inputs, each of about `size` bytes.

    Args:
        listed: the file of the inputs, from its beginning.
        size: bytes of a part.
        reader: that parts archives and files of records.
        limit: articles after which to stop; they are read once to be counted.
    """
    current = _Open()
    offset = 0
    left = limit
    for line in listed:
        found = parse_input(line)
        counted = False
        for stretch in _stretches(found, size, reader):
            weight = max(LEAST, stretch.size or ((found.size or 0) if isinstance(found, Input) else 0))
            if current.filled and current.filled + weight > size:
                yield current.part()
                current.begin(offset)
                counted = False
            if not counted:
                if not current.lines:
                    current.at = offset
                current.lines += 1
                counted = True
            current.add(stretch)
            current.filled += weight
            if left is not None:
                number = _number(found, stretch, reader, left)
                current.documents += number
                left -= number
                if not left:
                    yield current.part(take=current.documents)
                    return
        offset += len(line)
    if current.lines:
        yield current.part()


def _stretches(found: Input | Rejected, size: int, reader: Reader) -> Iterable[Stretch]:
    if isinstance(found, Rejected) or (found.size is not None and found.size < WHOLE_BELOW):
        return (WHOLE,)
    return reader.stretches(found, size)


def _number(found: Input | Rejected, stretch: Stretch, reader: Reader, most: int) -> int:
    """How many articles a stretch holds, read or failed, counted up to `most`."""
    if isinstance(found, Rejected):
        return 1
    read = (item for item in reader.documents(found, stretch) if not isinstance(item, Rejected) or item.failed)
    return sum(1 for _ in islice(read, most))


def parse_part(number: int, line: bytes) -> Part:
    """The part of a line of the plan."""
    node = json.loads(line)
    cuts = {
        int(at): tuple(Stretch(first=f, count=c, offset=o, size=s) for f, c, o, s in cut)
        for at, cut in node.get("cuts", {}).items()
    }
    return Part(number=number, at=node["at"], lines=node["lines"], size=node["bytes"], cuts=cuts, take=node.get("take"))


def read_parts(store: Store) -> Iterator[Part]:
    """The parts of a published plan, in order."""
    with store.open(PARTS) as stream:
        for number, line in enumerate(stream):
            yield parse_part(number, line)


def part_inputs(store: Store, part: Part) -> Iterator[tuple[Input | Rejected, tuple[Stretch, ...]]]:
    """The inputs of a part with the stretches of them that belong to it."""
    with store.open(INPUTS) as stream:
        stream.seek(part.at)
        for at in range(part.lines):
            yield parse_input(stream.readline()), part.cuts.get(at, (WHOLE,))


def read_plan(store: Store) -> Plan | None:
    """The published plan; None where there is none.

    Raises:
        PlanError: it was cut off or changed.
    """
    try:
        raw = store.read(PLAN)
    except FileNotFoundError:
        return None
    content = unsealed(raw)
    if content is None:
        raise PlanError(PLAN, "was cut off or changed by hand; --restart begins anew")
    if content.pop("format") != FORMAT:
        raise PlanError(PLAN, "was made by another version of sysanalyze; --restart begins anew")
    settings = Settings(**content.pop("settings"))
    return Plan(settings=settings, digest=hashlib.sha256(raw).hexdigest(), **content)


def make_plan(
    store: Store,
    sources: Iterable[str],
    settings: Settings,
    reading: Options,
    notice: Callable[[Rejected], None],
) -> Plan:
    """The plan of these sources and settings: the one that is there if it is the same, else a new one.

    Raises:
        PlanError: the dataset was planned with other inputs or settings, which it names.
    """
    known = read_plan(store)
    if known is not None:
        _same_settings(known.settings, settings)
    with store.scratch() as folder:
        listed = folder / "inputs"
        number, size, digest = list_inputs(sources, listed, notice)
        if known is not None:
            if known.inputs_sha256 != digest:
                with store.open(INPUTS) as before, listed.open("rb") as now:
                    raise first_difference(before, now)
            _check(store, INPUTS, known.inputs_sha256)
            _check(store, PARTS, known.parts_sha256)
            return known
        part_bytes = part_size(size)
        parts = 0
        planned = 0
        checksum = hashlib.sha256()
        made = folder / "parts"
        limit: int | None = settings.options.get("limit")
        with listed.open("rb") as stream, made.open("wb") as out, Reader(reading) as reader:
            for part in cut_parts(stream, part_bytes, reader, limit):
                line = part.line()
                checksum.update(line)
                out.write(line)
                parts += 1
                planned += part.size
        store.publish(INPUTS, listed)
        store.publish(PARTS, made)
    content = {
        "format": FORMAT,
        "settings": asdict(settings),
        "inputs": number,
        "bytes": planned,
        "parts": parts,
        "part_bytes": part_bytes,
        "inputs_sha256": digest,
        "parts_sha256": checksum.hexdigest(),
    }
    store.create(PLAN, sealed(content))  # where another shard was first, its plan is the same or is told to differ
    plan = read_plan(store)
    if plan is None or plan.inputs_sha256 != digest:
        raise PlanError(PLAN, "another run planned the same dataset with other inputs")
    _same_settings(plan.settings, settings)
    return plan


def _check(store: Store, name: str, sha256: str) -> None:
    try:
        found = measured(store, name, 0).sha256
    except FileNotFoundError:
        found = ""
    if found != sha256:
        raise PlanError(name, f"was cut off or changed by hand; {AGAIN}")


def _same_settings(before: Settings, now: Settings) -> None:
    """Raise PlanError for the first thing that differs."""
    for key, what in (
        ("version", "sysanalyze"),
        ("schema", "schema of the tables"),
        ("lexicons", "lexicons"),
        ("segmenter", "segmenter"),
        ("writer", "writer of the tables"),
    ):
        old, new = getattr(before, key), getattr(now, key)
        if old != new:
            raise PlanError(what, f"changed since the dataset was planned: {old} then, {new} now; {AGAIN}")
    for key in sorted({*before.options, *now.options}):
        old, new = before.options.get(key), now.options.get(key)
        if old != new:
            option = f"--{key.replace('_', '-')}"
            then, today = (("not given" if value in (None, False) else value) for value in (old, new))
            raise PlanError(option, f"changed since the dataset was planned: {then} then, {today} now; {AGAIN}")


AGAIN = "--restart begins anew"


def first_difference(before: BinaryIO, now: BinaryIO) -> PlanError:
    """What differs first between the inputs as planned and as they are."""
    for old_line, new_line in zip_longest(before, now, fillvalue=b""):
        if old_line == new_line:
            continue
        old = parse_input(old_line) if old_line else None
        new = parse_input(new_line) if new_line else None
        if isinstance(old, Input) and isinstance(new, Input) and old.path == new.path:
            how = f"size {old.size} then, {new.size} now" if old.size != new.size else "it was written to"
            return PlanError(new.id, f"changed since the dataset was planned: {how}; {AGAIN}")
        if new is not None and (old is None or _name(new) < _name(old)):
            return PlanError(_name(new), f"was not there when the dataset was planned; {AGAIN}")
        return PlanError(
            _name(old) if old else "inputs", f"was there when the dataset was planned and is no more; {AGAIN}"
        )
    return PlanError(INPUTS, f"was changed by hand; {AGAIN}")


def _name(found: Input | Rejected) -> str:
    return found.id if isinstance(found, Input) else found.source
