"""The members of a numeric slogan, where the text spells them out beside it."""

from __future__ import annotations

import re

from sysanalyze.model import Span

REACH = 160  # characters to either side that a list may take
DOT = re.compile("、")
CLAUSE = re.compile("[，,；;]")
COMMA = re.compile("[，,]")
JOINT = re.compile("、|[，,]?(?:以及|还有)|和|及|与")
OPEN_ENDS = tuple("、，,和与及或")  # the slogan is itself a member of the list: A、B和“三农”问题
# `“五个十”任务，即…`, `“四扩展一转变”：…`, `“四最”（政策最优、…）`
LINK = "即|就是|是指|分别是|包括|(?P<reached>做到|实现)"
AFTER = re.compile(rf"”?[\u4e00-\u9fff]{{0,14}}?(?:[，,]?(?:{LINK})|[:(]|——)(?P<list>[^。:”“\n)]{{3,150}})")
# “六个聚焦”，做到“六个新突破”：聚焦产业、…: what is listed has the words of the first
NEXT = r"”(?:[，,、]?[\u4e00-\u9fff]{0,4})“[^“”]{3,10}”"
LISTED_NEXT = re.compile(NEXT + r"[:：](?P<list>[^。:：”“\n)]{3,150})")
BEFORE_NEXT = re.compile(r"“[^“”]{1,8}(?P<word>[^“”]{2})”(?:[，,、]?[\u4e00-\u9fff]{0,4})“\Z")
LONGEST_NEXT = 18
ENDS = "。；;:“”‘’\n()"
COUNTS = {"两": 2, "双": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
MOST = 12
LONGEST_LINK = 5  # of the words that lead from a list to its name: ，以
LONGEST_CORE = 8
SHORTEST = 2
LONGEST = 20  # of a member
TO_FIRST = 40  # characters from a slogan to 一是
TO_NEXT = 200  # from one ordinal to the next
NUMERALS = "一二三四五六七八九十"
FIRST = re.compile(r"(?<![一二三四五六七八九十第])一(?P<word>是要?|要|、)")
CLOSING = re.compile("[，,。；;：:!?\\n]")
# 经济、政治、社会，还有生态|这五个方面
TAIL = re.compile("这?[二三四五六七八九十两几](?:个方面|大方面|大类|个环节|项).*")
LEAD = re.compile("(?:还有|以及|及其|分别是|就是|即|是)(?=.{2})")


def spelled_items(view: str, span: Span, count: int) -> tuple[Span, ...]:
    """The `count` members listed just after or before the slogan at `span`; empty where there is no such list."""
    if not 2 <= count <= MOST:
        return ()
    return tuple(_enumerated(view, span, count) or _after(view, span, count) or _before(view, span, count))


def _enumerated(view: str, span: Span, count: int) -> list[Span]:
    """The first clauses of what 一是…二是… tells, over sentences, where it counts just so far."""
    first = FIRST.search(view, span.end, span.end + TO_FIRST)
    if first is None:
        return []
    word, spans, at = first["word"], [], first.end()
    for number in range(2, count + 2):
        closing = CLOSING.search(view, at, at + LONGEST + 1)
        if closing is None or closing.start() - at < SHORTEST:
            return []
        spans.append(Span(at, closing.start()))
        mark = NUMERALS[number - 1] + word if number <= len(NUMERALS) else ""
        following = view.find(mark, closing.start(), closing.start() + TO_NEXT) if mark else -1
        if (following >= 0) != (number <= count):
            return []
        at = following + len(mark)
    return spans


def _after(view: str, span: Span, count: int) -> list[Span]:
    """The members of a list that is said to be the slogan's, as it is where it has just as many: `“三办”，即…`."""
    match = AFTER.match(view, span.end, span.end + REACH)
    if match is None:
        return _after_next(view, span, count)
    spans = _list(view, *match.span("list"), count)
    if not spans:
        return []
    if match["reached"] and not _share(view, [span, *spans]):  # “双招双引”，实现GDP、财政收入双增长
        return []
    before = BEFORE_NEXT.search(view, max(0, span.start - LONGEST_NEXT), span.start)
    if before is not None and all(before["word"] in view[start:end] for start, end in spans):
        return []
    return spans


def _after_next(view: str, span: Span, count: int) -> list[Span]:
    """The members of a list after the slogan next to it, where all have this one's last word."""
    match = LISTED_NEXT.match(view, span.end, span.end + REACH)
    if match is None:
        return []
    spans, word = _list(view, *match.span("list"), count), view[span.end - 2 : span.end]
    return spans if all(word in view[start:end] for start, end in spans) else []


def _list(view: str, start: int, stop: int, count: int) -> list[Span]:
    """The members of a list at `[start, stop)`, empty where there are not just so many."""
    for joint in (DOT, JOINT, CLAUSE):
        end = stop
        if joint is not CLAUSE:
            end = min((at for at in (view.find(mark, start, end) for mark in "；;") if at >= 0), default=end)
        spans = _pieces(view, start, end, joint)
        if len(spans) == count and (joint is not CLAUSE or count > 2):
            if not any(COMMA.search(view, *piece) for piece in spans[:-1]):  # 民生提升、作风提升|，全面开启新局面
                comma = COMMA.search(view, *spans[-1])
                spans[-1] = Span(spans[-1].start, comma.start()) if comma is not None else spans[-1]
            spans = _trimmed(view, spans)
            if all(SHORTEST <= piece.length <= LONGEST for piece in spans):
                return spans
    return []


def _before(view: str, span: Span, count: int) -> list[Span]:
    """The members of a list that the slogan's own words close: `A环境、B环境“两个环境”`; all share a character."""
    stop = span.start - (view[span.start - 1 : span.start] == "“")
    lowest = max(0, stop - REACH)
    dot = max(view.rfind("、", lowest, stop), view.rfind("，", lowest, stop - LONGEST_CORE // 2))
    if dot < 0:  # so it is with most
        return []
    start = max(lowest, max([view.rfind(mark, lowest, stop) for mark in ENDS]) + 1)
    if dot < start or view.endswith(OPEN_ENDS, start, stop):
        return []
    for joint in (DOT, JOINT, CLAUSE):
        pieces = _pieces(view, start, stop, joint)
        spans = pieces[-count:]
        if len(spans) < count:
            continue
        if len(pieces) > count and joint is not CLAUSE and COMMA.search(view, spans[0].start, spans[0].end) is None:
            continue  # 大众创业、万众创新和公共产品、公共服务“双引擎”
        spans = _trimmed(view, spans)
        texts = [view[piece.start : piece.end] for piece in spans]
        if any(len(text) > LONGEST or COMMA.search(text) for text in texts[1:]):
            continue
        found = _cores(view, spans) if all("的" in text for text in texts) else []
        if not found and joint is not CLAUSE and not all("的" in text for text in texts):
            found = _even(view, spans)
        if found:
            return found
    return []


def _pieces(view: str, start: int, end: int, joint: re.Pattern[str]) -> list[Span]:
    spans, at = [], start
    for match in joint.finditer(view, start, end):
        spans.append(Span(at, match.start()))
        at = match.end()
    spans.append(Span(at, end))
    return [span for span in spans if span.length]


def _trimmed(view: str, spans: list[Span]) -> list[Span]:
    """The members, the first without the clauses before it, the last without the words that lead on: ，以, 的, 等."""
    first, last = spans[0], spans[-1]
    first = Span(max(first.start, *(view.rfind(mark, first.start, first.end) + 1 for mark in "，,")), first.end)
    comma = COMMA.search(view, last.start, last.end)
    if comma is not None and last.end - comma.start() <= LONGEST_LINK:
        last = Span(last.start, comma.start())
    while last.length and view[last.end - 1] in "的等 ":
        last = Span(last.start, last.end - 1)
    if tail := TAIL.search(view, last.start, last.end):
        last = Span(last.start, tail.start())
    if lead := LEAD.match(view, last.start, last.end):
        last = Span(lead.end(), last.end)
    if lead := LEAD.match(view, first.start, first.end):
        first = Span(lead.end(), first.end)
    sizes = {span.length for span in (first, *spans[1:-1])}
    if len(sizes) == 1 and view[last.start + (size := sizes.pop()) : last.end].startswith("的"):  # 资金扶持到户|的做法
        last = Span(last.start, last.start + size)
    return [first, *spans[1:-1], last]


def _even(view: str, spans: list[Span]) -> list[Span]:
    """Members of one length that share a character, the first cut to it on its left; empty where they are not such."""
    size = spans[1].length
    if size < 2 or spans[0].length < size or any(span.length != size for span in spans[1:]):
        return []
    spans = [Span(spans[0].end - size, spans[0].end), *spans[1:]]
    return spans if _share(view, spans) else []


def _cores(view: str, spans: list[Span]) -> list[Span]:
    """What follows the last 的 of each member: 便捷高效的|政务环境; empty where the cores share no character."""
    spans = [Span(view.rfind("的", span.start, span.end) + 1, span.end) for span in spans]
    return spans if all(0 < span.length <= LONGEST_CORE for span in spans) and _share(view, spans) else []


def _share(view: str, spans: list[Span]) -> bool:
    """Whether one character stands in every member."""
    first, *others = (view[span.start : span.end] for span in spans)
    return bool(set(first).intersection(*others))
