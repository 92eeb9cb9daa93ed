"""Parallels: neighbouring members in one frame that rally: 建链、补链、延链, 不搞花架子、不做表面文章."""

from __future__ import annotations

import re
from itertools import compress
from operator import eq
from typing import TYPE_CHECKING

from sysanalyze.extract.slogans.rallying import SUBJECTS, Frame, Rallying, carries, doubled
from sysanalyze.extract.slogans.reading import Found, Reading
from sysanalyze.model import Span

if TYPE_CHECKING:
    from sysanalyze.lexicon import Lexicon

# A member of digits or Latin letters rallies nobody: 增长5%、下降3%.
STOP = r"、，,。；：:;!?！？“”‘’()（）《》【】\[\]<>\n …—0-9A-Za-z%/·."
# Neighbours, the first from where its run begins: no search starts anew inside one.
RUN = re.compile(rf"(?<![^{STOP}])[^{STOP}]{{2,}}+(?:[、，,][^{STOP}]{{2,28}}+(?![^{STOP}]))++")
RULE = "slogan.parallel"
# 抓项目就是抓发展; 保护生态就是保护生产力、改善生态就是发展生产力
DEED = "[抓管保护促谋拼稳]|保护|改善|发展|优化|提升|服务|支持|关心|节约|创造|守护|赢得|重视|推动"
EQUATED = re.compile(rf"(?:{DEED})[^的就{STOP}]{{1,6}}就是(?:{DEED})[^的{STOP}]{{1,6}}?(?=[的等{STOP}]|\Z)")
LONGEST_EQUATED = 18
# 看得见、摸得着、|感受得到: what follows a frame of 得 may be longer than it
POSSIBLE = re.compile(rf"[^得{STOP}]{{1,3}}得[^的得{STOP}]{{1,2}}(?=[的等{STOP}]|\Z)")
OPENED = re.compile(rf"[^{STOP}]{{3,}}\Z")  # the clause before a parallel
# 促发展、促改革、促民生|改善: the object of the last member goes on
GOES_ON = re.compile(rf"(?:改善|发展|提升|稳定|和谐|增长|增收|升级|融合|提质|增效)(?=[{STOP}]|\Z)")
LONGEST_FIRST = 60  # it is longer where words lead up to it: 全市上下|横下一条心、铆足一股劲
MEMBER = re.compile(rf"[^{STOP}]{{2,28}}+")
LONGEST_SPEECH = 300  # code points of quoted speech to either side
SAID = re.compile(r"(?:说道|说|道|表示|介绍|坦言|感慨|告诉[\u4e00-\u9fff]{1,4})[，,:]$")
SAYS = re.compile(r"[^“”。;\n]{0,30}?(?:说道|说|表示|坦言|感慨|感叹|告诉|介绍|点赞|连声)")
SELF = re.compile("[我俺咱]")
SHORTEST = 2
LONGEST = 18
MOST = 16
LEADERS = frozenset("以须要应使将把地了着与和")  # 以|慢不得、拖不得的劲头: jieba joins the two
# Nouns that the segmenter divides: 村|集体
FUSING = frozenset(
    ("村集体", "乡集体", "镇集体", "组集体", "老百姓", "新农村", "新农人", "小企业", "小农户", "农产品", "各部门")
)
LEADING = frozenset("vpcdu")  # tags of what leads up to clauses: 做到|身上有任务，肩上有指标
SHORTEST_UNEVEN = 4
SHORTEST_CLAUSE = 6  # of uneven members that a comma divides
MOST_UNEVEN = 2  # characters by which they differ
# 让农业成为有奔头|的产业: what is before 的 is half of an object
OBJECT = re.compile("成为|作为|变成")
# 从|北京 tells where, 从|今年 when; not 从单打独斗到抱团发展
LEADS_ON = re.compile("[到向转抓做改入出着变走]")  # 从单打独斗到抱团发展, 从源头抓起
NO_START = frozenset({"ns", "nt", "nr", "nrt", "m", "mq", "t", "f", "s", "r"})


