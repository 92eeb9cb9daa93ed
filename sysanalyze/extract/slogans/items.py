"""The members of a numeric slogan, where the text spells them out beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.model import Span

if TYPE_CHECKING:
    from sysanalyze.article import Article

REACH = 160  # characters to either side that a list may take
JOINT = re.compile(r"、|，|,|；|;|以及|和|及|与")
COMMA = re.compile(r"、|，|,|；|;")
# `“五个十”任务，即…`, `“四扩展一转变”：…`, `“四最”（政策最优、…）`
AFTER = re.compile(r"”?[\u4e00-\u9fff]{0,8}?(?:[，,]?(?:即|就是|分别是|包括)|[:(]|——)([^。:”“\n)]{3,150})")
BEFORE = re.compile(r"([^。；;:“”\n()]{3,150})$")
MOST = 12


def spelled_items(article: Article, span: Span, count: int) -> tuple[str, ...]:
    """The `count` members that the text lists just after or just before the slogan at `span`; empty where it does not."""
    if not 2 <= count <= MOST:
        return ()
    view = article.view
    spans: list[Span] = []
    after = AFTER.match(view, span.end, span.end + REACH)
    if after is not None:
        spans = _members(view, after.start(1), after.end(1), count, first=True)
    if not spans:
        stop = span.start - (view[span.start - 1 : span.start] == "“")
        before = BEFORE.search(view, max(0, stop - REACH), stop)
        if before is not None and COMMA.search(before[1]):
            spans = _members(view, before.start(1), before.end(1), count, first=False)
    return tuple(article.text(item) for item in spans)


def _members(view: str, start: int, end: int, count: int, *, first: bool) -> list[Span]:
    """The first or last `count` members of the list in `view[start:end]`, each cut to its core."""
    for joint in (COMMA, JOINT):
        spans = _pieces(view, start, end, joint)
        if len(spans) >= count and (len(spans) == count or not first):
            chosen = spans[:count] if first else spans[-count:]
            cut = _cut(view, chosen)
            if cut:
                return cut
    return []


def _pieces(view: str, start: int, end: int, joint: re.Pattern[str]) -> list[Span]:
    spans, at = [], start
    for match in joint.finditer(view, start, end):
        spans.append(Span(at, match.start()))
        at = match.end()
    spans.append(Span(at, end))
    return [span for span in spans if span.length]


def _cut(view: str, spans: list[Span]) -> list[Span]:
    """Equal members as they are; the first shortened on its left, the last of its 的 and 等; else what follows the 的."""
    last = spans[-1]
    while last.length and view[last.end - 1] in "的等 ":
        last = Span(last.start, last.end - 1)
    spans = [*spans[:-1], last]
    texts = [view[span.start : span.end] for span in spans]
    sizes = {len(text) for text in texts[1:]}
    if len(sizes) == 1 and len(texts[0]) >= (size := sizes.pop()) >= 2:  # noqa: PLR2004
        spans[0] = Span(spans[0].end - size, spans[0].end)
        texts[0] = view[spans[0].start : spans[0].end]
        if _share(texts):
            return spans
    cores = [Span(span.start + text.rfind("的") + 1, span.end) for span, text in zip(spans, texts, strict=True)]
    if all(0 < core.length < 9 for core in cores) and _share([view[c.start : c.end] for c in cores]):  # noqa: PLR2004
        return cores
    return []


def _share(texts: list[str]) -> bool:
    """Whether one character stands in every member."""
    return bool(set(texts[0]).intersection(*texts[1:]))
