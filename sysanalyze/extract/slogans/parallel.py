"""Parallels: neighbouring members of one length that share a character at one place and rally: 建链、补链、延链."""

from __future__ import annotations

import re
from itertools import compress
from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.extract.slogans.cues import with_role
from sysanalyze.extract.slogans.reading import Found, Reading
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.lexicon import Lexicon

# A member of digits or Latin letters rallies nobody: 增长5%、下降3%.
STOP = r"、，,。；：:;!?！？“”‘’()（）《》【】\[\]<>\n …—0-9A-Za-z%/·."
# Two neighbours, the first from where its run begins: no search starts anew inside one.
PAIR = re.compile(rf"(?<![^{STOP}])([^{STOP}]{{2,}}+)(?=([、，,])([^{STOP}]{{2,28}}+)(?:[{STOP}]|$))")
LONGEST_FIRST = 60  # it is longer where words lead up to it: 全市上下|横下一条心、铆足一股劲
MEMBER = re.compile(rf"[^{STOP}]{{2,28}}+")
SHORTEST = 2
LONGEST = 18
LONGEST_CLAUSE = 10
LONGEST_PAIR = 7  # of two members that only their verbs and one character join
MOST = 8
NAMES = frozenset({"ns", "nt", "nz", "t"})
PERSONS = frozenset({"nr", "nrt", "nrfg"})
LONGEST_NAME = 4
LEADERS = frozenset("以须要应使将把地了着与和")  # 以|慢不得、拖不得的劲头: jieba joins the two
LEADING = frozenset("vpcdu")  # tags of what leads up to clauses: 做到|身上有任务，肩上有指标


class Frame(NamedTuple):
    """Members of one length with the places, counted from their start, where all have the same character."""

    spans: list[Span]
    texts: list[str]
    shared: list[int]
    comma: bool  # divided by commas, as clauses are, not by 、

    @property
    def size(self) -> int:
        """Length of each member."""
        return len(self.texts[0])

    def shares(self, chars: frozenset[str]) -> bool:
        """Whether one of the characters is shared, elsewhere than at the end: the end of a noun is its sort."""
        return any(self.texts[0][k] in chars for k in self.shared if k < self.size - 1)


class ParallelRule:
    """Finds parallels; verbs and frame words tell them from lists of plain things."""

    def __init__(self, frames: Lexicon, stops: Lexicon) -> None:
        self._verbs = frozenset(with_role(frames, "verb"))
        self._frames = frozenset(with_role(frames, "frame"))
        self._weak = frozenset(with_role(frames, "weak_frame"))
        self._openers = frozenset(with_role(frames, "opener"))
        self._prepositions = frozenset(with_role(frames, "preposition"))
        self._ends = tuple(with_role(stops, "member"))
        self._faults = re.compile("|".join(map(re.escape, with_role(stops, "fault"))))

    def __call__(self, reading: Reading) -> Iterator[Found]:
        """The parallels of the article."""
        done, view, openers = 0, reading.view, self._openers
        for match in PAIR.finditer(view):
            left, mark, right = match.groups()
            alike = sum(map(eq, left[-len(right) :], right))
            if mark != "、":
                promising = alike > 1 or (alike == 1 and right[0] in openers)
            else:
                promising = alike > 0 or ("的" in right and _meet_before_de(left, right))
            if not promising:
                continue
            end = match.end()
            start = max(match.start(), end - LONGEST_FIRST)
            if start >= done:
                frame = self._found(reading, _members(view, start, end, mark), comma=mark != "、")
                if frame is not None:
                    done = frame.spans[-1].end
                    span = Span(frame.spans[0].start, done)
                    yield Found(span, "parallel", "slogan.parallel", items=tuple(frame.spans))

    def _found(self, reading: Reading, members: list[Span], *, comma: bool) -> Frame | None:
        """The parallel that begins with the first member, that one cut on its left and the last on its right."""
        first, second = members[:2]
        sizes = [second.length]
        if len(members) == 2:  # the second is the last: it may be longer than its frame
            sizes = [min(first.length, second.length)]
            cut = reading.view.find("的", second.start + SHORTEST, second.end) - second.start
            if cut > 0 and cut not in sizes:
                sizes.append(cut)
        for size in sizes:
            if SHORTEST <= size <= LONGEST and size <= first.length:
                frame = _framed(reading.view, members, size, comma=comma)
                enough = len(frame.spans) >= (2 if size > SHORTEST else 3)
                if enough and self._is_sound(reading, frame, members) and self._rallies(reading, frame):
                    return frame
        return None

    def _is_sound(self, reading: Reading, frame: Frame, members: list[Span]) -> bool:
        """Whether members differ, are cut between words, and blame or report nothing: 不够突出、不够严肃."""
        if len(set(frame.texts)) < len(frame.texts) or not _bounded(reading, frame, members):
            return False
        return not any(map(self._faults.search, frame.texts))

    def _rallies(self, reading: Reading, frame: Frame) -> bool:
        """Whether the frame is one of those that exhort."""
        texts, shared, size = frame.texts, frame.shared, frame.size
        if size > SHORTEST + 1 and texts[0][0] in self._openers and all(text[0] in self._openers for text in texts):
            return True
        if frame.comma and len(shared) < 2:  # clauses of one length that meet in one character by chance
            return False
        if texts[0].endswith(self._ends) and all(text.endswith(self._ends) for text in texts):
            return False
        if len(shared) > 1 and (shared[-1] > 1 or len(texts) > 2) and _steps(texts):
            return True
        names = NAMES | PERSONS if size <= LONGEST_NAME else NAMES
        if 2 * sum([reading.tag(span.start) in names for span in frame.spans]) >= len(frame.spans):
            return False
        return self._exhorts(reading, frame)

    def _exhorts(self, reading: Reading, frame: Frame) -> bool:
        many, close = len(frame.spans) > 2, len(frame.shared) > 1
        if frame.comma and frame.size > LONGEST_CLAUSE and len(frame.shared) < frame.size // 3:
            return False
        if frame.shares(self._frames):
            return close or frame.size <= LONGEST_PAIR
        if (many or close) and self._shares_word(reading, frame):  # but 好朋友、好伙伴
            return True
        if (close if many else len(frame.shared) > 2) and frame.shared[0] == 0:  # 对法律心存敬畏、对群众心存感恩
            opener = frame.texts[0][0]
            if opener in self._prepositions or reading.tag(frame.spans[1].start)[0] in "vd":
                return True
        if frame.comma or (not many and frame.size > LONGEST_PAIR):  # 深化能源资源合作，拓展金融领域合作
            return False
        if not all(text[0] in self._verbs or text[:2] in self._verbs for text in frame.texts):
            return False
        return frame.texts[1][:2] in self._verbs or not _opens_with_noun(reading, frame)

    def _shares_word(self, reading: Reading, frame: Frame) -> bool:
        """Whether a shared character is a weak frame word by itself: 身上有任务、肩上有指标, but not 主要 and 有机."""
        start = frame.spans[0].start
        weak = [start + k for k in frame.shared if frame.texts[0][k] in self._weak and k < frame.size - 1]
        return any(reading.starts_word(at) and reading.starts_word(at + 1) for at in weak)


