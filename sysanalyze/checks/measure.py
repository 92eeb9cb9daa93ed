"""What a figure states as a number to reckon with: its value, its unit, and half a unit of its last stated place."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sysanalyze.model import Span

if TYPE_CHECKING:
    from sysanalyze.model import Figure

DIGITS = re.compile(r"[0-9][0-9,]*+(?:\.([0-9]+))?")
# Classifiers that count people alike: 161人，其中乘客155人，6名机组人员.
PEOPLE = frozenset("人名位")
# Kinds that add up. Rates, ranks and lengths of time do not.
ADDABLE = frozenset(("money", "quantity", "count"))
# Units whose figures are ages or degrees, no amounts.
LEVELS = frozenset(("岁", "°C", "km/h", "m/s", "周岁", "级", "dB", "亩产"))
HALF = Decimal("0.5")
ZERO = Decimal(0)


class Amount(NamedTuple):
    """A figure to reckon with, as it is written."""

    value: Decimal
    unit: str
    bound: str
    span: Span
    written: str

    @property
    def slack(self) -> Decimal:
        """Half a unit of the last stated place, nothing for a count one by one."""
        return slack(self.written, self.value)


def amount(figure: Figure, text: str) -> Amount | None:
    """The figure as an amount; None for a range, a rate, a rank or a length of time.

    >>> from sysanalyze.model import Figure, Span
    >>> text = "到位资金47.62亿元"
    >>> found = Figure(span=Span(4, 11), kind="money", value=Decimal(4762000000), unit="CNY", rule="figure.money")
    >>> str(amount(found, text).slack)
    '500000.0'
    """
    value, unit = figure.value, figure.unit
    if value is None or figure.kind not in ADDABLE or unit is None or unit in LEVELS or "/" in unit:
        return None
    start, end = figure.span
    if unit in PEOPLE:
        unit = "人"
    return Amount(value, unit, figure.bound, figure.span, text[start:end])


def slack(written: str, value: Decimal) -> Decimal:
    """Half a unit of the last place that the written number states, in the unit of `value`.

    >>> str(slack("12.65%", Decimal("12.65"))), str(slack("58项", Decimal(58))), str(slack("58万人", Decimal(580000)))
    ('0.005', '0', '5000.0')
    """
    if not written.isascii():
        written = unicodedata.normalize("NFKC", written)
    numbers = DIGITS.findall(written)
    found = DIGITS.search(written)
    if found is None or len(numbers) != 1:
        return _round_slack(value)
    decimals = found[1]
    mantissa = Decimal(found[0].replace(",", ""))
    if not mantissa:
        return HALF
    scale = abs(value / mantissa)
    if decimals is None and scale == 1 and value == value.to_integral_value():
        return ZERO if "%" not in written else HALF
    return HALF * scale * Decimal(1).scaleb(-len(decimals or ""))


def _round_slack(value: Decimal) -> Decimal:
    """Of a number in Chinese numerals: below ten thousand it is counted one by one, above it is rounded."""
    if abs(value) < 10_000 or not value:
        return ZERO
    power = 0
    while not value % 10:
        value, power = value // 10, power + 1
    return HALF * 10**power if power else ZERO
