"""Which readings are figures, of which kind, in which unit: the guide's rules on what counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.counts import Counts
from sysanalyze.extract.figures.implied import Implied
from sysanalyze.extract.figures.times import is_duration

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Reading
    from sysanalyze.lexicon import Lexicons

# A number that belongs to a longer sign: COVID-19, 16:40, 5·12, 3/4, 〔2018〕5号, 第33届.
CODE_BEFORE = frozenset("/&?_#@.:·=\\~^+[〔℃第每")
CODE_AFTER = frozenset("/·:_=&\\^#@＃")
SPEED = re.compile(r"时速[^，。；、\n]{0,6}$|每小时[^，。；、\n]{0,6}$")
PER_SECOND = re.compile(r"每秒[^，。；、\n0-9]{0,5}$")
CJK = re.compile(r"[一-鿿]")
HEAT = re.compile(r"[温热冷烧暖寒℃]|零下|降到|升到")
POWER = re.compile(r"电")
SCORED = re.compile(r"[得评考扣加满总积平均打计最高低分比值为到至达超奖]")
RACE = re.compile(r"接力|自由泳|仰泳|蛙泳|蝶泳|混合泳|短跑|赛跑|跨栏|栏|跑|决赛|冠军|个人|障碍")


class Judge:
    """Decides on readings; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._counts = Counts(lexicons)
        self._implied = Implied(lexicons)
        self._lengths = frozenset(form for entry in lexicons["length-words"] for form in entry.forms)

    def accept(self, view: str, reading: Reading, *, bounded: bool) -> str | None:
        """The kind of the figure, its unit and rule set in the reading; None where it is no figure."""
        before = view[reading.start - 1] if reading.start else "\n"
        if reading.rule == "fraction" or before in CODE_BEFORE and not self._free_colon(view, reading, before):
            return None
        after = view[reading.end : reading.end + 1]
        unit = reading.unit
        if before.isascii() and before.isalpha() and not (
            reading.scale or (unit is not None and unit.kind in ("percent", "money", "points"))
        ):
            return None
        if not reading.han and view[reading.start] == "0" and view[reading.start + 1 : reading.start + 2].isdigit():
            return None
        if after and after in CODE_AFTER and view[reading.end + 1 : reading.end + 2].isalnum() and after != ":":
            return None
        if unit is None:
            return self._implied.kind(view, reading, bounded=bounded) if reading.scale or reading.bare else None
        kind = unit.kind
        if reading.han and kind in ("count", "duration") and (after == "一" or before == "个"):
            return None  # 三天一通报, 两个一百年
        if kind == "count":
            return kind if self._counts.accept(view, reading, bounded=bounded) else None  # 块 may turn out to be money
        if kind == "duration":
            return kind if is_duration(view, reading, self._lengths) else None
        return kind if _CHECKS[kind](view, reading, bounded) else None

    @staticmethod
    def _free_colon(view: str, reading: Reading, before: str) -> bool:
        """`产量:50万吨` is a figure, `16:40分` none."""
        return before == ":" and not view[max(0, reading.start - 2) : reading.start - 1].isdigit()


def _money(view: str, reading: Reading, bounded: bool) -> bool:  # noqa: FBT001  # one signature for all kinds
    if reading.han and reading.amount == 1 and not reading.scale:
        return False
    # 万元GDP能耗 and 每百元营业收入 name a measure
    return not (reading.bare and not bounded and view[reading.end : reading.end + 1] in "GD地生工产增国")


def _percent(view: str, reading: Reading, bounded: bool) -> bool:  # noqa: ARG001, FBT001
    after = view[reading.end : reading.end + 1]
    if reading.unit is not None and reading.unit.surface == "成":
        if reading.amount > 10 or reading.bare:  # noqa: PLR2004  # ten tenths
            return False
        follow = view[reading.end : reading.end + 2]
        if follow[:1] and follow[0] in "一二三四五六七八九" and follow[1:] not in ("个", "万", "家", "十") and reading.value is not None:
            reading.value += _tenths(follow[0])
            reading.end += 1
        return True
    return not (after.isascii() and after.isalnum())  # %20 in an address


def _tenths(digit: str):  # type: ignore[no-untyped-def]
    from decimal import Decimal

    return Decimal("一二三四五六七八九".index(digit) + 1) / 10


def _plain(view: str, reading: Reading, bounded: bool) -> bool:  # noqa: ARG001, FBT001
    return not reading.bare


def _multiple(view: str, reading: Reading, bounded: bool) -> bool:  # noqa: FBT001
    return bounded or not reading.bare


def _quantity(view: str, reading: Reading, bounded: bool) -> bool:  # noqa: FBT001
    if reading.unit is None:
        return False
    surface = reading.unit.surface
    if reading.han and reading.amount == 1 and not reading.scale and reading.value is not None:
        return False
    if reading.unit.canonical in ("m", "km"):
        if RACE.match(view, reading.end):
            return False
        if reading.bare and not bounded and not reading.level:
            return False
        if SPEED.search(view, max(0, reading.start - 12), reading.start) or view.startswith("每小时", reading.end):
            reading.unit = reading.unit._replace(canonical=f"{reading.unit.canonical}/h")
        elif PER_SECOND.search(view, max(0, reading.start - 10), reading.start):
            reading.unit = reading.unit._replace(canonical=f"{reading.unit.canonical}/s")
    if reading.bare and not (bounded or reading.level or CJK.match(view, reading.end)):
        return False  # the column `万度` of a table
    if surface == "度":
        return _degrees(view, reading)
    return not (surface in ("里", "丈") and reading.han)


def _degrees(view: str, reading: Reading) -> bool:
    """度 of electricity (5.6亿度) or heat; angles and latitudes are no figures."""
    assert reading.unit is not None  # noqa: S101  # the caller's
    start, end = reading.start, reading.end
    canonical = None
    if reading.scale or POWER.search(view, max(0, start - 12), start) or view.startswith("电", end):
        canonical = "kWh"
    elif HEAT.search(view, max(0, start - 12), start) or HEAT.match(view, end) or HEAT.match(view, end + 1):
        canonical = "°C"
        if view.endswith("零下", 0, start) and reading.value is not None:
            reading.value, reading.start = -reading.value, start - 2
    if canonical is None:
        return False
    reading.unit = reading.unit._replace(canonical=canonical)
    return True


def _score(view: str, reading: Reading, bounded: bool) -> bool:  # noqa: ARG001, FBT001
    before = view[reading.start - 1 : reading.start]
    if before in ("时", "点", ":", "度") or reading.bare:
        return False
    if reading.han:
        return bool(SCORED.search(view, max(0, reading.start - 4), reading.start))
    return True


_CHECKS = {
    "money": _money,
    "percent": _percent,
    "points": _plain,
    "multiple": _multiple,
    "quantity": _quantity,
    "score": _score,
}
