"""Numbers with what is written at them: unit, range, product, run of numbers that share a unit. Judged elsewhere."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sysanalyze.extract.figures.compounds import ONWARD, extended
from sysanalyze.extract.figures.ranges import MINUS, RANGE, minus_before, neighbours, opens_line, ranged, replaced
from sysanalyze.extract.figures.reading import Reading
from sysanalyze.language.numerals import MAX_LENGTH, NUMERAL, Number, plain, read
from sysanalyze.language.units import Unit
from sysanalyze.lexicon import Matcher

if TYPE_CHECKING:
    from sysanalyze.extract.figures.plain import Plain
    from sysanalyze.extract.figures.reading import Draft
    from sysanalyze.language.units import UnitTable
    from sysanalyze.lexicon import Lexicons

SHARES = {
    "百": Unit("%", Decimal(1), "percent", "百分之"),
    "佰": Unit("%", Decimal(1), "percent", "百分之"),
    "千": Unit("%", Decimal("0.1"), "percent", "千分之"),
    "万": Unit("%", Decimal("0.01"), "percent", "万分之"),
    "百万": Unit("%", Decimal("0.0001"), "percent", "百万分之"),
}
SYMBOLS = {
    symbol: Unit(currency, Decimal(1), "money", symbol)
    for symbol, currency in {"¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP"}.items()
}
TIMES = re.compile(r" ?[×xX*✕✖＊] ?(?=[0-9])")  # 2×60万千瓦
RUN = re.compile(r"[、和及与或](?=[0-9])")  # 28、19和34个
ONE_BEFORE = frozenset("成倍年周点百千万亿十个、至到—-～分小美欧港米")  # what makes a lone 一 worth a look
ASCII_DIGITS = frozenset("0123456789")
DATED = frozenset("月日号时:：")
YEN = ("日元", "日圆")
LARGE = frozenset("百千万亿兆")  # 3万, 2万多, 1万5
TENTH = re.compile(r"[万亿][0-9一二两三四五六七八九]千$")  # 1万5千米 are 15000 metres
SMALL_SCALES = frozenset("百千兆")
# 三公 and 四平 are words, 三公里 and 四平方米 none that hold them.
MEASURING = frozenset("公平")
MEASURED = re.compile(r"(?<=公)[里斤顷吨]|(?<=平)(?:方[米公千厘]|米)")
INSIDE = frozenset("十百千万亿")


# Digits that a hard line break parts, a blank in the view: 36.8⏎4亿元.
BREAKS = frozenset(" .")
BROKEN = re.compile(r"(?<=[0-9])(\.?)( {1,2})([0-9.]*[0-9])")


class Scanner:
    """Finds the numbers of a view and reads them."""

    def __init__(self, lexicons: Lexicons, units: UnitTable, plain: Plain) -> None:
        self._units = units
        self._plain = plain.figure
        words = [form for entry in lexicons["number-words"] for form in entry.forms]
        self._words = Matcher(dict.fromkeys(words, 0)).spans
        self._reach = 2 * max(map(len, words))
        self._follow = (
            units.firsts | JOINTS | frozenset("、和及与或分级.")
        )  # what may stand behind a number of a figure

    def readings(self, view: str, text: str) -> list[Reading | Draft]:
        """The numbers of the view in order, each with its unit where one stands there or is shared by its run.

        Plain figures are drafts at once. `text` is the document's.
        """
        found: list[Reading | Draft] = []
        pending: list[Reading] = []  # numbers of a run whose unit is to come
        done = 0
        plain = self._plain
        view, numerals = self._whole(view, text)
        for start, end in numerals:
            if start < done:
                continue
            if view[start] in ASCII_DIGITS and not pending and (draft := plain(view, text, start, end)) is not None:
                done = draft.span[1]
                found.append(draft)
                continue
            reading = self._single(view, start, end)
            if reading is None:
                continue
            done = reading.end
            unit = reading.unit
            runs_on = unit is None and _runs_on(view, reading)
            if pending:
                if pending[-1].end + 1 == reading.start and unit is not None and not reading.han:
                    _share_unit(pending, reading)
                elif pending[-1].end + 1 == reading.start and runs_on:
                    pending.append(reading)
                    continue
                found += pending
                pending = []
            if runs_on and not opens_line(view, reading.start):
                pending.append(reading)
            elif unit is not None or reading.scale or reading.bare:
                found.append(reading)
        found += pending
        return found

    def _whole(self, view: str, text: str) -> tuple[str, list[tuple[int, int]]]:
        """The view, its numerals mended where a line break parts them, and their places."""
        numerals = self._numerals(view, text)
        if numerals is None:
            view = _mended(view, text)
            numerals = self._numerals(view, text) or []
        return view, numerals

    def _single(self, view: str, start: int, end: int) -> Reading | None:
        """The number there, a range or product joined, its sign taken in."""
        reading = self._read(view, start, end)
        if reading is None:
            return None
        if view[reading.end : reading.end + 1] in JOINTS:
            reading = self._joined(view, reading)
        elif reading.han and reading.unit is None and view.startswith("、", reading.end):
            match = NUMERAL.match(view, reading.end + 1)
            second = self._read(view, *match.span()) if match is not None else None
            if second is not None:
                reading = neighbours(view, reading, second)
        before = view[start - 1 : start]
        if before in SIGNS:
            _sign(view, reading)
        elif before in SYMBOLS and reading.unit is None:
            reading.start, reading.unit = reading.start - 1, SYMBOLS[before]
        return reading

    def _numerals(self, view: str, text: str) -> list[tuple[int, int]] | None:
        """The numerals of the view that a figure may begin with, words that hold a numeral left out.

        None where a line break parts one.
        """
        numerals: list[tuple[int, int]] = []
        follow, words, reach = self._follow, self._words, self._reach
        for match in NUMERAL.finditer(view):
            start, end = span = match.span()
            following = view[end : end + 1]
            if following in BREAKS and _is_broken(view, text, end):
                return None
            if (
                following not in follow and LARGE.isdisjoint(view[start:end]) and view[start - 1 : start] not in SYMBOLS
            ) or (following in DATED and not view.startswith(YEN, end)):
                continue
            if view[start] in ASCII_DIGITS:
                if following != "年" or not self._is_year(view, start, end):
                    numerals.append(span)
                continue
            if _is_idle(view, start, end, following):
                continue
            # Around the number alone: few numbers come so far. Twice the reach, as a word may hide the next.
            low = start - reach if start > reach else 0
            hits = words(view[low : end + reach])
            if hits and low + hits[-1][2] > start:
                found = _outside(view, match, [(low + begin, low + stop) for _, begin, stop in hits])
                if found is None:
                    continue
                span = found
            numerals.append(span)
        return numerals

    def _is_year(self, view: str, start: int, end: int) -> bool:
        """Whether the four characters before 年 are plainly the name of a year, the commonest number of all: 2024年."""
        return (
            end - start == 4
            and view[start : start + 2] in CENTURIES
            and view[start:end].isdecimal()
            and view[start - 1 : start] not in NO_YEAR
            and view[end + 1 : end + 2] not in YEAR_GOES_ON
            and self._units.is_alone(view, end)
        )

    def _read(self, view: str, start: int, end: int) -> Reading | None:
        han = view[start] not in ASCII_DIGITS
        following = view[end : end + 1]
        if following == "分" and view.startswith("分之", end):
            return self._share(view, start, end)
        if view[end - 1] in SMALL_SCALES and not TENTH.search(view, start, end):  # 一千瓦 is one 千瓦; 0.3百分点
            found = self._units.at(view, end - 1)
            if found is not None and found[1].kind != "count":
                if end - start == 1:
                    return None
                return self._measured(view, start, end - 1, read(view[start : end - 1]), found, han=han)
        number = read(view[start:end])
        if number is None:
            return None
        if number.scale and following == "级":  # 千亿级
            found = None
        else:
            found = self._units.at(view, end) if following != " " else self._unit(view, end)
        return self._measured(view, start, end, number, found, han=han)

    def _unit(self, view: str, end: int) -> tuple[int, Unit] | None:
        at = end
        while at < len(view) and view[at] == " " and at - end < 3:
            at += 1
        return self._units.at(view, at)

    def _measured(
        self, view: str, start: int, end: int, number: Number | None, found: tuple[int, Unit] | None, *, han: bool
    ) -> Reading | None:
        if number is None:
            return None
        stop, unit = found if found is not None else (end, None)
        value, bound, level = number.value, number.bound, False
        if view[stop : stop + 1] in ONWARD:
            stop, unit, value, bound, level = extended(view, stop, unit, number, self._units, han=han)
        return Reading(
            start, end, stop, value, number.low, number.high, bound, unit, han, number.bare, number.scale, "", level
        )

    def _share(self, view: str, start: int, end: int) -> Reading | None:
        """百分之… as a percentage. A fraction (三分之二) gives no figure; its second number is skipped."""
        at = end + 2
        sign = 1
        if view.startswith("负", at):
            at, sign = at + 1, -1
        match = NUMERAL.match(view, at)
        if match is None:
            return None
        number = read(match[0])
        if number is None:
            return None
        unit = SHARES.get(view[start:end])
        value = None if number.value is None else sign * number.value
        rule = "" if unit is not None else "fraction"
        return Reading(
            start, match.end(), match.end(), value, number.low, number.high, number.bound, unit, han=True, rule=rule
        )

    def _joined(self, view: str, first: Reading) -> Reading:
        """The reading, joined with what follows into a range (30至50万吨) or a product (2×60万千瓦)."""
        if first.value is None:
            return first
        times = TIMES.match(view, first.end) if first.unit is None and not first.han else None
        joint = times or RANGE.match(view, first.end)
        match = NUMERAL.match(view, joint.end()) if joint is not None else None
        second = self._read(view, *match.span()) if match is not None else None
        if joint is None or second is None or second.value is None or second.rule:
            return first
        if times is not None:
            if second.unit is None:
                return first
            return replaced(first, second, value=first.value * second.value, low=None, high=None)
        return ranged(view, first, second, joint)


def _sign(view: str, reading: Reading) -> None:
    """Take a minus or 负 before the number into it: 增长-3.4%. A dash after a figure or a letter is none."""
    if reading.value is not None and reading.start and len(minus_before(view, reading)) == 1:
        reading.value, reading.start = -reading.value, reading.start - 1


def _outside(view: str, match: re.Match[str], hits: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The numeral less what belongs to a word that holds one (统一, 一线); None where nothing is left."""
    found: re.Match[str] | None = match
    for low, high in hits:
        if found is None:
            return None
        start, end = found.span()
        if high <= start or (view[high - 1] in MEASURING and MEASURED.match(view, high)):
            continue
        if low >= end:
            break
        if low <= start:
            found = NUMERAL.match(view, high, end) if high < end else None
        elif high > end and view[low] not in INSIDE:  # 四十分钟 holds no 十分
            found = NUMERAL.match(view, start, low)
            break
    return None if found is None else found.span()


