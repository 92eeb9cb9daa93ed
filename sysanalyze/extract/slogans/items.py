"""The members of a numeric slogan, where the text spells them out beside it."""

from __future__ import annotations

import re

from sysanalyze.model import Span

REACH = 160  # characters to either side that a list may take
DOT = re.compile("、")
CLAUSE = re.compile("[，,；;]")
JOINT = re.compile("、|以及|和|及|与")
OPEN_ENDS = tuple("、，,和与及或")  # the slogan is itself a member of the list: A、B和“三农”问题
# `“五个十”任务，即…`, `“四扩展一转变”：…`, `“四最”（政策最优、…）`
AFTER = re.compile(r"”?[\u4e00-\u9fff]{0,8}?(?:[，,]?(?:即|就是|分别是|包括)|[:(]|——)([^。:”“\n)]{3,150})")
ENDS = "。；;:“”\n()"
COUNTS = {"两": 2, "双": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
MOST = 12
LONGEST = 20  # of a member


def spelled_items(view: str, span: Span, count: int) -> tuple[Span, ...]:
    """The `count` members listed just after or before the slogan at `span`; empty where there is no such list."""
    if not 2 <= count <= MOST:
        return ()
    spans: list[Span] = []
    after = AFTER.match(view, span.end, span.end + REACH)
    if after is not None:
        spans = _members(view, after.start(1), after.end(1), count, first=True)
    if not spans:
        stop = span.start - (view[span.start - 1 : span.start] == "“")
        lowest = max(0, stop - REACH)
        start = max(lowest, *(view.rfind(mark, lowest, stop) + 1 for mark in ENDS))
        if view.find("、", start, stop) >= 0 and not view.endswith(OPEN_ENDS, start, stop):
            spans = _members(view, start, stop, count, first=False)
    return tuple(spans)


def _members(view: str, start: int, end: int, count: int, *, first: bool) -> list[Span]:
    """The first or last `count` members of the list in `view[start:end]`, each cut to its core."""
    for joint in (DOT, JOINT, CLAUSE) if first else (DOT, JOINT):
        if joint is DOT and view.count("、", start, end) < count - 1:
            continue
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
    """Members of one length, the first shortened on its left, the last of its 的 and 等; else what follows their 的."""
    last = spans[-1]
    while last.length and view[last.end - 1] in "的等 ":
        last = Span(last.start, last.end - 1)
    spans = [*spans[:-1], last]
    texts = [view[span.start : span.end] for span in spans]
    if any(len(text) > LONGEST for text in texts[1:]):
        return []
    sizes = {len(text) for text in texts[1:]}
    if len(sizes) == 1 and len(texts[0]) >= (size := sizes.pop()) >= 2:
        spans[0] = Span(spans[0].end - size, spans[0].end)
        texts[0] = view[spans[0].start : spans[0].end]
        if _share(texts):
            return spans
    cores = [Span(span.start + text.rfind("的") + 1, span.end) for span, text in zip(spans, texts, strict=True)]
    if all(0 < core.length < 9 for core in cores) and _share([view[c.start : c.end] for c in cores]):
        return cores
    return []


def _share(texts: list[str]) -> bool:
    """Whether one character stands in every member."""
    return bool(set(texts[0]).intersection(*texts[1:]))
