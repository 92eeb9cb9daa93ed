"""Units and classifiers behind a number: the longest that stands there, its canonical form, factor and kind.

>>> from sysanalyze.lexicon import load_lexicons
>>> table = UnitTable(load_lexicons())
>>> end, unit = table.at("405万千瓦", 4) or (0, None)
>>> end, unit
(6, Unit(canonical='kW', factor=Decimal('1'), kind='quantity', surface='千瓦', numbers='any'))
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sysanalyze.lexicon import Lexicons

ONE = Decimal(1)
# How a denominator of time is written: 公里/小时 is km/h.
PER = {"hour": "h", "second": "s"}
# What is no unit behind a number (12月 is a date) and is one behind a slash: 元/月, 元/方.
BELOW = {
    "月": "month",
    "日": "day",
    "季": "季",
    "季度": "季度",
    "学期": "学期",
    "学年": "学年",
    "生": "生",
    "方": "m3",
    "晚": "晚",
    "百平方公里": "百平方公里",
    "夜": "夜",
    "时": "h",
}
LETTERS = {"d": "day", "h": "h", "a": "year", "s": "s"}
JOINS = frozenset("/·")  # 元/人·年, 元/人/月
WINDOW = 12  # characters that a unit may take, blanks of a wrapped line included


class Unit(NamedTuple):
    """A unit of the report: value in `canonical` = number × `factor`.

    `numbers` says which numerals before a classifier make a figure: `any`, `noun` (Chinese ones only before a concrete
    thing) or `arabic`.
    """

    canonical: str
    factor: Decimal
    kind: str
    surface: str
    numbers: str = "any"


class UnitTable:
    """The units and classifiers of the lexicons, found at a place of a text."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._units: dict[str, Unit | None] = {}
        for entry in lexicons["classifiers"]:
            numbers = entry.text("number") or "any"
            for form in entry.forms:
                self._units[form] = Unit(entry.surface, ONE, "count", form, numbers)
        for entry in lexicons["units"]:
            unit, factor, kind = entry.text("unit") or "", entry.number("factor") or ONE, entry.text("kind") or ""
            for form in entry.forms:
                self._units[form] = Unit(unit, factor, kind, form)
        self._unless: dict[str, tuple[str, ...]] = {}
        for entry in lexicons["unit-compounds"]:
            for form in entry.forms:
                self._units.setdefault(form, None)
                self._unless[form] = entry.texts("unless")
        sizes: dict[str, set[int]] = {}
        for form in self._units:
            sizes.setdefault(form[0], set()).add(len(form))
        self._sizes = {first: sorted(lengths, reverse=True) for first, lengths in sizes.items()}
        # A unit of one character (元) is the longest at once where nothing follows that a longer one goes on with.
        seconds: dict[str, set[str]] = {}
        for form in self._units:
            seconds.setdefault(form[0], {" ", "/"}).add(form[1:2])
        self._alone = {
            form: (unit, frozenset(seconds[form]))
            for form, unit in self._units.items()
            if len(form) == 1 and unit is not None and not (form.isascii() and form.isalpha())
        }
        self.firsts = frozenset(self._sizes)  # with what a unit may begin

    def at(self, text: str, start: int) -> tuple[int, Unit] | None:
        """The longest unit at `start` and its end, a denominator included (元/吨); None where none stands there.

        A word that merely begins like a unit (成立, 人民) is none.
        """
        alone = self._alone.get(text[start : start + 1])
        if alone is not None and text[start + 1 : start + 2] not in alone[1]:
            return start + 1, alone[0]
        found = self._longest(text, start)
        if found is None:
            return None
        end, unit = found
        if text[end : end + 1] == "/" and unit.kind in ("money", "quantity", "count"):
            return self._divided(text, end, unit)
        return end, unit

    def _divided(self, text: str, end: int, unit: Unit) -> tuple[int, Unit]:
        """The unit with what is written under it, and where that ends."""
        below = self._below(text, end + 1)
        while below is not None:
            end, per = below
            unit = unit._replace(canonical=f"{unit.canonical}/{per}")
            below = self._below(text, end + 1) if text[end : end + 1] in JOINS else None
        return end, unit

    def _below(self, text: str, start: int) -> tuple[int, str] | None:
        found = self._longest(text, start)
        if found is not None:
            end, unit = found
            return end, PER.get(unit.canonical, unit.canonical)
        if text[start : start + 1] in LETTERS:  # m³/d, t/a; not t/day
            return None if _goes_on(text, start + 1) else (start + 1, LETTERS[text[start]])
        for size in (5, 2, 1):
            word = text[start : start + size]
            if (per := BELOW.get(word)) is not None:
                return start + len(word), per
        return None

    def is_alone(self, text: str, start: int) -> bool:
        """Whether the character at `start` is a unit by itself, whatever follows the one behind it."""
        alone = self._alone.get(text[start : start + 1])
        return alone is not None and text[start + 1 : start + 2] not in alone[1]

    def _longest(self, text: str, start: int) -> tuple[int, Unit] | None:
        if start >= len(text):
            return None
        sizes = self._sizes.get(text[start])
        if sizes is None:
            return None
        window = text[start : start + WINDOW]
        if " " in window:
            return self._across(window, start, sizes)
        units = self._units
        for size in sizes:
            form = window[:size]
            if form in units and len(form) == size:
                unit = units[form]
                if unit is None:
                    if window.startswith(self._unless[form], size):
                        continue  # 12台风机
                    return None
                if (last := form[-1]).isascii() and last.isalpha() and _goes_on(window, size):
                    continue  # 5G is no gram, 5min no metre
                return start + size, unit
        return None

    def _across(self, window: str, start: int, sizes: list[int]) -> tuple[int, Unit] | None:
        """The unit where a wrapped line may have cut it (个百分 点)."""
        places = [i for i, char in enumerate(window) if char != " "]
        solid = window.replace(" ", "")
        for size in sizes:
            if size > len(places):
                continue
            form = solid[:size]
            if form not in self._units:
                continue
            last = places[size - 1]
            cut = last - size + 1  # blanks inside
            if cut > 3 or (cut and form.isascii()):
                continue
            unit = self._units[form]
            if unit is None:
                if cut:
                    continue  # two words that a blank parts
                return None
            if form[-1].isascii() and form[-1].isalpha() and _goes_on(window, last + 1):
                continue
            return start + last + 1, unit
        return None


def _goes_on(window: str, at: int) -> bool:
    """Whether a Latin letter or digit follows."""
    return window[at : at + 1].isalnum() and window[at].isascii()
