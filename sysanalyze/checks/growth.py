"""Growth in percent against two stated levels, or against a level and the stated difference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.checks.measure import slack as last_place
from sysanalyze.checks.shares import rounded
from sysanalyze.checks.verdict import are_exact
from sysanalyze.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from sysanalyze.checks.measure import Amount
    from sysanalyze.checks.passage import Passage
    from sysanalyze.model import Figure

UP = r"增长|增加|提高|上升|上涨|提升|扩大|激增|猛增|净增|增"
DOWN = r"下降|减少|降低|下跌|缩减|压缩|减|降"
TO = re.compile(
    rf"[^，。；、,;\n]{{0,10}}?(?:(?P<up>{UP}|升|涨)|(?P<down>{DOWN}|跌|缩))[^，。；、,;\n0-9]{{0,3}}(?:到了?|至|为)"
    r"[^，。；、,;\n0-9]{0,8}"
)
FROM = re.compile(r"[由从][^，。；,;\n]{0,14}$")
# Behind the second figure: ，增长66.7% and ，降幅为12%.
RATE = re.compile(
    rf"[^，。；,;\n]{{0,4}}[，,（(、]?(?:同比|环比|比上年|较上年)?(?:(?:{UP})|(?P<down>{DOWN})|增幅|涨幅|升幅|(?P<fall>[降跌减]幅))"
    r"(?:为|达到?|了)?"
)
# ，比上年增加71.13吨 and ，同比减少8.35亿元.
DIFFERENCE = re.compile(
    rf"[^，。；,;\n]{{0,4}}[，,（(][^，。；,;\n]{{0,3}}[比较][^，。；、,;\n]{{0,12}}?(?:(?:{UP})|(?P<down>{DOWN}))了?"
)
# ，比2013年的32人激增了56%
THAN = re.compile(
    r"[^，。；,;\n]{0,6}[，,（(]?[^，。；,;\n环同]{0,2}[比较]"
    r"[^，。；、,;\n0-9]{0,8}[0-9]{0,4}[^，。；、,;\n0-9]{1,10}(?:的|为)"
)
THAN_RATE = re.compile(rf"(?:(?:{UP})|(?P<down>{DOWN}))了?")
# Real growth and yearly means follow from other numbers than the levels; the first figures of GDP are revised.
REAL = re.compile(r"实际|可比|不变价|扣除|年均|年平均|平均每年|生产总值|增加值|GDP|核实|核算|初步")


def growth_checks(passage: Passage) -> Iterator[Check]:
    """Growth against what it grew from and to."""
    figures = passage.figures
    for number in range(2, len(figures)):
        figure = figures[number]
        if figure.kind != "percent" or figure.bound != "exact":
            continue
        gap = figure.span[0] - figures[number - 1].span[1]
        if not 0 < gap < 16 or figures[number - 1].unit != figures[number - 2].unit:
            continue
        first, second = passage.amount(number - 2), passage.amount(number - 1)
        if first is None or second is None or not are_exact(first, second):
            continue
        found = _levels(passage.text, first, second, figure)
        if found is not None and not REAL.search(
            passage.text, max(passage.sentence(first.span[0])[0], first.span[0] - 40), figure.span[0]
        ):
            yield found


def _levels(text: str, first: Amount, second: Amount, figure: Figure) -> Check | None:
    """The check of a growth behind two amounts; None where they are no levels of it."""
    between = first.span[1], second.span[0]
    behind = second.span[1], figure.span[0]
    rate = RATE.fullmatch(text, *behind)
    if rate is not None:
        down = bool(rate["down"] or rate["fall"])
        to = TO.fullmatch(text, *between)
        if to is not None and FROM.search(text, max(0, first.span[0] - 16), first.span[0]):
            if down != bool(to["down"]) or down != (second.value < first.value):
                return None
            return _check(text, figure, (("before", first), ("after", second)), first.value, first.slack, second)
        difference = DIFFERENCE.fullmatch(text, *between)
        if difference is not None and down == bool(difference["down"]):
            value = first.value + second.value if down else first.value - second.value
            slack = first.slack + second.slack
            return _check(text, figure, (("after", first), ("difference", second)), value, slack, first)
    than = THAN_RATE.fullmatch(text, *behind)
    if than is not None and THAN.fullmatch(text, *between):
        down = bool(than["down"])
        if down == (first.value < second.value):
            return _check(text, figure, (("before", second), ("after", first)), second.value, second.slack, first)
    return None


def _check(
    text: str,
    figure: Figure,
    levels: tuple[tuple[str, Amount], ...],
    before: Decimal,
    slack: Decimal,
    after: Amount,
) -> Check | None:
    """The stated growth against `after` over `before`, which rounding leaves open by `slack`."""
    stated = figure.value
    if stated is None or before <= 0:
        return None
    computed = abs(after.value / before - 1) * 100
    start, end = figure.span
    tolerance = last_place(text[start:end], stated) + 100 * after.slack / before + 100 * after.value * slack / before**2
    return Check(
        kind="growth",
        holds=abs(computed - stated) <= tolerance,
        stated=stated,
        computed=rounded(computed, stated),
        figures=(("growth", figure.span), *((name, level.span) for name, level in levels)),
    )
