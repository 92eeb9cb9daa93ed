"""Lengths of time: 18个月 and 连续4年 are figures, 2018年, 三年行动计划 and 十年前 are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Reading

YEARS = (1000, 2200)
PLAN = re.compile(r"[期级制前度代轻报货检均终末底初份]|规划|行动|计划|方案|攻坚|倍增|周年|之前|以前")
AGO = re.compile(r"[前]|之前|以前|两头|打鱼|期(?!间)|制|假|长假|游")
LEADING = frozenset("头前后上下每这那又同此当全")


def is_duration(view: str, reading: Reading, lengths: frozenset[str]) -> bool:
    """Whether a number with a unit of time states a length of time; `lengths` are the words that say so before 一年."""
    unit = reading.unit
    if unit is None:
        return False
    amount, start, end = reading.amount, reading.start, reading.end
    before = view[start - 1 : start]
    if unit.surface == "年":
        if not reading.han and (YEARS[0] <= amount < YEARS[1] and not view.startswith("历史", end)):
            return False
        if not reading.han and 70 <= amount < 100 and view[end : end + 1] not in "来历间以的，。；、":  # 98年
            return False
        if reading.han and _is_year(view, start):
            return False
        if PLAN.match(view, end):
            return False
    elif AGO.match(view, end):
        return False
    if before in LEADING and (reading.han or before in "前后每"):
        return False
    if reading.bare:
        return False
    if reading.han and reading.bound == "exact" and reading.value is not None:
        if before.isdigit() or before == "年":
            return False
        if amount == 1 or (amount <= 2 and unit.surface in ("天", "周")):  # noqa: PLR2004  # 两天 is often loose
            words = view[max(0, start - 4) : start].rstrip("了为至到达") or "达"
            return any(words[-size:] in lengths for size in (3, 2, 1))
        if amount < 1:  # 半年, 半个月
            return before != "每"
    return True


def _is_year(view: str, start: int) -> bool:
    """二〇一八年, 一九九八年: four digits side by side."""
    stop = start
    while stop < len(view) and view[stop] in "零〇○一二三四五六七八九" and stop - start < 5:
        stop += 1
    return stop - start >= 2 and view[stop : stop + 1] == "年" and (stop - start == 4 or "〇" in view[start:stop])