def _opens_with_noun(reading: Reading, frame: Frame) -> bool:
    """Whether the first word of the second member is a noun that only begins like a verb: 联邦议员, 学校."""
    start = frame.spans[1].start
    return reading.tag(start)[0] == "n" and not reading.starts_word(start + 1)


def _steps(texts: list[str]) -> bool:
    """Whether every member begins with a number: 一天一调度、三天一碰头, 一级抓一级."""
    return all(text[0] in "一二三四五六七八九十两百千" for text in texts)


def _meet_before_de(left: str, right: str) -> bool:
    cut = right.find("的", SHORTEST)
    return 0 < cut <= len(left) and any(map(eq, left[-cut:], right))


def _members(view: str, start: int, end: int, mark: str) -> list[Span]:
    """The members from the one at `start` on that the same mark divides."""
    spans = [Span(start, end)]
    while len(spans) < MOST and view[end : end + 1] == mark:
        match = MEMBER.match(view, end + 1)
        if match is None:
            break
        spans.append(Span(*match.span()))
        end = match.end()
    last = spans[-1]
    if last.length > SHORTEST and view[end - 1] == "等":
        spans[-1] = Span(last.start, end - 1)
    return spans


def _framed(view: str, members: list[Span], size: int, *, comma: bool) -> Frame:
    """As many members of that size as share a character at one place."""
    end = members[0].end
    first = view[end - size : end]
    spans, texts, shared = [Span(end - size, end)], [first], list(range(size))
    for at, (start, stop) in enumerate(members[1:], 1):
        if stop - start != size and not (stop - start > size and at + 1 == len(members)):
            break
        text = view[start : start + size]
        kept = list(compress(shared, map(eq, first, text))) if at == 1 else [k for k in shared if first[k] == text[k]]
        if not kept:
            break
        shared = kept
        spans.append(Span(start, start + size))
        texts.append(text)
    return Frame(spans, texts, shared, comma)


def _bounded(reading: Reading, frame: Frame, members: list[Span]) -> bool:
    """Whether the cuts fall between words: 全市上下|横下一条心, 睡不着|的责任感."""
    start, end = frame.spans[0].start, frame.spans[-1].end
    if start != members[0].start:
        if reading.view[start - 1] not in LEADERS and not reading.starts_word(start):
            return False
        if frame.comma and reading.tag(start - 1)[0] not in LEADING:
            return False
    if end < members[len(frame.spans) - 1].end:
        return reading.starts_word(end) and (reading.view[end] in "的等" or len(frame.spans) > 2 >= frame.size - 2)
    return True
