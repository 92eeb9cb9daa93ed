"""The text of a PDF, through PDFium (extra `pdf`); called in the child process alone."""

from __future__ import annotations

import re
from collections import Counter

from sysanalyze.read.sources import ReadError

NUMBER = re.compile(r"[\s\-—–―·•第]*[0-9０-９]{1,4}(?:\s*/\s*[0-9]{1,4})?[\s\-—–―·•页]*")
REPEATED = 3  # pages that a line stands on at the top or bottom before it is taken for a running head


def pdf_text(raw: bytes) -> str:
    r"""The text of the pages, a line a line of print, without running heads and page numbers.

    Raises:
        ReadError: E_ENCRYPTED, E_DAMAGED.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise ReadError("E_ENCRYPTED", "is encrypted; save it without its password first") from None
        raise ReadError("E_DAMAGED", f"is damaged ({problem}); get it anew") from None
    pages = []
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage().get_text_bounded()
        pages.append(_lines(text))
        page.close()
    document.close()
    return "\n".join(line for page in without_heads(pages) for line in page)


def without_heads(pages: list[list[str]]) -> list[list[str]]:
    """The lines of the pages without page numbers and what stands on the edge of several.

    >>> without_heads([["工作报告", "一、回顾", "- 1 -"], ["二、计划", "- 2 -"]])
    [['工作报告', '一、回顾'], ['二、计划']]
    """
    edges = Counter(line for page in pages for line in {*page[:1], *page[-1:]})
    heads = {line for line, number in edges.items() if number >= REPEATED and number * 2 > len(pages)}
    return [_trimmed(page, heads) for page in pages]


def _trimmed(page: list[str], heads: set[str]) -> list[str]:
    start, end = 0, len(page)
    while start < end and (page[start] in heads or (len(page) > 1 and NUMBER.fullmatch(page[start]))):
        start += 1
    while start < end and (page[end - 1] in heads or (len(page) > 1 and NUMBER.fullmatch(page[end - 1]))):
        end -= 1
    return page[start:end]


def _lines(text: str) -> list[str]:
    """The lines that are not blank; U+FFFE and U+0002 are PDFium's signs for a hyphen at a line's end."""
    plain = text.replace("\ufffe", "").replace("\x02", "").replace("\x00", "")
    return [line.rstrip() for line in re.split(r"\r\n|\r|\n", plain) if line.strip()]
