"""What a figure may go on with behind its unit: 两米半, 50元6角, 48秒88, 一年多, 两个多月, 百万吨级."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.language.numerals import DIGITS
from sysanalyze.language.units import Unit

if TYPE_CHECKING:
    from sysanalyze.language.numerals import Number
    from sysanalyze.language.units import UnitTable

HALF = Decimal("0.5")
# With what a figure that goes on goes on.
ONWARD = frozenset("半多余级0123456789一二两三四五六七八九")
MORE = re.compile(r"个(多|半)(月|小时|星期|钟头)")  # 两个多月  三个半小时
CENTS = re.compile(
    r"(?=.[角分])(?:([0-9一二两三四五六七八九])角)?(?:([0-9一二两三四五六七八九])分(?![之别]))?"
)  # 50元6角三分
# 3块5, 三块五毛, 12块8毛5; not 3块5亩的地
DIMES = re.compile(
    r"([0-9一二两三四五六七八九])(?:[毛角](?:([0-9]|[一二三四五六七八九](?=[分，。、；由,;）)]|$))分?)?钱?|(?=[，。、；！？,;!?）)”\s/一每钱]|$))"
)
YUAN = Unit("CNY", Decimal(1), "money", "元")
CHANGE = {"元": CENTS, "块": DIMES}
HUNDREDTHS = re.compile(r"[0-9]{1,3}(?![0-9.万亿]| ?[个多])")  # 48秒88
# 一米五, 身高1米83
TENTHS = re.compile(r"([0-9]{1,2}|[一二三四五六七八九])(?=[，。、；,;左以的高宽长深厚)\s到至]|$)")
SMALL = 10
# 一年多, 3公里多, 三成多; not 3元多种经营 and 两年多次
BEYOND = re.compile(r"[多余](?![次种个样元边数党方功能重层渠民云彩晶国头额地])")
MEASURED = frozenset(("duration", "quantity", "multiple", "money"))


class Extended(NamedTuple):
    """A number with its unit after what follows was read: where it ends, and what it then states."""

    end: int
    unit: Unit | None
    value: Decimal | None
    bound: str
    level: bool = False


def extended(view: str, end: int, unit: Unit | None, number: Number, units: UnitTable, *, han: bool) -> Extended:
    """Read on from `end`, where the number or its unit ends."""
    value, bound, stop = number.value, number.bound, end
    if unit is not None and value is not None:
        if unit.surface == "个" and (more := MORE.match(view, stop - 1)) is not None:
            real = units.at("个" + more[2], 0)
            if real is not None:
                stop, unit = more.end(), real[1]
                value, bound = (value + HALF, bound) if more[1] == "半" else (value, "over")
        elif unit.kind in ("duration", "quantity", "multiple") and view.startswith("半", stop) and not number.bare:
            value, stop = value + HALF, stop + 1
        elif unit.surface in CHANGE and (change := CHANGE[unit.surface].match(view, stop)) is not None:
            value, stop = value + _cents(change), change.end()
            named = units.at(view, stop)  # 9块8毛6新台币
            stop, unit = named if named is not None and named[1].kind == "money" else (stop, YUAN)
        elif unit.surface == "米" and value < SMALL and (part := TENTHS.match(view, stop)) is not None:
            value, stop = _tenths(value, part[1]), part.end()
        elif unit.surface == "秒" and not han and (rest := HUNDREDTHS.match(view, stop)) is not None:
            value, stop = Decimal(f"{value}.{rest[0]}"), rest.end()
    if unit is not None and (unit.kind in MEASURED or unit.surface in ("成", "岁")) and BEYOND.match(view, stop):
        stop, bound = stop + 1, "over"
    if view.startswith("级", stop) and (number.scale or number.bare or (unit is not None and unit.kind == "quantity")):
        return Extended(stop + 1, unit, value, "about" if bound == "exact" else bound, level=True)
    return Extended(stop, unit, value, bound)


def _tenths(value: Decimal, digits: str) -> Decimal:
    """What stands behind 米, as decimals: 5 and 83 of 1米5 and 1米83."""
    decimals = digits if digits.isdigit() and digits.isascii() else str(DIGITS[digits])
    return value if "." in str(value) else Decimal(f"{value}.{decimals}")


def _cents(match: re.Match[str]) -> Decimal:
    """角 and 分 as a part of a 元."""
    tenths, hundredths = (_digit(group) for group in match.groups())
    value = Decimal(tenths * 10 + hundredths) / 100
    return value.normalize() if value else Decimal(0)


def _digit(text: str | None) -> int:
    if text is None:
        return 0
    return DIGITS[text] if text in DIGITS else int(text)