class ParallelRule:
    """Finds parallels; verbs and frame words tell them from lists of plain things."""

    def __init__(self, frames: Lexicon, stops: Lexicon) -> None:
        self._rallies = Rallying(frames, stops)

    def __call__(self, reading: Reading) -> list[Found]:
        """The parallels of the article."""
        parallels: list[Found] = []
        done, view, openers, uneven = 0, reading.view, self._rallies.openers, self._rallies.uneven
        for run in RUN.finditer(view):
            text = run[0]
            left, *others = text.replace("、", "，").replace(",", "，").split("，")
            mark_at = len(left)  # where the mark after the left one stands
            for at, right in enumerate(others):
                size, opener = len(right), right[0]
                comma = text[mark_at] != "、"
                if comma and (size > LONGEST or (size > len(left) and opener not in openers)) and "的" not in right:
                    promising = lopsided = False  # longer than any member, or than the one before it
                else:
                    lopsided = opener in uneven and opener in left
                    promising = any(map(eq, left[-size:], right))  # it stops at the first; of most there is none
                    if comma:
                        promising = promising and (
                            opener in openers
                            or lopsided
                            or sum(map(eq, left[-size:], right)) > 1
                            or (doubled(right) and doubled(left[-size:]))
                        )
                    elif not promising and "的" in right:
                        promising = _meet_before_de(left, right)
                if promising or lopsided or ("就是" in right and "就是" in left):
                    end = run.start() + mark_at
                    start = end - min(len(left), LONGEST_FIRST)
                    if start >= done:
                        members = _members(view, start, end, text[mark_at], others[at : at + MOST])
                        found = self._spans(reading, members, promising=promising, lopsided=lopsided, comma=comma)
                        if found:
                            done = found[-1].end
                            span = Span(found[0].start, done)
                            reading.accept(start)
                            parallels.append(Found(span, "parallel", RULE, None, tuple(found)))
                        elif found is None:
                            done = members[-1].end
                left = right
                mark_at += size + 1
        return parallels

    def _spans(
        self, reading: Reading, members: list[Span], *, promising: bool, lopsided: bool, comma: bool
    ) -> list[Span] | None:
        """The members that rally, none where they do not; None where the whole run tells of a person."""
        view, (start, end), (second, stop) = reading.view, members[0], members[1]
        if SUBJECTS.search(view, max(start, end - stop + second - 1), end) is not None:
            reading.refuse(Span(members[0][0], members[-1][1]), RULE, "it tells of persons")
            return None
        found: list[Span] = []
        if promising and (frame := self._frame(reading, members, comma=comma)) is not None:
            found = frame.spans
        if not found and "就是" in view[second:stop]:
            return _equated(view, members)
        if lopsided and len(found) < len(members):
            found = self._uneven(reading, members, view[second], comma=comma) or found
        if found:
            found = _extended(view, found, members)
        if found and _in_speech(view, span := Span(found[0][0], found[-1][1])):
            reading.refuse(span, RULE, "the quotation is speech")
            return []
        return found

    def _frame(self, reading: Reading, members: list[Span], *, comma: bool) -> Frame | None:
        """The parallel that begins with the first member, that one cut on its left and the last on its right."""
        (start, end), (second, stop) = members[:2]
        length = end - start
        sizes = [stop - second]
        if len(members) == 2:  # the second is the last: it may be longer than its frame
            sizes = [min(length, stop - second)]
            cut = reading.view.find("的", second + SHORTEST, stop) - second
            if cut > 0 and cut not in sizes:
                sizes.append(cut)
        for size in sizes:
            if not SHORTEST <= size <= LONGEST or size > length:
                continue
            if size < length and not _led_up(reading, end - size, comma=comma):
                continue
            frame = _framed(reading.view, members, size, comma=comma)
            if frame is None or not _ends_well(reading, frame, members):
                continue
            span = Span(frame.spans[0][0], frame.spans[-1][1])
            if not self._rallies(reading, frame):
                reading.refuse(span, RULE, "clauses that exhort nobody" if comma else "a list of plain things")
            elif self._rallies.faulty(frame.texts):  # 不够突出、不够严肃
                reading.refuse(span, RULE, "it blames or reports")
            else:
                return frame
        return None

    def _uneven(self, reading: Reading, members: list[Span], opener: str, *, comma: bool) -> list[Span]:
        """Members that begin with the same word and are about as long: 不搞花架子、不做表面文章."""
        if comma and opener not in self._rallies.openers:
            return []
        view, first, second = reading.view, members[0], members[1]
        start = view.rfind(opener, first.start, first.end)
        while start > first.start and abs(first.end - start - second.length) > MOST_UNEVEN:
            start = view.rfind(opener, first.start, start)
        if start < 0 or (start > first.start and not reading.starts_word(start)):
            return []
        spans = [Span(start, first.end)]
        for span in members[1:]:
            size = span.length
            last = span.end == members[-1].end
            if (
                last
                and abs(size - first.end + start) > MOST_UNEVEN
                and (cut := view.find("的", span.start, span.end)) > 0
            ):
                size = cut - span.start if OBJECT.search(view, span.start, cut) is None else size
            if view[span.start] != opener or abs(size - first.end + start) > MOST_UNEVEN:
                break
            spans.append(Span(span.start, span.start + size))
        return spans if len(spans) > 1 and self._leads(reading, spans, opener, comma=comma) else []

    def _leads(self, reading: Reading, spans: list[Span], opener: str, *, comma: bool) -> bool:
        """Whether one word leads all of the members, and they say what to do."""
        view = reading.view
        if comma and view[spans[-1].end : spans[-1].end + 1] == "、":  # as in _ends_well
            return False
        texts = [view[span.start : span.end] for span in spans]
        if min(map(len, texts)) < (SHORTEST_CLAUSE if comma else SHORTEST_UNEVEN) or len(set(texts)) < len(texts):
            return False
        if any(text.endswith("的") or len(text) > LONGEST for text in texts) or self._rallies.faulty(texts):
            return False
        if not all(reading.starts_word(span.start + 1) for span in spans):
            return False
        if opener in self._rallies.openers and not carries(texts):
            return False
        return opener != "从" or _leads_on(reading, spans, texts)


