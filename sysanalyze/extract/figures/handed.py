"""Rates handed out to the levels before them: 甲A亿元、乙B亿元，分别增长x%、y%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Draft
    from sysanalyze.model import Change

HARD = frozenset("。；;！!？?\n“”：:")
JOINTS = frozenset("、和及与")
JOINT = re.compile("[和及与]")
DATED = re.compile(r"[0-9]{4}年|[0-9]{1,2}月")  # 2022年、2023年城乡居民收入 names one measure
MEASURES_LAST = frozenset("数率量额值费价度重比")  # with what a measure ends
COUNTED_HEAD = re.compile(
    r"(?P<last>[^0-9一二两三四五六七八九十]{2,12})[0-9二两三四五六七八九十]{1,2}[大个类项](?P<head>[^的]{2,8})"
)  # 三大产业产值
SHORT = 16  # characters of such a member
FAR = 5  # code points between two figures of a run: 增长5%、下降6%
LOOSE_JOINT = re.compile(r"[、，和及与][^，。；、\n0-9]{1,8}")
QUOTATION = re.compile(r"“[^“”，。;:、]{1,10}”")
PAIRS = (("线上线下", "线上", "线下"),)
# 第一、二、三产业增加值, 三次产业增加值
SECTORS = re.compile(r"(?:三次|第?(?P<which>[一二三](?:[、和]?第?[一二三])+))(?P<what>产业?)")
GROWTHS = frozenset(("增幅", "涨幅", "升幅", "降幅", "跌幅", "增速"))


def is_rate_of(rate: Draft, level: Draft) -> bool:
    """Whether the change of the one is that of the other: 到位资金47.62亿元，同比增长10.77%."""
    if rate.kind in ("percent", "multiple"):
        return level.kind in ("money", "quantity", "count")
    if rate.kind == "points":
        return level.kind == "percent"
    return rate.kind == level.kind and rate.unit == level.unit and rate.change is not None and bool(rate.change.basis)


def share_points(view: str, drafts: list[Draft]) -> None:
    """Give 5.3个 of 提高5.3个、2.8个百分点 the unit of the last, which the next draft will be."""
    end = len(drafts) - 1
    while end and drafts[end - 1].unit == "个":
        between = view[drafts[end - 1].span[1] : drafts[end].span[0]]
        broken = "." in view[drafts[end - 1].span[0] : drafts[end - 1].span[1]]  # 高于全国0.3个、全省0.5个百分点
        if between not in JOINTS and not (broken and LOOSE_JOINT.fullmatch(between)):
            break
        end -= 1
        drafts[end].kind, drafts[end].unit, drafts[end].rule = "points", "pp", "figure.run"


def is_one(view: str, start: int, end: int) -> bool:
    """Whether one sentence goes on from `start` to `end`; a short quotation (“十三五”目标) ends none."""
    gap = view[start:end]
    if "”" in gap:
        gap = QUOTATION.sub("", gap)
    return HARD.isdisjoint(gap)


class Handed:
    """The runs of an article's figures (38460元和17952元), one of one where a figure stands alone."""

    def __init__(self, view: str) -> None:
        self._view = view
        self._level: str | None = None
        self._runs: list[list[Draft]] = []
        self._each: list[bool] = []  # 分别 stands before the run
        self._named: list[bool] = []  # the run's own clause names each member: 工业、服务业分别增长5%和6%

    def open(self, draft: Draft, clause: str, *, named: bool) -> None:
        """Begin a run with the figure behind the clause; what no change is told of measures more than a 增幅."""
        if draft.indicator not in GROWTHS:
            self._level = draft.indicator
        elif (
            draft.kind == "percent"
            and draft.change is None
            and self._runs
            and self._runs[-1][-1].indicator == draft.indicator
        ):
            draft.indicator = self._level  # 收入9亿元，增幅9%，完成年初预算的56%
        self._named.append(named)
        self._runs.append([draft])
        self._each.append("分别" in clause)

    def join(self, draft: Draft) -> None:
        """Add a figure to the run."""
        self._runs[-1].append(draft)

    def hand_out(self) -> None:
        """Give the members of each run of rates to the levels before them, in their order."""
        if True not in self._each:
            return
        owned: list[Draft] = []  # the levels that the run before was handed out to
        for at, run in enumerate(self._runs):
            first = run[0]
            owners = self._owners(at, owned) if at and len(run) > 1 else []
            for rate, level in zip(run, owners, strict=False):
                _give(rate, level, first.change)
            owned = owners

    def _owners(self, at: int, owned: list[Draft]) -> list[Draft]:
        """The levels that the run is told of; none where it names what it measures itself."""
        run, before = self._runs[at], self._runs[at - 1]
        first, last, size = run[0], before[-1], len(run)
        if (
            self._named[at]
            or (first.indicator is not None and first.indicator != last.indicator)
            or not self._is_one(last, first)
        ):
            return []
        if len(owned) == size and len(before) == size:
            return owned
        if len(before) == size and is_rate_of(first, last) and (self._each[at] or self._each[at - 1]):
            return before
        return self._alone(at, size) if self._each[at] else []

    def _alone(self, at: int, size: int) -> list[Draft]:
        """The last levels before the run, each in a clause of its own: 游客186万人次，收入11亿元，分别增长5%和6%."""
        first = self._runs[at][0]
        found: list[Draft] = []
        for run in self._runs[at - 1 :: -1]:
            level = run[0]
            if len(run) > 1 or not is_rate_of(first, level) or level.indicator is None:
                break
            if not self._is_one(level, first):
                break
            found.insert(0, level)
            if len(found) == size:
                return found
        return []

    def _is_one(self, first: Draft, last: Draft) -> bool:
        """Whether one sentence holds both figures."""
        return is_one(self._view, first.span[1], last.span[0])


