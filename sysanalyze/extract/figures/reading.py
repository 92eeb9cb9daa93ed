"""What is read of a figure: first a `Reading`, a number with its unit; once it is judged a figure, a `Draft`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sysanalyze.model import Figure, Span

if TYPE_CHECKING:
    from decimal import Decimal

    from sysanalyze.language.units import Unit
    from sysanalyze.model import Change


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
    bounded: bool = False  # a word before it bounds it: 近百家

    @property
    def amount(self) -> Decimal:
        """The value, or the low end of a range."""
        amount = self.value if self.value is not None else self.low
        assert amount is not None  # noqa: S101  # a reading has one or the other
        return amount


@dataclass(slots=True)
class Draft:
    """A figure in the making, its value in the unit of the report."""

    start: int
    end: int
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    bound: str
    cue: Span | None
    rule: str
    indicator: str | None = None
    stance: str = "actual"
    change: Change | None = None

    @property
    def outer_start(self) -> int:
        """Where the figure begins, the words that bound it included."""
        return self.start if self.cue is None else min(self.start, self.cue.start)

    @property
    def outer_end(self) -> int:
        """Where the figure ends, the words that bound it included."""
        return self.end if self.cue is None else max(self.end, self.cue.end)

    def figure(self) -> Figure:
        """The finished figure."""
        return Figure(
            span=Span(self.start, self.end),
            kind=self.kind,
            value=self.value,
            low=self.low,
            high=self.high,
            unit=self.unit,
            bound=self.bound,
            cue=self.cue,
            indicator=self.indicator,
            stance=self.stance,
            change=self.change,
            rule=self.rule,
        )
