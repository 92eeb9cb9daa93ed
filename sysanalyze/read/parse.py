"""The child process of `child.py`: reads requests from standard input, answers on standard output, until its end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from sysanalyze.read.extras import needs
from sysanalyze.read.sources import ReadError

if TYPE_CHECKING:
    from typing import BinaryIO

MEMORY = 4 << 30  # bytes of address space


def main() -> None:
    """Serve until standard input ends."""
    requests, answers = sys.stdin.buffer, _answers()
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    _limit_memory()
    while head := requests.readline():
        request = json.loads(head)
        raw = requests.read(request["size"])
        if len(raw) < request["size"]:
            return
        _alarm(request["seconds"] + 5)  # should the parent be gone
        body = json.dumps(answer(request, raw)).encode()
        _alarm(0)
        answers.write(b"%d\n" % len(body) + body)
        answers.flush()


def answer(request: dict[str, Any], raw: bytes) -> dict[str, Any]:
    """What was found, or the error that it is."""
    kind = request["kind"]
    try:
        if kind == "html":
            from sysanalyze.read.pages import page_text

            text, encoding, replaced = page_text(raw, request["encoding"])
        elif kind == "pdf":
            from sysanalyze.read.pdf import pdf_text

            text, encoding, replaced = pdf_text(raw), "utf-8", 0
        else:
            from sysanalyze.read.docx import docx_text

            text, encoding, replaced = docx_text(raw), "utf-8", 0
    except ReadError as problem:
        return {"code": problem.code, "message": problem.message}
    except ImportError:
        missing = needs(kind)
        return {"code": missing.code, "message": missing.message}
    except MemoryError:
        return {"code": "E_CRASH", "message": f"takes its parser more than {MEMORY >> 30} GB of memory"}
    except RecursionError:
        return {"code": "E_CRASH", "message": "is nested too deep for its parser"}
    except Exception as problem:  # noqa: BLE001  # whatever a parser raises on what others made
        return {"code": "E_DAMAGED", "message": f"cannot be parsed ({type(problem).__name__}: {problem})"[:300]}
    if not text.strip():
        return {"code": "E_NO_TEXT", "message": NO_TEXT[kind]}
    return {"text": text, "encoding": encoding, "replaced": replaced}


NO_TEXT = {
    "html": "holds no text; the page is made by its scripts, save it from a browser",
    "pdf": "holds no text; a scan needs character recognition (OCR) first",
    "docx": "holds no text; pictures need character recognition (OCR) first",
}


def _answers() -> BinaryIO:
    """Standard output for answers alone: what a parser prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _alarm(seconds: float) -> None:
    """End this process after that time, wherever it is; 0 takes it back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
