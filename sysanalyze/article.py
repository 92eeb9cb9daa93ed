"""An article: a document with its zones, paragraphs, sentences and tokens, made once; extractors read it.

Extractors search `Article.view`, a shadow of the document's text of just the same length, so that an offset into the one
is an offset into the other. In the view traditional characters are simplified, full-width letters, digits and signs are
ASCII, every kind of blank is a space, straight quotation marks are paired into “ ”, a line break inside a wrapped
paragraph is a space, and what is no part of the article's own words (breadcrumbs, bylines, page furniture) is newlines:
no pattern can match there or run across it. Texts of findings are always taken from the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.model import Document, Metadata, Span

if TYPE_CHECKING:
    from sysanalyze.lexicon import Lexicons
    from sysanalyze.segment import Segmenter, Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A stretch of the document and what it is.

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


FOLDED = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，"},
    **dict.fromkeys(map(ord, "\t\u00a0\u3000\u200b\u200c\u200d\ufeff"), " "),
    **dict.fromkeys(map(ord, "「『"), "“"),
    **dict.fromkeys(map(ord, "」』"), "”"),
    **dict.fromkeys(map(ord, "•・‧∙"), "·"),
    **dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n"),
}


class ArticleMaker:
    """Makes articles of documents; compiled once."""

    def __init__(self, lexicons: Lexicons, segmenter: Segmenter) -> None:
        self.lexicons = lexicons
        self.segmenter = segmenter

    def __call__(self, document: Document, *, date: str | None = None) -> Article:
        """The document's article; `date` is the reference date of one that states none."""
        text = document.text
        view = text.translate(FOLDED)
        paragraphs = tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", view))
        sentences = tuple(Span(*match.span()) for match in re.finditer(r"[^\n。!?;]+[。!?;]?", view))
        return Article(
            document=document,
            view=view,
            metadata=Metadata(),
            zones=tuple(Zone(span=span, kind="body") for span in paragraphs),
            paragraphs=paragraphs,
            sentences=sentences,
            reference_date=date,
            tokens=self.segmenter(text),
        )
