"""The text of a DOCX file, through python-docx (extra `docx`); called in the child process alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from sysanalyze.read.limits import bomb
from sysanalyze.read.sources import MAX_BYTES, ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

RATIO = 200
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_text(raw: bytes) -> str:
    """The paragraphs, each a line, and the rows of tables, their cells parted by tabs.

    External entities are not opened, and internal ones not expanded: the file is refused that declares any.

    Raises:
        ReadError: E_BOMB, E_DAMAGED.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = sum(info.file_size for info in archive.infolist())
        if size > MAX_BYTES and size > RATIO * len(raw):
            raise bomb(f"would grow to {size // len(raw)} times its size")
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(info)[:65_536]:
                raise ReadError("E_DAMAGED", f"declares XML entities ({info.filename}), which no DOCX does; not read")
    import docx

    document = docx.Document(io.BytesIO(raw))
    return "\n".join(_blocks(document))


def _blocks(container: Any) -> Iterator[str]:  # noqa: ANN401  # python-docx has no complete types
    from docx.table import Table

    for block in container.iter_inner_content():
        if not isinstance(block, Table):
            yield _paragraph(block)
            continue
        for row in block.rows:
            cells = []
            seen = set()
            for cell in row.cells:
                if id(cell._tc) in seen:  # noqa: SLF001  # the same cell for each column that it spans
                    continue
                seen.add(id(cell._tc))  # noqa: SLF001  # as above
                cells.append(" ".join(line.strip() for line in _blocks(cell) if line.strip()))
            yield "\t".join(cells)


def _paragraph(paragraph: Any) -> str:  # noqa: ANN401  # as above
    """Its text; python-docx leaves out what stands in content controls and insertions that were tracked."""
    pieces = []
    for node in paragraph._p.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):  # noqa: SLF001  # as above
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif node.getparent().tag == f"{W}r":
            pieces.append("\t" if node.tag == f"{W}tab" else "\n")
    return "".join(pieces)
