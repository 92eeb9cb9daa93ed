"""Files of records, JSON lines and CSV: one document a record, taken out of its fields."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.model import Document
from sysanalyze.read.decode import Decoded, decode
from sysanalyze.read.inputs import Rejected
from sysanalyze.read.sources import ReadError, printable_name, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from sysanalyze.read.options import Options

DAY = re.compile(r"\s*([0-9]{4})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))(?![0-9])")
SURROGATE = re.compile("[\ud800-\udfff]")
SHOWN = 8  # fields that a message names


class Number(str):
    """A number of a JSON record as it is written: an id of 30 digits, or 1e400, stays what it was."""

    __slots__ = ()


@dataclass(slots=True)
class Records:
    """Makes documents of records; keeps the ids that it has seen."""

    options: Options
    seen: set[str]

    def document(
        self, fields: Mapping[str, object], place: str, read: Decoded | None = None
    ) -> Iterator[Document | Rejected]:
        """The document of one record, `place` its id where no field gives one, with a notice of what is odd.

        Raises:
            ReadError: E_FIELD, E_DUPLICATE, E_NO_TEXT.
        """
        options = self.options
        text = fields.get(options.text_field)
        if options.text_field not in fields:
            raise no_field(options.text_field, fields)
        if text is None:
            raise ReadError("E_FIELD", f"its field {options.text_field!r} is empty")
        if not isinstance(text, str) or isinstance(text, Number):
            raise ReadError("E_FIELD", f"its field {options.text_field!r} is no text")
        text, replaced = _whole(text)
        name = place if options.id_field is None else self._id(fields, options.id_field)
        date = None
        if options.date_field is not None:
            given = _given(fields, options.date_field)
            date = day(given) if given else None
            if given and date is None:
                what = f"its field {options.date_field!r} is no day ({given[:40]}); write it as 2018-09-17"
                yield Rejected(source=place, code="W_DATE", message=what)
        title = _given(fields, options.title_field) if options.title_field is not None else None
        yield Document(
            id=name,
            text=text,
            encoding=read.encoding if read else "utf-8",
            replaced=replaced + (read.replaced if read else 0),
            title=" ".join(title.split()) if title else None,
            date=date,
        )

    def _id(self, fields: Mapping[str, object], field: str) -> str:
        given = _given(fields, field)
        if not given:
            raise ReadError("E_FIELD", f"its field {field!r} is empty")
        name = printable_name(given)
        if name in self.seen:
            raise ReadError("E_DUPLICATE", f"its id {given[:80]!r} came before")
        self.seen.add(name)
        return name


def no_field(name: str, fields: Mapping[str, object]) -> ReadError:
    """What to tell where a record lacks a field."""
    known = ", ".join(list(map(str, fields))[:SHOWN]) + (", …" if len(fields) > SHOWN else "")
    return ReadError("E_FIELD", f"has no field {name!r}, but {known or 'none'}; --text-field, --id-field … name them")


def day(value: str) -> str | None:
    """The day that a field begins with, as YYYY-MM-DD; None where there is none of the calendar.

    >>> day("2018/9/7 08:30"), day("20180907"), day("2018年9月7日"), day("2018-09"), day("2018-02-30")
    ('2018-09-07', '2018-09-07', '2018-09-07', None, None)
    """
    match = DAY.match(value)
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5])).isoformat()
    except ValueError:
        return None


def _given(fields: Mapping[str, object], name: str) -> str | None:
    if name not in fields:
        raise no_field(name, fields)
    value = fields[name]
    if value is None:
        return None
    if isinstance(value, bool | dict | list):
        raise ReadError("E_FIELD", f"its field {name!r} is no text or number")
    return _whole(str(value))[0].strip()


def _whole(text: str) -> tuple[str, int]:
    r"""The text with pairs of surrogates joined and each lone one (JSON's `\ud800`) as U+FFFD; how many there were."""
    if SURROGATE.search(text) is None:
        return text, 0
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole, max(1, whole.count("\ufffd") - text.count("\ufffd"))


class Lines:
    """The lines of a stream as bytes, or its CSV records, with their offsets; none longer than the limit."""

    def __init__(self, stream: BinaryIO, limit: int, *, quoted: bool = False) -> None:
        self._stream, self._limit, self._quoted = stream, limit, quoted
        self.offset = 0  # of the next one, from where the stream stood

    def __iter__(self) -> Iterator[bytes | ReadError]:
        while line := self._stream.readline(self._limit + 1):
            size = len(line)
            if size > self._limit:
                yield self._skipped(size, ended=line.endswith(b"\n"))
                continue
            quotes = line.count(b'"') if self._quoted else 0
            pieces = [line]
            while quotes % 2 and size <= self._limit and (line := self._stream.readline(self._limit + 1)):
                pieces.append(line)
                size += len(line)
                quotes += line.count(b'"')
            self.offset += size
            if size > self._limit:
                yield too_large(self._limit)
            elif quotes % 2:
                yield ReadError("E_TRUNCATED", "ends within quotation marks that are not closed")
            else:
                yield b"".join(pieces)

    def _skipped(self, size: int, *, ended: bool) -> ReadError:
        while not ended and (rest := self._stream.readline(65_536)):
            size += len(rest)
            ended = rest.endswith(b"\n")
        self.offset += size
        return too_large(self._limit)


def decoded(raw: bytes, head: Decoded | None, options: Options) -> Decoded:
    """A record's text, in the encoding of the file's beginning where it is no UTF-8.

    Raises:
        ReadError: E_ENCODING with `strict`.
    """
    read = decode(raw, options.encoding)
    if read.encoding != "utf-8" and options.encoding is None and head is not None and head.encoding != read.encoding:
        again = decode(raw, head.encoding)
        read = again if again.replaced <= read.replaced else read
    if read.replaced and options.strict:
        raise ReadError("E_ENCODING", f"cannot be read as {read.encoding} throughout; try --encoding")
    return read
