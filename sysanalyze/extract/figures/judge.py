"""Which readings are figures, of which kind, in which unit: the guide's rules on what counts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.counts import SPECIAL, Counts
from sysanalyze.extract.figures.implied import Implied
from sysanalyze.extract.figures.times import is_duration
from sysanalyze.language.numerals import DIGITS

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Reading
    from sysanalyze.lexicon import Lexicons

# A number that belongs to a longer sign: COVID-19, 16:40, 5·12, 3/4, 〔2018〕5号, 第33届.
CODE_BEFORE = frozenset("/&?_#@.:·=\\~^+[〔℃第每")
CODE_AFTER = frozenset("/·_=&\\^#@＃")
MEASURES = frozenset(("money", "percent", "points", "quantity"))
POWER = frozenset(("kW", "kWp", "kWh", "W", "Wh"))  # a slash between them makes no code: 100MW/200MWh
# 时速350公里, 每小时80公里; 时速由80公里提至160公里
SPEED = re.compile(
    r"时速[^，。；、\n]{0,6}$|每小时[^，。；、\n]{0,6}$|时速[^，。；、\n]{2,10}(?:公里|千米)[^，。；、\n0-9]{0,4}[到至为]$"
)
PER_SECOND = re.compile(r"每秒[^，。；、\n0-9]{0,5}$")
LOOSE_MONEY = frozenset(("元", "圆", "角", "人民币", "分钱", "块钱", "毛钱", "元钱"))
TENTHS = 10
ORDINALS = re.compile(r"第[0-9一二三四五六七八九十]{1,3}、$")
PRICED = re.compile(r"每(?:公?斤|吨|度|升|方|只|头|个|枚|袋|箱)[^，。；;、\n]{0,6}$")  # 比去年每斤低8分
CENT = Decimal("0.01")
GENERATIONS = frozenset(map(Decimal, range(2, 7)))
TENTH_OF = frozenset("个万家十")  # 三成五家庭 is no 三成五
HEAD_OPENS = frozenset("(:、/ \n|")
HEAD_CLOSES = frozenset(")、/ \n|,，")
CURRENCIES = {
    "港币": "HKD", "新台币": "TWD", "台币": "TWD", "澳门币": "MOP", "澳币": "AUD", "加币": "CAD", "日币": "JPY",
    "韩币": "KRW", "新加坡币": "SGD",
}  # fmt: skip
NAMED = re.compile(f"({'|'.join(CURRENCIES)})(?:约|近|超|逾|达|共|为)?$")
# 5g网络 and 4g用户 are no grams.
GENERATION = re.compile(r"[网基站用技信通手应时商智赋消套终设产覆远工专移建改场示+＋等、和与及]")
CJK = re.compile(r"[一-鿿]")
HEAT = re.compile(r"[温热冷烧暖寒℃]|零下|降到|升到|华氏")
ANGLE = re.compile(r"[纬转角弯]|经(?<!已经)(?<!曾经)(?![过常济营历])")
CLAUSE = re.compile(r"[，。；、,;\n]")
SCORED = re.compile(r"[得评考扣加满总积平均打计最高低分比值为到至达超奖]")
SECONDS = re.compile(r"[0-9]{1,2}(?:\.[0-9]+)?秒")
RACE = re.compile(r"接力|自由泳|仰泳|蛙泳|蝶泳|混合泳|短跑|赛跑|跨栏|栏|跑|决赛|冠军|个人|障碍")


class Judge:
    """Decides on readings; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._counts = Counts(lexicons)
        self._implied = Implied(lexicons)
        self._lengths = frozenset(form for entry in lexicons["length-words"] for form in entry.forms)
        self._eras = frozenset(form for entry in lexicons["eras"] for form in entry.forms)

    def accept(self, view: str, reading: Reading) -> str | None:
        """The kind of the figure, its unit and rule set in the reading; None where it is no figure."""
        if reading.rule == "fraction" or _is_code(view, reading):
            return None
        unit = reading.unit
        if reading.bare and _heads(view, reading):
            return None
        if unit is None:
            return self._implied.kind(view, reading) if reading.scale or reading.bare else None
        kind = unit.kind
        if kind not in ("count", "duration"):
            return kind if CHECKS[kind](view, reading) else None
        if reading.han and (view.startswith("一", reading.end) or view.startswith("个", reading.start - 1)):
            return None  # 三天一通报, 两个一百年
        if reading.value is not None and reading.value < 0:
            return None  # 伊尔-76机组
        if kind == "count":
            return kind if self._counts.accept(view, reading) else None  # 块 may turn out to be money
        return kind if is_duration(view, reading, self._lengths, self._eras) else None


