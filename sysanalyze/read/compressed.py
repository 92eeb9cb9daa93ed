"""Compressed files as the bytes within: gzip, bzip2, xz, Zstandard."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, cast

from sysanalyze.read.extras import needs
from sysanalyze.read.limits import Packed, Unpacked, unpacking

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from sysanalyze.read.limits import Budget

STEP = 1024  # bytes of zstd given at once: each may become 32,768 times as many


def decompressed(stream: BinaryIO, kind: str, budget: Budget) -> BinaryIO:
    """The bytes within a compressed stream, counted against the budget; frames behind each other are one.

    Reading raises ReadError: E_TRUNCATED, E_DAMAGED, E_BOMB.

    Raises:
        ReadError: E_EXTRA where Zstandard needs a package.
    """
    packed = Packed(stream)
    reader = _reader(cast("BinaryIO", packed), kind)
    return cast("BinaryIO", io.BufferedReader(Unpacked(reader, budget, packed), 65_536))


def _reader(stream: BinaryIO, kind: str) -> Callable[[int], bytes]:
    if kind == "gz":
        import gzip

        return gzip.GzipFile(fileobj=stream, mode="rb").read
    if kind == "bz2":
        import bz2

        return bz2.BZ2File(stream).read
    if kind == "xz":
        import lzma

        return lzma.LZMAFile(stream).read
    if sys.version_info >= (3, 14):
        from compression import zstd

        return zstd.ZstdFile(stream).read
    return _ZstdStream(stream).read


class _ZstdStream:
    """Zstandard before Python 3.14; its own stream reader would not tell a cut off file from a whole one."""

    def __init__(self, stream: BinaryIO) -> None:
        try:
            import zstandard
        except ImportError:
            raise needs("zst") from None
        self._stream, self._package = stream, zstandard
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._ready = self._raw = b""

    def read(self, size: int) -> bytes:
        while not self._ready:
            raw = self._raw or self._stream.read(STEP)
            self._raw = b""
            if not raw:
                if self._frame is not None:
                    raise EOFError
                return b""
            if self._frame is None:
                self._frame = self._package.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
            self._ready = unpacking(lambda frame=self._frame, raw=raw: frame.decompress(raw))  # type: ignore[misc]  # defaults bind the loop's values
            if self._frame.eof:
                self._raw, self._frame = self._frame.unused_data, None
        chunk, self._ready = self._ready[:size], self._ready[size:]
        return chunk
