"""How far a text goes on about a project that it has named: its clause, and the sentences after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.projects.stages import HARD_STOP

if TYPE_CHECKING:
    from sysanalyze.extract.projects.candidates import Candidate

SENTENCE = 160  # code points of a sentence that are read
PARAGRAPH = 360  # code points after a name in which the text can go on about it
BEFORE = 64  # code points before a name that can describe it: 总投资12亿元、占地300亩的
SIGN = re.compile(r"[，,;、。]")
# How a sentence begins that goes on about the project of the sentence before.
GOES_ON = re.compile(
    r"(?:据(?:了解|介绍|悉)|目前|眼下|现在|当前|截至目前|其中)?[，,]?"
    r"(?:(?:该|整个|这一|这个|此)?(?:项目|工程|大桥|该桥|电站|铁路|公路|隧道|水库|基地)(?![区部])"
    r"|(?:项目|工程)?(?:计划|预计|概算|规划)?总?投资|(?:全部)?(?:建成|投产|达产|竣工|完工|投用|投运)(?:达产|投产|投用)?后|预计|计划于|设计|年产)"
)
NAMED_PHASE = re.compile(r"([一二三四五六])期(?:项目|工程)?\Z")  # what a name closes with
OTHER_PHASE = re.compile(r"[，,。;](?:[^，,。;\n]{0,8}[^今当本上下])?[一二三四五六]期")  # behind X一期: ，二期正在建设


def stretches(view: str, item: Candidate, following: int) -> list[tuple[int, int]]:
    """The stretches after a name that speak of its project.

    Args:
        view: the article's view.
        item: the mention.
        following: where the next name begins that could be another project's.
    """
    at = item.listed[1] if item.listed else item.end
    limit = min(len(view), at + PARAGRAPH)
    if following < limit:
        # `，总投资3亿元的B项目`: what describes the next project begins after a sign.
        last = len(SIGN.split(view[at:following])[-1])
        limit = following - last - 1 if last < following - at else at
    if view.find("期", max(item.start, item.end - 3), item.end) >= 0:
        limit = _other_phase(view, item, at, limit)
    found: list[tuple[int, int]] = []
    while at < limit:
        end = min(limit, at + SENTENCE)
        stop = HARD_STOP.search(view, at, end)
        if stop:
            end = stop.start()
        found.append((at, end))
        if stop is None or view[end] == "\n" or GOES_ON.match(view, end + 1, limit) is None:
            break
        at = end + 1
    return found


def _other_phase(view: str, item: Candidate, at: int, limit: int) -> int:
    """Where the text goes on about another phase than the one named: X二期工程正在建设，一期工程已于2022年投产."""
    own = NAMED_PHASE.search(view, max(item.start, item.end - 4), item.end)
    if own is not None:
        for other in OTHER_PHASE.finditer(view, at, limit):
            if view[other.end() - 2] != own[1]:
                return other.start()
    return limit


def described(view: str, item: Candidate, previous: int) -> int:
    """Where the clauses begin that describe a project before its name; `previous` is where the name before it ends."""
    start = item.start
    floor = max(previous, start - BEFORE)
    begin = start - len(HARD_STOP.split(view[floor:start])[-1])
    if begin == previous and previous:
        # A项目5月开工，B项目6月投产: what stands before the first sign is said of the name before.
        sign = SIGN.search(view, begin, start)
        return sign.end() if sign else begin
    return begin
