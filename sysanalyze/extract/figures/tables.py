"""Figures whose unit stands apart: in tables (粮食 | 万吨 | 56.8 | 3.2) and behind labels (总投资（万元）：3500)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.extract.figures.reading import Draft
from sysanalyze.language.numerals import SCALES, plain
from sysanalyze.language.units import Unit
from sysanalyze.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.language.units import UnitTable

# 总投资（万元）：3500; 最高限价(元):458,000.00
LABELLED = re.compile(
    r"\((?P<unit>[^()\n]{1,10})\)[:为] ?[¥￥]?(?P<number>[0-9][0-9,]*+(?:\.[0-9]++)?)(?=[\n 。，；;,)(]|$)"
)
LABEL = re.compile(r"[一-鿿]{2,14}$")
ROW = re.compile(r"^.*[|\t].*$", re.MULTILINE)
CELL = re.compile(r"[^|\t]+")
NUMBER = re.compile(r"[-−－]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
BRACKET = re.compile(r"[（(]([^（）()]{1,10})[)）]$")
WHOLE = re.compile(r"单位[:：] ?([^\s、，,；;：:）)]{1,8})[ \u3000]*[)）]?$")  # above a table, for all of it
UNITED = frozenset(("单位", "计量单位", "计算单位"))
# Columns whose numbers are in no unit of the row: growth, places, years.
OTHERS = re.compile(r"[增降±]|比上|同比|占|比重|位次|排名|序号|编号|年份|代码|电话|联系|日期|时间|备注")
LEADING = re.compile(
    r"^(?:[#＃*]|其中[:：]?|[0-9一二三四五六七八九十]+[、.．]|[（(][0-9一二三四五六七八九十]+[)）]|\s)+"
)
RULE = frozenset("-—─:| ")
KINDS = frozenset(("money", "percent", "points", "quantity", "count", "multiple", "duration"))
CURRENCY = "人民币"
FAR = 60  # code points before a table in which its unit is stated


class Apart(NamedTuple):
    """A figure whose unit stands apart from it, and what it measures, None where its label is empty."""

    draft: Draft
    label: str | None


class Measure(NamedTuple):
    """A unit with the scale that stands before it: 万吨."""

    unit: Unit
    power: int


class Cell(NamedTuple):
    """What stands in a row between two rules, blanks around it left out."""

    start: int
    text: str


class Tables:
    """Finds the figures of tables and labels; made once from the units."""

    def __init__(self, units: UnitTable) -> None:
        self._units = units
        self._measures: dict[str, Measure | None] = {}

    def figures(self, view: str, text: str) -> Iterator[Apart]:
        """The figures whose unit stands apart; the signs that part cells are the document's, `text`."""
        if "):" in view or ")为" in view:
            for match in LABELLED.finditer(view):
                if (measure := self._measure(match["unit"])) is not None:
                    label = LABEL.search(view, max(0, match.start() - 14), match.start())
                    draft = _figure(match.start("number"), match["number"], measure, "figure.labelled")
                    yield Apart(draft, None if label is None else label[0])
        if "|" in text or "\t" in text:
            for table, above in _tables(text):
                yield from self._of_table(table, above)

    def _of_table(self, rows: list[list[Cell]], above: str) -> Iterator[Apart]:
        head, *body = rows
        columns = [self._bracketed(cell.text) for cell in head]
        united = next((number for number, cell in enumerate(head) if cell.text in UNITED), -1)
        whole = self._measure(found[1]) if (found := WHOLE.search(above)) is not None else None
        for row in body:
            named = 1 if NUMBER.fullmatch(row[0].text) else 0  # 1 | 城东污水处理厂 | 3.5
            if len(row) != len(head) or len(row) < named + 2 or NUMBER.fullmatch(row[named].text):
                continue
            own = self._bracketed(row[named].text)
            if own is None:
                own = self._measure(row[united].text) if united > 0 else whole
            label = _label(row[named].text)
            for number in range(named + 1, len(row)):
                cell, measure, says = row[number], columns[number], label
                if measure is None and not OTHERS.search(head[number].text):
                    measure = own
                elif measure is not None and measure.unit.kind != "percent":
                    says = _label(head[number].text)
                if measure is not None and NUMBER.fullmatch(cell.text):
                    yield Apart(_figure(cell.start, cell.text, measure, "figure.table"), says)

    def _bracketed(self, text: str) -> Measure | None:
        """The unit that a head or a label names: 产量（万吨）, 比上年增长%."""
        if text.endswith(("%", "％")):
            return self._measure("%")
        found = BRACKET.search(text)
        return None if found is None else self._measure(found[1])

    def _measure(self, text: str) -> Measure | None:
        """The unit that the text names, nothing else beside it."""
        text = text.strip().replace("％", "%").lstrip("±").removeprefix(CURRENCY)
        if text not in self._measures:
            self._measures[text] = self._read(text)
        return self._measures[text]

    def _read(self, text: str) -> Measure | None:
        power = 0
        for at, char in enumerate(text):
            found = self._units.at(text, at)
            if found is not None and found[0] == len(text) and found[1].kind in KINDS and text != "年":
                return Measure(found[1], power)
            if char not in SCALES:
                return None
            power += SCALES[char]
        return None


def _tables(text: str) -> Iterator[tuple[list[list[Cell]], str]]:
    """The tables of a text, each with its rows, the head first, and what stands right above it."""
    rows: list[list[Cell]] = []
    start = end = 0
    for match in ROW.finditer(text):
        cells = [
            Cell(match.start() + cell.start() + len(cell[0]) - len(cell[0].lstrip()), cell[0].strip())
            for cell in CELL.finditer(match[0])
            if not cell[0].isspace() or "|" in match[0]
        ]
        if rows and match.start() > end + 1:
            yield rows, text[max(0, start - FAR) : start].rstrip()
            rows = []
        if not rows:
            start = match.start()
        end = match.end()
        if not RULE.issuperset(match[0]) and len(cells) > 1:
            rows.append(cells)
    if rows:
        yield rows, text[max(0, start - FAR) : start].rstrip()


def _label(text: str) -> str | None:
    """What a label or head names, less its unit and what leads it in: 其中：城镇（亿元）."""
    return BRACKET.sub("", LEADING.sub("", text)).strip() or None


def _figure(start: int, written: str, measure: Measure, rule: str) -> Draft:
    unit, power = measure
    number = written.replace(",", "").replace("−", "-").replace("－", "-")
    value = plain(Decimal(number) * 10**power * unit.factor) if power or unit.factor != 1 else Decimal(number)
    span = Span(start, start + len(written))
    return Draft(span, unit.kind, value, None, None, unit.canonical or None, "exact", None, rule)
