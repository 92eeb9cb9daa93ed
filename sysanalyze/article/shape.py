"""What an article is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sysanalyze.model import Document, Metadata, Span
    from sysanalyze.segment import Tokens


class Zone(NamedTuple):
    """A stretch of the document and what it is; a named tuple, as there is one for every paragraph and quotation.

    Kinds: breadcrumb column title subtitle meta (a line of date, source, author) heading body quotation
    byline (`（记者邹海涛）`, `新华社北京3月5日电`) editor furniture.
    """

    span: Span
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document made ready for extraction."""

    document: Document
    view: str  # len(view) == len(document.text)
    metadata: Metadata
    zones: tuple[Zone, ...]  # in the order of the text; a byline or quotation may lie inside a body paragraph
    paragraphs: tuple[Span, ...]  # title, headings and body paragraphs: what extractors read
    sentences: tuple[Span, ...]  # of the paragraphs
    reference_date: str | None  # ISO 8601: of publication, else given by the caller, else None
    tokens: Tokens

    def text(self, span: Span) -> str:
        """The document's text at a span, as written."""
        return self.document.text[span.start : span.end]
