"""Files of reports: their trees, and each report whole again with the article that it is about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sysanalyze.read import ReadError
from sysanalyze.render import ReportError, read_trees, report_from_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sysanalyze.model import Document, Report
    from sysanalyze.read import Options

# How a report begins, as YAML, JSON or JSON lines.
REPORT = re.compile(r"""\ufeff?\s*(?:---\s+)?(?:\[\s*)?(?:schema:\s*\d|\{\s*"schema"\s*:)""")


def trees(written: str) -> Iterator[Mapping[str, Any]]:
    """The reports in a text as trees. Raises ReadError."""
    try:
        yield from read_trees(written)
    except ReportError as problem:
        raise ReadError("E_REPORT", str(problem)) from None


def whole(written: Document, reading: Options, sources: Sequence[str] = ()) -> Iterator[Report]:
    """The reports in a file, each with its article, looked for in the sources, from here and from the file's folder.

    Raises:
        ReadError: for what is no report, or where its article is missing or another.
    """
    read = list(trees(written.text))
    yield from with_texts(read, reading, beside=Path(written.id).parent, sources=sources)


def with_texts(
    read: Sequence[Mapping[str, Any]], reading: Options, *, beside: Path, sources: Sequence[str] = ()
) -> Iterator[Report]:
    """The reports of some trees, each with its article. Raises ReadError."""
    from sysanalyze.read.again import Wanted, read_again

    found = []
    for tree in read:
        about = tree.get("document")
        if not isinstance(about, dict):
            raise ReadError("E_REPORT", "report: lacks 'document'")
        encoding = about.get("encoding")
        found.append(
            Wanted(
                id=str(about.get("id", "")),
                sha256=str(about.get("sha256", "")),
                encoding=None if encoding is None else str(encoding),
            )
        )
    texts = read_again(found, reading, beside=beside, sources=sources)
    for tree, wanted in zip(read, found, strict=True):
        try:
            yield report_from_tree(tree, texts[wanted])
        except ReportError as problem:
            raise ReadError("E_REPORT", str(problem)) from None


def from_dataset(where: str, name: str, reading: Options, sources: Sequence[str] = ()) -> Report:
    """The report of one document of a dataset; its records are read as the dataset's plan says.

    Raises:
        ConfigurationError: there is no such dataset or document.
        ReadError: the article is missing or another.
    """
    from dataclasses import replace

    from sysanalyze.cli.messages import ConfigurationError
    from sysanalyze.dataset.reader import Dataset, DatasetError
    from sysanalyze.dataset.report import planned, report_tree
    from sysanalyze.dataset.store import StoreError

    try:
        dataset = Dataset(where)
        tree = report_tree(dataset, name)
    except (DatasetError, StoreError) as problem:
        raise ConfigurationError(where, "E_DATASET", str(problem)) from None
    text_field = planned(dataset)["options"].get("text_field") or reading.text_field
    beside = Path(where).parent
    (report,) = with_texts([tree], replace(reading, text_field=text_field), beside=beside, sources=sources)
    return report
