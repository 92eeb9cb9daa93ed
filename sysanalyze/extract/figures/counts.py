"""Counts of things, people and events: which classifiers after which numerals make a figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.lexicon import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable

    from sysanalyze.extract.figures.reading import Reading
    from sysanalyze.lexicon import Lexicons

NOUN = re.compile(r"[^，。；：、！？,.;:!?\n“”《》（）()]{1,9}")
QUOTED = re.compile(r"[^”\n]{1,10}”")
# 七人制, 三个之一, 8个不准; 86个不同的湿地 are counted, and so are 12项制度 and 3800万人不再…
NOT_COUNTED = {
    "人": re.compile(r"制(?![造定裁止约作])|之一|之首|有利于"),
    "个": re.compile(r"之一|之首|要[^求素点闻]|有利于|不(?![同合良达符锈动夜等仅])"),
    "项": re.compile(r"之一|之首|要[^求素点闻]|有利于|不(?![同合良达符动])"),
}
STRONG = frozenset("头户只台套辆匹羽尾株棵艘架枚吨")  # 万头肉牛养殖场
MEDAL_AFTER = re.compile(r"[、，。；,; 和\n]|[0-9]|[银铜收的]|$")
MEDAL_BEFORE = re.compile(r"[以获夺揽摘收得斩贡献共、银金](?:了|得|下)?$")
TOP = re.compile(r"(?<![日目此年会以之眼当生提节赛史空])前$")
FORCE = re.compile(r"[震风阵浪]")
THRESHOLD = re.compile(r"\(?(?:含\)?)?[及和]?以[上下]|\([含不]")
WEIGHED = re.compile(r"[，。、；：！？,;:!?\s)）”的重多左以]|[黄白]?[金银]|[酒药米面油肉茶香]|$")
MANNER = ("大幅", "明显", "显著", "更加", "进一步", "全面", "持续")
OCCASIONS = frozenset("次批场回轮道层班段")  # 两次, 三场 are loose
# 节水60方, 混凝土3000方; 500方蓄水池, 60方水
EARTH = re.compile(r"(?:[水土石渣淤砂木材气粪料泥墙挖填]|混凝|垃圾|库容)[^，。；、,;\n]{0,6}$")
EARTH_AFTER = re.compile(r"(?:以上|左右|多|的)?(?:[水土石渣淤砂沙木天沼粪混泥]|蓄水|垃圾|容积|浆砌)")
PLACE = re.compile(r"(?:排名|排在|位居|位列|名列)[^，。；、,;的\n0-9升降移进退滑跌提落前第]{0,6}$")
PLACE_ENDS = frozenset("，。；、,;)\n的 ") | {""}
PAGED = re.compile(r"第 ?[0-9]+ ?页[，,/ ]{0,2}共 ?$")
PIECES = re.compile(r"(?:[幕屏板牌砖碑匾玉石田表池]|绿地|草坪)[^，。；、,;\n元价费钱]{0,4}$")
SHIP = frozenset("救巡警政")
FEW = 10


class Counts:
    """Judges counts; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        nouns = [form for entry in lexicons["abstract-nouns"] for form in entry.forms]
        self._abstract = Matcher(dict.fromkeys(nouns, 0))

    def accept(self, view: str, reading: Reading) -> bool:
        """Whether a number with a classifier is a figure."""
        unit = reading.unit
        if unit is None:
            return False
        special = SPECIAL.get(unit.surface)
        if special is not None:
            return special(view, reading)
        if view[reading.start - 1 : reading.start] == "“" and QUOTED.match(view, reading.end) is not None:
            return False  # “3个200”
        if unit.surface == "轮" and view[reading.start - 1 : reading.start] in SHIP:
            return False  # 南海救101轮
        if unit.surface in PARTS and PARTS[unit.surface](view, reading):
            return False
        if unit.surface == "位" and not reading.han and _is_place(view, reading):
            reading.unit, reading.rule = unit._replace(canonical="rank", kind="rank"), "rank"
            return True
        unless = NOT_COUNTED.get(unit.surface)
        if unless is not None and unless.match(view, reading.end) is not None:
            return False
        if unit.surface in ("名", "位") and TOP.search(view, max(0, reading.start - 2), reading.start):
            return False  # 前三名 is a rank
        return not reading.han or self._in_chinese(view, reading, loose=reading.bounded or reading.bound != "exact")

    def _in_chinese(self, view: str, reading: Reading, *, loose: bool) -> bool:
        """Whether a count in Chinese numerals counts things; `loose` where words bound it (近百家, 十余名)."""
        unit = reading.unit
        if unit is None or (reading.value is not None and reading.value == 1):
            return False
        if reading.bare:
            return loose or unit.surface in STRONG
        if unit.numbers == "any":
            return loose or unit.surface != "人" or reading.amount > 2  # 两人 is as loose as 一人
        if loose or unit.numbers == "arabic" or unit.surface in OCCASIONS:
            enough = reading.amount >= FEW
            if enough or reading.value is not None or unit.numbers == "arabic" or unit.surface in OCCASIONS:
                return enough
        return self._concrete(view, reading.end)

    def _concrete(self, view: str, end: int) -> bool:
        """Whether a concrete thing follows: 三个渔村, not 三个方面."""
        noun = NOUN.match(view, end)
        if noun is None or noun[0][0] == "字" or noun[0].startswith(MANNER):
            return False  # 三个大幅下降
        return not self._abstract.longest(noun[0])