def _is_idle(view: str, start: int, end: int, following: str) -> bool:
    """Whether a numeral in Chinese counts nothing: a lone 一 before a noun, 姐弟俩, a line of numerals."""
    if end - start == 1:
        return view[start] == "俩" or (view[start] == "一" and following not in ONE_BEFORE)
    return end - start > MAX_LENGTH


def _is_broken(view: str, text: str, end: int) -> bool:
    """Whether the digits that end there go on in the next line."""
    match = BROKEN.match(view, end)
    return match is not None and text[match.start(2)] in "\r\n"


def _mended(view: str, text: str) -> str:
    """The view with the blanks of line breaks inside digits put behind them; its length stays."""
    return BROKEN.sub(
        lambda match: f"{match[1]}{match[3]}{match[2]}" if text[match.start(2)] in "\r\n" else match[0], view
    )


SIGNS = MINUS | {"负"}
CENTURIES = frozenset(("19", "20"))
NO_YEAR = SIGNS | frozenset("、和及与或")  # 2021、2022年
JOINTS = frozenset(" -—–―~～−‐至到×xX*✕✖＊")
YEAR_GOES_ON = ONWARD | JOINTS | {"历"}  # 2000年历史


def _share_unit(pending: list[Reading], last: Reading) -> None:
    """Give the numbers of a run the unit, and where it fits the scale, of its last: 28、19和34个, 3、5亿元."""
    for reading in pending:
        if reading.value is None:
            continue
        if last.scale and not reading.scale and reading.value * 10**last.scale < 20 * last.amount:
            reading.value = plain(reading.value * 10**last.scale)
        reading.unit = last.unit
        reading.rule = "run"


def _runs_on(view: str, reading: Reading) -> bool:
    """Whether a number without a unit is followed by another: 28、19和34个."""
    return (
        reading.unit is None
        and not reading.han
        and reading.value is not None
        and RUN.match(view, reading.end) is not None
    )