def _is_code(view: str, reading: Reading) -> bool:
    """Whether the number is a part of a longer sign: COVID-19, 16:40, 〔2018〕5号, 第33届, 0451."""
    start, end, unit = reading.start, reading.end, reading.unit
    before = view[start - 1] if start else "\n"
    if before == "、" and ORDINALS.search(view, max(0, start - 5), start) is not None:
        return True  # 第三、四章
    power = unit is not None and unit.canonical in POWER
    if before == "/" and power and not view[max(0, start - 2) : start - 1].isdigit():
        return False
    if before in CODE_BEFORE:
        earlier = view[max(0, start - 2) : start - 1]
        if before == ":":
            return earlier.isdigit()
        return before != "?" or earlier.isascii()  # an address; 怎么办？3年来…
    if before in "-—" and view[start - 2 : start - 1].isascii() and view[start - 2 : start - 1].isalpha():
        return True  # YS-11
    if before.isascii() and before.isalpha():  # G10, but GDP5000亿元
        return not (reading.scale or (unit is not None and unit.kind in ("percent", "money", "points")))
    if view[start] == "0" and view[start + 1 : start + 2].isdigit():
        return not (before in "分时" and unit is not None and unit.kind in ("duration", "score"))  # 0451, but 2分04秒
    after = view[end : end + 1]
    if after not in CODE_AFTER or not view[end + 1 : end + 2].isalnum():
        return False
    if after != "/" or unit is None:
        return True
    return not (power or (unit.kind in MEASURES and not view[end + 1].isascii()))  # 3元/束, not 173毫克/100毫升


def _heads(view: str, reading: Reading) -> bool:
    """Whether a unit with its scale stands alone: 总投资（万元）, 单位：亿元, the column 万头 of a table."""
    after = view[reading.end : reading.end + 1]
    before = view[reading.start - 1] if reading.start else "\n"
    return not reading.bounded and before in HEAD_OPENS and (not after or after in HEAD_CLOSES)


def _named(view: str, start: int) -> str | None:
    """The currency that stands before an amount in 元: 港币3亿元."""
    found = NAMED.search(view, max(0, start - 7), start)
    return None if found is None else CURRENCIES[found[1]]


def _is_money(view: str, reading: Reading) -> bool:
    unit = reading.unit
    if reading.han and reading.amount == 1 and not reading.scale and (unit is None or unit.surface in LOOSE_MONEY):
        return False  # 一元化, 不掏一分钱; 一美元 is an amount
    if unit is not None and unit.surface in ("元", "圆") and "币" in view[max(0, reading.start - 3) : reading.start]:
        reading.unit = unit._replace(canonical=_named(view, reading.start) or unit.canonical)
    # 万元GDP能耗 and 每百元营业收入 name a measure
    return not (reading.bare and not reading.bounded and view[reading.end : reading.end + 1] in "GD地生工产增国")


def _is_percent(view: str, reading: Reading) -> bool:
    after = view[reading.end : reading.end + 1]
    if reading.unit is None or reading.unit.surface != "成":
        return not (after.isascii() and after.isalnum())  # %20 in an address
    if reading.amount > TENTHS or reading.bare:
        return False
    more = view[reading.end + 1 : reading.end + 2]
    if after and after in "一二三四五六七八九" and more not in TENTH_OF and reading.value is not None:  # 三成五
        reading.value += Decimal(DIGITS[after]) / TENTHS
        reading.end += 1
    return True