def _leads_on(reading: Reading, spans: list[Span], texts: list[str]) -> bool:
    """Whether 从 tells how and not where: 从源头抓起、从细节做起, not 从电影到图书、从展览和演出."""
    if any(reading.tag(span.start + 1) in NO_START for span in spans):
        return False
    return all(map(LEADS_ON.search, texts))


def _in_speech(view: str, span: Span) -> bool:
    """Whether a span stands in what somebody is quoted to say: “我们抓早抓小、抓细抓实。”老李说."""
    opened = view.rfind("“", max(0, span.start - LONGEST_SPEECH), span.start)
    if opened < 0 or view.find("”", opened, span.start) >= 0 or view[span.start - 1] == "‘":
        return False
    closed = view.find("”", span.end, span.end + LONGEST_SPEECH)
    if closed < 0:
        return False
    return (
        SAID.search(view, max(0, opened - 8), opened) is not None
        or SAYS.match(view, closed + 1) is not None
        or SELF.search(view, opened, closed) is not None
    )


def _extended(view: str, found: list[Span], members: list[Span]) -> list[Span]:
    """The members that rally with those that follow in the same frame, if longer: 看得见、摸得着、感受得到."""
    (start, end), (last, stop) = found[0], found[-1]
    if view[start : start + 2] == view[last : last + 2] and view[start - 1 : start] == view[end : end + 1]:
        # 忠于党、|忠于国家、忠于人民
        before = OPENED.search(view, max(0, start - 1 - LONGEST), start - 1)
        at = before.start() + before[0].rfind(view[start : start + 2]) if before else -1
        if before and at >= before.start() and 3 <= start - 1 - at <= end - start + MOST_UNEVEN:
            return [Span(at, start - 1), *found]
    if end - start != 3:
        return found
    if view[start + 1] == view[last + 1] == "得":
        for start, end in members[len(found) :]:
            match = POSSIBLE.match(view, start, end + 1)
            if match is None:
                break
            found = [*found, Span(*match.span())]
    elif len(found) > 2 and view[start] == view[last] and (match := GOES_ON.match(view, stop)):
        found = [*found[:-1], Span(last, match.end())]
    return found


