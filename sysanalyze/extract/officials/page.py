"""An article as officials are read from it: its view without soft line breaks, its posts, its tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sysanalyze.model import Span

if TYPE_CHECKING:
    from sysanalyze.article import Article
    from sysanalyze.extract.officials.words import Office, Words
    from sysanalyze.lexicon import Hit


@dataclass(slots=True)
class Page:
    """What the rules look at; offsets are into `text`, `place` leads back to the document."""

    article: Article
    text: str
    dotted: bool  # whether it has a middle dot
    offsets: list[int] | None  # of each character of `text` in the document, where soft breaks were taken out
    hits: list[Hit[Office]]
    begins: dict[int, Hit[Office]]  # posts by their start
    ends: dict[int, Hit[Office]]  # posts by their end
    starts: list[int]  # of tokens
    tags: list[str]
    taken: list[tuple[int, int]] = field(default_factory=list)  # names read so far
    taken_ends: dict[int, int] = field(default_factory=dict)  # their starts by their ends

    def place(self, start: int, end: int) -> Span:
        """The span in the document."""
        if self.offsets is None:
            return Span(start, end)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def token(self, at: int) -> tuple[int, int, str]:
        """Start, end and tag of the token that holds the character at `at`."""
        starts = self.starts
        index = bisect_right(starts, at)
        after = starts[index] if index < len(starts) else len(self.text)
        return starts[index - 1], after, self.tags[index - 1]


def open_page(article: Article, words: Words) -> Page:
    """The article's page with its posts found."""
    view, offsets = article.view, None
    starts, tags = article.tokens.starts, article.tokens.tags
    broken = _soft_breaks(article)
    if broken:
        gone = {at for start, end in broken for at in range(start, end)}
        offsets = [at for at in range(len(view)) if at not in gone]
        view = "".join([view[at] for at in offsets])
        kept = [(bisect_left(offsets, start), tag) for start, tag in zip(starts, tags, strict=True)]
        starts, tags = [start for start, _ in kept], [tag for _, tag in kept]
    hits = words.offices.longest(view)
    if "委员长" in view:  # 政治局委员 is no post in 政治局委员长
        hits = [hit for hit in hits if view[hit.end - 2 : hit.end + 1] != "委员长"]
    return Page(
        article=article,
        text=view,
        dotted="·" in view,
        offsets=offsets,
        hits=hits,
        begins={hit.start: hit for hit in hits},
        ends={hit.end: hit for hit in hits},
        starts=starts,
        tags=tags,
    )


def _soft_breaks(article: Article) -> list[tuple[int, int]]:
    """The blanks that stand for a line break inside a paragraph, between characters that belong together."""
    view, text = article.view, article.document.text
    found: list[tuple[int, int]] = []
    at = -1
    if view.count("\n") == text.count("\n"):
        return found
    while (at := text.find("\n", at + 1)) >= 0:
        if view[at] != " ":
            continue
        start, end = at, at + 1
        while start > 0 and view[start - 1] == " " and text[start - 1] in "\r \u3000":
            start -= 1
        while end < len(view) and view[end] == " " and at + 8 > end:
            end += 1
        if start > 0 and end < len(view) and view[start - 1] > "\u2e80" and view[end] > "\u2e80":
            found.append((start, end))
    return found
