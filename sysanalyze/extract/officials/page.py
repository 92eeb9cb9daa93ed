"""An article as officials are read from it: its view without soft line breaks, its posts, its tokens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sysanalyze.article import Article
from sysanalyze.extract.officials.words import Office
from sysanalyze.lexicon import Hit
from sysanalyze.lexicon.match import NEW
from sysanalyze.model import Span

if TYPE_CHECKING:
    from sysanalyze.extract.officials.words import Words


SPACED_POST = re.compile(r"^ *(?P<post>[主书组市县区州镇乡局院校部会] {1,4}[任记长席])(?= {0,4}:)", re.MULTILINE)


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
    texts: list[str]  # of tokens
    tag: Callable[[str], str]  # of a token's text; looked up for those alone that a rule asks for
    taken: list[tuple[int, int]] = field(default_factory=list)  # names read so far
    taken_ends: dict[int, int] = field(default_factory=dict)  # their starts by their ends

    def place(self, start: int, end: int) -> Span:
        """The span in the document."""
        if self.offsets is None:
            return NEW(Span, (start, end))
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def token(self, at: int) -> tuple[int, int, str]:
        """Start, end and tag of the token that holds the character at `at`."""
        starts = self.starts  # its last is the end of the text
        index = bisect_right(starts, at)
        if index >= len(starts):
            index = len(starts) - 1
        return starts[index - 1], starts[index], self.tag(self.texts[index - 1])

    def bounds(self, at: int) -> tuple[int, int]:
        """Start and end of the token that holds the character at `at`."""
        starts = self.starts
        index = bisect_right(starts, at)
        if index >= len(starts):
            index = len(starts) - 1
        return starts[index - 1], starts[index]


def open_page(article: Article, words: Words) -> Page:
    """The article's page with its posts found."""
    view, offsets = article.view, None
    tokens = article.tokens
    starts = tokens.starts
    broken = _soft_breaks(article)
    if broken:
        gone = {at for start, end in broken for at in range(start, end)}
        offsets = [at for at in range(len(view)) if at not in gone]
        view = "".join([view[at] for at in offsets])
        starts = [bisect_left(offsets, start) for start in starts]
    hits = words.offices.longest(view)
    if "委员长" in view:  # 政治局委员 is no post in 政治局委员长
        hits = [hit for hit in hits if view[hit.end - 2 : hit.end + 1] != "委员长"]
    if " " in view:
        hits = _with_spaced(view, words, hits)
    return Page(
        article=article,
        text=view,
        dotted="·" in view,
        offsets=offsets,
        hits=hits,
        begins={hit.start: hit for hit in hits},
        ends={hit.end: hit for hit in hits},
        starts=[*starts, len(view)],
        texts=tokens.texts,
        tag=tokens.tags.of,
    )


def _with_spaced(view: str, words: Words, hits: list[Hit[Office]]) -> list[Hit[Office]]:
    """The posts with those of lists that are set with blanks inside: 主　任:王建平."""
    spaced = [
        Hit(match.start("post"), match.end("post"), known[0].value)
        for match in SPACED_POST.finditer(view)
        if (known := words.offices.longest(match["post"].replace(" ", "")))
    ]
    return sorted([*hits, *spaced], key=lambda hit: hit.start) if spaced else hits


def _soft_breaks(article: Article) -> list[tuple[int, int]]:
    """The blanks that stand for a line break inside a paragraph, between characters that belong together."""
    view, text = article.view, article.document.text
    found: list[tuple[int, int]] = []
    if view.count("\n") == text.count("\n"):
        return found
    at = -1
    for at in [at for line in text.split("\n")[:-1] if view[at := at + len(line) + 1] == " "]:
        start, end = at, at + 1
        while start > 0 and view[start - 1] == " " and text[start - 1] in "\r \u3000":
            start -= 1
        while end < len(view) and view[end] == " " and at + 8 > end:
            end += 1
        if start > 0 and end < len(view) and view[start - 1] > "\u2e80" and view[end] > "\u2e80":
            found.append((start, end))
    return found