def _are_points(_view: str, reading: Reading) -> bool:
    return not reading.bare


def _is_multiple(_view: str, reading: Reading) -> bool:
    return reading.bounded or not reading.bare


def _is_quantity(view: str, reading: Reading) -> bool:
    unit = reading.unit
    if unit is None or (reading.han and reading.amount == 1 and not reading.scale and reading.value is not None):
        return False  # 一公顷, 一斤
    if reading.bare and not (reading.bounded or reading.level or CJK.match(view, reading.end)):
        return False  # the column `万度` of a table
    if unit.canonical in ("m", "km"):
        return _is_length(view, reading)
    if unit.surface in SPECIAL:
        return SPECIAL[unit.surface](view, reading)
    if unit.surface == "g" and reading.amount in GENERATIONS and GENERATION.match(view, reading.end):
        return False
    if unit.surface == "度":
        return _are_degrees(view, reading)
    return not (unit.surface in ("里", "丈") and reading.han)


def _is_length(view: str, reading: Reading) -> bool:
    """A length, or a speed where the text says so (时速350公里); a race (100米仰泳) is none."""
    unit = reading.unit
    if unit is None or RACE.match(view, reading.end) or (reading.bare and not reading.bounded and not reading.level):
        return False
    if SPEED.search(view, max(0, reading.start - 20), reading.start) or view.startswith("每小时", reading.end):
        reading.unit = unit._replace(canonical=f"{unit.canonical}/h")
    elif PER_SECOND.search(view, max(0, reading.start - 10), reading.start):
        reading.unit = unit._replace(canonical=f"{unit.canonical}/s")
    return True


def _are_degrees(view: str, reading: Reading) -> bool:
    """度 of electricity (5.6亿度) or heat; angles and latitudes are no figures."""
    start, end = reading.start, reading.end
    clause = CLAUSE.split(view[max(0, start - 12) : start])[-1]
    canonical = None
    if reading.scale or "电" in clause or view.startswith("电", end):
        canonical = "kWh"
    elif not ANGLE.search(clause) and (
        HEAT.search(clause) or HEAT.search(CLAUSE.split(view[end : end + 8])[0]) or view.startswith("零下", start)
    ):
        canonical = "°F" if "华氏" in clause else "°C"
        if view.endswith("零下", 0, start) and reading.value is not None:
            reading.value, reading.start = -reading.value, start - 2
    if canonical is None or reading.unit is None:
        return False
    reading.unit = reading.unit._replace(canonical=canonical)
    return True


def _is_score(view: str, reading: Reading) -> bool:
    if reading.unit is not None and (
        SECONDS.match(view, reading.end) or view.endswith("小时", 0, reading.start)
    ):  # 2分04秒59, 1小时35分
        reading.unit = reading.unit._replace(canonical="minute", kind="duration")
        return True
    if view.startswith(("多钟", "半钟"), reading.end) and reading.unit is not None and reading.value is not None:
        if view[reading.end] == "多":
            reading.bound = "over"
        else:
            reading.value += Decimal("0.5")
        reading.end += 2
        reading.unit = reading.unit._replace(canonical="minute", kind="duration")
        return True
    if view.startswith("地", reading.end):
        return False  # 两分地
    if reading.unit is not None and PRICED.search(view, max(0, reading.start - 10), reading.start) is not None:
        reading.unit, reading.rule = reading.unit._replace(canonical="CNY", kind="money", factor=CENT), "money"
        return True
    if view[reading.start - 1 : reading.start] in ("时", "点", ":", "度") or reading.bare:
        return False
    return not reading.han or bool(SCORED.search(view, max(0, reading.start - 4), reading.start))


CHECKS = {
    "money": _is_money,
    "percent": _is_percent,
    "points": _are_points,
    "multiple": _is_multiple,
    "quantity": _is_quantity,
    "score": _is_score,
}
