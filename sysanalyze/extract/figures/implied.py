"""Numbers with 万 or 亿 and without a unit: the measured noun tells it (投资160亿, 人口30万)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sysanalyze.language.units import Unit
from sysanalyze.lexicon import Matcher

if TYPE_CHECKING:
    from sysanalyze.extract.figures.reading import Reading
    from sysanalyze.lexicon import Lexicons

CLAUSE = re.compile(r"[^，。；：！？,;:!?\n“”]{0,14}$")
NOUN = re.compile(r"(?! )[^，。；：、！？,;:!?\n“”《》（）()]{1,10}")
YUAN = re.compile(r"[万亿]元[^。；：！？;:!?\n0-9]{1,18}$")  # 民间投资300亿元，有160多亿用于交通
# 产值突破8个亿，今年已完成2.3亿: what the number before counts
EARLIER = re.compile(
    r"([^。；！？;!?\n0-9，,]{2,14})[0-9][0-9.]*[余多]?个?[万亿]{1,2}多?[，,][^。；！？;!?\n0-9]{1,14}$"
)
CUBIC = re.compile(r"方(?![面案向便式法位针米块阵圆才程略士志])")  # 280万方土石, 50亿方/年


NEXT = re.compile(r"(?:达到?|约|超过?|近|为|共|[总]?额|增至|完成|了|逾)*[0-9]")


# 290万索马里人, 40万开发者, 300多万营销员, 20万竹农; 4万养殖户
PERSONS = re.compile(
    r"[^，。；、的]{0,4}(?:(?:人|者)(?![次均气工造口为民币类])|员(?![会额])|(?<=[一-鿿])农(?![业村田作户产药机资耕]))"
)
HOUSEHOLDS = re.compile(r"[^，。；、的]{1,4}(?<![账帐客窗门落])户(?![籍外型口])")


class Implied:
    """Finds the unit that the noun beside a number implies; made once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._nouns = Matcher(
            {form: entry.text("unit") or "" for entry in lexicons["implied-units"] for form in entry.forms}
        )

    def kind(self, view: str, reading: Reading) -> str | None:
        """The kind of the figure, its unit set in the reading; None where it is no figure."""
        if reading.bare and not (reading.level or reading.bounded or reading.bound != "exact"):
            return None
        if reading.scale and CUBIC.match(view, reading.end):
            reading.unit, reading.end = Unit("m3", Decimal(1), "quantity", "方"), reading.end + 1
            return "quantity"
        unit = self._unit(view, reading)
        if unit is None and reading.scale and (reading.level or "个" in view[reading.start : reading.end]):
            unit = "CNY"  # 百亿级园区, 80个亿
        if unit is None and (reading.han or reading.bare):
            return None
        kind = "money" if unit == "CNY" else "count"
        reading.unit = Unit(unit or "", Decimal(1), kind, "")
        return kind

    def _unit(self, view: str, reading: Reading) -> str | None:
        noun = NOUN.match(view, reading.end)
        after = self._nouns.longest(noun[0]) if noun is not None else []
        clause = CLAUSE.search(view, max(0, reading.start - 14), reading.start)
        before = self._nouns.longest(clause[0]) if clause is not None else []
        if after and before and NEXT.match(noun[0] if noun is not None else "", after[0].end):
            after = []  # 受益人口30万投资3亿: 投资 is the next number's
        if after and (not before or after[0].start == 0 or after[0].value not in ("CNY", before[-1].value)):
            return after[0].value
        if PERSONS.match(view, reading.end):
            return "人"
        if HOUSEHOLDS.match(view, reading.end):
            return "户"
        if before:
            return before[-1].value
        if YUAN.search(view, max(0, reading.start - 20), reading.start):
            return "CNY"
        earlier = EARLIER.search(view, max(0, reading.start - 50), reading.start)
        nouns = self._nouns.longest(earlier[1]) if earlier is not None else []
        return nouns[-1].value if nouns else None
