"""What is read of a figure in the text, before it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from sysanalyze.language.units import Unit


@dataclass(slots=True)
class Reading:
    """A number with its unit at `[start, end)` of the view; `number_end` is where the unit begins.

    `value`, or `low` and `high`, are in the unit as written, before its factor.
    """

    start: int
    number_end: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: str
    unit: Unit | None
    han: bool  # written in Chinese numerals
    bare: bool = False  # a scale without a digit: 万头
    scale: int = 0  # the power of ten of a 万 or 亿 that ends the number
    rule: str = ""
    level: bool = False  # 百万吨级

    @property
    def amount(self) -> Decimal:
        """The value, or the low end of a range."""
        amount = self.value if self.value is not None else self.low
        assert amount is not None  # noqa: S101  # a reading has one or the other
        return amount
