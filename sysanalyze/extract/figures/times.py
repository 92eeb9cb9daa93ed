"""Lengths of time: 18个月 and 连续4年 are figures, 2018年, 三年行动计划 and 十年前 are none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Reading

YEARS = (1000, 2200)
PLAN = re.compile(
    r"[期级制前度代轻报货检均终末底初份]|(?:义务教育|一贯制)|规划|行动|计划|方案|攻坚|倍增|周年|之前|以前|禁渔"
    r"|[^，。；;、,时的间来里内\n]{1,4}(?:行动|规划|计划|方案|纲要)"  # 五年提升行动
)
AGO = re.compile(r"[前]|之前|以前|两头|打鱼|期(?!间)|制|假|长假|游")
NINETIES = frozenset(map(Decimal, range(77, 100)))
LOOSE = 2  # 两天, 两周
SPENT = frozenset("花用等干待坐走忙住耗")
LEADING = frozenset("头前后上下每这那又同此当全")


def is_duration(view: str, reading: Reading, lengths: frozenset[str], eras: frozenset[str]) -> bool:
    """Whether a number with a unit of time states a length of time.

    `lengths` are the words that say so before 一年, `eras` those behind which a year is named (康熙五十年).
    """
    unit = reading.unit
    if unit is None or reading.bare:
        return False
    before = view[reading.start - 1 : reading.start]
    if before == "上" and view[reading.start - 2 : reading.start - 1] in SPENT:
        before = ""  # 花上四、五个小时
    if before and before in LEADING and (reading.han or before in "前后每"):
        return view.startswith("提前", reading.start - 2)  # 提前20天, not 前20天
    if unit.surface == "年":
        if before == "明" or view.startswith("今明后", reading.start - 3):
            return False  # 今明两年
        if any(view[max(0, reading.start - size) : reading.start] in eras for size in (2, 4)):
            return False
        if _is_date(view, reading, lengths) or PLAN.match(view, reading.end):
            return False
    elif AGO.match(view, reading.end):
        return False
    if not reading.han or reading.bound != "exact" or reading.value is None:
        return True
    return _is_stated(view, reading, before, lengths)


def _is_stated(view: str, reading: Reading, before: str, lengths: frozenset[str]) -> bool:
    """Whether a length in Chinese numerals is one that the text states (为期一年), not a manner of speaking (一年)."""
    if before.isdigit():
        return False
    if before == "年":  # 三年六个月; not 2021、2022两年 and 2021年三个月
        if (
            reading.unit is None
            or reading.unit.surface == "年"
            or view[max(0, reading.start - 3) : reading.start - 1].isdigit()
        ):
            return False
        if view[reading.start] == "零":  # 十二年零六个月
            reading.start += 1
        return True
    if reading.amount == 1 or (reading.amount == LOOSE and reading.unit is not None and reading.unit.surface in "天周"):
        before = view[max(0, reading.start - 4) : reading.start]
        words = before.rstrip("了为至到达") or ("达" if before else "")
        return any(words[-size:] in lengths for size in (3, 2, 1))
    return True


def _is_date(view: str, reading: Reading, lengths: frozenset[str]) -> bool:
    """2018年, 98年, 二〇一八年: the name of a year."""
    if reading.han:
        return _is_year(view, reading.start)
    if YEARS[0] <= reading.amount < YEARS[1]:
        return not view.startswith("历史", reading.end)
    if reading.amount not in NINETIES or view[reading.end : reading.end + 1] in tuple("来历间以的"):
        return False
    return not (reading.bounded or view[max(0, reading.start - 2) : reading.start] in lengths)  # 连续98年


def _is_year(view: str, start: int) -> bool:
    """二〇一八年, 一九九八年: four digits side by side."""
    stop = start
    while stop < len(view) and view[stop] in "零〇○一二三四五六七八九" and stop - start < 5:
        stop += 1
    return stop - start >= 2 and view[stop : stop + 1] == "年" and (stop - start == 4 or view[start] in "〇零○")
