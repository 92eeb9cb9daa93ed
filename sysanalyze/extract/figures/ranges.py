"""Numbers that are two: ranges (30至50, 零下5到零下3度) and their signs, neighbours that say how many (三、四百人)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.reading import Reading
from sysanalyze.language.numerals import DIGITS, read

if TYPE_CHECKING:
    from decimal import Decimal

# 30至50  10%～15%  -5℃～-3℃  零下5到零下3度
RANGE = re.compile(
    r" ?(?:-{1,2}|[—–―~～−‐]{1,2}|至|到) ?(?P<sign>零下|负|[-−－﹣])?(?=[0-9一二两三四五六七八九十百几数])"
)
TO = re.compile(r"[从由自](?:[^，。；、\n]{0,6})$")  # 从5%到8% names two figures
MINUS = frozenset("-−－﹣")
BORNE = frozenset("自担抱肩背")  # 农民自负90元
NO_MINUS = frozenset("%)）—-～~年月日时亿万元第〕]")
NEIGHBOURS = frozenset(("一两", "一二", "两三", "二三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"))
LOOSELY = frozenset("个人家户岁只头亩里米吨斤台辆次")  # 三、四个 says about how many, 三、四层 which ones
DATED = frozenset("年月日号时点:：")  # 百分之五到20日
LISTING = frozenset("第、初周")


def replaced(
    first: Reading, second: Reading, *, value: Decimal | None, low: Decimal | None, high: Decimal | None
) -> Reading:
    """The reading from the first number to the end of the second."""
    bound = second.bound if first.bound == "exact" else first.bound
    return Reading(
        first.start, second.number_end, second.end, value, low, high, bound, second.unit,
        han=first.han and second.han, scale=second.scale, level=second.level,
    )  # fmt: skip


def neighbours(view: str, first: Reading, second: Reading) -> Reading:
    """The reading, joined with the number behind its 、 where both say about how many: 四、五百米, 十七、八岁."""
    last, following = view[first.end - 1], view[second.start]
    if f"{last}{following}" not in NEIGHBOURS or second.unit is None or _lists(view, first.start):
        return first
    rest = view[second.start + 1 : second.number_end]
    if rest:  # 四、五百
        if first.end - first.start > 1:
            return first
        lower, upper = read(f"{last}{rest}"), read(f"{following}{rest}")
    else:  # 十七、八
        if second.unit.kind not in ("duration", "money") and second.unit.surface[-1] not in LOOSELY:
            return first
        lower, upper = read(view[first.start : first.end]), read(f"{view[first.start : first.end - 1]}{following}")
    if lower is None or upper is None or lower.value is None or upper.value is None or lower.value >= upper.value:
        return first
    joined = replaced(first, second, value=None, low=lower.value, high=upper.value)
    joined.bound = "about"
    return joined


def _lists(view: str, start: int) -> bool:
    """Whether a number before 、 is one of a list or a heading: 第三、四章, 一、二、三, 三、四个方面 on a new line."""
    before = view[start - 1 : start]
    return before in LISTING or before in DIGITS or opens_line(view, start)


def minus_before(view: str, first: Reading) -> str:
    """The sign before the first number of what may be a range below zero: 零下, 负, a minus; "" where none stands."""
    start = first.start
    if view.endswith("零下", 0, start):
        return "零下"
    sign, before = view[start - 1 : start], view[start - 2 : start - 1]
    if sign == "负":
        return "" if before in BORNE else sign
    if sign not in MINUS or first.han or before in NO_MINUS or (before.isascii() and before.isalnum()):
        return ""
    return sign


def ranged(view: str, first: Reading, second: Reading, joint: re.Match[str]) -> Reading:
    """The reading from one number to the other that the joint parts; the first as it is where they are no range."""
    unit, low, high = first.unit, first.value, second.value
    if low is None or high is None:
        return first
    if unit is not None and unit.surface.endswith("分之") and second.unit is None and not second.scale:  # 百分之三至五
        if view[second.end : second.end + 1] in DATED:
            return first
        second.unit = unit
    elif unit is not None and (second.unit is None or unit.canonical != second.unit.canonical):
        return first
    if joint[0].strip() in "至到" and TO.search(view, max(0, first.start - 8), first.start) and unit is not None:
        return first
    if unit is None and not first.scale and second.scale and low * 10**second.scale < high:
        low *= 10**second.scale
    elif unit is not None and second.unit is not None and unit.factor != second.unit.factor:
        return first
    minus = minus_before(view, first)
    if minus or joint["sign"]:
        return _below_zero(first, second, low, high, minus, joint["sign"])
    if low >= high or low < 0:
        return first
    return replaced(first, second, value=None, low=low, high=high)


def _below_zero(first: Reading, second: Reading, low: Decimal, high: Decimal, minus: str, sign: str | None) -> Reading:
    """The range with its signs: -5℃～3℃, 零下5到零下3度; in 零下5到3℃ both are below zero."""
    if minus:
        low = -low
    if sign or (minus == "零下" and first.unit is None):
        high = -high
    if low == high:
        return first
    joined = replaced(first, second, value=None, low=min(low, high), high=max(low, high))
    joined.start -= len(minus)
    return joined


def opens_line(view: str, start: int) -> bool:
    """Whether the number stands where a list's numbers stand: `1、3家企业`."""
    at = start - 1
    while at >= 0 and view[at] == " ":
        at -= 1
    return at < 0 or view[at] in "\n。；;:：（("
