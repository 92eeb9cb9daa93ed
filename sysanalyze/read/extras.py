"""The readers that are installed on demand, and how a missing one is told."""

from __future__ import annotations

import re
import sys

from sysanalyze.read.inputs import URL
from sysanalyze.read.sources import ReadError

# What a name says that reading will need: the extra, and the module that it brings.
NEEDS = (
    (re.compile(r"\.(?:html?|shtml|xhtml)$", re.IGNORECASE), "html", "trafilatura"),
    (re.compile(r"\.docx$", re.IGNORECASE), "docx", "docx"),
    (re.compile(r"\.pdf$", re.IGNORECASE), "pdf", "pypdfium2"),
    (re.compile(r"\.warc(?:\.gz)?$", re.IGNORECASE), "warc", "fastwarc"),
    (re.compile(r"\.parquet$", re.IGNORECASE), "parquet", "duckdb"),
    (re.compile(r"\.t?zst$", re.IGNORECASE), "zst", "zstandard"),
    (URL, "remote", "fsspec"),
)


def missing_extra(path: str) -> str | None:
    """What to tell before any work where a path needs a reader that is not installed; None where it does not."""
    for pattern, extra, module in NEEDS:
        match = pattern.match(path) if pattern is URL else pattern.search(path)
        if match and not _installed(module):
            return needs(extra).message
    return None


def needs(extra: str) -> ReadError:
    """What to tell where a reader is not installed."""
    return ReadError("E_EXTRA", f"needs a reader that is not installed: python -m pip install 'sysanalyze[{extra}]'")


def _installed(module: str) -> bool:
    from importlib.util import find_spec

    if module == "zstandard" and sys.version_info >= (3, 14):
        return True
    try:
        return find_spec(module) is not None
    except ImportError:
        return False
