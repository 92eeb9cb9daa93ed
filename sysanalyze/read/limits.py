"""How much a source may grow while it is unpacked, and how that is told."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, TypeVar

from sysanalyze.read.sources import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from _typeshed import WriteableBuffer

CHUNK = 65_536
T = TypeVar("T")


class Budget:
    """Bytes that one input may become: `ratio` times its own size, and `floor` in any case."""

    def __init__(self, size: int | None, *, ratio: int, floor: int) -> None:
        self.size = size or 0
        self.known = size is not None
        self.ratio, self.floor = ratio, floor
        self.grown = 0
        self.spent = False

    def grow(self, number: int, of_stream: int = 0, packed: int | None = None) -> None:
        """Count bytes that were unpacked.

        Args:
            number: how many.
            of_stream: how many came of the same compressed stream, these with them.
            packed: how many bytes of that were read for them.

        Raises:
            ReadError: E_BOMB.
        """
        self.grown += number
        spent = self.grown > self.floor and self.grown > self.ratio * self.size
        if spent or (packed is not None and of_stream > self.floor and of_stream > self.ratio * packed):
            self.spent = True
            raise bomb(f"grows to more than {self.ratio} times its size")


def bomb(what: str) -> ReadError:
    """The refusal of a source made to fill the memory or the disk."""
    return ReadError("E_BOMB", f"{what}; not read further")


class Packed:
    """A compressed stream, of which is counted what was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        """As a file reads."""
        chunk = self._stream.read(size)
        self.size += len(chunk)
        return chunk

    def seekable(self) -> bool:
        """Never, so that nothing is counted twice."""
        return False


class Unpacked(io.RawIOBase):
    """Unpacked bytes, each counted; what the unpacking library raises is told as ReadError.

    Args:
        read: gives up to that many bytes, none at the end.
        budget: what is counted.
        packed: where they are unpacked from, where that is one stream.
    """

    def __init__(self, read: Callable[[int], bytes], budget: Budget, packed: Packed | None = None) -> None:
        self._read, self._budget, self._packed = read, budget, packed
        self._grown = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """As the io module asks for it."""
        view = memoryview(buffer).cast("B")
        chunk = unpacking(lambda: self._read(len(view)))
        self._grown += len(chunk)
        self._budget.grow(len(chunk), self._grown, self._packed.size if self._packed else None)
        view[: len(chunk)] = chunk
        return len(chunk)


class Metered(io.RawIOBase):
    """A stream of unknown size, such as a pipe: what was read of it is what it may grow from."""

    def __init__(self, stream: BinaryIO, head: bytes, budget: Budget | None) -> None:
        self._stream, self._head, self._budget = stream, head, budget

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """As the io module asks for it."""
        view = memoryview(buffer).cast("B")
        chunk = self._head[: len(view)] or self._stream.read(len(view))
        self._head = self._head[len(view) :]
        if self._budget is not None and not self._budget.known:
            self._budget.size += len(chunk)
        view[: len(chunk)] = chunk
        return len(chunk)


def unpacking(work: Callable[[], T]) -> T:
    """What `work` gives; a broken archive as ReadError."""
    try:
        return work()
    except ReadError:
        raise
    except EOFError:
        raise truncated() from None
    except NotImplementedError as problem:
        raise ReadError("E_READ", f"is packed in a way that is not read here ({problem})") from None
    except (OSError, ValueError, RuntimeError, zlib.error) as problem:
        raise damaged(problem) from None
    except Exception as problem:  # the libraries' own, which cost time to import where nothing is packed
        if type(problem).__name__ not in ("BadZipFile", "LZMAError", "ZstdError"):
            raise
        raise damaged(problem) from None


def truncated() -> ReadError:
    """What to tell of a source that ends too early."""
    return ReadError("E_TRUNCATED", "is cut off; get it anew, what comes before is read")


def damaged(problem: Exception) -> ReadError:
    """What to tell of packed bytes that do not hold together."""
    return ReadError("E_DAMAGED", f"is damaged ({str(problem) or type(problem).__name__}); get it anew")
