"""Totals that stand beside their parts without 其中: in a bracket behind the total, or summed up at the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.checks.measure import ADDABLE
from sysanalyze.checks.verdict import adds_up, are_exact, are_fine, sum_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.checks.measure import Amount
    from sysanalyze.checks.passage import Passage
    from sysanalyze.model import Check

SUMMED = re.compile(r"(?:总数|总计|合计|共计)[^，。；,;\n0-9]{0,6}$")
BESIDES = re.compile(r"除[^。；\n]{2,20}外[，,]?[^。；，,\n]{0,10}(?:还|另|另外)有[^。；，,\n0-9]{0,6}$")
BRACKET = re.compile(r"[^，。；、,;\n（(]{0,8}[（(：:]")
CLOSES = frozenset("，。；、,;的以左")
FAR = 1500  # code points back to the part that 除…外 refers to


def total_checks(passage: Passage) -> Iterator[Check]:
    """Lists in a bracket or behind a colon, and lists with their total at the end, where the sum is right."""
    text = passage.text
    figures = passage.figures
    for number, figure in enumerate(figures):
        end = figure.span[1]
        if text[end : end + 1] in CLOSES or number + 2 >= len(figures):  # as behind most figures
            continue
        start = figures[number + 1].span[0]
        if 1 < start - end < 24 and figure.kind in ADDABLE and BRACKET.match(text, end, start):
            whole = passage.amount(number)
            if whole is not None:
                yield from _listed(passage, whole)
    for at, _ in passage.cues("总数", "总计", "合计", "共计"):
        following = passage.amounts(at, at + 14)
        if following and SUMMED.search(text, at, following[0].span[0]):
            yield from _summed_up(passage, following[0])


def _listed(passage: Passage, whole: Amount) -> Iterator[Check]:
    """58项（新建30项、续建28项）; 58项：新建30项，续建28项。."""
    text, end = passage.text, whole.span[1]
    stop = passage.sentence(end)[1]
    for sign in "）)":
        if (closed := text.find(sign, end, stop)) >= 0:
            stop = closed
    parts = [one for one in passage.amounts(end, stop) if one.unit == whole.unit]
    if len(parts) > 1 and are_exact(whole, *parts) and adds_up(whole, parts) and are_fine(whole, parts):
        yield sum_check(whole, parts)


def _summed_up(passage: Passage, total: Amount) -> Iterator[Check]:
    """甲县30个，乙县28个，共计58个; 除了现场签约的以外，还有8个，总数达到19个."""
    start, _ = passage.sentence(total.span[0])
    before = [one for one in passage.amounts(start, total.span[0]) if one.unit == total.unit]
    for count in range(2, len(before) + 1):
        parts = before[-count:]
        if are_exact(total, *parts) and adds_up(total, parts) and are_fine(total, parts):
            yield sum_check(total, parts)
            return
    if len(before) == 1 and BESIDES.search(passage.text, start, before[0].span[0]):
        other = before[0]
        low = max(0, start - FAR)
        for one in reversed(passage.amounts(low, start)):
            if one.unit == total.unit and are_exact(one, other, total) and adds_up(total, [one, other]):
                yield sum_check(total, [one, other])
                return
