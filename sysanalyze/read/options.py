"""How sources are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.read.sources import MAX_BYTES

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How sources are read. Plain values: they can be sent to another process."""

    encoding: str | None = None  # as `known_encoding` gives it; found out where None
    strict: bool = False  # whether bytes that cannot be read are an error rather than U+FFFD
    text_field: str = "text"  # of records: JSON lines, CSV, Parquet
    date_field: str | None = None
    title_field: str | None = None
    id_field: str | None = None
    whole: re.Pattern[str] | None = None  # how a text begins that is taken whole, though it be JSON lines
    only: frozenset[str] | None = None  # ids of the documents wanted, and of the archives that hold them
    save_text: str | None = None  # folder for the texts taken out of pages, PDF and DOCX
    limit: int = MAX_BYTES  # bytes of one document
    nested: int = 256 * 1024 * 1024  # bytes of an archive within another, which is held in memory
    ratio: int = 200  # times that an input may grow, beyond `limit`
    depth: int = 5  # archives and compressions within each other
    timeout: float = 30.0  # seconds for one page, PDF or DOCX
