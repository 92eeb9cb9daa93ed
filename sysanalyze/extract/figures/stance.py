"""Fact, target or forecast: from the words that govern a figure in its sentence, else from the heading above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Draft

# Each holds from where it stands to the end of its sentence; 预计 wins over what follows it.
# A class of first characters stands before the alternatives: the search then skips what cannot begin one.
FORECAST = re.compile(
    r"""
    [预有可达投建竣运通](?:
      (?<=预)(?:计|测|估|期(?!目标))
    | (?<=有)望
    | (?<=可)望
    | (?<=[达投建竣运通])[产成工营车用运](?:投[产运用]|达产|运营|并网|使用)?后(?!的)         # 建成投产后
    | (?<=可)(?<![不许认]可)(?=[年实提形带达满解覆减节供新加容辐直增吸生完创向])              # 可提供岗位, not 许可
    )
    """,
    re.VERBOSE,
)
TARGET = re.compile(
    r"""
    [力确努争目预计将拟要规任锁瞄到定](?:
      (?<=力)争 | (?<=确)保 | (?<=锁)定 | (?<=瞄)准
    | (?<=努)力(?:实现|达到|完成)
    | (?<=争)取(?=实现|达到|完成|全年|年内|到20|在|今年|突破)
    | (?<=目)标(?:任务)?[是为：:]
    | (?<=预)期目标
    | (?<=任)务[是为：:]
    | (?<=计)划(?=总?投资) | (?<=计)(?<!年度计)划(?![的单生经完任内外书])
    | (?<=将)(?<!即将)(?=[达形新建投完实增突安再继超全于在提基力使进]|用[0-9]|开工|压缩)
    | (?<=拟)(?<!地拟)(?![任提稿定为])
    | (?<=要)(?=[确力完实达抓形建])
    | (?<=规)划(?=建|到|总?投资|新)
    | (?<=到)20[2-9][0-9]年(?![底末]?[，,]?(?:共|已))
    | (?<=定)下的[^，。；]{0,12}任务
    )
    """,
    re.VERBOSE,
)
ENDS = re.compile(r"[。；;！!？?\n]")
# 年产30万吨再生铝项目: what a project will make
CAPACITY = re.compile(r"年(?:产|出栏|处理|加工|生产)[^，。；、\n]{0,4}$")
PROJECT = re.compile(
    r"[^，。；、\n]{0,20}?(?:项目|工程|基地)(?![^，。；\n]{0,12}(?:投产|建成|竣工|运营|投用|并网|达产))"
)
HEADING = re.compile(
    r"""(?mx) ^[ ]*
    (?: [一二三四五六七八九十]{1,3}、 | [（(][一二三四五六七八九十]{1,3}[）)] | 第[一二三四五六七八九十]{1,3}部分 )?
    [ ]*([^。；\n]{4,40})[ ]*$"""
)
WANTED = re.compile(r"[^，。；、\n的]{0,8}(?:任务|目标)")  # 完成全年60亿元采购任务
AHEAD = re.compile(r"目标|重点工作|工作安排|工作任务|工作重点|今后|下一步|下步|总体要求|工作建议|主要举措|展望")
BEHIND = re.compile(r"回顾|总结|完成情况|执行情况|成效|进展|运行情况|取得|过去")
PARAGRAPH = 600  # code points that a paragraph is looked over on each side of a figure
PAST = re.compile(r"已经?|了|同比|比上年|比去年|累计|去年|上年")


def set_stances(view: str, drafts: list[Draft]) -> None:
    """Say of each figure whether it is a fact, a target or a forecast."""
    if not drafts:
        return
    forecasts = [match.start() for match in FORECAST.finditer(view)]
    targets = [match.start() for match in TARGET.finditer(view)]
    ends = [match.start() for match in ENDS.finditer(view)]
    ends.append(len(view))
    headings = _headings(view)
    at = f = t = 0  # how many of each stand before the figure; figures come in their order
    for draft in drafts:
        start = draft.start
        while ends[at] < start:
            at += 1
        while f < len(forecasts) and forecasts[f] < start:
            f += 1
        while t < len(targets) and targets[t] < start:
            t += 1
        sentence = ends[at - 1] if at else -1
        if f and forecasts[f - 1] > sentence:
            draft.stance = "forecast"
        elif (t and targets[t - 1] > sentence) or WANTED.match(view, draft.outer_end):
            draft.stance = "target"
        elif _is_capacity(view, draft):
            draft.stance = "forecast"
        elif ((headings and _is_ahead(headings, start)) or (t and _among_targets(view, start, targets, t))) and not (
            _is_past(view, sentence, start)
        ):
            draft.stance = "target"


def _is_ahead(headings: list[tuple[int, bool]], start: int) -> bool:
    """Whether the last heading before the figure opens a section of plans."""
    at = bisect_left(headings, (start, False))
    return at > 0 and headings[at - 1][1]


def _among_targets(view: str, start: int, targets: list[int], t: int) -> bool:
    """Whether the paragraph states targets on both sides of the figure, or two before it."""
    if targets[t - 1] < start - PARAGRAPH:
        return False
    low = view.rfind("\n", max(0, start - PARAGRAPH), start)
    if targets[t - 1] <= low:
        return False
    if t > 1 and targets[t - 2] > low:
        return True
    return t < len(targets) and targets[t] < start + PARAGRAPH and "\n" not in view[start : targets[t]]


def _is_capacity(view: str, draft: Draft) -> bool:
    if draft.kind not in ("quantity", "count"):
        return False
    before = view[max(0, draft.start - 8) : draft.start]
    return "年" in before and CAPACITY.search(before) is not None and PROJECT.match(view, draft.end) is not None


def _is_past(view: str, sentence: int, start: int) -> bool:
    return PAST.search(view, max(sentence, start - 60, 0), start) is not None


def _headings(view: str) -> list[tuple[int, bool]]:
    """The headings that open a section of plans (True) or close one (False)."""
    if not AHEAD.search(view):
        return []
    found = []
    for match in HEADING.finditer(view):
        line = match[1]
        if AHEAD.search(line):
            found.append((match.end(), not BEHIND.search(line)))
        elif BEHIND.search(line):
            found.append((match.end(), False))
    return found