def _is_place(view: str, reading: Reading) -> bool:
    """排名全省12位 without its 第."""
    start, end = reading.start, reading.end
    return bool(PLACE.search(view, max(0, start - 12), start)) and view[end : end + 1] in PLACE_ENDS


# 1-3层为仓库, 第1页共5页 tell where, not how many.
PARTS: dict[str, Callable[[str, Reading], bool]] = {
    "层": lambda _view, reading: reading.value is None,
    "页": lambda view, reading: PAGED.search(view, max(0, reading.start - 12), reading.start) is not None,
}


def _is_magnitude(view: str, reading: Reading) -> bool:
    """7.0级地震, 阵风9级; a 3级医院 has no magnitude."""
    start, end = reading.start, reading.end
    if reading.han or reading.unit is None:
        return False
    reading.unit = reading.unit._replace(kind="quantity")
    if "." in view[start:end]:
        return True
    return bool(FORCE.search(view, max(0, start - 6), start) or FORCE.search(view, end, end + 3))


def _are_pieces(view: str, reading: Reading) -> bool:
    """Three 块 of something; money is read where nothing follows (比去年多了6块！)."""
    following = view[reading.end : reading.end + 1]
    if following and "一" <= following <= "鿿":
        return not reading.han
    if PIECES.search(view, max(0, reading.start - 8), reading.start):
        return True  # 银幕总数86310块
    if reading.unit is not None:
        reading.unit = reading.unit._replace(canonical="CNY", kind="money")
    return True


def _are_medals(view: str, reading: Reading) -> bool:
    """9金、5银、6铜; 五金 only behind a word that wins them."""
    if MEDAL_AFTER.match(view, reading.end) is None:
        return False
    return not reading.han or MEDAL_BEFORE.search(view, max(0, reading.start - 3), reading.start) is not None


def _are_taels(view: str, reading: Reading) -> bool:
    """Three 两 of something weighed; 两 counts two of what follows elsewhere (2021两会, 十两岸)."""
    return not reading.bare and WEIGHED.match(view, reading.end) is not None


def _is_age(view: str, reading: Reading) -> bool:
    """An age; 3岁以下 is a part of the indicator's name."""
    return not reading.bare and THRESHOLD.match(view, reading.end) is None


def _is_edition(view: str, reading: Reading) -> bool:
    """Three 版 of a text; 2015版 and 5.1版 name one."""
    number = view[reading.start : reading.number_end]
    return not reading.han and "." not in number and len(number) < 4


def _is_heat(view: str, reading: Reading) -> bool:
    """A temperature; 零下 makes it one below zero."""
    if view.endswith("零下", 0, reading.start):
        reading.start -= 2
        if reading.value is not None:
            reading.value = -reading.value
        elif reading.low is not None and reading.high is not None:
            reading.low, reading.high = -reading.high, -reading.low
    return True


def _is_earth(view: str, reading: Reading) -> bool:
    """Three 方 of earth, water, wood or gas are cubic metres; 3方代表 are parties."""
    if reading.scale and not reading.bare:
        return True
    if reading.han:
        return False
    start, end = reading.start, reading.number_end + 1
    return bool(EARTH.search(view, max(0, start - 10), start) or EARTH_AFTER.match(view, end))


SPECIAL: dict[str, Callable[[str, Reading], bool]] = {
    "金": _are_medals,
    "银": _are_medals,
    "铜": _are_medals,
    "块": _are_pieces,
    "级": _is_magnitude,
    "摄氏度": _is_heat,
    "℃": _is_heat,
    "°C": _is_heat,
    "版": _is_edition,
    "方": _is_earth,
    "两": _are_taels,
    "岁": _is_age,
    "周岁": _is_age,
}
