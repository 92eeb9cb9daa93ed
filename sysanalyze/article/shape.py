"""What an article is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sysanalyze.language.places import PlaceIndex
from sysanalyze.language.sentences import quotations, sentences
from sysanalyze.model import Document, Metadata, Span
from sysanalyze.segment import Tokens

RUN = re.compile(r"[^\n ](?:[^\n]*[^\n ])?")
HEADING_LONGEST = 40
NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]|第[一二三四五六七八九十]+[章节部]"
)
ENDS = frozenset("。!?;:…，,、”)")


class Zone(NamedTuple):
    """A stretch of the document and what it is; a named tuple, as there is one for every paragraph and quotation.

    Kinds: breadcrumb column kicker (a line above the title: 周明远在调研时强调) title subtitle meta (a line of date,
    source, author) heading body quotation byline (`（记者邹海涛）`, `新华社北京3月5日电`) editor furniture.
    """

    span: Span
    kind: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """A document made ready for extraction; its divisions are made when they are first asked for."""

    document: Document
    view: str  # len(view) == len(document.text)
    metadata: Metadata
    told: tuple[Zone, ...]  # the zones that the page's furniture, header, footer and bylines are
    reference_date: str | None  # ISO 8601: of publication, else given by the caller, else None
    tokens: Tokens
    places: PlaceIndex  # `places.named_in(text, metadata.place)` tells where something is
    explaining: bool = False  # whether extractors shall yield refusals, too

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """All zones in the order of the text; a byline or quotation may lie inside a body paragraph."""
        view = self.view
        known = {zone.span.start for zone in self.told}
        zones = [*self.told]
        zones += [
            Zone(span, "heading" if _is_heading(view, span) else "body")
            for span in self.paragraphs
            if span.start not in known
        ]
        zones += [Zone(span, "quotation") for span in quotations(view)]
        return tuple(sorted(zones))

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Title, headings and body paragraphs: what extractors read."""
        return tuple(map(Span._make, map(re.Match.span, RUN.finditer(self.view))))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the paragraphs."""
        return sentences(self.view)

    def text(self, span: Span) -> str:
        """The document's text at a span, as written."""
        return self.document.text[span.start : span.end]


def _is_heading(view: str, span: Span) -> bool:
    """Whether a line is short and no sentence: `创新平台`, `一、工业`."""
    if span.end - span.start > HEADING_LONGEST or "。" in view[span.start : span.end]:
        return False
    return view[span.end - 1] not in ENDS or NUMBERED.match(view, span.start, span.end) is not None
