"""Files of reports: their trees, and each report whole again with the article that it is about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sysanalyze.read import ReadError, read_file
from sysanalyze.render import ReportError, read_trees, report_from_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sysanalyze.model import Document, Report

# How a report begins, as YAML, JSON or JSON lines.
REPORT = re.compile(r"""\ufeff?\s*(?:---\s+)?(?:\[\s*)?(?:schema:\s*\d|\{\s*"schema"\s*:)""")


def trees(written: str) -> Iterator[Mapping[str, Any]]:
    """The reports in a text as trees. Raises ReadError."""
    try:
        yield from read_trees(written)
    except ReportError as problem:
        raise ReadError("E_REPORT", str(problem)) from None


def whole(written: Document) -> Iterator[Report]:
    """The reports in a file, each with its article, looked for from here and from the file's folder.

    Raises:
        ReadError: for what is no report, or where its article is missing or another.
    """
    for tree in trees(written.text):
        about = tree.get("document")
        if not isinstance(about, dict):
            raise ReadError("E_REPORT", "report: lacks 'document'")
        text = article(str(about.get("id", "")), Path(written.id).parent, str(about.get("encoding") or "utf-8"))
        try:
            yield report_from_tree(tree, text)
        except ReportError as problem:
            raise ReadError("E_REPORT", str(problem)) from None


def article(name: str, beside: Path, encoding: str) -> str:
    """The text of a report's article. Raises ReadError."""
    places = [Path(name), beside / name, beside / Path(name).name]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise ReadError("E_MISSING", f"its article {name!r} is neither here nor beside the report")
    return read_file(str(found), encoding=encoding, strict=False).text
