"""An article as the rules read it: lines broken inside a phrase are joined, and offsets lead back to the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.model import Slogan, Span

if TYPE_CHECKING:
    from sysanalyze.article import Article

BREAK = re.compile(r"\n")
BLANKS = re.compile(" +")
SUFFIXES = "省市县区旗盟州"


class Found(NamedTuple):
    """A slogan at a span of a reading; `items` are spans of it too."""

    span: Span
    kind: str
    rule: str
    canonical: str | None = None
    items: tuple[Span, ...] = ()


class Reading:
    """The view of an article without the blanks that stand for line breaks: 画好山水画、走好富⏎民路."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.view = article.view
        self._cuts: list[int] = []  # offsets into the reading where blanks were left out
        self._lost: list[int] = [0]  # how many in all before the n-th cut
        self._join()

    def _join(self) -> None:
        view, text = self.article.view, self.article.document.text
        pieces, at = [], 0
        for match in BREAK.finditer(text):
            place = match.start()
            if place < at or view[place] != " ":
                continue
            start = len(view[:place].rstrip(" ")) if view[place - 1 : place] == " " else place
            blanks = BLANKS.match(view, start)
            if blanks is None or start < at:
                continue
            pieces.append(view[at:start])
            self._cuts.append(start - self._lost[-1])
            self._lost.append(self._lost[-1] + blanks.end() - start)
            at = blanks.end()
        if pieces:
            self.view = "".join((*pieces, view[at:]))

    def origin(self, offset: int) -> int:
        """The document's offset of the character at `offset`."""
        return offset + self._lost[bisect_right(self._cuts, offset)] if self._cuts else offset

    def place(self, span: Span) -> Span:
        """The document's span of a span of the reading."""
        return Span(self.origin(span.start), self.origin(span.end - 1) + 1) if self._cuts else span

    def starts_word(self, offset: int) -> bool:
        """Whether a token begins at `offset`."""
        starts, origin = self.article.tokens.starts, self.origin(offset)
        return starts[bisect_right(starts, origin) - 1] == origin

    def tag(self, offset: int) -> str:
        """The tag of the token that holds `offset`."""
        tokens = self.article.tokens
        return tokens.tags[bisect_right(tokens.starts, self.origin(offset)) - 1]

    def place_stem(self) -> str:
        """The name of the place that the article is about, less its 市 or 县; empty where it is not known."""
        place = self.article.metadata.place
        if place is None:
            return ""
        return place.name[:-1] if place.name.endswith(tuple(SUFFIXES)) else place.name  # 泉州市: 泉州, not 泉

    def slogan(self, found: Found) -> Slogan:
        """The finding, at its place in the document."""
        text, span = self.article.document.text, self.place(found.span)
        items = [self.place(item) for item in found.items]
        return Slogan(
            text=text[span.start : span.end],
            kind=found.kind,
            mentions=(span,),
            canonical=found.canonical,
            items=tuple([text[item.start : item.end] for item in items]),
            rule=found.rule,
        )
