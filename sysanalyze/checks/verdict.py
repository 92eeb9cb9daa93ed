"""Whether amounts add up, and the check that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysanalyze.checks.measure import ZERO
from sysanalyze.model import Check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sysanalyze.checks.measure import Amount


def adds_up(whole: Amount, parts: Sequence[Amount]) -> bool:
    """Whether the parts sum to the whole, within what rounding leaves open."""
    gap = abs(sum([part.value for part in parts]) - whole.value)
    return gap * 10 <= whole.value and gap <= _slack(whole, parts)


def are_exact(*amounts: Amount) -> bool:
    """Whether all are stated without 约, 多 or the like."""
    return all(one.bound == "exact" for one in amounts)


def are_fine(whole: Amount, parts: Sequence[Amount]) -> bool:
    """Whether each part is larger than what rounding leaves open, so that a sum says something."""
    slack = 2 * _slack(whole, parts)
    return all(part.value > slack for part in parts)


def sum_check(whole: Amount, parts: Sequence[Amount]) -> Check:
    """The parts against their total."""
    return Check(
        kind="sum",
        holds=adds_up(whole, parts),
        stated=whole.value,
        computed=sum([part.value for part in parts], ZERO),
        figures=(("total", whole.span), ("parts", tuple(part.span for part in parts))),
    )


def part_check(whole: Amount, parts: Sequence[Amount]) -> Check:
    """Parts, none of which may be above the whole; `computed` is the largest."""
    largest = max(parts, key=lambda part: part.value)
    return Check(
        kind="part",
        holds=largest.value - largest.slack <= whole.value + whole.slack,
        stated=whole.value,
        computed=largest.value,
        figures=(("whole", whole.span), ("parts", tuple(part.span for part in parts))),
    )


def _slack(whole: Amount, parts: Sequence[Amount]) -> Decimal:
    return whole.slack + sum([part.slack for part in parts], ZERO)