def _equated(view: str, members: list[Span]) -> list[Span]:
    """Members that say one thing to be another with one verb: 抓项目就是抓发展，抓环境就是抓生产力."""
    first = members[0]
    begun = EQUATED.search(view, max(first.start, first.end - LONGEST_EQUATED), first.end)
    if begun is None or begun.end() != first.end:
        return []
    spans = [Span(*begun.span())]
    for member in members[1:]:
        match = EQUATED.match(view, member.start, member.end)
        if match is None:
            break
        spans.append(Span(*match.span()))
        if match.end() != member.end:
            break
    return spans if len(spans) > 1 else []


def _meet_before_de(left: str, right: str) -> bool:
    cut = right.find("的", SHORTEST)
    return 0 < cut <= len(left) and any(map(eq, left[-cut:], right))


def _members(view: str, start: int, end: int, mark: str, others: list[str]) -> list[Span]:
    """The members from the one at `start` on that the same mark divides; `others` follow it, divided by any."""
    spans = [Span(start, end)]
    for other in others:
        if view[end] != mark or len(spans) == MOST:
            break
        start, end = end + 1, end + 1 + len(other)
        spans.append(Span(start, end))
    else:  # what ends the run is longer than a member
        match = MEMBER.match(view, end + 1) if view[end : end + 1] == mark and len(spans) < MOST else None
        if match is not None:
            start, end = match.span()
            spans.append(Span(start, end))
    if end - start > SHORTEST and view[end - 1] == "等":
        spans[-1] = Span(start, end - 1)
    return spans


def _framed(view: str, members: list[Span], size: int, *, comma: bool) -> Frame | None:
    """As many members of that size as share a character at one place, if they are enough and differ."""
    end = members[0][1]
    first = view[end - size : end]
    spans, texts, shared = [Span(end - size, end)], [first], [0]
    for at, (start, stop) in enumerate(members[1:], 1):
        if stop - start != size and not (stop - start > size and at + 1 == len(members)):
            break
        text = view[start : start + size]
        kept = (
            [k for k in shared if first[k] == text[k]] if at > 1 else list(compress(range(size), map(eq, first, text)))
        )
        if not kept:
            break
        shared = kept
        spans.append(Span(start, start + size))
        texts.append(text)
    if len(spans) < (2 if size > SHORTEST else 3) or len(set(texts)) < len(texts):
        return None
    return Frame(spans, texts, shared, comma, size)


def _led_up(reading: Reading, start: int, *, comma: bool) -> bool:
    """Whether the first member is cut between words from those that lead up to it: 全市上下|横下一条心."""
    if reading.view[start - 1] not in LEADERS and not reading.starts_word(start):
        return False
    if not comma:  # 实现|村集体有收入 begins before the token 集体
        return reading.view[start - 1 : start + 2] not in FUSING
    return reading.tag(start - 1)[0] in LEADING


def _ends_well(reading: Reading, frame: Frame, members: list[Span]) -> bool:
    """Whether the last member is whole, or cut between words: 睡不着|的责任感."""
    end, many = frame.spans[-1][1], len(frame.spans)
    if end == members[many - 1][1]:
        # 用严格的尺子衡量自己，用无私的勇气对照|、检查、改进: what follows belongs to the last clause
        return not frame.comma or reading.view[end : end + 1] != "、"
    if not reading.starts_word(end) or OBJECT.search(frame.texts[-1]) is not None:
        return False
    if (
        frame.shared[-1] == frame.size - 1 > SHORTEST and many > 2
    ):  # 等不起的紧迫感、慢不得的危机感、坐不住的责任感|推进
        return True
    return reading.view[end] in "的等" or many > 2 >= frame.size - 2
