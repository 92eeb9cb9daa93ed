"""Counts of things, people and events: which classifiers after which numerals make a figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.lexicon import Matcher

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Reading
    from sysanalyze.lexicon import Lexicons

NOUN = re.compile(r"[^，。；：、！？,.;:!?\n“”《》（）()]{1,9}")
QUOTED = re.compile(r"[^”\n]{1,10}”")
NOT_COUNTED = re.compile(r"人?制|之一|之首|要[^求素点闻]|有利于|不")
STRONG = frozenset("头户只台套辆匹羽尾株棵艘架枚吨")  # 万头肉牛养殖场
MEDALS = frozenset("金银铜")
MEDAL_AFTER = re.compile(r"[、，。；,; 和\n]|[0-9]|[银铜收的]|$")
MEDAL_BEFORE = re.compile(r"[以获夺揽摘收得斩贡献共、银金](?:了|得|下)?$")
TOP = re.compile(r"(?<![日目此年会以之眼当生提节赛史空])前$")
FORCE = re.compile(r"[震风阵浪]")
FEW = 10


class Counts:
    """Judges counts; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        nouns = [form for entry in lexicons["abstract-nouns"] for form in entry.forms]
        self._abstract = Matcher(dict.fromkeys(nouns, 0))

    def accept(self, view: str, reading: Reading, *, bounded: bool) -> bool:
        """Whether a number with a classifier is a figure."""
        unit = reading.unit
        if unit is None:
            return False
        start, end = reading.start, reading.end
        surface = unit.surface
        if surface in MEDALS:
            return MEDAL_AFTER.match(view, end) is not None and (
                not reading.han or MEDAL_BEFORE.search(view, max(0, start - 3), start) is not None
            )
        if view[start - 1 : start] == "“" and QUOTED.match(view, end) is not None:
            return False  # “3个200”
        if NOT_COUNTED.match(view, end) is not None and surface in ("人", "个", "项"):
            return False
        if surface in ("名", "位") and TOP.search(view, max(0, start - 2), start):
            return False  # 前三名 is a rank
        if surface == "块":
            return self._pieces(view, reading)
        if surface == "级":
            return self._magnitude(view, reading)
        if not reading.han:
            return True
        loose = bounded or reading.bound != "exact"
        if reading.bare:
            return loose or surface in STRONG
        if reading.value is not None and reading.value == 1:
            return False
        if unit.numbers == "any":
            return loose or surface != "人" or reading.amount > 2  # noqa: PLR2004  # 两人 is as loose as 一人
        if loose and reading.value is not None and reading.value >= FEW:
            return True
        if unit.numbers == "arabic" or surface in "次批场回轮道层班段":
            return reading.amount >= FEW
        return self._concrete(view, end)

    def _concrete(self, view: str, end: int) -> bool:
        """Whether a concrete thing follows: 三个渔村, not 三个方面."""
        noun = NOUN.match(view, end)
        return noun is not None and noun[0][0] != "字" and not self._abstract.longest(noun[0])

    @staticmethod
    def _magnitude(view: str, reading: Reading) -> bool:
        """7.0级地震, 阵风9级; a 3级医院 has no magnitude."""
        start, end = reading.start, reading.end
        if reading.han or reading.unit is None:
            return False
        reading.unit = reading.unit._replace(kind="quantity")
        return "." in view[start:end] or bool(FORCE.search(view, max(0, start - 6), start) or FORCE.search(view, end, end + 3))

    @staticmethod
    def _pieces(view: str, reading: Reading) -> bool:
        """Three 块 of something; money is read where nothing follows (比去年多了6块！)."""
        following = view[reading.end : reading.end + 1]
        if following and "一" <= following <= "鿿":
            return not reading.han
        if reading.unit is not None:
            reading.unit = reading.unit._replace(canonical="CNY", kind="money")
        return True
