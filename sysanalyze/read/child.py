"""A process that takes the text out of pages, PDF and DOCX: a parser that hangs or crashes costs one document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sysanalyze.model import Document
from sysanalyze.read.sources import ReadError, printable_name

if TYPE_CHECKING:
    from typing import BinaryIO

GRACE = 15.0  # seconds more for the first document, while the parsers are loaded


@dataclass(slots=True)
class Child:
    """The process, started with the first document and again after each that it did not survive."""

    _process: subprocess.Popen[bytes] | None = None

    def parse(self, kind: str, raw: bytes, name: str, *, encoding: str | None, timeout: float) -> Document:
        """The document in the bytes of a page, PDF or DOCX.

        Args:
            kind: `html`, `pdf` or `docx`.
            raw: its bytes.
            name: its id.
            encoding: of a page; found out where None.
            timeout: seconds that it may take.

        Raises:
            ReadError: E_TIMEOUT, E_CRASH, or what the parser found: E_ENCRYPTED, E_NO_TEXT, E_DAMAGED, E_EXTRA.
        """
        fresh = self._process is None
        process = self._process = self._process or _started()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        seconds = timeout + (GRACE if fresh else 0)
        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            answer = _asked(process, {"kind": kind, "encoding": encoding, "seconds": seconds, "size": len(raw)}, raw)
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            if late.is_set():
                raise ReadError("E_TIMEOUT", f"takes its parser more than {timeout:g} seconds; given up")
            raise ReadError("E_CRASH", f"makes its parser crash ({_ending(process.returncode)}); convert it to text")
        if "code" in answer:
            raise ReadError(answer["code"], answer["message"])
        return Document(
            id=printable_name(name), text=answer["text"], encoding=answer["encoding"], replaced=answer["replaced"]
        )

    def close(self) -> None:
        """End the process, where there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:  # what it had not read yet
                pass
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _started() -> subprocess.Popen[bytes]:
    """The process: the working folder is not where it looks for modules, and hashes are the same in each."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "sysanalyze.read.parse"],  # no shell, nothing of the user's
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"},
    )


def _asked(process: subprocess.Popen[bytes], request: dict[str, Any], raw: bytes) -> dict[str, Any] | None:
    """What the process answers; None where it ended instead."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.write(raw)
        process.stdin.flush()
    except OSError:  # it ended before it had read all
        return None
    return _answer(process.stdout)


def _answer(stream: BinaryIO | Any) -> dict[str, Any] | None:  # noqa: ANN401  # Popen's own stream type
    head = stream.readline()
    if not head.endswith(b"\n"):
        return None
    size = int(head)
    body = stream.read(size)
    if len(body) < size:
        return None
    found: dict[str, Any] = json.loads(body)
    return found


def _ending(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