def _give(rate: Draft, level: Draft, wrong: Change | None) -> None:
    """Tell of the level that the rate is its own; `wrong` is the change that the last level got for all."""
    if level.indicator is not None:
        rate.indicator = level.indicator
    change = rate.change
    if change is None:
        if level.change is wrong:
            level.change = None
    elif level.change is None or level.change is wrong or level.change.amount is None:
        level.change = change


def run_size(view: str, drafts: list[Draft], index: int) -> int:
    """How many figures of one kind stand in a row from that on: 5%、6%和7%, 增长5%、下降6%."""
    end = index
    while (
        end + 1 < len(drafts)
        and drafts[end + 1].kind == drafts[index].kind
        and view[drafts[end].outer_end] in JOINTS
        and drafts[end + 1].span[0] - drafts[end].outer_end <= FAR
    ):
        end += 1
    return end + 1 - index


def listed(text: str, size: int) -> list[str]:
    """The members of a list for so many figures: 工业、农业和服务业投资 are three, for two figures two."""
    parts = text.split("、") if "、" in text else JOINT.split(text)
    if len(parts) > 1 and len(parts) != size and "、" in text:
        rest = JOINT.split(parts[-1])
        if len(rest) == 2 and (len(parts) > 2 or size > 2):
            parts[-1:] = rest
    return [text] if any(map(DATED.match, parts)) else parts


def written(clause: str, indicator: str, size: int) -> list[str]:
    """The members of the list before 分别 where the phrase ended inside it: 加工 in 新能源、农产品加工、设施类项目."""
    text = clause.partition("分别")[0].rstrip(" ")
    members = listed(text, size)
    named = text.endswith(indicator)  # no 2022年、2023年分别完成投资
    return members if named and len(members) == size and all(2 <= len(each) <= SHORT for each in members[1:]) else []


def with_head(members: list[str], heads: tuple[str, ...]) -> list[str]:
    """The members of a list with the noun that the last says for all: 工业、服务业增加值, 新能源、基础设施类项目."""
    last = members[-1]
    if (counted := COUNTED_HEAD.fullmatch(last)) is not None:
        head = counted["head"].removesuffix("指标")
        return [each + head for each in (*members[:-1], counted["last"])]
    head = max((head for head in heads if last.endswith(head)), key=len, default="")
    whole = any(each.endswith(heads) or each[-1] in MEASURES_LAST for each in members[:-1])
    if not head or len(head) == len(last) or whole:
        return members  # 事故起数和死亡人数
    kind = "类" if last[: -len(head)].endswith("类") else ""
    return [each.removesuffix(kind) + kind + head for each in members[:-1]] + [last]


def halves(indicator: str) -> list[str]:
    """What 线上线下销售额 names one by one."""
    for both, one, other in PAIRS:
        if indicator.startswith(both) and len(indicator) > len(both):
            rest = indicator[len(both) :]
            return [one + rest, other + rest]
    sectors = SECTORS.match(indicator)
    if sectors is None:
        return []
    which, what, rest = sectors["which"] or "一二三", sectors["what"], indicator[sectors.end() :]
    ordinal = "第" if what == "产业" else ""
    return [f"{ordinal}{each}{what}{rest}" for each in which if each in "一二三"]
