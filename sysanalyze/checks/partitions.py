"""Totals whose parts have names of their own: exports and imports, the three industries, town and country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sysanalyze.checks.verdict import are_exact, sum_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sysanalyze.checks.measure import Amount
    from sysanalyze.checks.passage import Passage
    from sysanalyze.model import Check

REACH = 240  # code points from the total to its last part
TOTAL = {
    "进出口": re.compile(r"进出口(?:总[额值])(?:达到?|为|实现|完成)?$"),
    "生产总值": re.compile(r"生产总值(?:（GDP）|\(GDP\))?(?:达到?|为|实现|完成)?$"),
}
PARTS = {
    "进出口": (
        re.compile(r"(?:^|[^进])出口(?:总?[额值])?(?:达到?|为|实现|完成)?$"),
        re.compile(r"(?:^|[^出])进口(?:总?[额值])?(?:达到?|为|实现|完成)?$"),
    ),
    "生产总值": tuple(
        re.compile(rf"第{number}产业(?:实现|完成)?增加值(?:达到?|为|实现|完成)?$") for number in "一二三"
    ),
}
BALANCE = re.compile(r"([顺逆])差(?:额|总额)?(?:达到?|为|扩大到|收窄到|收窄至|扩大至)?$")


def partition_checks(passage: Passage) -> Iterator[Check]:
    """Totals against their named parts, and exports less imports against the balance of trade."""
    text = passage.text
    for name, is_total in TOTAL.items():
        if name == "生产总值" and "第三产业" not in text:
            continue
        for at, _ in passage.cues(name):
            amounts = passage.amounts(at, at + REACH)
            if not amounts or not is_total.search(text, at, amounts[0].span[0]):
                continue
            whole = amounts[0]
            end = text.find("\n", at, at + REACH)
            rest = [one for one in amounts[1:] if one.unit == whole.unit and (end < 0 or one.span[1] <= end)]
            parts = _labelled(passage, rest, PARTS[name])
            if parts is None:
                continue
            if are_exact(whole, *parts):
                yield sum_check(whole, parts)
            if name == "进出口" and (balance := _balance(passage, rest, parts)) is not None:
                yield balance


def _labelled(passage: Passage, amounts: list[Amount], labels: tuple[re.Pattern[str], ...]) -> list[Amount] | None:
    """The first amounts behind each of the labels, in order; None where one is missing."""
    found: list[Amount] = []
    for one in amounts:
        if labels[len(found)].search(passage.clause(one.span[0])):
            found.append(one)
            if len(found) == len(labels):
                return found
    return None


def _balance(passage: Passage, amounts: list[Amount], parts: list[Amount]) -> Check | None:
    """Exports as imports and the surplus, or imports as exports and the deficit."""
    exported, imported = parts
    for one in amounts:
        if one.span[0] > imported.span[1] and (found := BALANCE.search(passage.clause(one.span[0]))) is not None:
            larger, smaller = (exported, imported) if found[1] == "顺" else (imported, exported)
            return sum_check(larger, [smaller, one]) if are_exact(one, larger, smaller) else None
    return None
