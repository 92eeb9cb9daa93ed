"""Clauses beside a name that speak of works: money, area, place, a stage with 的, someone who comes to see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysanalyze.extract.projects.candidates import Candidate

BUDGET = re.compile(
    r"(?:投资|造价|占地|建筑面积|产值|投入)[^，。;\n]{0,24}的$"  # 总投资12亿元的
    r"|(?:续建|在建|新建|开工|开建|拟建|待建|投产|竣工|签约|建设|承建|建成|援建|兴建|负责建设|投建|开发建设)的$"
    r"|由[^，。;\n]{2,20}实施的$"
)
SUM = re.compile(r"(?:投资|造价|占地|建筑面积)[^，。;\n]{0,24}的$")
PAYS = re.compile(r"投[资入][^，。;\n]{0,12}元[^，。;\n]{0,4}(?:新建|建设|兴建|改扩建|改建|扩建|实施|建成)(?:了|起)?$")
LOCATED = re.compile(r"(?:位于|坐落于|坐落在|地处)[^，。;\n]{2,16}的$")  # of undertakings; all else is merely somewhere
# X项目计划总投资3亿元, X产业园位于老庄岭，总投资
BUDGETED = re.compile(
    r"(?:\([^()\n]{1,12}\))?[，,]?(?:项目|工程)?(?:(?:位于|坐落于|地处)[^，,。;\n]{2,16}[，,])?"
    r"(?:计划|概算|预计|规划|拟|一期|项目|工程|静态)?(?:总投资|投资|总?造价|概算|总?占地|总?建筑面积|总?用地|总?装机)"
    r"(?:总?额|规模|面积|容量)?[约达为超:近]{0,2} ?\d"
)
# 听取A铁路、B机场建设情况汇报; 与某公司签订X项目投资协议
REPORTED = re.compile(
    r"(?:等?(?:项目|工程))?(?:(?:建设|推进|工作)?进展|建设|推进)情况|(?:项目)?(?:投资|合作|建设|入园|入驻|框架|意向|战略|开发)*协议"
)
# 研究院建设的观测站启用: the institution is the builder
ACTS = re.compile(
    r"(?:自主|联合|牵头|投资|负责)*(?:建设|承建|研发|开发|设计|运营|打造|研制|承担|实施)的(?!步伐|进[度展程]|意见|通知|若干|决定)"
)
ON_SITE = re.compile(r"(?:建设|施工)?(?:现场|工地)")
AT_WORK = re.compile(r"(?:项目|工程)?(?:(?:建设|施工)(?:现场|工地)|工地)")  # 物流中心建设工地
# 调研组来到A项目、B项目
VISITED = re.compile(r"(?:来到|走进|深入|察看|查看|调研|参观|观摩|前往|走访|赴)[^。;\n]*$")


def visited(view: str, candidate: Candidate) -> bool:
    """Whether a name stands among the works that someone goes to see."""
    return candidate.walk.named and VISITED.search(view, max(0, candidate.start - 60), candidate.start) is not None


def dear(view: str, at: int) -> bool:
    """Whether a clause of money or area ends at `at`: 总投资12亿元的."""
    return view[at - 1 : at] == "的" and SUM.search(view, max(0, at - 40), at) is not None


def budget(view: str, candidate: Candidate) -> bool:
    """Whether a clause of money, area, place or stage describes it: 总投资12亿元的, 续建的, 计划总投资3亿元."""
    start, end = candidate.start, candidate.end
    if candidate.listed is None:
        limit = end + 60
        if candidate.following is not None and candidate.following < limit:
            limit = candidate.following
        if BUDGETED.match(view, end, limit):
            return True
    if (ON_SITE if candidate.kind == "undertaking" else AT_WORK).match(view, end):
        return True
    told = candidate.walk.sure or candidate.walk.firm or candidate.walk.phase
    if told and REPORTED.match(view, (candidate.listed[1] if candidate.listed else end)) is not None:
        return True
    of = view[start - 1 : start] == "的"
    if of and candidate.kind == "undertaking" and LOCATED.search(view, max(0, start - 24), start):
        return True
    return (of and priced(view, start)) or PAYS.search(view, max(0, start - 24), start) is not None


def priced(view: str, at: int) -> bool:
    """Whether a clause of money, area or stage ends at `at`: 总投资12亿元的, 续建的."""
    return view[at - 1 : at] == "的" and BUDGET.search(view, max(0, at - 40), at) is not None
