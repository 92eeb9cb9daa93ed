"""The texts that reports are about, read anew: by the id that a report gives, known by their digest."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sysanalyze.read.decode import known_encoding
from sysanalyze.read.inputs import STDIN, Input, Rejected, inputs
from sysanalyze.read.reader import Reader
from sysanalyze.read.save import saved_name
from sysanalyze.read.sources import ReadError, printable_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sysanalyze.model import Document
    from sysanalyze.read.options import Options

ESCAPED = re.compile(r"\\udc([89a-f][0-9a-f])")  # a byte of a name that is no UTF-8, as ids have it


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a report says of its text."""

    id: str
    sha256: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A file that holds wanted texts, and the encoding to read it in."""

    path: str
    encoding: str | None


def read_again(
    wanted: Sequence[Wanted], options: Options, *, beside: Path, sources: Sequence[str] = ()
) -> dict[Wanted, str]:
    """The text of each; each file that holds some is read once for each encoding, and no more of it than is wanted.

    Args:
        wanted: what reports say.
        options: how sources are read; the encoding is the report's.
        beside: a folder where files are looked for besides the one that the command runs in.
        sources: files, archives, folders and URLs to look in first, whatever their texts were called. An id alone
            never opens a URL: a report may come from anywhere.

    Raises:
        ReadError: E_MISSING, E_REPORT where only another text stands there, or why a text cannot be read.
    """
    search = _Search(wanted, replace(options, whole=None, save_text=None, strict=False, id_field=None))
    for source in sources:
        search.through(source)
    search.by_id(beside)
    return search.result()


class _Search:
    """What was found so far, and what stood in its place."""

    def __init__(self, wanted: Sequence[Wanted], options: Options) -> None:
        self.open = dict.fromkeys(wanted)  # in the order of the reports
        self.options = options
        self.found: dict[Wanted, str] = {}
        self.problems: dict[Wanted, ReadError] = {}

    def through(self, source: str) -> None:
        """All texts of a source. Raises ReadError where it is none."""
        folder = Path(source)
        if folder.is_dir():
            for one in tuple(self.open):
                saved = folder / saved_name(one.id)
                if saved.is_file():
                    self._read(_Place(str(saved), "utf-8"), {})
        for encoding in dict.fromkeys([one.encoding for one in self.open]):
            for each in inputs([source]) if self.open else ():
                if not isinstance(each, Rejected):
                    self._read(_Place(each.path, encoding), {})
                elif each.failed:
                    raise ReadError(each.code, f"{each.source}: {each.message}")

    def by_id(self, beside: Path) -> None:
        """The texts where their ids say."""
        places: dict[_Place, dict[str, list[Wanted]]] = {}
        for one in self.open:
            located = next(_located(one.id, beside), None)
            if located is not None:
                path, name = located
                places.setdefault(_Place(path, one.encoding), {}).setdefault(name, []).append(one)
        for place, names in places.items():
            self._read(place, names)

    def _read(self, place: _Place, names: dict[str, list[Wanted]]) -> None:
        """What is wanted of one file; of an archive no more than the names, where there are any."""
        encoding = known_encoding(place.encoding) if place.encoding is not None else None
        options = replace(self.options, encoding=encoding, only=_steps(names) if names else None)
        by_digest: dict[str, list[Wanted]] = {}
        for one in self.open:
            by_digest.setdefault(one.sha256, []).append(one)
        left = {one for named in names.values() for one in named} or set(self.open)
        with Reader(options) as reader:
            for each in reader.documents(Input(path=place.path)):
                if isinstance(each, Rejected):
                    self._failed(each, names)
                    continue
                for one in by_digest.get(_digest(each), ()):
                    self.found[one] = each.text
                    self.open.pop(one, None)
                    left.discard(one)
                for one in names.get(each.id, ()):
                    what = f"report: {one.id} is a report of another text than the one that stands there"
                    self.problems[one] = ReadError("E_REPORT", what)
                if not left:
                    return

    def _failed(self, rejected: Rejected, names: dict[str, list[Wanted]]) -> None:
        for one in names.get(rejected.source, ()) if rejected.failed else ():
            self.problems[one] = ReadError(rejected.code, f"its article {rejected.source}: {rejected.message}")

    def result(self) -> dict[Wanted, str]:
        """The texts. Raises ReadError for the first that was not found."""
        for one in self.open:
            if one in self.problems:
                raise self.problems[one]
            if one.id == STDIN:
                raise ReadError("E_MISSING", "its article came from standard input; --source names a file with it")
            what = f"its article {one.id!r} is neither here nor beside the report; --source names what holds it"
            raise ReadError("E_MISSING", what)
        return self.found


def _digest(document: Document) -> str:
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()


def _located(name: str, beside: Path) -> Iterator[tuple[str, str]]:
    """The files that an id may name, `archive.zip` for `archive.zip!member`, with the id that reading them gives."""
    file, rest = name, ""
    while file:
        for written in dict.fromkeys((file, _restored(file))):
            for path in (Path(written), beside / written, beside / Path(written).name):
                if path.is_file():
                    yield str(path), printable_name(str(path)) + rest
        file, mark, member = file.rpartition("!")
        rest = mark + member + rest


def _restored(name: str) -> str:
    r"""The name of a file out of an id: `\udcff` is a byte that is no UTF-8."""
    return ESCAPED.sub(lambda found: chr(0xDC00 + int(found[1], 16)), name)


def _steps(names: Iterable[str]) -> frozenset[str]:
    """The names, and those of all that holds what they name.

    >>> sorted(_steps(["a.tar!b.zip!c.txt"]))
    ['a.tar', 'a.tar!b.zip', 'a.tar!b.zip!c.txt']
    """
    steps: set[str] = set()
    for name in names:
        parts = name.split("!")
        steps.update("!".join(parts[: number + 1]) for number in range(len(parts)))
    return frozenset(steps)
