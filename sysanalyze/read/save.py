"""Keeping the text that was taken out of a page, PDF or DOCX, so that offsets can be looked up in it."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sysanalyze.read.sources import ReadError

if TYPE_CHECKING:
    from sysanalyze.model import Document

LONGEST = 200  # bytes of one step of a name; file systems take 255
UNSAFE = str.maketrans(dict.fromkeys('<>:"|?*\\' + "".join(map(chr, range(32))) + "\x7f", "_"))


def save_text(document: Document, folder: str) -> None:
    """Write a document's text as UTF-8 below a folder, never outside it.

    Raises:
        ReadError: E_SAVE.
    """
    path = Path(folder) / saved_name(document.id)
    temporary = path.with_name(f".saving-{os.getpid()}-{hashlib.sha256(path.name.encode()).hexdigest()[:16]}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(document.text.encode("utf-8", "replace"))
            temporary.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except OSError as problem:
        what = (problem.strerror or str(problem)).lower()
        raise ReadError("E_SAVE", f"its text cannot be kept in {folder}: {what}") from None


def saved_name(name: str) -> str:
    """The file that a document's text is kept in: its id and `.txt`, each step made safe.

    Where that changes the id, some signs of its digest keep it apart from others.

    >>> saved_name("news.zip!2023/a.html"), saved_name("/data/a.pdf")[:-13]
    ('news.zip!2023/a.html.txt', 'data/a.pdf')
    """
    steps = [step.translate(UNSAFE) for step in name.split("/")]
    steps = [_short(step) for step in steps if step not in ("", ".", "..")] or ["text"]
    safe = "/".join(steps)
    mark = "" if safe == name else "-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{safe}{mark}.txt"


def _short(step: str) -> str:
    return step.encode()[:LONGEST].decode("utf-8", "ignore").rstrip(". ") or "_"
