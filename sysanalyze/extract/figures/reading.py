"""What is read of a figure: first a `Reading`, a number with its unit; once it is judged a figure, a `Draft`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from sysanalyze.language.units import Unit
from sysanalyze.model import Figure

if TYPE_CHECKING:
    from sysanalyze.model import Change, Span


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


class Draft:
    """A figure in the making, its value in the unit of the report: the fields of `Figure`, still open to change.

    The slots are those of `Figure`, so that `finished` can make the one the other without a copy.
    """

    __slots__ = Figure.__slots__

    span: Span
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    bound: str
    cue: Span | None
    indicator: str | None
    stance: str
    period: str | None
    change: Change | None
    rule: str

    def __init__(
        self,
        span: Span,
        kind: str,
        value: Decimal | None,
        low: Decimal | None,
        high: Decimal | None,
        unit: str | None,
        bound: str,
        cue: Span | None,
        rule: str,
    ) -> None:
        self.span = span
        self.kind = kind
        self.value = value
        self.low = low
        self.high = high
        self.unit = unit
        self.bound = bound
        self.cue = cue
        self.rule = rule
        self.stance = "actual"
        self.indicator = self.period = self.change = None

    @property
    def outer_end(self) -> int:
        """Where the figure ends, the words that bound it included."""
        return self.span[1] if self.cue is None else max(self.span[1], self.cue[1])


def finished(drafts: list[Draft]) -> list[Figure]:
    """The drafts, henceforth figures: filling an immutable object takes longer than reading a number."""
    for draft in drafts:
        draft.__class__ = Figure  # type: ignore[assignment]
    return cast("list[Figure]", drafts)
