"""占…的x%: a share against the part and the whole that the text states."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sysanalyze.checks.measure import slack
from sysanalyze.checks.verdict import are_exact
from sysanalyze.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.checks.measure import Amount
    from sysanalyze.checks.passage import Passage
    from sysanalyze.model import Figure

# 占, 占比为, 占总数的, 占全部案件的; not 占全国的, whose whole is another.
OF_ALL = re.compile(
    r"占(?:比|到|了)*(?:达到?|为)?$|占(?:到|了)?(?:总数|总量|总额|总人数|总人口|全部[^，。；,;\n国省市县区球]{0,6})的?(?:比重|比例)?(?:达到?|为)?$"
)
OF = re.compile(r"占[^，。；,;\n]{0,10}$")
RATE = re.compile(r"率(?:达到?|为|已达)?$")
BETWEEN = re.compile(r"[^，。；,;\n]{0,10}[，,（(、]?(?:其)?(?:占|为|是)?$")
MEMBER = re.compile(r"其中|中[，,]?[^，。；,;\n]{0,6}有|[，,]已")
DIFFERENCE = re.compile(r"[比较增减升降]")
NEAR = 24  # code points from 占 to its rate
CLOSE = Decimal(20)  # a share is worth a check where rounding leaves less than a twentieth of it open


def share_checks(passage: Passage) -> Iterator[Check]:
    """Shares in percent against part and whole."""
    text = passage.text
    for number, figure in enumerate(passage.figures):
        if number < 2 or figure.kind != "percent" or figure.bound != "exact" or figure.value is None:
            continue
        start = figure.span[0]
        at = text.rfind("占", max(0, start - NEAR), start)
        if at < 0:
            if "率" in text[max(0, start - 4) : start] and RATE.search(text, max(0, start - 4), start):
                yield from _rate(passage, figure)
            continue
        low, _ = passage.sentence(at)
        before = passage.amounts(low, start)
        if len(before) < 2:
            continue
        if before[-1].span[0] > at:  # 占全部31项的35.5%
            whole, part = before[-1], before[-2]
            tail = text[whole.span[1] : start]
            if 0 < len(tail) < 10 and "的" in tail and _touch(text, part, at) and whole.unit == part.unit:
                yield from _judged(text, figure, part, [whole], sure=True)
            continue
        part = before[-1]
        wholes = [one for one in before[-2::-1] if one.unit == part.unit and one.value > part.value]
        if not wholes or not _touch(text, part, at) or OF.search(text, at, start) is None:
            continue
        between = text[wholes[0].span[1] : part.span[0]]
        sure = (
            wholes[0] == before[-2]
            and OF_ALL.fullmatch(text, at, start) is not None
            and MEMBER.search(between) is not None
            and "%" not in between
            and passage.first(part.span[0]) - passage.first(wholes[0].span[0]) == 1
        )
        yield from _judged(text, figure, part, wholes[:3], sure=sure)


def _touch(text: str, part: Amount, at: int) -> bool:
    """Whether nothing but the counted thing and one comma stand between the part and 占."""
    return BETWEEN.fullmatch(text, part.span[1], at) is not None


def _rate(passage: Passage, figure: Figure) -> Iterator[Check]:
    """86个项目已开工81个，开工率94.2%: named only where it is right."""
    start = figure.span[0]
    low, _ = passage.sentence(start)
    last: dict[str, Amount] = {}
    for part in passage.amounts(low, start):
        whole = last.get(part.unit)
        near = whole is not None and part.value < whole.value and part.span[0] - whole.span[1] < 40
        if whole is not None and near and not DIFFERENCE.search(passage.words(part, low)):
            yield from _judged(passage.text, figure, part, [whole], sure=False)
        last[part.unit] = part


def _judged(text: str, share: Figure, part: Amount, wholes: list[Amount], *, sure: bool) -> Iterator[Check]:
    """The check against the first whole that fits; against the first of all where it is sure to be meant."""
    stated = share.value
    if stated is None or stated <= 0:
        return
    start, end = share.span
    open_share = slack(text[start:end], stated)
    for whole in wholes:
        if not are_exact(part, whole) or not whole.value:
            continue
        computed = part.value / whole.value * 100
        tolerance = open_share + 100 * part.slack / whole.value + computed * whole.slack / whole.value
        fits = abs(computed - stated) <= tolerance
        if (fits and tolerance * CLOSE < stated) or (sure and not fits):
            yield Check(
                kind="share",
                holds=fits,
                stated=stated,
                computed=rounded(computed, stated),
                figures=(("share", share.span), ("part", part.span), ("whole", whole.span)),
            )
            return


def rounded(computed: Decimal, stated: Decimal) -> Decimal:
    """The computed rate with one decimal more than the stated one, at least one.

    >>> str(rounded(Decimal("66.5219"), Decimal("66.37")))
    '66.522'
    """
    exponent = stated.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return round(computed, places + 1)
