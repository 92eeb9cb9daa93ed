"""An article as the rules read it: lines broken inside a phrase are joined, and offsets lead back to the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple, cast

from sysanalyze.model import Refusal, Slogan, Span

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


class _Draft:
    """A slogan in the making: the slots are those of `Slogan`."""

    __slots__ = Slogan.__slots__

    text: str
    kind: str
    mentions: tuple[Span, ...]
    canonical: str | None
    items: tuple[str, ...]
    rule: str


class Reading:
    """The view of an article without the blanks that stand for line breaks: 画好山水画、走好富⏎民路."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.view = article.view
        self.refused: list[Refusal] | None = [] if article.explaining else None
        self._starts, self._tags = article.tokens.starts, article.tokens.tags
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
        if self._cuts:
            offset = self.origin(offset)
        return self._starts[bisect_right(self._starts, offset) - 1] == offset

    def tag(self, offset: int) -> str:
        """The tag of the token that holds `offset`."""
        if self._cuts:
            offset = self.origin(offset)
        return self._tags[bisect_right(self._starts, offset) - 1]

    def place_stem(self) -> str:
        """The name of the place that the article is about, less its 市 or 县; empty where it is not known."""
        place = self.article.metadata.place
        if place is None:
            return ""
        return place.name[:-1] if place.name.endswith(tuple(SUFFIXES)) else place.name  # 泉州市: 泉州, not 泉

    def refuse(self, span: Span, rule: str, reason: str) -> None:
        """Note where a rule came close and why it declined, if anybody asks for that."""
        if self.refused is not None:
            self.refused.append(Refusal(span=self.place(span), rule=rule, reason=reason))

    def accept(self, start: int) -> None:
        """Forget the refusals from `start` on: another way to read it makes a slogan."""
        origin = self.origin(start)
        while self.refused and self.refused[-1].span.start >= origin:
            self.refused.pop()

    def slogan(self, found: Found) -> Slogan:
        """The finding, at its place in the document."""
        text, items = self.article.document.text, found.items
        span = self.place(found.span)
        draft = _Draft()
        draft.text = text[span[0] : span[1]]
        draft.kind = found.kind
        draft.mentions = (span,)
        draft.canonical = found.canonical
        draft.items = tuple([text[start:end] for start, end in map(self.place, items)]) if items else ()
        draft.rule = found.rule
        draft.__class__ = Slogan  # type: ignore[assignment]  # filling an immutable object takes four times as long
        return cast("Slogan", draft)
