"""The table of units, whole, against pint's for what is measured and Unicode's for currencies."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pint
import pytest
import yaml
from babel import Locale

from sysanalyze.language.units import UnitTable
from sysanalyze.lexicon import load_lexicons

if TYPE_CHECKING:
    from sysanalyze.lexicon.entries import Entry

CORPUS = Path(__file__).parent / "corpus" / "units.yaml"
MONEY_PARTS = {"角": Decimal("0.1"), "分钱": Decimal("0.01"), "美分": Decimal("0.01"), "欧分": Decimal("0.01")}
# Names that Unicode's Chinese differs in, by the code that both give.
COMMON_NAMES = {"澳大利亚元": "AUD", "加拿大元": "CAD", "人民币": "CNY"}

# What each unit of measure is in pint, under the first of its names.
MEASURES = {
    "吨": "tonne", "公斤": "kilogram", "克": "gram", "毫克": "milligram", "微克": "microgram", "磅": "pound",
    "盎司": "ounce", "克拉": "carat", "米": "meter", "公里": "kilometer", "分米": "decimeter", "厘米": "centimeter",
    "毫米": "millimeter", "微米": "micrometer", "纳米": "nanometer", "海里": "nautical_mile", "英里": "mile",
    "英尺": "foot", "英寸": "inch", "光年": "light_year", "平方米": "meter**2", "平方公里": "kilometer**2",
    "平方厘米": "centimeter**2", "平方毫米": "millimeter**2", "公顷": "hectare", "英亩": "acre",
    "平方英里": "mile**2", "平方海里": "nautical_mile**2", "方": "meter**3",
    "平方英尺": "foot**2", "立方米": "meter**3", "立方厘米": "centimeter**3", "立方英尺": "foot**3", "升": "liter",
    "毫升": "milliliter", "千升": "kiloliter", "加仑": "gallon", "瓦": "watt", "千瓦": "kilowatt", "兆瓦": "megawatt",
    "吉瓦": "gigawatt", "太瓦": "terawatt", "瓦时": "watt_hour", "千瓦时": "kilowatt_hour",
    "兆瓦时": "megawatt_hour",
    "吉瓦时": "gigawatt_hour", "太瓦时": "terawatt_hour", "伏": "volt", "千伏": "kilovolt", "千伏安": "kilovolt*ampere",
    "兆伏安": "megavolt*ampere", "安培": "ampere", "毫安时": "milliampere*hour", "安时": "ampere*hour",
    "兆帕": "megapascal", "千帕": "kilopascal", "百帕": "hectopascal", "帕": "pascal", "赫兹": "hertz",
    "千赫": "kilohertz", "兆赫": "megahertz", "吉赫": "gigahertz", "焦耳": "joule", "千焦": "kilojoule",
    "兆焦": "megajoule", "吉焦": "gigajoule", "千卡": "kilocalorie", "牛顿": "newton", "千牛": "kilonewton",
    "比特": "bit", "字节": "byte", "KB": "kilobyte", "兆字节": "megabyte", "吉字节": "gigabyte", "TB": "terabyte",
    "PB": "petabyte", "EB": "exabyte", "ZB": "zettabyte", "兆比特每秒": "megabit/second", "Gbps": "gigabit/second",
    "勒克斯": "lux", "毫西弗": "millisievert", "贝克勒尔": "becquerel", "公里/小时": "kilometer/hour",
    "米/秒": "meter/second", "公里/秒": "kilometer/second", "立方米/秒": "meter**3/second",
    "微克/立方米": "microgram/meter**3", "毫克/立方米": "milligram/meter**3", "毫克/升": "milligram/liter",
    "年": "year", "个月": "month", "天": "day", "小时": "hour", "分钟": "minute", "秒": "second",
    "毫秒": "millisecond", "微秒": "microsecond", "周": "week",
}  # fmt: skip
# Canonical units whose symbol pint does not read, in pint's words.
CANONICAL = {
    "L": "liter", "m2": "meter**2", "km2": "kilometer**2", "cm2": "centimeter**2", "mm2": "millimeter**2",
    "m3": "meter**3", "cm3": "centimeter**3", "ha": "hectare", "lb": "pound", "oz": "ounce", "ct": "carat",
    "ly": "light_year", "ac": "acre", "mi2": "mile**2", "nmi2": "nautical_mile**2", "ft2": "foot**2", "ft3": "foot**3",
    "gal": "gallon", "nmi": "nautical_mile", "mi": "mile", "ft": "foot", "in": "inch", "t": "tonne",
    "kVA": "kilovolt*ampere", "mAh": "milliampere*hour", "Ah": "ampere*hour", "Wh": "watt_hour", "kWh": "kilowatt_hour",
    "KB": "kilobyte", "B": "byte", "Mbps": "megabit/second", "Gbps": "gigabit/second", "m3/s": "meter**3/second",
    "μg": "microgram", "μm": "micrometer", "μs": "microsecond",
    "μg/m3": "microgram/meter**3", "mg/m3": "milligram/meter**3", "mg/L": "milligram/liter", "Pa": "pascal",
    "hPa": "hectopascal", "lx": "lux",
}  # fmt: skip
# Units of Chinese use, of statistics and of scales that have no factor: pint knows none of them.
ALONE = frozenset((
    "斤", "两", "华里", "丈", "亩", "桶", "千瓦峰值", "兆瓦峰值", "吨标准煤", "吨标准油", "标准箱", "分贝", "马力",
    "载重吨", "摄氏度", "度", "华氏度", "PFLOPS", "EFLOPS", "像素", "人公里", "吨公里", "车公里", "吨海里",
    "蒸吨", "工作日", "个交易日", "个季度",
))  # fmt: skip


@cache
def entries(*kinds: str) -> list[Entry]:
    return [entry for entry in load_lexicons()["units"] if entry.text("kind") in kinds]


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry[Decimal]:
    return pint.UnitRegistry(non_int_type=Decimal)


@pytest.mark.parametrize("entry", entries("quantity", "duration"), ids=lambda entry: entry.surface)
def test_factor_is_that_of_the_physical_unit(registry: pint.UnitRegistry[Decimal], entry: Entry) -> None:
    if entry.surface in ALONE:
        return
    unit, factor = entry.text("unit") or "", entry.number("factor")
    assert factor is not None
    measured = registry.Quantity(Decimal(1), MEASURES[entry.surface])
    canonical = registry.Quantity(factor, CANONICAL.get(unit, unit))
    assert measured.to_base_units().units == canonical.to_base_units().units
    ratio = measured.to_base_units().magnitude / canonical.to_base_units().magnitude
    assert abs(ratio - 1) < Decimal("1e-20")


def test_every_physical_unit_is_in_one_table() -> None:
    surfaces = {entry.surface for entry in entries("quantity", "duration")}
    assert set(MEASURES) | ALONE == surfaces
    assert not set(MEASURES) & ALONE


@pytest.mark.parametrize("entry", entries("money"), ids=lambda entry: entry.surface)
def test_currency_is_named_so_in_chinese(entry: Entry) -> None:
    code = entry.text("unit") or ""
    names = Locale.parse("zh_Hans").currencies
    assert code in names, "no code of ISO 4217"
    assert entry.number("factor") == MONEY_PARTS.get(entry.surface, 1)
    if entry.surface not in MONEY_PARTS and code != "XDR":
        known = {form for form in entry.forms if names[code] in (form, f"{form}币")}
        known |= {form for form in entry.forms if COMMON_NAMES.get(form) == code}
        assert known, names[code]


def test_no_two_forms_are_one_surface_of_two_units() -> None:
    forms = [form for entry in load_lexicons()["units"] for form in entry.forms]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize("entry", [entry for entry in entries("quantity", "duration") if entry.text("ucum")])
def test_ucum_code_stands_for_the_canonical_unit(entry: Entry) -> None:
    same = {other.text("ucum") for other in entries("quantity", "duration") if other.text("unit") == entry.text("unit")}
    assert len(same) == 1


@cache
def table() -> UnitTable:
    return UnitTable(load_lexicons())


@pytest.mark.parametrize(("text", "expected"), yaml.safe_load(CORPUS.read_text(encoding="utf-8")))
def test_units_behind_a_number(text: str, expected: str | None) -> None:
    found = table().at(f"12{text}", 2)
    if found is None:
        assert expected is None
    else:
        end, unit = found
        assert f"{f'12{text}'[2:end]} {unit.canonical} {unit.factor} {unit.kind}" == expected
        assert 2 < end <= 2 + len(text)
